"""Reading a file that was taken in: which columns it has, then every row, checked."""

import json
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from migrants.actions.imports.checking import Checker, Twins
from migrants.actions.imports.intake import columns_known, remembered, told_columns
from migrants.actions.imports.work import Overtaken, locked, move
from migrants.imports.columns import COLUMNS, DATES
from migrants.imports.dates import come_in_two_ways
from migrants.imports.mapping import (
    Header,
    cells_of,
    find_header,
    guess,
    is_numbering,
    sound,
    troubles_of,
)
from migrants.imports.template import known_headers
from migrants.models import ImportBatch, ImportRow
from publishing.spreadsheets import Line, Refused, read_lines

MOST_ROWS = 10_000
_CHUNK = 1_000
#: So many lines may stand above the rows: title, column names, their numbers.
_ABOVE = 50
#: So many rows show below the columns' names when these are asked about.
_SAMPLES = 3
_State = ImportBatch.State


def read_file(batch: ImportBatch, *, may_ask: bool = True) -> None:
    """Read the whole file. With `may_ask` it stops where the columns must be confirmed, or the
    order of day and month; the command line has nobody to ask.

    Raises Overtaken.
    """
    try:
        lines, count = _lines(batch)
        header = _header(batch, lines)
        body = _body(lines, header, more=count - len(lines))
    except Refused as refusal:
        _end(batch, state=_State.REFUSED, refusal=str(refusal)[:300])
        return
    is_known = _settle_columns(batch, header, body)
    batch.mixed_dates = _mixed(body, batch.mapping) if not batch.date_order else []
    if may_ask and not (is_known and not batch.mixed_dates):
        _end(batch, state=_State.ASKS, **_columns(batch))
        return
    if not columns_known(batch.mapping):
        _end(batch, state=_State.ASKS, **_columns(batch))
        return
    _save_rows(batch, body)
    _end(batch, state=_State.READY, total=len(body), done=len(body), **_columns(batch))


def _lines(batch: ImportBatch) -> tuple[list[Line], int]:
    """The filled lines as far as they can be of use, and how many there are in all: the others are
    only counted, a small file may hold millions.

    Raises Refused.
    """
    lines, count = [], 0
    for line in read_lines(batch.content(), batch.name):
        if line.is_blank():
            continue
        count += 1
        if count <= MOST_ROWS + _ABOVE:
            lines.append(line)
    return lines, count


def _header(batch: ImportBatch, lines: Sequence[Line]) -> Header:
    """The line with the column names; once found it stays, with the columns that were chosen.

    Raises Refused.
    """
    if not lines:
        raise Refused(_("There is nothing in this file."), "empty")
    if batch.headers and batch.mapping:
        return Header(batch.header_line, batch.header_names, batch.mapping)
    header = find_header(lines, COLUMNS)
    if header is None:
        # Nothing is recognised: the first line with several cells is what its columns are called.
        first = next((line for line in lines if sum(map(bool, line.cells)) > 1), None)
        if first is None:
            raise Refused(told_columns(), "header")
        header = Header(first.number, first.cells, guess(first.cells, COLUMNS))
    return header


def _body(lines: Sequence[Line], header: Header, *, more: int) -> list[Line]:
    """The rows below the column names; `more` of them were only counted.

    Raises Refused.
    """
    body = [line for line in lines if line.number > header.line]
    if body and is_numbering(body[0]):
        body = body[1:]
    if not body:
        raise Refused(_("Below the column names there are no rows."), "empty")
    if len(body) + more > MOST_ROWS:
        raise Refused(
            _("This file has %(count)d rows. At most %(most)d can be read at once: divide it.")
            % {"count": len(body) + more, "most": MOST_ROWS},
            "rows",
        )
    return body


def _settle_columns(batch: ImportBatch, header: Header, body: Sequence[Line]) -> bool:
    """Fill in what the columns mean. True when there is no need to ask: somebody said so before, or
    it is our own template."""
    was_chosen = bool(batch.headers and batch.mapping)
    samples = [line.cells for line in body[:_SAMPLES]]
    batch.headers = json.dumps({"names": header.names, "samples": samples}, ensure_ascii=False)
    batch.header_line = header.line
    batch.mapping = header.mapping
    if was_chosen:
        return True
    known = remembered(batch)
    if known and sound(known.mapping, header.names, COLUMNS):
        batch.mapping = known.mapping
        batch.date_order = batch.date_order or known.date_order
        return True
    return [name for name in header.names if name] in known_headers()


def _mixed(body: Sequence[Line], mapping: dict[str, str]) -> list[str]:
    found = []
    for number, key in mapping.items():
        if key in DATES:
            column = int(number)
            texts = (line.cells[column] for line in body if column < len(line.cells))
            if come_in_two_ways(texts):
                found.append(key)
    return found


def _columns(batch: ImportBatch) -> dict[str, object]:
    names = ("headers", "header_line", "mapping", "date_order", "mixed_dates")
    return {name: getattr(batch, name) for name in names}


def _save_rows(batch: ImportBatch, body: Sequence[Line]) -> None:
    """Check and keep the rows, a thousand at a time. What a former try has kept goes first."""
    with transaction.atomic():
        _mine(batch)
        ImportRow.unscoped.filter(batch=batch).delete()
    checker, twins = Checker(batch), Twins()
    rows = []
    for line in body:
        row = ImportRow(batch=batch, number=line.number)
        row.cells = cells_of(line, batch.mapping)
        row.troubles = troubles_of(line, batch.mapping)
        rows.append(row)
    move(batch=batch, done=0, total=len(rows))
    read = []
    for row in rows:
        draft = checker.read(row)
        twins.add(row)
        read.append((row, draft))
    for begin in range(0, len(read), _CHUNK):
        chunk = read[begin : begin + _CHUNK]
        checker.judge(chunk, twins)
        for row, _draft in chunk:
            row.is_chosen = row.state == ImportRow.State.NEW
        with transaction.atomic():
            _mine(batch)
            ImportRow.unscoped.bulk_create([row for row, _draft in chunk], batch_size=500)
            move(batch=batch, done=begin + len(chunk))


def _mine(batch: ImportBatch) -> ImportBatch:
    """The batch, locked, if this is still its work.

    Raises Overtaken.
    """
    stored = locked(batch)
    if stored.run != batch.run:
        raise Overtaken
    return stored


@transaction.atomic
def _end(batch: ImportBatch, **changes: object) -> None:
    stored = _mine(batch)
    for name, value in changes.items():
        setattr(stored, name, value)
    stored.save()
