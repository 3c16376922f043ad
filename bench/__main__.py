"""All benchmarks, one after the other: `make bench`, or ARGS="booking_post" for one of them."""

import subprocess
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; returns the exit status."""
    folder = Path(__file__).parent
    files = [file for file in sorted(folder.glob("*.py")) if not file.name.startswith("_")]
    failed = []
    for file in files:
        if names and file.stem not in names:
            continue
        print(f"\n== {file.stem} ==", flush=True)
        if subprocess.run([sys.executable, file], check=False).returncode:
            failed.append(file.stem)
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
