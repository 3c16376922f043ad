"""The form of a product, with its photo."""

from typing import Any, ClassVar

from crispy_forms.layout import HTML, Field, Fieldset
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rupiah import RupiahField
from businesses.actions import change_product, set_photo
from businesses.forms.businesses import layout
from businesses.models import Product
from migrants.forms.versioned import VersionedForm
from publishing.fields import PhotoField

PRESENT_PHOTO = HTML('{% include "businesses/parts/present_photo.html" %}')


class ProductForm(VersionedForm):
    """What a business sells. The view sets the business. A photo cannot wait on a page that asks
    which of two values stands, so it is given by itself."""

    beside = frozenset({"photo_alt"})

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
    #: What stood there when the form was opened.
    alt_seen = forms.CharField(required=False, widget=forms.HiddenInput)
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
            self.fields["photo_alt"].initial = self.fields["alt_seen"].initial = former.alt
            self.before["photo_alt"] = former.alt
        else:
            del self.fields["drop_photo"]
        self.helper = layout(
            "version",
            "alt_seen",
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
        self._refuse_photo_on_stale(data)
        return data

    def _refuse_photo_on_stale(self, data: dict[str, Any]) -> None:
        if self.instance.pk and data.get("version") not in (None, self.stored_version):
            words = _(
                "Somebody else has changed this product meanwhile. Save without touching the "
                "photo, then open it again for the photo."
            )
            for name in ("photo", "drop_photo"):
                if data.get(name):
                    self.add_error(name, words)

    def opened_with(self, base: Any, column: str) -> Any:
        if column == "photo_alt":
            return self.cleaned_data["alt_seen"]
        return super().opened_with(base, column)

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.photo_alt = self.cleaned_data.get("photo_alt", "")
        if self.errors and self.cleaned_data.get("photo"):
            # A browser never fills in a file by itself.
            self.add_error("photo", _("Nothing is saved yet, so please choose the photo again."))

    @transaction.atomic
    def save(self, commit: bool = True) -> Product:
        """Save a new product."""
        product: Product = super().save(commit)
        self._set_photo(product)
        return product

    def change(self, *, version: int) -> Product | None:
        return self.attempt(lambda: self._change(version))

    def _change(self, version: int) -> Product:
        touched = self.cleaned_data["photo"] or self.cleaned_data.get("drop_photo")
        product = change_product(
            product=self.instance,
            changes=self.changes(),
            alt=None if touched else self.instance.photo_alt,
            version=version,
            by=self.user,
        )
        self._set_photo(product)
        return product

    def _set_photo(self, product: Product) -> None:
        picture, drops = self.cleaned_data["photo"], self.cleaned_data.get("drop_photo")
        if picture or drops:
            alt = self.cleaned_data["photo_alt"]
            set_photo(product=product, picture=picture, alt=alt, by=self.user)
