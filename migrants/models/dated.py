"""Rows that hold from one day until another: a place in a family or a group, care for a child."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.scoping import ScopedQuerySet
from villages.days import DayField


class DatedQuerySet(ScopedQuerySet):
    def current(self) -> Self:
        return self.filter(until=None)


class Dated(models.Model):
    """`since` may be unknown; `until` is empty while the row holds. The day of the end is the first
    on which it no longer holds, so that one row may begin on the day another ends."""

    since = DayField(_("since"), null=True, blank=True)
    until = DayField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")),
                name="%(app_label)s_%(class)s_until_after_since",
                violation_error_message=_("The end cannot be before the beginning."),
                violation_error_code="since",
            ),
        ]
