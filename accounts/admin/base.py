"""What all apps' admin classes share: administrators only, and only inside their regency."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest

from accounts.constraints import ConstraintForm
from accounts.models import User


def is_administrator(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and user.is_active and user.is_administrator


class OwnChoices(BaseModelAdmin):
    """Related rows to choose from are those that their own admin class shows her."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the buttons that open another form in a window: too easy to press on a phone."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(
            db_field, request, **self._own_choices(db_field, request, kwargs)
        )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **self._own_choices(db_field, request, kwargs)
        )

    def _own_choices(
        self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]
    ) -> dict[str, Any]:
        model = db_field.remote_field.model
        if "queryset" not in kwargs and self.admin_site.is_registered(model):
            kwargs["queryset"] = self.admin_site.get_model_admin(model).get_queryset(request)
        return kwargs


class AdministratorOnly(OwnChoices, admin.ModelAdmin):
    """Base of every admin class: an administrator may look, add and change inside her regency.

    - No permission rows, groups or superusers: the role is the permission.
    - `regency_path` is the lookup from a row to its regency. Rows elsewhere do not exist for her:
      lists, search, autocomplete, actions and single pages all start from `get_queryset`, and a
      choice of related rows starts from the queryset of *their* admin class.
    - Nothing is deleted unless a class says so; things are ended or switched off.
    """

    #: Told to KampungAdminSite, which refuses every other class.
    is_for_administrators: ClassVar[bool] = True
    #: Lookup from the row to its regency, e.g. "district__regency"; None: belongs to no regency.
    regency_path: ClassVar[str | None] = None
    can_add: ClassVar[bool] = True
    can_change: ClassVar[bool] = True
    can_delete: ClassVar[bool] = False

    form = ConstraintForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.can_add and is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_change and is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_delete and is_administrator(request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        if self.regency_path is None:
            return rows
        regency = request.user.regency_id if isinstance(request.user, User) else None
        return rows.filter(**{self.regency_path: regency}) if regency else rows.none()

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row


class InlineForm(ConstraintForm):
    """Also asks the rules that look at the row above, which Django leaves out of an inline's
    validation: the same form sent twice must be a message, not a failure."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)


class AdministratorOnlyInline(OwnChoices, admin.TabularInline):
    """Rows on the page of the row they belong to: reached through it, so scoped by it."""

    form: type[ConstraintForm] = InlineForm
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)
