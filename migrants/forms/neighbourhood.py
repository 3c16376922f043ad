"""RT and RW, the numbers of the neighbourhood in an address."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class NeighbourhoodField(forms.CharField):
    """ "3", "03", "RT 3" → "003", as on the family card and in imported lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=10, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        digits = re.sub(r"\D", "", text).lstrip("0")
        if text and (len(digits) > 3 or not re.search(r"\d", text)):
            raise ValidationError(_("RT and RW have at most three digits."))
        return digits.zfill(3) if text else ""
