"""Spreadsheets that people hand in, read with distrust, and how to write text for them safely."""

from publishing.spreadsheets.lines import Line, Refused, Trouble
from publishing.spreadsheets.plain import plain
from publishing.spreadsheets.reading import read_lines

__all__ = ["Line", "Refused", "Trouble", "plain", "read_lines"]
