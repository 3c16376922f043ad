from django.contrib import admin
from django.urls import include, path

from config.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("migrants.urls")),
    path("", include("businesses.urls")),
    path("", include("ltsa.urls")),
    path("", include("notices.urls")),
    path("", include("publishing.urls")),
    path("", include("dashboards.urls")),
    path("", include("content.urls")),
    path("", include("workspace.urls")),
    path("", include("portal.urls")),
]

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.page_not_found"
handler500 = "portal.errors.server_error"
