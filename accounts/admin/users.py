"""Accounts: made, switched off and given new passwords by administrators."""

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from accounts.admin.base import AdministratorOnly
from accounts.models import TERRITORY_FIELDS, TERRITORY_OF_ROLE, Role, User, without_area
from accounts.passwords import made_password
from accounts.phone import local_phone, parse_phone
from accounts.saving import RowForm


class UserForm(RowForm):
    """Role and territory; what does not fit is said beside the field."""

    #: The administrator who fills in the form; set by UserAdmin for each request.
    by: ClassVar[User]

    class Meta:
        model = User
        exclude: ClassVar[list[str]] = []
        help_texts: ClassVar[dict[str, Any]] = {
            "username": _("To sign in with, for example siti.kendalrejo. It stays the same."),
            "phone": _("To sign in with as well. Any spelling will do."),
            "is_active": _("Switch off instead of deleting: what this person entered stays."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.instance.pk == self.by.pk:
            self._refuse_locking_oneself_out(cleaned)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # the rules about the territory look at all its kinds
        self._require_territory()

    def _require_territory(self) -> None:
        """Somebody in a role without its territory would see nothing and wonder why."""
        user = self.instance
        kinds = TERRITORY_OF_ROLE.get(user.role, ())
        offered = [kind for kind in kinds if kind in self.fields]
        if user.is_active and offered and not any(self.cleaned_data.get(k) for k in offered):
            self.add_error(offered[0], _("Choose the area that this person works for."))

    def _refuse_locking_oneself_out(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("is_active"):
            self.add_error("is_active", _("You cannot switch off your own account."))
        if cleaned.get("role") != Role.ADMINISTRATOR:
            self.add_error("role", _("You cannot take this role away from yourself."))


class NewUserForm(UserForm):
    new_password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty and one is made; it is shown once."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        about = {name: cleaned.get(name) or "" for name in ("username", "full_name", "email")}
        check_password(self, cleaned.get("new_password"), User(**about))
        return cleaned


class PasswordForm(forms.Form):
    """A new password for somebody who lost hers."""

    new_password = NewUserForm.base_fields["new_password"]

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_password(self, cleaned.get("new_password"), self.user)
        return cleaned


def check_password(form: forms.BaseForm, password: str | None, user: User) -> None:
    if password:
        try:
            validate_password(password, user)
        except ValidationError as error:
            form.add_error("new_password", error)


class AreaFilter(admin.SimpleListFilter):
    title = _("area")
    parameter_name = "area"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("without role or territory"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(without_area()) if self.value() == "none" else queryset


class SecondFactorFilter(admin.SimpleListFilter):
    title = _("second factor")
    parameter_name = "second_factor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("has one")), ("no", _("has none"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        owners = Authenticator.objects.values("user")
        if self.value() == "yes":
            return queryset.filter(pk__in=owners)
        return queryset.exclude(pk__in=owners) if self.value() == "no" else queryset


@admin.register(User)
class UserAdmin(AdministratorOnly):
    """Accounts of one's own regency: made, switched off, given a new password; never deleted."""

    regency_path = "account_regency"
    form = UserForm
    list_display = (
        "full_name",
        "username",
        "role",
        "area",
        "phone_here",
        "is_active",
        "last_login",
    )
    list_filter = ("role", "is_active", AreaFilter, SecondFactorFilter)
    list_select_related = TERRITORY_FIELDS
    search_fields = ("full_name", "username", "phone")
    search_help_text = _("Name, user name or phone number")
    ordering = ("full_name", "username")
    autocomplete_fields = ("village", "district")
    actions = ("switch_off", "remove_second_factor")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "full_name", "phone", "email")}),
        (
            _("Role and area"),
            {
                "fields": ("role", "village", "district", "office", "regency"),
                "description": _(
                    "Coordinator: a village. Mentor: a district. LTSA officer: an office. Case "
                    "officer, business officer, administrator: the regency. Official: the regency "
                    "or a district. Group leader: none; her group names her."
                ),
            },
        ),
        (None, {"fields": ("is_public_contact", "is_active", "last_login", "date_joined")}),
    )

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[UserForm]:
        if not change:
            kwargs["form"] = NewUserForm
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        first, role, last = self.fieldsets
        if obj is not None:
            return [first, role, last]
        first = (None, {"fields": ("username", "full_name", "phone", "email", "new_password")})
        return [first, role, (None, {"fields": ("is_public_contact", "is_active")})]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        try:
            return queryset.filter(phone=parse_phone(search_term)), False
        except ValidationError:
            return super().get_search_results(request, queryset, search_term)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The list can be narrowed by an address; not by the stored passwords, letter by letter."""
        if lookup.split("__")[0] == "password":
            return False
        return bool(super().lookup_allowed(lookup, value, request))

    @method_decorator(sensitive_post_parameters("new_password"))
    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().add_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.account_regency = request.user.regency  # type: ignore[union-attr]
            made = self._set_password(obj, form.cleaned_data["new_password"])
            request.made_password = made  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: Any = None
    ) -> HttpResponse:
        made: str = request.made_password  # type: ignore[attr-defined]
        if made:
            return self._show_password(request, obj, made)
        return super().response_add(request, obj, post_url_continue)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.password_view)
        return [
            path("<path:object_id>/password/", view, name="accounts_user_password"),
            *super().get_urls(),
        ]

    @method_decorator(sensitive_post_parameters("new_password"))
    def password_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give somebody a new password; her sessions elsewhere end with the old one."""
        user: User = self.get_object(request, unquote(object_id))
        form = PasswordForm(user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            made = self._set_password(user, form.cleaned_data["new_password"])
            user.save()
            self.log_change(request, user, "New password.")
            if made:
                return self._show_password(request, user, made)
            self.message_user(request, _("The new password is saved."), messages.SUCCESS)
            return self.response_post_save_change(request, user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("New password for %(name)s") % {"name": user},
            "opts": self.opts,
            "user_row": user,
            "form": form,
        }
        return TemplateResponse(
            request,
            "admin/accounts/user/password.html",
            context,
            status=422 if form.is_bound else 200,
        )

    def _set_password(self, user: User, typed: str) -> str:
        """Sets the typed password, or makes one; the made one is returned."""
        made = "" if typed else made_password()
        user.set_password(typed or made)
        return made

    def _show_password(self, request: HttpRequest, user: User, password: str) -> HttpResponse:
        """Shown once, straight in the answer: it is kept in no message, cookie or session."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Password for %(name)s") % {"name": user},
            "opts": self.opts,
            "user_row": user,
            "password": password,
        }
        return TemplateResponse(request, "admin/accounts/user/password_made.html", context)

    @admin.display(description=_("area"))
    def area(self, user: User) -> str:
        return str(user.territory or "")

    @admin.display(description=_("phone"), ordering="phone")
    def phone_here(self, user: User) -> str:
        return local_phone(user.phone) if user.phone else ""

    @admin.action(description=_("Switch off the selected accounts"))
    def switch_off(self, request: HttpRequest, queryset: models.QuerySet[User]) -> None:
        others = queryset.exclude(username=request.user.get_username()).filter(is_active=True)
        for user in others:
            user.is_active = False
            user.save(update_fields=["is_active"])
            self.log_change(request, user, "Switched off.")
        text = ngettext(
            "%(count)d account is switched off.",
            "%(count)d accounts are switched off.",
            len(others),
        )
        self.message_user(request, text % {"count": len(others)}, messages.SUCCESS)

    @admin.action(description=_("Remove the second factor (lost phone)"))
    def remove_second_factor(self, request: HttpRequest, queryset: models.QuerySet[User]) -> None:
        owners = queryset.filter(pk__in=Authenticator.objects.values("user"))
        for user in owners:
            Authenticator.objects.filter(user=user).delete()
            self.log_change(request, user, "Second factor removed.")
        text = ngettext(
            "%(count)d account signs in with its password alone now.",
            "%(count)d accounts sign in with their passwords alone now.",
            len(owners),
        )
        self.message_user(request, text % {"count": len(owners)}, messages.SUCCESS)
