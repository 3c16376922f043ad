from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LtsaConfig(AppConfig):
    name = "ltsa"
    verbose_name = _("Services and appointments")
