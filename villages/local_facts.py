"""What is known about places and not in the area package: other spellings, and former codes.

Add a line when a spelling turns up in the press, in a spreadsheet or in people's speech; spaces,
capitals and apostrophes need no line, because the search ignores them.
"""

from datetime import date

#: (village code, spelling)
SPELLINGS = [
    ("35.10.04.2003", "Kedungsari"),
    ("35.10.04.2005", "Tegaldelimo"),
    ("35.10.04.2007", "Kedung Gebang"),
    ("35.10.22.2004", "Sineporejo"),  # so in the code list of 2015
]

#: Blimbingsari became a district of its own (Perda 8/2015, in force 9 January 2017): eight villages
#: came from Rogojampi and two from Kabat. Old codes as in the Kemendagri list of 2015.
BLIMBINGSARI = "35.10.25"
BLIMBINGSARI_SINCE = date(2017, 1, 9)
#: (former code, code today); the names did not change.
FORMER_CODES = [
    ("35.10.13.2003", "35.10.25.2007"),  # Kaligung
    ("35.10.13.2004", "35.10.25.2005"),  # Bomo
    ("35.10.13.2005", "35.10.25.2004"),  # Gintangan
    ("35.10.13.2009", "35.10.25.2002"),  # Kaotan
    ("35.10.13.2011", "35.10.25.2001"),  # Blimbingsari
    ("35.10.13.2015", "35.10.25.2003"),  # Watukebo
    ("35.10.13.2016", "35.10.25.2008"),  # Karangrejo
    ("35.10.13.2017", "35.10.25.2006"),  # Patoman
    ("35.10.14.2007", "35.10.25.2009"),  # Badean
    ("35.10.14.2008", "35.10.25.2010"),  # Sukojati
]
