from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


class KampungAdminSite(admin.AdminSite):
    """Set-up and repair, for administrators only: being `is_staff` is not enough."""

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and user.is_authenticated and user.is_administrator)


class KampungAdminConfig(AdminConfig):
    default_site = "config.admin.KampungAdminSite"
