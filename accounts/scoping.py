"""Rows that hang from a village: who may look at them, who may change them.

A scoped model has no `objects`. Views, forms, exports and templates come in by one of four doors:

- ``Model.visible_to(user)``   to look
- ``Model.editable_by(user)``  to change
- ``Model.public()``           published and with consent that is valid now
- ``Model.by_code(code, digits)``  a family without an account

Each is a queryset, so a list, its filters, its counts and its export cannot disagree. The manager
``unscoped`` is for models, actions, commands and the admin; `tests/test_architecture.py` fails when
it is touched anywhere else.
"""

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from accounts.models import Role, User

#: Whoever is asking.
AnyUser = User | AnonymousUser


class ScopedQuerySet(models.QuerySet):
    """A queryset that knows how its rows hang from a village."""

    #: Lookup from the row to its village, e.g. "person__village".
    village_path: ClassVar[str] = "village"
    #: Roles that may look at, and change, rows inside their own territory.
    readers: ClassVar[Collection[str]] = ()
    writers: ClassVar[Collection[str]] = ()

    def visible_to(self, user: AnyUser) -> Self:
        return self.within(user, self.readers)

    def editable_by(self, user: AnyUser) -> Self:
        return self.within(user, self.writers)

    def within(self, user: AnyUser, roles: Collection[str]) -> Self:
        """Rows in the user's territory if she has one of `roles`, else none."""
        if not isinstance(user, User) or not user.is_active or user.role not in roles:
            return self.none()
        return self.filter(**{f"{self.village_path}__in": user.villages()})

    def public(self) -> Self:
        return self.none()

    def by_code(self, code: str, digits: str) -> Self:
        return self.none()


class ScopedModel(models.Model):
    """Base of every model that hangs from a village. Declare a ScopedQuerySet subclass and
    ``unscoped = ThatQuerySet.as_manager()``."""

    unscoped: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "unscoped"
        default_manager_name = "unscoped"

    @classmethod
    def visible_to(cls, user: AnyUser) -> Any:
        return cls.unscoped.visible_to(user)

    @classmethod
    def editable_by(cls, user: AnyUser) -> Any:
        return cls.unscoped.editable_by(user)

    @classmethod
    def public(cls) -> Any:
        return cls.unscoped.public()

    @classmethod
    def by_code(cls, code: str, digits: str) -> Any:
        return cls.unscoped.by_code(code, digits)


EVERY_ROLE = frozenset(Role.values)
