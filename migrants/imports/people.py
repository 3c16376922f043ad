"""A list of people: its columns, and what one of its rows says about somebody."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.phone import parse_phone
from migrants.forms.people import clean_kk_number
from migrants.forms.rough_date import RoughDate
from migrants.imports import words
from migrants.imports.columns import PRIVATE
from migrants.imports.dates import parse_date
from migrants.imports.mapping import heading
from migrants.imports.places import Places
from migrants.models import HouseholdMembership, Journey, Person
from migrants.models.journeys import HOME_COUNTRY
from migrants.names import proper
from migrants.nik import clean_nik, nik_warnings, read_nik
from publishing.spreadsheets import Trouble

#: Our column → the person's text column of the same name, kept as it is.
_TEXTS = ("nickname", "passport_name", "birth_place", "hamlet", "skills", "present_work", "note")
_JOURNEY_TEXTS = ("city", "occupation", "agency", "recruiter", "agency_abroad", "employer")
_JOURNEY_CHOICES = ("sector", "scheme", "documentation", "return_kind")
_PLACE_AND_DATE = re.compile(r"(?P<place>[^\d,]*?)[\s,]*(?P<day>[\d±~].*)")
_LEFT = (Person.Status.ABROAD, Person.Status.RETURNED)


@dataclass
class Draft:
    """What one row says: only what it says, nothing empty. `person` and `journey` hold columns of
    those models; messages stand by our column."""

    person: dict[str, Any] = field(default_factory=dict)
    journey: dict[str, Any] = field(default_factory=dict)
    village: int | None = None
    kk: str = ""
    relationship: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)

    def messages(self) -> dict[str, list[str]]:
        """Errors and doubts, by our column."""
        told: dict[str, list[str]] = {}
        for group in (self.errors, self.doubts):
            for key, sentences in group.items():
                told.setdefault(key, []).extend(sentences)
        return told


def read_draft(
    cells: Mapping[str, str],
    places: Places,
    *,
    order: str = "dmy",
    troubles: Mapping[str, str] | None = None,
) -> Draft:
    """Read one row. Whatever is wrong becomes a message by its cell, never an exception."""
    return _Reader(cells, places, order, troubles or {}).read()


class _Reader:
    def __init__(
        self,
        cells: Mapping[str, str],
        places: Places,
        order: str,
        troubles: Mapping[str, str],
    ) -> None:
        self.cells = {
            key: text for key, text in cells.items() if text.strip().lower() not in words.NOTHING
        }
        self.places, self.order, self.troubles = places, order, troubles
        self.draft = Draft()

    def read(self) -> Draft:
        for key, code in self.troubles.items():
            self._wrong(key, str(Trouble(code).label))
        self._village()
        self._name()
        self._birth()
        self._sex_and_nik()
        self._reach()
        self._family()
        self._journey()
        return self.draft

    # --- one cell ---------------------------------------------------------------------------

    def _wrong(self, key: str, message: str) -> None:
        self.draft.errors.setdefault(key, []).append(message)

    def _clean(self, key: str, clean: Callable[[str], Any]) -> Any:
        """The cell through a function that raises ValidationError; None when empty or wrong."""
        if key not in self.cells or key in self.troubles:
            return None
        try:
            return clean(self.cells[key])
        except ValidationError as error:
            for message in error.messages:
                self._wrong(key, message)
        return None

    def _text(self, key: str, longest: int) -> str:
        text = (
            " ".join(self.cells.get(key, "").split()) if key != "note" else self.cells.get(key, "")
        )
        if len(text) > longest:
            self._wrong(key, _("At most %(longest)d letters fit here.") % {"longest": longest})
        return text

    def _choice(self, key: str) -> str:
        if not (text := self.cells.get(key, "")) or key in self.troubles:
            return ""
        if found := words.choice(key, text):
            return found
        known = ", ".join(words.labels(key)[:8])
        self._wrong(key, _("This word is not known here. Known are: %(words)s.") % {"words": known})
        return ""

    # --- who ----------------------------------------------------------------------------------

    def _village(self) -> None:
        village, why = self.places.find(
            self.cells.get("village", ""), self.cells.get("district", "")
        )
        if village:
            self.draft.village = village.pk
        else:
            self._wrong("village", why)

    def _name(self) -> None:
        person = self.draft.person
        name = proper(self._text("name", 100))
        if not name:
            self._wrong("name", _("The name is missing."))
        elif any(char.isdigit() for char in name):
            self._wrong("name", _("A name has no digits. Has the row slipped sideways?"))
        else:
            person["name"] = name
        for key in ("marital_status", "education"):
            if value := self._choice(key):
                person[key] = value
        for key in _TEXTS:
            longest = _longest(Person, key)
            if text := self._text(key, longest):
                person[key] = proper(text) if key == "passport_name" else text

    def _birth(self) -> None:
        if "birth" in self.cells and "born" not in self.cells:
            match = _PLACE_AND_DATE.fullmatch(self.cells["birth"].strip())
            if match is None:
                self._wrong("birth", _("Write it like this: Banyuwangi, 12-05-1988."))
                return
            if match["place"].strip():
                self.draft.person.setdefault("birth_place", proper(match["place"].strip()))
            self.cells["birth"] = match["day"]
            rough = self._clean("birth", self._date)
        else:
            rough = self._clean("born", self._date)
        if rough:
            self.draft.person |= {"born_on": rough.day, "born_precision": rough.precision}

    def _date(self, text: str) -> RoughDate:
        return parse_date(text, order=self.order)

    def _sex_and_nik(self) -> None:
        person, draft = self.draft.person, self.draft
        if why := words.choice("no_nik_reason", self.cells.get("nik", "")):
            del self.cells["nik"]  # "belum ada" where the number stands is its reason
            self.cells.setdefault("no_nik_reason", str(Person.NoNik(why).label))
        nik = self._clean("nik", clean_nik)
        sex = self._choice("sex")
        if not sex and nik and "sex" not in draft.errors:
            sex = read_nik(nik).sex
            if not self.cells.get("sex"):
                draft.notes["sex"] = [_("Read from the NIK.")]
        if sex:
            person["sex"] = sex
        elif "sex" not in draft.errors:
            self._wrong("sex", _("Say whether it is a woman (P) or a man (L)."))
        if nik:
            person["nik"] = nik
            self._doubt_nik(nik)
        elif "nik" not in draft.errors:
            person["no_nik_reason"] = self._choice("no_nik_reason") or Person.NoNik.NOT_AT_HAND
            draft.notes["nik"] = [_("No NIK: it stays on the list of what is missing.")]

    def _doubt_nik(self, nik: str) -> None:
        reason = self._text("nik_override_reason", 200)
        odd = nik_warnings(
            nik,
            born_on=self.draft.person.get("born_on"),
            precision=self.draft.person.get("born_precision", "day"),
            sex=self._given_sex(),
        )
        if odd and reason:
            self.draft.person["nik_override_reason"] = reason
        elif odd:
            self.draft.doubts["nik"] = odd

    def _given_sex(self) -> str:
        return words.choice("sex", self.cells.get("sex", ""))

    def _reach(self) -> None:
        person = self.draft.person
        for key in ("phone", "whatsapp", "phone_abroad"):
            if number := self._clean(key, parse_phone):
                person[key] = number
        if "rt_rw" in self.cells:
            rt, _slash, rw = re.sub(r"[^\d/]", "", self.cells["rt_rw"].replace("-", "/")).partition(
                "/"
            )
            self.cells.setdefault("rt", rt)
            self.cells.setdefault("rw", rw)
        for key in ("rt", "rw"):
            if digits := re.sub(r"\D", "", self.cells.get(key, "")):
                if len(digits.lstrip("0")) > 3:
                    self._wrong(key, _("RT and RW have at most three digits."))
                person[key] = digits.lstrip("0").zfill(3)[-3:]
        passport = re.sub(r"[\s.\-]", "", self.cells.get("passport_number", "")).upper()
        if passport and not re.fullmatch("[A-Z0-9]{5,20}", passport):
            self._wrong("passport_number", _("A passport number has only letters and digits."))
        elif passport:
            person["passport_number"] = passport

    def _family(self) -> None:
        draft = self.draft
        draft.kk = self._clean("kk", _kk) or ""
        if draft.kk and draft.kk == draft.person.get("nik"):
            self._wrong("kk", _("This is the NIK once more, not the number of the family card."))
        relationship = self._choice("relationship")
        if draft.kk:
            draft.relationship = relationship or HouseholdMembership.Relationship.OTHER

    # --- abroad -------------------------------------------------------------------------------

    def _journey(self) -> None:
        if heading(self.cells.get("status", "")) in words.MARITAL:
            del self.cells["status"]
        status = self._choice("status")
        dated = any(key in self.cells for key in ("departed", "returned"))
        if status == Person.Status.STAYED or not (status or dated or "country" in self.cells):
            return
        journey = self.draft.journey
        self._country()
        for key in _JOURNEY_TEXTS:
            if text := self._text(key, _longest(Journey, key)):
                journey[key] = text
        for key in _JOURNEY_CHOICES:
            if key == "return_kind" and self.cells.get(key, "").lower() in words.LEAVE:
                self._wrong(key, _("Home leave is no return. Leave the day of return empty."))
            elif value := self._choice(key):
                journey[key] = value
        journey.setdefault(
            "sector", words.sector_of(journey.get("occupation", "")) or Journey.Sector.OTHER
        )
        self._times(status)

    def _country(self) -> None:
        text = self.cells.get("country", "")
        if not text:
            self._wrong("country", _("Say which country."))
        elif (code := words.country(text)) == HOME_COUNTRY:
            self._wrong("country", _("A journey leads abroad: choose another country."))
        elif code:
            self.draft.journey["country"] = code
        else:
            self._wrong("country", _("This country is not known. Write its usual name."))

    def _times(self, status: str) -> None:
        journey = self.draft.journey
        departed = self._clean("departed", self._any_day)
        returned = self._clean("returned", self._date)
        ends = self._clean("contract_ends", self._any_day)
        if departed and departed.day > timezone.localdate():
            if status in _LEFT or returned:
                self._wrong("departed", _("This day has not come yet."))
                return
            journey["planned_on"] = departed.day
        elif departed:
            journey |= {"departed_on": departed.day, "departed_precision": departed.precision}
        elif "departed" not in self.draft.errors and (
            returned or status != Person.Status.PROSPECTIVE
        ):
            self._wrong("departed", _("Say when she left. The year is enough."))
        if ends and departed and ends.last < departed.day:
            self._wrong("contract_ends", _("The contract cannot end before the departure."))
        elif ends:
            journey["contract_ends_on"] = ends.day
        if returned and departed:
            self._return(departed, returned, status)

    def _any_day(self, text: str) -> RoughDate:
        return parse_date(text, order=self.order, past=False)

    def _return(self, departed: RoughDate, returned: RoughDate, status: str) -> None:
        returned = returned.no_earlier(departed.day)
        if returned.day < departed.day:
            self._wrong("returned", _("The return cannot be before the departure."))
        elif status == Person.Status.ABROAD:
            self._wrong("status", _("She is said to be abroad, and to have come back."))
        else:
            self.draft.journey |= {
                "returned_on": returned.day,
                "returned_precision": returned.precision,
            }


def _longest(model: type[models.Model], column: str) -> int:
    """How many letters a text column takes."""
    return getattr(model._meta.get_field(column), "max_length", None) or 2_000


def _kk(text: str) -> str:
    """A family card's number. Raises ValidationError."""
    if re.search(r"[eE]\+", text):
        raise ValidationError(
            _(
                "The spreadsheet has rounded this number. Format the column as text and type it "
                "again."
            )
        )
    return clean_kk_number(text)


def private_text(key: str, text: str) -> str:
    """A cell for the screen: identity numbers masked."""
    if key in PRIVATE and len(text) > 4:
        return "•" * (len(text) - 4) + text[-4:]
    return text
