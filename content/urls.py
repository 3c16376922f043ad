from django.urls import path, re_path

from content import views

urlpatterns = [
    path("bantuan/", views.help_list, name="help_list"),
    re_path("^bantuan/(?P<code>[a-z]{2})/$", views.help_country, name="help_country"),
]
