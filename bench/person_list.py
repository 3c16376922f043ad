"""The list of people at 50,000 people in 217 villages, against an empty view.

    python bench/person_list.py [--persons N] [--times N]

Prints the median time on the server of each look at the list, for a coordinator (one village) and
for a case officer (the whole regency), and its ratio to a view that answers with nothing behind the
same middleware. Compare ratios inside one run only. It makes its own database and removes it again.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench._register import REGENCY, Look, register, report, settle, signed_in  # sets Django up

# isort: split
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from migrants.models import Person
from villages.models import Regency


def looks_of(client: Client, person: Person) -> dict[str, Look]:
    """Ways of looking at the list; `person` is somebody on it."""
    people = reverse("person_list")
    typo = person.name[:2] + person.name[3:]  # a letter is missing
    return {
        "list": lambda: client.get(people),
        "next page": lambda: client.get(people, {"page": 2}),
        "page in the middle": lambda: client.get(people, {"page": 1000}),
        "status: abroad": lambda: client.get(people, {"status": Person.Status.ABROAD}),
        "country: Hong Kong": lambda: client.get(people, {"country": "HK"}),
        "NIK is missing": lambda: client.get(people, {"lacking": "nik"}),
        "name": lambda: client.get(people, {"q": person.name}),
        "name with a typo": lambda: client.get(people, {"q": typo}),
        "NIK": lambda: client.post(people, {"q": person.nik}),
    }


def check(looks: dict[str, Look], person: Person) -> None:
    """The searches find the person."""
    for name in ("NIK", "name"):
        assert person.name in looks[name]().content.decode(), name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    with register(options.persons) as villages:
        settle()
        person = Person.unscoped.filter(village=villages[100], sex="F").earliest("pk")
        regency = Regency.objects.current().get(code=REGENCY)
        for title, client in (
            (
                f"Coordinator of {person.village}",
                signed_in(role=Role.COORDINATOR, village=person.village),
            ),
            (
                "Case officer of the regency",
                signed_in(role=Role.CASE_OFFICER, regency=regency),
            ),
        ):
            looks = looks_of(client, person)
            check(looks, person)
            report(title, client, looks, options.times)


if __name__ == "__main__":
    main()
