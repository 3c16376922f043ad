"""The shape of every table that officials get: on the page, in the chart and in the spreadsheet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Row:
    """A name and its numbers, None where there is nothing to reckon with. `code`: what the row
    narrows the dashboard to (a place's digits)."""

    label: str
    numbers: tuple[int | None, ...]
    code: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether there is anything to draw."""
        return any(self.numbers)


@dataclass(frozen=True)
class Table:
    """Counts that exclude one another, so that every row and every column can be added up.

    With several columns the page adds a last one, the sum of the row.
    """

    key: str  # address of the table on its page, and name of its sheet
    title: str
    first: str  # heading of the column with names
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str  # what is counted
    definition: str
    source: str
    period: str = ""
    chart: str = "bar"
    drill: str = ""  # name of the parameter that a row's code belongs to
    adds_up: bool = True  # False: days, not counts; there is no line and no column of sums
    counted: int | None = None  # of how many, where the rows do not say it
    last: Row | None = None  # the last line where sums would be wrong: medians, percents
    undrawn: tuple[int, ...] = ()  # columns that stand in the table and not in the chart
    most_drawn: int | None = None  # the chart shows so many rows, the table all
    chart_unit: str = ""  # a word behind the chart's numbers

    @property
    def is_long(self) -> bool:
        """Whether the page folds the table up under its chart; one that opens places stays open."""
        return len(self.rows) > 12 and not self.drill

    @property
    def has_sum(self) -> bool:
        return self.adds_up and len(self.columns) > 1

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """Every column's heading, and whether the chart draws it."""
        return [(column, i not in self.undrawn) for i, column in enumerate(self.columns)]

    @property
    def lines(self) -> list[tuple[Row, tuple[int | None, ...]]]:
        """Every row with the numbers to show: its own, and their sum if there are several."""
        return [(row, self._with_sum(row.numbers)) for row in self.rows]

    @property
    def foot(self) -> tuple[str, tuple[int | None, ...]] | None:
        """The last line with its name, if there is one."""
        if self.last:
            return self.last.label, self.last.numbers
        return (_("Total"), self.total) if self.adds_up else None

    @property
    def total(self) -> tuple[int, ...]:
        """The sum of every column."""
        columns = range(len(self.columns))
        sums = tuple(sum(row.numbers[i] or 0 for row in self.rows) for i in columns)
        return (*sums, sum(sums)) if self.has_sum else sums

    @property
    def n(self) -> int:
        """All that was counted."""
        if self.counted is not None:
            return self.counted
        return sum(number or 0 for row in self.rows for number in row.numbers)

    def _with_sum(self, numbers: tuple[int | None, ...]) -> tuple[int | None, ...]:
        return (*numbers, sum(number or 0 for number in numbers)) if self.has_sum else numbers
