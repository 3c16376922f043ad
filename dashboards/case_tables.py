"""Cases for officials: what about, how far, how long. Only of a whole territory, never of a part of
it, and nothing at all where there are fewer than five."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from dashboards.tables import Row, Table
from migrants.models import Case
from migrants.models.case_figures import CaseFigures, Spread, case_figures


def case_tables(user: User) -> tuple[Table, ...]:
    """One query or two a table, however many cases there are."""
    figures = case_figures(user)
    if figures is None:
        return ()
    tables = (_by_category(figures), _by_state(figures), _times(figures))
    return tuple(table for table in tables if table.rows)


def _period(figures: CaseFigures) -> str:
    return _("opened since %(day)s") % {"day": date_format(figures.since, "j F Y")}


def _source() -> str:
    return _("Cases of families, kept by the case officers")


def _by_category(figures: CaseFigures) -> Table:
    by_size = sorted(figures.by_category.items(), key=lambda item: (-item[1], item[0]))
    rows = [Row(str(Case.Category(key).label), (number,)) for key, number in by_size]
    if figures.rest:
        rows.append(Row(_("Other reasons, each fewer than five"), (figures.rest,)))
    return Table(
        key="case_category",
        title=_("Cases by reason"),
        first=_("What about"),
        columns=(_("Cases"),),
        rows=tuple(rows),
        unit=_("cases"),
        definition=_(
            "Requests for help of the last twelve months in the whole territory, whether or not the"
            " person is registered. Never shown for a single village. Reasons with fewer than five"
            " cases are added up."
        ),
        source=_source(),
        period=_period(figures),
    )


def _by_state(figures: CaseFigures) -> Table:
    definition = _("The same cases as they stand now.")
    if figures.repeated:
        more = _("%(number)d people have had more than one case.")
        definition = f"{definition} {more % {'number': figures.repeated}}"
    return Table(
        key="case_state",
        title=_("Cases by state"),
        first=_("State"),
        columns=(_("Cases"),),
        rows=tuple(
            Row(str(state.label).capitalize(), (figures.by_state[state],)) for state in Case.State
        ),
        unit=_("cases"),
        definition=definition,
        source=_source(),
        period=_period(figures),
    )


def _times(figures: CaseFigures) -> Table:
    spreads = (
        (_("To the first step"), figures.first_step),
        (_("To the closing"), figures.closing),
    )
    rows = tuple(_time_row(label, spread) for label, spread in spreads if spread)
    return Table(
        key="case_time",
        title=_("How long cases take"),
        first=_("Days"),
        columns=(_("Half within"), _("Nine of ten within")),
        rows=rows,
        unit=_("cases"),
        definition=_(
            "Days from the opening to the first thing that was done, and to the closing: half of"
            " the cases (median) and nine of ten (90th percentile) within so many days, rounded up."
        ),
        source=_source(),
        period=_period(figures),
        adds_up=False,
        counted=figures.total,
    )


def _time_row(label: str, spread: Spread) -> Row:
    name = _("%(what)s (n = %(number)d)") % {"what": label, "number": spread.number}
    return Row(name, (_days(spread.median), _days(spread.p90)))


def _days(length: timedelta) -> int:
    return -(-length // timedelta(days=1))
