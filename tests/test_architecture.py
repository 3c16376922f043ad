"""Rules of the house that no reviewer has to remember."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from accounts.history import HistoryEvent
from accounts.models import User
from accounts.scoping import ScopedModel
from ltsa.models import TravelTime
from villages.models import Place, VillageAlias

ROOT = Path(__file__).parent.parent
OURS = [
    "accounts",
    "businesses",
    "content",
    "dashboards",
    "ltsa",
    "migrants",
    "notices",
    "portal",
    "publishing",
    "villages",
    "workspace",
]
#: Models with a key towards a village that are not scoped, and why.
NOT_SCOPED = {
    User: "has its territory, does not hang from it; only administrators list users",
    VillageAlias: "a place's own spelling",
    TravelTime: "how far it is to an office: public, nobody's data",
}
#: Files that may touch `unscoped`: the rows' own rules, actions, commands, the admin, demo data.
MAY_TOUCH_UNSCOPED = ("/models", "/actions", "/management/", "/admin.py", "/demo", "/tasks.py")


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def hangs_from_village(model: type[models.Model]) -> bool:
    return any(
        isinstance(target, type)
        and (target._meta.model_name == "village" or issubclass(target, ScopedModel))
        for target in (
            field.related_model for field in model._meta.get_fields() if field.many_to_one
        )
    )


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_model_that_hangs_from_a_village_is_scoped(model: type[models.Model]) -> None:
    if issubclass(model, HistoryEvent) or issubclass(model, Place) or model in NOT_SCOPED:
        return
    if model._meta.auto_created:
        return
    assert issubclass(model, ScopedModel) or not hangs_from_village(model)


@pytest.mark.parametrize(
    "model",
    [model for model in our_models() if issubclass(model, ScopedModel | HistoryEvent)],
    ids=lambda model: model.__name__,
)
def test_scoped_model_has_no_objects(model: type[models.Model]) -> None:
    assert getattr(model, "objects", None) is None
    assert [manager.name for manager in model._meta.managers if manager.name != "objects"] == [
        "unscoped"
    ]
    assert model._meta.default_manager is not None
    assert model._meta.default_manager.name == "unscoped"


def source_files() -> list[Path]:
    return [
        path
        for app in [*OURS, "config"]
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    ]


def test_only_rules_actions_and_commands_touch_unscoped_rows() -> None:
    doors = {"unscoped", "_base_manager", "_default_manager", "pgh_event_model"}
    wrong = []
    for path in source_files():
        name = "/" + path.relative_to(ROOT).as_posix()
        if any(part in name for part in MAY_TOUCH_UNSCOPED) or name.startswith("/accounts/"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in doors:
                wrong.append(f"{name}:{node.lineno} {node.attr}")
    assert not wrong


def test_templates_reach_no_manager() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if ".unscoped" in path.read_text()
    ]
    assert not wrong


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_rule_says_beside_which_column_its_words_stand(model: type[models.Model]) -> None:
    """Or nothing, and they stand above the form. A name that is no column would be lost."""
    columns = {field.name for field in model._meta.fields}
    named = {rule.violation_error_code for rule in model._meta.constraints}
    named |= {column for column, words in getattr(model, "trigger_rules", {}).values()}
    assert named - {None, ""} <= columns
