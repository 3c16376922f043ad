"""Writing text that no spreadsheet program takes for a formula."""

#: A cell that begins with one of these would be taken for a formula by some programs.
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain(text: str) -> str:
    """Text that no spreadsheet program takes for a formula (also after saving it as CSV)."""
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text
