"""Forms for rows that two people may open at the same time, see migrants.forms.clash."""

from typing import Any, ClassVar

from django import forms

from accounts.saving import RowForm


class VersionedForm(RowForm):
    """Remembers on which version of its row it was opened, and what stood there. The view saves
    through `save_or_ask`."""

    #: Fields whose values are shown masked where two versions are compared.
    masked_fields: ClassVar[frozenset[str]] = frozenset()
    #: Names among `before` of what another row keeps: compared, but not written with the row.
    beside: ClassVar[frozenset[str]] = frozenset()
    #: Whether a form that cannot say when it was opened may fill in what is empty.
    fills_in_unseen: ClassVar[bool] = False

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.stored_version
        self.before = self.values_before()

    @property
    def stored_version(self) -> int:
        """0 for a row that is not there yet: somebody else may be making it right now."""
        return self.instance.version if self.instance.pk else 0

    def values_before(self) -> dict[str, Any]:
        """Columns of the form's fields as they are stored."""
        return {
            column: getattr(self.instance, column)
            for field in self._meta.fields or []
            for column in self.columns_of(field)
        }

    def opened_with(self, base: Any, column: str) -> Any:
        """What stood in a column when the form was opened. `base`: the history row of that time."""
        return getattr(base, column)

    def derive_keys(self) -> None:
        """Fill the columns that follow from others, before constraints are asked and on saving."""

    def changes(self) -> dict[str, Any]:
        """Columns that differ from the row as it is stored, with their new values."""
        return {
            column: value
            for column, old in self.before.items()
            if column not in self.beside
            and (value := getattr(self.instance, column)) != old
            and (value or old)
        }

    def change(self, *, version: int) -> Any:
        """Save what was typed on `version`; None when refused, with the words among the errors.

        Raises ChangedMeanwhile when the row has moved on.
        """
        raise NotImplementedError
