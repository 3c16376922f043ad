#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL the embedded database runs for as long as the command
does, unless a running `make run` (or another command) has it running anyway."""

import os
import sys

#: Commands that do not look into the database.
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "version",
}


def main() -> None:
    """Run the command named by the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config import embedded

    if len(sys.argv) > 1 and sys.argv[1].strip("-") not in WITHOUT_DATABASE:
        try:
            embedded.hold()
        except embedded.EmbeddedError as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
