from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.phone import parse_phone


class SignInForm(LoginForm):
    """Allauth's, in our words: user name or phone number, however it is written.

    Here and below without the link to a reset by e-mail: few have one, so the administrator makes
    a new password.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("User name or phone number")
        login.widget.attrs.update(autocapitalize="none", spellcheck="false")
        password.label = _("Password")
        password.help_text = ""
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """The user name. All spellings of a phone number become one name here, so that wrong
        passwords are counted per person and not per spelling."""
        typed: str = self.cleaned_data["login"].strip()
        if User.objects.filter(username__iexact=typed).exists():
            return typed
        try:
            phone = parse_phone(typed)
        except ValidationError:
            return typed
        name = User.objects.filter(phone=phone).values_list("username", flat=True).first()
        return name or phone


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _(
            "At least 10 letters and digits; not your name, not your birth date."
        )
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ProofForm(ReauthenticateForm):
    """The password once more, before the way of signing in is changed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


class PasskeyField(forms.JSONField):
    """What a browser says about a passkey. Thousands of digits or brackets are said by none."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class PasskeyForm(LoginWebAuthnForm):
    credential = PasskeyField(widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except (LookupError, AttributeError, TypeError, ValueError) as error:
            # The library believes that every part is there, and of the right kind.
            raise ValidationError(self.fields["credential"].error_messages["invalid"]) from error
