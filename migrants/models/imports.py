"""Lists of people that were handed in as a file: the file, its rows with what is to become of each,
and what did become of it."""

import base64
import json
import uuid
from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField
from accounts.models import Role, User
from accounts.scoping import AnyUser, ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from villages.models import Regency, Village

#: So long file and rows are kept: they are full of identity numbers. Undoing needs them.
KEPT_FOR = timedelta(days=30)
#: Work that has not moved for so long was cut off and may be started again.
STALLED_AFTER = timedelta(seconds=90)
_PIECE = 48 * 1024


class BatchQuerySet(ScopedQuerySet):
    """A village's lists are its coordinator's; lists over several villages are the regency's."""

    readers = (Role.COORDINATOR, Role.ADMINISTRATOR)
    writers = (Role.COORDINATOR, Role.ADMINISTRATOR)
    #: Lookup from the row to its batch, "" for the batch itself.
    batch_path: ClassVar[str] = ""

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        if not isinstance(user, User) or not user.is_active or user.role not in roles:
            return self.none()
        path = self.batch_path
        own = Q(**{f"{path}village__in": user.villages()})
        if user.role == Role.ADMINISTRATOR and user.regency_id:
            own |= Q(**{f"{path}village": None, f"{path}regency": user.regency_id})
        return self.filter(own)

    def outdated(self) -> Self:
        """Whose file and rows have been kept long enough."""
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR).exclude(
            state=ImportBatch.State.FORGOTTEN
        )


class ImportBatch(ScopedModel):
    """One file of people, from upload to undo.

    `run` is a token of the work that is going on now: a second worker with the same task, or one
    that was thought dead, finds another token and stops. Whoever changes `state` holds the row's
    lock, so that a double click begins nothing twice.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        ASKS = "asks", _("asks about its columns")
        READY = "ready", _("ready")
        APPLYING = "applying", _("being saved")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        REFUSED = "refused", _("refused")
        FORGOTTEN = "forgotten", _("cleared away")

    class DateOrder(models.TextChoices):
        DAY_FIRST = "dmy", _("day first: 31/12/1990")
        MONTH_FIRST = "mdy", _("month first: 12/31/1990")

    #: None: rows of several villages of the regency, each says which.
    village = models.ForeignKey(Village, models.PROTECT, null=True, related_name="+")
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    #: Who asked for what is being done, or was done last.
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(_("file"), max_length=120)
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    #: Why it was refused, in words.
    refusal = models.CharField(max_length=300, blank=True)
    #: JSON {"names": the words above the columns, "samples": the first rows}. Encrypted: it holds
    #: whatever stands there.
    headers = EncryptedField(blank=True)
    header_line = models.PositiveIntegerField(default=0)
    #: Number of the column in the file (from 0, as text) → name of our column.
    mapping = models.JSONField(default=dict, blank=True)
    date_order = models.CharField(max_length=3, choices=DateOrder, blank=True)
    #: Columns (ours) in which dates come in more than one way: then the order is asked for.
    mixed_dates = models.JSONField(default=list, blank=True)

    run = models.UUIDField(default=uuid.uuid4)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True)
    #: What the last saving or undoing came to, in numbers: {"new": 3, …}.
    result = models.JSONField(default=dict, blank=True)

    unscoped: ClassVar[Any] = BatchQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["village", "-created_at"], name="migrants_import_village"),
            models.Index(fields=["regency", "-created_at"], name="migrants_import_regency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""),
                name="migrants_importbatch_refused_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("import_batch", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.state in (self.State.READING, self.State.APPLYING, self.State.UNDOING)

    @property
    def is_stalled(self) -> bool:
        """Whether the work was most likely cut off."""
        return self.is_working and self.moved_at < timezone.now() - STALLED_AFTER

    @property
    def forgotten_on(self) -> Any:
        """The day on which file and rows are cleared away."""
        return timezone.localdate(self.created_at + KEPT_FOR)

    @property
    def about(self) -> str:
        """When it came, from whom, for which village."""
        when = date_format(timezone.localtime(self.created_at), "j F Y, H.i")
        who = self.by.full_name if self.by else ""
        where = self.village.name if self.village else _("several villages")
        return " · ".join(part for part in (when, str(where), who) if part)

    @property
    def outcome(self) -> str:
        """What the last saving or undoing came to, in words."""
        told = self.result
        if "added" in told:
            words = _("%(added)d people added, %(changed)d changed.") % told
            if told["behind"]:
                words += " " + _("%(behind)d rows stayed behind: look at them again.") % told
            return words
        if "undone" in told:
            words = _("%(undone)d rows undone.") % told
            if told["left"]:
                words += " " + _("%(left)d were left as they are; see why.") % told
            return words
        return ""

    @property
    def outcome_kind(self) -> str:
        """Colour of `outcome`."""
        return "wait" if self.result.get("behind") or self.result.get("left") else "good"

    @property
    def header_names(self) -> list[str]:
        """The words above the columns, as they stand in the file."""
        return list(json.loads(self.headers)["names"]) if self.headers else []

    @property
    def samples(self) -> list[list[str]]:
        """The cells of the first rows below them."""
        return list(json.loads(self.headers)["samples"]) if self.headers else []

    def content(self) -> bytes:
        """The file as it was handed in; empty once it is cleared away."""
        pieces = ImportPiece.unscoped.filter(batch=self).order_by("position")
        return b"".join(base64.b64decode(piece.content) for piece in pieces.iterator(chunk_size=20))

    def counts(self) -> dict[str, int]:
        """Rows by state, those left out or done with not counted."""
        rows = ImportRow.unscoped.filter(batch=self, outcome="", left_out=False)
        found = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
        return {state: found.get(state, 0) for state in ImportRow.State.values}


class PieceQuerySet(BatchQuerySet):
    batch_path = "batch__"


class ImportPiece(ScopedModel):
    """A part of an uploaded file, in base64, encrypted. In pieces, so that neither reading nor a
    change of keys needs all of it in memory."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="pieces")
    position = models.PositiveIntegerField()
    content = EncryptedField()

    unscoped: ClassVar[Any] = PieceQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], name="migrants_importpiece_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.position}"

    @classmethod
    def of(cls, batch: ImportBatch, content: bytes) -> Iterator[Self]:
        """The pieces of a file, not saved yet."""
        for position, begin in enumerate(range(0, len(content), _PIECE)):
            piece = base64.b64encode(content[begin : begin + _PIECE]).decode()
            yield cls(batch=batch, position=position, content=piece)


