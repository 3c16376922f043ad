from django.urls import path

from ltsa.views import api

urlpatterns = [
    path("", api.api_root, name="api_root"),
    path("docs", api.api_docs, name="api_docs"),
    path("openapi.json", api.api_schema, name="api_schema"),
    path("offices", api.api_offices, name="api_offices"),
    path("offices/<slug:office>/desks", api.api_desks, name="api_desks"),
    path("services", api.api_services, name="api_services"),
    path(
        "offices/<slug:office>/services/<slug:service>/open-slots",
        api.api_open_slots,
        name="api_open_slots",
    ),
    path("<path:rest>", api.api_unknown, name="api_unknown"),
]
