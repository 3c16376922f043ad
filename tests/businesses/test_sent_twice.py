"""A form that is sent twice makes one row, whatever it carries."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from businesses.models import Business, Ownership, Product
from migrants.models import Consent
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_business_owner_product_and_consent_sent_twice_are_one(
    signed_in: Callable[[User], Client],
) -> None:
    user = make.UserFactory(coordinator=True)
    browser = signed_in(user)
    person = make.PersonFactory(village=user.village)
    other = make.PersonFactory(village=user.village)
    typed = {"name": "Roti Bu Sri", "kind": "snacks", "people": [str(person.pk)]}
    answers = [browser.post(reverse("business_add"), typed).status_code for _twice in range(2)]
    assert answers == [302, 422]
    business = Business.unscoped.get()
    for _twice in range(2):
        browser.post(reverse("owner_add", args=[business.pk]), {"people": [str(other.pk)]})
        browser.post(reverse("product_add", args=[business.pk]), {"name": "Nastar", "unit": "1"})
        browser.post(
            reverse("consent_add", args=[person.pk]),
            {"purpose": "photo", "how": "written", "given_on": "2026-01-05"},
        )
    assert Ownership.unscoped.filter(person=other).count() == 1
    assert Product.unscoped.count() == 1
    assert Consent.unscoped.filter(person=person, purpose="photo").count() <= 1