class RowQuerySet(BatchQuerySet):
    batch_path = "batch__"

    def open(self) -> Self:
        """Neither saved nor left out."""
        return self.filter(outcome="", left_out=False)

    def to_apply(self) -> Self:
        """What would be saved now: chosen, and of a kind that can be."""
        return self.open().filter(
            is_chosen=True, state__in=[ImportRow.State.NEW, ImportRow.State.UPDATE]
        )

    def with_state(self, state: str) -> Self:
        return self.open().filter(state=state)


class ImportRow(ScopedModel):
    """One row of a file: what stood in it and what is to become of it."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        UPDATE = "update", _("changes")
        SAME = "same", _("the same")
        DOUBTFUL = "doubtful", _("doubtful")
        WRONG = "wrong", _("faulty")

    class Outcome(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        UNDONE = "undone", _("undone")
        LEFT = "left", _("left as it is")

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    #: As the spreadsheet program shows it.
    number = models.PositiveIntegerField()
    #: JSON: our column → the text of the cell.
    values = EncryptedField()
    state = models.CharField(max_length=8, choices=State)
    #: Our column → why its text cannot be trusted (publishing.spreadsheets.Trouble), until it is
    #: typed anew.
    troubles = models.JSONField(default=dict, blank=True)
    #: Our column → sentences. They hold nothing of the cell itself.
    messages = models.JSONField(default=dict, blank=True)
    #: Keyed hashes by which the same person is found again in this file: her number, the family
    #: card of which she is said to be the head, name with birth date.
    nik_hash = models.CharField(max_length=64, blank=True)
    head_hash = models.CharField(max_length=64, blank=True)
    likeness_hash = models.CharField(max_length=64, blank=True)
    #: Whom the row is about, once that is known.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: Keys of people who may be meant, best first.
    candidates = models.JSONField(default=list, blank=True)
    #: The answer to a doubt: "new", or the key of the person she is.
    answer = models.CharField(max_length=20, blank=True)
    is_chosen = models.BooleanField(default=False)
    left_out = models.BooleanField(default=False, db_default=False)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    #: What saving made or changed, by key and version, for undoing.
    made = models.JSONField(default=dict, blank=True)
    #: Why it could not be undone.
    reason = models.CharField(max_length=200, blank=True)
    #: Counted up with each change in the browser: two tabs do not overwrite one another.
    version = models.PositiveIntegerField(default=1, db_default=1)

    unscoped: ClassVar[Any] = RowQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="migrants_importrow_number"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["added", "changed"]) | ~Q(state="wrong"),
                name="migrants_importrow_wrong_is_not_saved",
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "state", "number"], name="migrants_importrow_state"),
            models.Index(fields=["batch", "nik_hash"], name="migrants_importrow_nik"),
            models.Index(fields=["batch", "head_hash"], name="migrants_importrow_head"),
            models.Index(fields=["batch", "likeness_hash"], name="migrants_importrow_alike"),
        ]

    def __str__(self) -> str:
        return _("Row %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("import_row", args=[self.pk])

    @property
    def cells(self) -> dict[str, str]:
        """Our column → the text of its cell."""
        return dict(json.loads(self.values))

    @cells.setter
    def cells(self, cells: dict[str, str]) -> None:
        self.values = json.dumps(cells, ensure_ascii=False)


class ImportMapping(models.Model):
    """Which column means what, as one user said it for files with this header."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    header_hash = models.CharField(max_length=64)
    mapping = models.JSONField()
    date_order = models.CharField(max_length=3, blank=True)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "header_hash"], name="migrants_importmapping_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.header_hash[:8]}"
