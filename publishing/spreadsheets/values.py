"""The values of a sheet, read by calamine in a process of its own.

A file can be made so that the reader takes all memory at once ("this table holds 10^15 texts") or
stops in the middle of its own code. Then it ends its process, which cannot be caught; so that is a
small one which knows nothing and holds nothing, never the one that does everybody's work.
"""

import pickle
import subprocess
import sys
from typing import Any

#: Seconds; the largest file that is let through takes a few.
_LONGEST = 60
#: Bytes of memory, where the system can set a limit.
MOST_MEMORY = 2 * 1024**3


class Unreadable(Exception):
    """The reader gave up, or was ended by what is in the file."""


def values_of(content: bytes, sheet: str) -> list[list[Any]]:
    """Rows of cells (text, numbers, dates, truth values) from A1 on, empty places included.

    Raises Unreadable.
    """
    command = [sys.executable, "-I", __file__, sheet]
    try:
        done = subprocess.run(  # noqa: S603  # our own file, no shell; the name of a sheet is data
            command, input=content, capture_output=True, timeout=_LONGEST, check=True
        )
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        raise Unreadable from error
    rows: list[list[Any]] = pickle.loads(done.stdout)  # noqa: S301  # from our own process
    return rows


def _main() -> None:
    """The process of its own: a file comes in, rows go out."""
    import io

    try:
        import resource
    except ImportError:  # Windows knows no such limits
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())) as book:
        rows = book.get_sheet_by_name(sys.argv[1]).to_python(skip_empty_area=False)
    pickle.dump(rows, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _main()
