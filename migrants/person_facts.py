"""What hangs from a person and is her own: papers, trainings, where she lives, her move."""

from collections.abc import Iterator
from typing import Any

from accounts.models import User
from accounts.scoping import ScopedModel
from migrants.models import Consent, Document, HomeChange, MoveRequest, Person, Residence, Training


def facts_of(person: Person, user: User) -> dict[str, Any]:
    """For the person's page; a fixed number of queries."""
    residences = list(
        Residence.visible_to(user).filter(person=person).select_related("village__district")
    )
    moves = MoveRequest.visible_to(user).open().filter(person=person)
    changes = HomeChange.visible_to(user).filter(person=person)
    return {
        "documents": list(Document.visible_to(user).filter(person=person)),
        "trainings": Training.visible_to(user).filter(person=person),
        "residence": next((one for one in residences if one.until is None), None),
        "former_residences": [one for one in residences if one.until],
        "home_changes": changes.select_related("from_village__district"),
        # A receiving village does not know who is meant: her page is not open to it at all.
        "move": moves.select_related("to_village__district").first(),
    }


def documents_with_number(person: Person, user: User) -> list[Document]:
    """Her papers except the passport in use, whose number stands with the person."""
    papers = Document.visible_to(user).filter(person=person)
    return [
        paper
        for paper in papers
        if not (paper.kind == Document.Kind.PASSPORT and paper.ended_on is None)
    ]


def rows_with_history(person: Person, user: User) -> Iterator[ScopedModel]:
    """What else of hers is told in her history; never what is protected."""
    for model in (Document, Training, Residence, Consent):
        yield from model.visible_to(user).filter(person=person)
