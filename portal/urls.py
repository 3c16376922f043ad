from django.urls import path, re_path

from portal import views

#: The rest of a place's address. A missing or wrong name is mended by a redirect.
NAME = r"/(?:(?P<slug>[^/]+)/)?$"

urlpatterns = [
    path("", views.home, name="home"),
    path("desa/", views.village_search, name="village_search"),
    re_path(r"^desa/(?P<digits>[0-9]{10})" + NAME, views.village_page, name="village_page"),
    re_path(r"^kecamatan/(?P<digits>[0-9]{6})" + NAME, views.district_page, name="district_page"),
    re_path(r"^kabupaten/(?P<digits>[0-9]{4})" + NAME, views.regency_page, name="regency_page"),
    path("privasi/", views.privacy, name="privacy"),
    path("data/", views.about_data, name="about_data"),
    path("robots.txt", views.robots, name="robots"),
]
