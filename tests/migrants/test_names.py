import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrants.models import Person
from migrants.models.people import NAME_KEY_LENGTH
from migrants.names import name_key
from tests.factories import PersonFactory, VillageFactory


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hj. Soemiati", "Sumiati"),
        ("Moch. Ali", "Muhammad Ali"),
        ("Moh Ali", "Mokhamad Ali"),
        ("Djuminten", "Juminten"),
        ("Tjipto", "Cipto"),
        ("Sitti Aminah", "Siti Aminah"),
        ("Khoiriyah", "Choiria h".replace(" ", "")),
        ("Nur'aini", "Nuraini"),
        ("MBAK SRI RAHAYU", "Sri Rahayu"),
        ("Soekarno", "Sukarno"),
        ("H. Sumiati, S.Pd.", "Sumiati"),
        ("Hj.Siti Aminah", "Siti Aminah"),
        ("Drs. H. Moh. Ali, M.Pd.I", "Muhammad Ali"),
        ("Alm. Bpk. Karto", "Karto"),
        ("Karto (alm)", "Karto"),
        ("Dewi Lestari, SE", "Dewi Lestari"),
        ("Dewi Lestari S.E.", "Dewi Lestari"),
        ("K.H. Abdul Rahman", "Abdul Rahman"),
        ("M. Ali", "Muhammad Ali"),
        ("Muh Ali", "Moch. Ali"),
        ("Mochamad Ali", "Mohammed Ali"),
        ("Much. Ali", "Mukhammad Ali"),
        ("Abd.Rahman", "Abd Rahman"),
        ("Njoman Soetjipto", "Nyoman Sucipto"),
        ("Widjaja", "Wijaya"),
        ("Sjamsoel", "Syamsul"),
        ("Setyawan", "Setiawan"),
        ("Yuniyati", "Yuniati"),
        ("Zaenal", "Zainal"),
        ("Nuraeni", "Nuraini"),
        ("Novita", "Nofita"),
        ("Qomariah", "Komariah"),
        ("Wardhani", "Wardani"),
        ("Suthini", "Sutini"),
        ("Aisyah", "Aisjah"),
        ("RENÉE", "Renee"),
    ],
)
def test_usual_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Aminah", "Siti Aisyah"),
        ("Sumiati", "Sumarni"),
        ("Ali", "Alimah"),
        ("Joko", "Yoko"),
        ("Ma Rahman", "Rahman"),
        ("M.A. Rahman", "Rahman"),
        ("Se Lestari", "Lestari"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_name_that_is_only_a_title_keeps_it() -> None:
    assert name_key("Bu Haji") == "bu hai"


#: Names that are no title and no short form of one by themselves.
WORDS = st.lists(
    st.sampled_from(
        [
            "sumiati",
            "karto",
            "aminah",
            "djuminten",
            "tjipto",
            "rahayu",
            "bambang",
            "nyoman",
            "soekarno",
            "wijaya",
            "khoiriyah",
            "lestari",
            "zainal",
            "qomariah",
            "sjamsul",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
BEFORE = st.sampled_from(
    ["", "H. ", "Hj. ", "HJ ", "Drs. ", "Bu ", "Pak ", "Alm. ", "Ny. ", "Sdri. "]
)
BEHIND = st.sampled_from(["", ", S.Pd.", ", SE", " S.E.", " (alm)", ", S.Pd.I", ", M.Si", " alm."])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # machines may be busy
@given(WORDS, BEFORE, BEFORE, BEHIND)
def test_titles_do_not_change_the_key(name: str, one: str, other: str, behind: str) -> None:
    assert name_key(f"{one}{other}{name}{behind}") == name_key(name)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, st.data())
def test_old_spelling_has_the_same_key(name: str, data: st.DataObject) -> None:
    """Every letter written as before 1972, or left as it is, as typists mixed them."""
    old = {"u": "oe", "j": "dj", "c": "tj", "y": "j"}
    spelled = "".join(
        old[letter]
        if letter in old
        and (number and name[number - 1] != " ")
        and name[max(number - 1, 0)] not in "dtnsc"
        and data.draw(st.booleans())
        else letter
        for number, letter in enumerate(name)
    )
    assert name_key(spelled) == name_key(name)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS, st.data())
def test_doubled_letters_capitals_and_gaps_do_not_matter(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    doubled = name[:at] + name[at] + name[at:]
    assert name_key(doubled) == name_key(name)
    assert name_key(f"  {name.upper()} ") == name_key(name)
    assert name_key(name.replace(" ", "  ")) == name_key(name)


@given(WORDS)
def test_half_typed_name_is_found_already(name: str) -> None:
    """The list is searched while typing: from three letters of a word on, the key of what is typed
    is part of the whole key."""
    for length in range(3, len(name) + 1):
        typed = name[:length].split()
        if len(typed[-1]) >= 3:
            assert all(word in name_key(name) for word in name_key(" ".join(typed)).split())


@given(st.text(max_size=100))
def test_key_is_plain_letters_and_stable(text: str) -> None:
    key = name_key(text)
    assert all(letter == " " or ("a" <= letter <= "z") for letter in key)
    assert name_key(text) == key


@given(st.text(max_size=100), st.text(max_size=50), st.text(max_size=100))
def test_key_of_all_names_fits_its_column(name: str, nickname: str, passport_name: str) -> None:
    assert len(Person.names_key([name, nickname, passport_name])) <= NAME_KEY_LENGTH


@pytest.mark.django_db
class TestSearch:
    @pytest.fixture(autouse=True)
    def people(self) -> None:
        village = VillageFactory()
        PersonFactory(
            village=village, name="Sumiati", nickname="Mik", passport_name="Sumiati Karto"
        )
        PersonFactory(village=village, name="Siti Nur Rahayu")
        PersonFactory(village=village, name="Bambang Hermawan", nik="3510991205880077")

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("sumiati", "Sumiati"),
            ("Soemiati", "Sumiati"),
            ("mik", "Sumiati"),
            ("karto", "Sumiati"),
            ("rahayu siti", "Siti Nur Rahayu"),
            ("rahaju", "Siti Nur Rahayu"),
            ("bambng hermwan", "Bambang Hermawan"),
            ("3510 9912 0588 0077", "Bambang Hermawan"),
        ],
    )
    def test_person_is_found(self, text: str, found: str) -> None:
        assert [person.name for person in Person.unscoped.search(text)] == [found]

    @pytest.mark.parametrize("text", ["", "   ", "!!", "xyzzy", "3510991205880078", "%"])
    def test_nobody_is_found(self, text: str) -> None:
        assert not Person.unscoped.search(text).exists()
