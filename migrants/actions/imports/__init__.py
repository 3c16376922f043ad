"""Importing people from a file, step by step: taking it in, reading, checking, saving, undoing."""
