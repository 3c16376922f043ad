"""Pages of lists that may hold everybody of a regency."""

from typing import Any

from django.core.paginator import Page, Paginator


class LongListPaginator(Paginator):
    """Finds out by keys alone which rows stand on a page, then reads those rows.

    Sorting all rows with all their columns to show 25 of them reads the whole table; their keys
    come sorted out of an index that leads with the village. `count`: how many rows there are, where
    that is already known.
    """

    def __init__(self, rows: Any, per_page: int, *, count: int | None = None) -> None:
        super().__init__(rows, per_page)
        if count is not None:
            self.count = count

    def _get_page(self, *args: Any, **kwargs: Any) -> Page:
        rows, *more = args
        shown = self.object_list.filter(pk__in=rows.values("pk"))  # type: ignore[attr-defined]
        return super()._get_page(shown, *more, **kwargs)  # type: ignore[misc]
