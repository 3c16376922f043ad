"""XLSX and ODS files are ZIP archives of XML. Before any of it is parsed: is it one, what does it
weigh unpacked, does it hold programs, is it locked?"""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from publishing.spreadsheets.lines import Refused

#: The largest file of 10,000 rows weighs a fraction of this.
MOST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 2_000
#: Tables seldom shrink to less than a fiftieth; a bomb to less than a thousandth.
MOST_SHRUNK, _SMALL = 250, 1024 * 1024
_STEP = 256 * 1024
_MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "basic/", "scripts/")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The archive, every part of it unpacked once and measured.

    Raises Refused.
    """
    if content.startswith(_OLE):
        _refuse_old_format(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _look_at_names(archive)
        _weigh(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Refused(
            _("This file is damaged, or it is no spreadsheet. Save it again as XLSX."), "damaged"
        ) from error
    return archive


def _refuse_old_format(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _locked()
    raise Refused(
        _("This is the old Excel format (XLS). Open it and save it as XLSX, then try again."), "xls"
    )


def _locked() -> Refused:
    return Refused(
        _("This file is locked with a password. Save it without one and try again."), "locked"
    )


def _look_at_names(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename.replace("\\", "/").lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise _locked()
    # The same name twice: one program would read this part, another that one.
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        raise zipfile.BadZipFile
    if any(mark in name for name in names for mark in _MACROS):
        raise Refused(
            _("This file holds macros (small programs). Save it as XLSX without macros."), "macros"
        )


def _weigh(archive: zipfile.ZipFile) -> None:
    """Sizes that a file claims are not believed: it is unpacked piece by piece, and forgotten."""
    total = 0
    for part in archive.infolist():
        if part.file_size > _SMALL and part.file_size > MOST_SHRUNK * max(part.compress_size, 1):
            raise _bomb()
        with archive.open(part) as stream:
            while piece := stream.read(_STEP):
                total += len(piece)
                if total > MOST_UNPACKED:
                    raise _bomb()


def _bomb() -> Refused:
    return Refused(
        _(
            "Unpacked, this file is far too large. Copy only the filled rows into a new file, or "
            "into our template."
        ),
        "bomb",
    )


def parse(
    archive: zipfile.ZipFile,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Go through one XML part; element names come without their prefix.

    Raises Refused when it is missing, no XML, of an unknown encoding, or defines entities.
    """
    parser: Any = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: start(local(tag), attributes)
    if end:
        parser.EndElementHandler = lambda tag: end(local(tag))
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(name) as stream:
            _feed(parser, stream)
    except (LookupError, expat.ExpatError) as error:
        raise Refused(
            _("This file is damaged, or it is no spreadsheet. Save it again as XLSX."), "damaged"
        ) from error


def _feed(parser: Any, stream: IO[bytes]) -> None:
    while piece := stream.read(_STEP):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_of_it: object) -> None:
    raise Refused(_("This file holds things that do not belong into a table."), "doctype")


def local(name: str) -> str:
    """ "table:formula" → "formula"."""
    return name.rpartition(":")[2]
