from django.urls import path

from dashboards import views, visit_views

urlpatterns = [
    path("dasbor/", views.dashboard, name="dashboard"),
    path("dasbor/unduh/", views.dashboard_export, name="dashboard_export"),
    path("dasbor/ltsa/", visit_views.visit_figures, name="visit_figures"),
    path("dasbor/ltsa/unduh/", visit_views.visit_figures_export, name="visit_figures_export"),
]
