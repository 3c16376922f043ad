"""A file that somebody handed in, by what it is and not by what it is called."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from publishing.spreadsheets.delimited import read_delimited
from publishing.spreadsheets.lines import Line, Refused
from publishing.spreadsheets.workbook import read_workbook

ENDINGS = (".xlsx", ".ods", ".csv")
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")


def read_lines(content: bytes, name: str) -> Iterator[Line]:
    """The lines of an XLSX, ODS or CSV file called `name`.

    Raises Refused, also while the lines are read.
    """
    check_outside(content, name)
    if name.lower().endswith(".csv"):
        return read_delimited(content)
    return read_workbook(content)


def check_outside(content: bytes, name: str) -> None:
    """What can be said without unpacking: size, ending, and whether the ending tells the truth.

    Raises Refused.
    """
    ending = "." + name.lower().rpartition(".")[2]
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise too_large()
    if not content.strip():
        raise Refused(_("There is nothing in this file."), "empty")
    if ending in (".xlsm", ".xlsb", ".xltm", ".xlam"):
        raise Refused(
            _("This file holds macros (small programs). Save it as XLSX without macros."), "macros"
        )
    if ending not in ENDINGS and ending != ".xls":
        raise Refused(
            _("Only spreadsheets can be read: Excel (XLSX), ODS or CSV. Save your list as one."),
            "ending",
        )
    is_book = content.startswith((_ZIP, _OLE))
    if is_book == (ending == ".csv"):
        raise Refused(
            _("The file is not what its name says. Open it, and save it again as XLSX."), "disguise"
        )


def too_large() -> Refused:
    """Also said where only the size is known."""
    return Refused(
        _("The file is larger than %(limit)d MB. Remove pictures, or divide it.")
        % {"limit": settings.UPLOAD_MAX_BYTES // 1024**2},
        "size",
    )
