"""Names as people here write them: one field, old and new spelling, titles before and behind."""

import re
import unicodedata

#: Forms of address, religious and academic titles that are not part of the name, without dots.
_TITLES = frozenset(
    [
        "h",
        "hj",
        "haji",
        "hajah",
        "hajjah",
        "kh",
        "kyai",
        "kiai",
        "ustadz",
        "ustad",
        "ust",
        "ustadzah",
        "nyai",
        "bu",
        "ibu",
        "bpk",
        "bapak",
        "pak",
        "mbak",
        "mas",
        "mbah",
        "mbok",
        "pakde",
        "bude",
        "tn",
        "tuan",
        "ny",
        "nyonya",
        "nn",
        "nona",
        "sdr",
        "sdri",
        "alm",
        "almh",
        "almarhum",
        "almarhumah",
        "drs",
        "dra",
        "dr",
        "drg",
        "drh",
        "ir",
        "prof",
        "spd",
        "spdi",
        "spdsd",
        "mpd",
        "mpdi",
        "skom",
        "skep",
        "skm",
        "ssi",
        "ssos",
        "spt",
        "sagr",
        "amd",
        "amdkeb",
        "amdkep",
        "shum",
        "sthi",
        "spsi",
        "mkom",
        "msi",
        "mkes",
        "ners",
        "phd",
    ]
)
#: Degrees that are also names or syllables: titles only with a dot ("S.E.") or after a comma.
_DEGREES = frozenset(
    [
        "se",
        "sh",
        "st",
        "sp",
        "si",
        "ss",
        "sag",
        "mag",
        "mm",
        "mh",
        "mt",
        "ma",
        "mba",
        "ba",
        "be",
        "sstp",
        "sei",
        "shi",
    ]
)
#: "Muhammad" as it is written and shortened.
_MUHAMMAD = re.compile(r"(m|md|mhd|moh|moch|mokh|muh|much|mukh)|m[ou](h|ch|kh)+am+[ae]d+")
#: Spelling before 1972 and its present form, and the usual doubles. The order matters. No rule
#: looks ahead further than one letter: a name that is typed half is found already. At the
#: beginning of a word j and y stay apart, so that the list is sorted as people expect.
_SPELLINGS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"(.)\1+", r"\1"),
        (r"oe", "u"),
        (r"dj", "j"),
        (r"tj", "c"),
        (r"nj", "ny"),
        (r"sj", "sy"),
        (r"dz", "z"),
        (r"([td])h", r"\1"),
        (r"ch", "kh"),
        (r"q", "k"),
        (r"(?<=\w)v", "f"),
        (r"ae", "ai"),
        (r"(?<=\w)[jy]", "i"),
        (r"(.)\1+", r"\1"),
    ]
]


def _plain(text: str) -> str:
    """Lower-case letters without accents and apostrophes; everything else is a gap, dots stay."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = re.sub(r"['\u2019\u2018`\u02bc]", "", text)
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^a-z.]", " ", text)


def _words(name: str) -> list[str]:
    """The words of a name without its titles; all of them when there is nothing else."""
    every: list[str] = []
    kept: list[str] = []
    for number, part in enumerate(name.split(",")):
        # "S.Pd." is one word, "Hj.Siti" are two: after a title's dot a name may follow at once.
        for token in re.sub(
            r"\b(hj?|drs|dra|ir|alm|almh)\.(?=[a-z]{3})", r"\1. ", _plain(part)
        ).split():
            dotted = "." in token.rstrip(".") or (token.endswith(".") and len(token) < 4)
            word = token.replace(".", "")
            if not word:
                continue
            every.append(word)
            if word in _TITLES or (word in _DEGREES and (number or (dotted and len(every) > 1))):
                continue
            # Initials that are written together: "M.A. Rahman" has none of a known title.
            kept.extend(filter(None, token.split(".")))
    return kept or every


def name_key(name: str) -> str:
    """A key that is equal for usual spellings of the same name, for search and doubles.

    "Hj. Soemiati, S.Pd." and "Sumiati", "Moch. Ali" and "Muhammad Ali" get the same key.
    """
    words = _words(name)
    first_of_several = len(words) > 1
    key = " ".join(
        "muhamad"
        if _MUHAMMAD.fullmatch(word) and (len(word) > 1 or (first_of_several and number == 0))
        else word
        for number, word in enumerate(words)
    )
    for pattern, replacement in _SPELLINGS:
        key = pattern.sub(replacement, key)
    return key


def proper(name: str) -> str:
    """SITI AMINAH → Siti Aminah, m.soleh → M.Soleh; names written with care stay as they are."""
    if not (name.isupper() or name.islower()):
        return name
    words = name.lower().split()
    return " ".join(word if word in ("bin", "binti") else _capital(word) for word in words)


def _capital(word: str) -> str:
    return re.sub(r"(?:^|(?<=[.-]))\w", lambda found: found[0].upper(), word)
