"""Papers of a person that have a number and run out: passports, the worker's card, insurance."""

from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedField, keyed_hash, masked
from accounts.history import tracked
from accounts.models import Role, User
from accounts.scoping import ScopedModel, ScopedQuerySet
from migrants.models.people import Person
from migrants.models.versions import Versioned, count_version
from villages.days import DayField


class DocumentQuerySet(ScopedQuerySet):
    village_path = "person__village"
    readers = (Role.COORDINATOR, Role.CASE_OFFICER)
    writers = (Role.COORDINATOR,)

    def current(self) -> "DocumentQuerySet":
        return self.filter(ended_on=None)


@tracked(exclude=["created_at"])
class Document(Versioned, ScopedModel):
    """One paper. A person has many passports in her life, one of a kind at a time.

    The number of the passport in use also stands in `Person.passport_number`: two triggers keep
    both equal, so that the quick form and an import need to know nothing of this table.
    """

    class Kind(models.TextChoices):
        PASSPORT = "passport", _("Passport")
        ID_PMI = "id_pmi", _("Migrant worker's card (ID PMI, E-KPMI)")
        BPJS = "bpjs", _("Insurance for workers (BPJS Ketenagakerjaan)")

    person = models.ForeignKey(Person, models.CASCADE, related_name="documents")
    kind = models.CharField(_("which paper"), max_length=10, choices=Kind)
    number = EncryptedField(_("number"), blank=True)
    number_hash = models.CharField(max_length=64, null=True, editable=False)
    office = models.CharField(_("issued by"), max_length=100, blank=True)
    issued_on = DayField(_("issued on"), null=True, blank=True)
    expires_on = DayField(_("valid until"), null=True, blank=True)
    ended_on = DayField(_("no longer used since"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_default=Now())
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False
    )

    unscoped: ClassVar[Any] = DocumentQuerySet.as_manager()

    class Meta(ScopedModel.Meta):
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["kind", F("ended_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(ended_on=None),
                name="migrants_document_one_in_use",
                violation_error_message=_("Another paper of this kind is in use."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "number_hash"],
                name="migrants_document_number_once",
                violation_error_message=_("This paper is already recorded."),
                violation_error_code="number",
            ),
            models.CheckConstraint(
                condition=~Q(kind="passport") | Q(number_hash__isnull=False),
                name="migrants_document_passport_has_number",
                violation_error_message=_("Give the number of the passport."),
                violation_error_code="number",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(issued_on=None) | Q(expires_on__gt=F("issued_on")),
                name="migrants_document_expires_after_issued",
                violation_error_message=_("It cannot run out before it was issued."),
                violation_error_code="expires_on",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "expires_on"],
                condition=Q(ended_on=None),
                name="migrants_document_running_out",
            ),
            models.Index(fields=["number_hash"], name="migrants_document_number"),
        ]
        triggers = [
            count_version(["created_at", "number_hash"]),
            pgtrigger.Trigger(
                name="show_on_person",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                # Not when the person's own trigger writes here: she has the number already.
                func="""
                    IF pg_trigger_depth() = 1 THEN
                        UPDATE migrants_person AS person
                            SET passport_number = COALESCE(in_use.number, ''),
                                passport_hash = in_use.number_hash
                            FROM (VALUES (OLD.person_id), (NEW.person_id)) AS touched (id)
                            LEFT JOIN migrants_document AS in_use
                                ON in_use.person_id = touched.id AND in_use.kind = 'passport'
                                AND in_use.ended_on IS NULL
                            WHERE person.id = touched.id
                                AND person.passport_hash IS DISTINCT FROM in_use.number_hash;
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive_keys()
        super().save(*args, **kwargs)

    def derive_keys(self) -> None:
        """Fill the column that follows from another. Forms do it before asking the constraints."""
        self.number_hash = keyed_hash(self.number) if self.number else None

    @property
    def masked_number(self) -> str:
        return masked(self.number, shown=3)

    @property
    def has_expired(self) -> bool:
        return bool(self.expires_on and self.expires_on < timezone.localdate())
