"""Lists of people as files: what their columns mean, what their cells say, what follows from a row.

Of the database only the villages are read here; see migrants.actions.imports for the rest.
"""
