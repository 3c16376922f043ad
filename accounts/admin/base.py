"""What all apps' admin classes share: administrators only, and only inside their regency."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import User
from accounts.saving import RowForm


def is_administrator(request: HttpRequest) -> bool:
    user = request.user
    return isinstance(user, User) and user.is_active and user.is_administrator


class _KnownRows:
    """Of what was sent, only keys of rows are looked up: a word where a number belongs is refused
    by the form, and its page can still be shown."""

    field: Any

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        key = self.field.remote_field.model._meta.pk
        known = [one for one in value if _fits(key, one)]
        return super().optgroups(name, known, attr)  # type: ignore[misc]


def _fits(key: models.Field, text: str) -> bool:
    try:
        key.run_validators(key.to_python(text))
    except (ValidationError, OverflowError):
        return text == ""
    return True


class _SearchOne(_KnownRows, AutocompleteSelect):  # type: ignore[misc]
    pass


class _SearchMany(_KnownRows, AutocompleteSelectMultiple):  # type: ignore[misc]
    pass


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
            db_field, request, **self._own_choices(db_field, request, kwargs, _SearchOne)
        )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **self._own_choices(db_field, request, kwargs, _SearchMany)
        )

    def _own_choices(
        self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any], search: Any
    ) -> dict[str, Any]:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = search(db_field, self.admin_site, using=kwargs.get("using"))
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

    form = RowForm
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

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A list is narrowed by its own filters and by columns of its own row, not by rows that
        point at it. A filter may be called like those rows: it reads its answer itself."""
        own = {getattr(entry, "parameter_name", None) for entry in self.get_list_filter(request)}
        if lookup in own:
            return True
        pointing = {
            field.name
            for field in self.opts.get_fields(include_hidden=True)
            if field.auto_created and not field.concrete
        }
        return lookup.split("__")[0] not in pointing and super().lookup_allowed(
            lookup, value, request
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Like all our forms: one that is not saved answers 422."""
        response = super().render_change_form(request, context, *args, **kwargs)
        if context["errors"]:
            response.status_code = 422
        return response

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row


class AdministratorOnlyInline(OwnChoices, admin.TabularInline):
    """Rows on the page of the row they belong to: reached through it, so scoped by it."""

    form: type[RowForm] = RowForm
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)
