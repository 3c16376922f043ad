"""The papers of a visit as one list: what several services ask for stands there once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from ltsa.models import Requirement, Service


@dataclass
class Line:
    """One paper to bring, and the services that ask for it in the same words."""

    paper: Requirement
    ids: list[int] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)

    @property
    def value(self) -> str:
        """What a tick box sends: the ids of all requirements it stands for."""
        return ",".join(str(pk) for pk in self.ids)


def checklist(services: Iterable[Service], day: dt.date) -> list[Line]:
    """What these services ask for on that day, in the order of the services and their lists."""
    lines: dict[tuple[str, ...], Line] = {}
    for service in services:
        for paper in service.requirements_on(day):
            same = (paper.text, paper.copies, paper.who_signs, paper.only_if)
            line = lines.setdefault(same, Line(paper))
            line.ids.append(paper.pk)
            line.services.append(service)
    return list(lines.values())


def ticked_ids(values: Iterable[str], lines: Iterable[Line]) -> list[int]:
    """The requirements whose boxes were ticked; what is not on the list does not count."""
    sent = set(values)
    return sorted(pk for line in lines if line.value in sent for pk in line.ids)
