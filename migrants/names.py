"""Names as people here write them: one field, old and new spelling, titles in front."""

import re
import unicodedata

#: Titles and short forms that are not part of the name.
_TITLES = {
    "h",
    "hj",
    "haji",
    "hajah",
    "bu",
    "ibu",
    "bpk",
    "bapak",
    "pak",
    "mbak",
    "mas",
    "sdr",
    "sdri",
}
#: Spelling before 1972 and its present form, and the usual doubles.
_SPELLINGS = [
    (r"oe", "u"),
    (r"dj", "j"),
    (r"tj", "c"),
    (r"nj", "ny"),
    (r"sj", "sy"),
    (r"ch", "kh"),
    (r"iy(?=[aou])", "i"),
    (
        r"\b(moh|muh|mochamad|mokhamad|mohamad|muhamad|muhammad|mohammad|mukhamad|mukhammad)\b",
        "muhamad",
    ),
    (r"(.)\1+", r"\1"),
]


def name_key(name: str) -> str:
    """A key that is equal for usual spellings of the same name, for search and doubles.

    "Hj. Soemiati" and "Sumiati", "Moch. Ali" and "Muhammad Ali" get the same key.
    """
    text = unicodedata.normalize("NFKD", name.lower())
    text = re.sub(r"[^a-z ]", " ", text.replace("'", "").replace("\u2019", ""))
    words = [word for word in text.split() if word not in _TITLES] or text.split()
    key = " ".join("muhamad" if word in ("moch", "mokh", "mhd", "md") else word for word in words)
    for pattern, replacement in _SPELLINGS:
        key = re.sub(pattern, replacement, key)
    return key
