"""The form field for a photo, reusable in every app."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from publishing.images import encode


class PhotoField(forms.FileField):
    """An uploaded photo; its cleaned value is a `Picture` ready for `keep_photo`, or None."""

    widget = forms.FileInput
    default_error_messages = {
        "required": _("Choose a photo."),
        "missing": _("Choose a photo."),
        "empty": _("This file is empty. Choose another photo."),
        "invalid": _("The photo did not arrive. Choose it again."),
        "too_big": _("This file is larger than %(limit)s. Choose a smaller photo."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Photo"))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # `data-shrink`: phones send a smaller picture where scripts run.
        return {"accept": "image/jpeg,image/png,image/webp,image/gif", "data-shrink": True}

    def to_python(self, data: Any) -> Any:
        upload: Any = super().to_python(data)
        if upload is None:
            return None
        if upload.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(
                self.error_messages["too_big"],
                code="too_big",
                params={"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)},
            )
        return encode(upload)
