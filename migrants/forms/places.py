"""Choosing a village of one's own regency; three names occur twice, so districts group them."""

from itertools import groupby
from typing import Any

from django import forms

from accounts.models import User
from migrants.forms.layout import NOT_CHOSEN
from villages.models import Regency, Village


class VillageField(forms.ModelChoiceField):
    """A village that exists today, in the regency of whoever is typing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Village.objects.none(), **kwargs)

    def offer(self, user: User, *, but_own: bool = True) -> None:
        regencies = Regency.objects.filter(districts__villages__in=user.villages())
        villages = Village.objects.current().filter(district__regency__in=regencies)
        if but_own:
            villages = villages.exclude(pk__in=user.villages())
        self.queryset = villages.select_related("district").order_by("district__name", "name")
        groups = groupby(self.queryset, key=lambda village: village.district.name)
        self.choices = [
            *NOT_CHOSEN,
            *((name, [(one.pk, one.name) for one in some]) for name, some in groups),
        ]
