"""The form of a product, with its photo."""

from typing import Any, ClassVar

from crispy_forms.layout import HTML, Field, Fieldset
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.constraints import ConstraintForm
from accounts.models import User
from accounts.rupiah import RupiahField
from businesses.actions import set_photo
from businesses.forms.businesses import layout
from businesses.models import Product
from publishing.fields import PhotoField

PRESENT_PHOTO = HTML('{% include "businesses/parts/present_photo.html" %}')


class ProductForm(ConstraintForm):
    """What a business sells. The view sets the business."""

    set_by_view = ("business",)

    price = RupiahField(
        label=_("Price"),
        help_text=_("As you would write it: 15.000, 15 ribu or 1,5 juta. Empty: ask the seller."),
        required=False,
    )
    photo = PhotoField(
        required=False, help_text=_("Take it in daylight, close to the product. At most 10 MB.")
    )
    photo_alt = forms.CharField(
        label=_("What the photo shows"),
        help_text=_("For people who cannot see it. Example: cookies in a round tin."),
        max_length=200,
        required=False,
    )
    drop_photo = forms.BooleanField(label=_("Take the photo away"), required=False)

    class Meta:
        model = Product
        fields: ClassVar[list[str]] = ["name", "about", "price", "unit", "is_published"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"about": forms.Textarea({"rows": 3})}
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("Example: Nastar keju."),
            "is_published": _("Only while the page of the business is shown."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if self.instance.pk is None:
            self.initial["is_published"] = True  # the business's own switch comes first anyway
        former = self.instance.photo
        if former:
            self.fields["photo"].label = _("Another photo")
            self.fields["photo_alt"].initial = former.alt
        else:
            del self.fields["drop_photo"]
        self.helper = layout(
            Fieldset(
                _("Photo"),
                PRESENT_PHOTO,
                "photo",
                "photo_alt",
                *(["drop_photo"] if former else []),
                css_class="form-section",
            ),
            Fieldset(
                _("Product"),
                "name",
                Field("price", placeholder="15.000", inputmode="text", css_class="input-medium"),
                Field("unit", css_class="input-medium"),
                "about",
                "is_published",
                css_class="form-section",
            ),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        shown = data.get("photo") or (self.instance.photo and not data.get("drop_photo"))
        if shown and not data.get("photo_alt") and "photo_alt" not in self.errors:
            self.add_error("photo_alt", _("Say in a few words what the photo shows."))
        return data

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors and self.cleaned_data.get("photo"):
            # A browser never fills in a file by itself.
            self.add_error("photo", _("Nothing is saved yet, so please choose the photo again."))

    @transaction.atomic
    def save(self, commit: bool = True) -> Product:
        product: Product = super().save(commit)
        picture, alt = self.cleaned_data["photo"], self.cleaned_data["photo_alt"]
        if picture or self.cleaned_data.get("drop_photo"):
            set_photo(product=product, picture=picture, alt=alt, by=self.user)
        elif product.photo and product.photo.alt != alt:
            product.photo.alt = alt
            product.photo.save(update_fields=["alt"])
        return product
