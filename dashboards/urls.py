from django.urls import path

from dashboards import views

urlpatterns = [
    path("dasbor/", views.dashboard, name="dashboard"),
    path("dasbor/unduh/", views.dashboard_export, name="dashboard_export"),
]
