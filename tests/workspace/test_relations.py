"""Nothing that hangs from a person may be forgotten when two records become one."""

import pytest
from django.db import models

from migrants.models import Person
from workspace.actions.merge import WRITING_TRIGGERS, has_trigger
from workspace.actions.relations import RELATIONS, folded_models, foreign_keys_to


def targets() -> list[type[models.Model]]:
    return sorted({Person, *folded_models()}, key=lambda model: model._meta.label)


@pytest.mark.parametrize("target", targets(), ids=lambda model: model.__name__)
def test_every_foreign_key_has_its_line(target: type[models.Model]) -> None:
    listed = {(relation.label, relation.field) for relation in RELATIONS}
    missing = sorted(set(foreign_keys_to(target)) - listed)
    lines = "\n".join(f'    Relation("{label}", "{field}"),' for label, field in missing)
    assert not missing, (
        f"\nWhat happens to these when two records of a person are merged? Add to RELATIONS in "
        f"workspace/actions/relations.py (its first lines and docs/decisions/0006-merging.md say "
        f"how to choose the third argument):\n{lines}"
    )


def test_every_line_has_its_foreign_key() -> None:
    real = {key for target in targets() for key in foreign_keys_to(target)}
    stale = [one for one in RELATIONS if (one.label, one.field) not in real]
    assert not stale, f"RELATIONS in workspace/actions/relations.py names what is no more: {stale}"


def test_every_line_stands_once() -> None:
    keys = [(relation.label, relation.field) for relation in RELATIONS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("uri", WRITING_TRIGGERS)
def test_every_trigger_named_exists(uri: str) -> None:
    assert has_trigger(uri)
