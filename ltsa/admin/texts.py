"""The words of messages: changed with a preview, brought back to our own, with their history."""

import datetime as dt
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.admin import AdministratorOnly
from accounts.saving import RowForm
from ltsa.messages import when
from ltsa.models import Kind, MessageText
from ltsa.texts import (
    MOST_CHARACTERS,
    PLACEHOLDERS,
    allowed_in,
    built_in,
    check_text,
    fill,
    needed_in,
)
from villages.models import Office


def example(language: str) -> dict[str, str]:
    """The facts of a booking that does not exist."""
    day = timezone.localtime() + dt.timedelta(days=7)
    morning = day.replace(hour=8, minute=15, second=0, microsecond=0)
    office = Office.objects.active().first()
    with translation.override(language):
        return {
            "waktu": when(morning),
            "kantor": office.name if office else "LTSA Banyuwangi",
            "kode": "K7MQ4D",
            "tautan": f"{settings.SITE_URL}/ltsa/janji/K7MQ4D/",
            "batas": when(morning - dt.timedelta(days=5)),
            "dari": date_format(day, "j F"),
            "sampai": date_format(day + dt.timedelta(days=14), "j F Y"),
            "kurang": "Kartu Keluarga, Akta lahir atau ijazah",
        }


class TextForm(RowForm):
    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip().replace("\r\n", "\n")
        if not text:
            return ""
        check_text(self.instance.kind, text)
        length = len(fill(text, example(self.instance.language)))
        if length > MOST_CHARACTERS:
            raise ValidationError(
                _("With everything filled in this has %(length)d characters; at most %(most)d.")
                % {"length": length, "most": MOST_CHARACTERS}
            )
        if text == built_in(self.instance.kind, self.instance.language):
            return ""  # so that it follows when our own words get better
        return text


@admin.register(MessageText)
class MessageTextAdmin(AdministratorOnly):
    """Texts are the same for every office of the installation. None is added or deleted: an empty
    one is our own."""

    regency_path = None
    can_add = False
    form = TextForm
    fields = ("text", "provider_name")
    list_display = ("kind", "language", "is_own", "beginning", "provider_name")
    list_display_links = ("kind",)
    list_filter = ("language",)
    actions = None
    change_form_template = "admin/ltsa/messagetext/change_form.html"
    formfield_overrides: ClassVar[Any] = {}

    @admin.display(description=_("changed"), boolean=True)
    def is_own(self, row: MessageText) -> bool:
        return bool(row.text)

    @admin.display(description=_("text"))
    def beginning(self, row: MessageText) -> str:
        text = row.text or built_in(row.kind, row.language)
        return f"{text[:70]}…"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Every kind in every language has a row from the first look on."""
        known = set(MessageText.objects.values_list("kind", "language"))
        MessageText.objects.bulk_create(
            [
                MessageText(kind=kind, language=language)
                for language, _name in settings.LANGUAGES
                for kind in Kind
                if (kind, language) not in known
            ],
            ignore_conflicts=True,
        )
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """With the words as they are sent, to be changed; in a preview as they were typed."""
        row = super().get_object(request, object_id, from_field)
        if request.method != "POST":
            row.text = getattr(request, "typed_text", row.text) or built_in(row.kind, row.language)
            row.provider_name = getattr(request, "typed_name", row.provider_name)
        return row

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        row: MessageText | None = super().get_object(request, object_id) if object_id else None
        if row is None:  # none is added; what does not exist is not found
            answer: HttpResponse = super().changeform_view(
                request, object_id, form_url, extra_context
            )
            return answer
        if request.method == "POST" and "_reset" in request.POST:
            row.text = ""
            row.save(update_fields=["text"])
            self.log_change(request, row, "Built-in text.")
            self.message_user(request, _("Our own words are used again."), messages.SUCCESS)
            return redirect(request.path)
        text = row.text or built_in(row.kind, row.language)
        if request.method == "POST":
            text = request.POST.get("text", "").strip() or built_in(row.kind, row.language)
        if request.method == "POST" and "_preview" in request.POST:
            form = self.get_form(request, row, change=True)(request.POST, instance=row)
            if form.is_valid():  # else the page comes back with what is wrong, as on saving
                request.typed_text = text  # type: ignore[attr-defined]
                request.typed_name = request.POST.get("provider_name", "")  # type: ignore[attr-defined]
                request.method = "GET"
        filled = fill(text, example(row.language))
        context = {
            "preview": filled,
            "is_preview": hasattr(request, "typed_text"),
            "length": len(filled),
            "most": MOST_CHARACTERS,
            "words": [
                (f"{{{word}}}", PLACEHOLDERS[word], word in needed_in(row.kind))
                for word in allowed_in(row.kind)
            ],
            "is_own": bool(row.text),
            "earlier": row.versions(),
            **(extra_context or {}),
        }
        response: HttpResponse = super().changeform_view(request, object_id, form_url, context)
        return response
