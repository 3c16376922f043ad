from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Allauth's, in our words: the backend also takes a phone number."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("User name or phone number")
        login.widget.attrs.update(autocapitalize="none", spellcheck="false")
        password.help_text = ""  # no reset by e-mail: few have one
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)
