"""The shape of every table that officials get: on the page, in the chart and in the spreadsheet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A name and its numbers. `code`: what the row narrows the dashboard to (a place's digits)."""

    label: str
    numbers: tuple[int, ...]
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

    @property
    def is_long(self) -> bool:
        """Whether the page folds the table up under its chart; one that opens places stays open."""
        return len(self.rows) > 12 and not self.drill

    @property
    def has_sum(self) -> bool:
        return self.adds_up and len(self.columns) > 1

    @property
    def lines(self) -> list[tuple[Row, tuple[int, ...]]]:
        """Every row with the numbers to show: its own, and their sum if there are several."""
        return [(row, self._with_sum(row.numbers)) for row in self.rows]

    @property
    def total(self) -> tuple[int, ...]:
        """The last line: the sum of every column."""
        columns = range(len(self.columns))
        return self._with_sum(tuple(sum(row.numbers[i] for row in self.rows) for i in columns))

    @property
    def n(self) -> int:
        """All that was counted."""
        if self.counted is not None:
            return self.counted
        return sum(sum(row.numbers) for row in self.rows)

    def _with_sum(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        return (*numbers, sum(numbers)) if self.has_sum else numbers
