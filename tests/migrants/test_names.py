import pytest
from hypothesis import given
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
    ],
)
def test_usual_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Siti Aminah", "Siti Aisyah"), ("Sumiati", "Sumarni"), ("Ali", "Alimah")]
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_name_that_is_only_a_title_keeps_it() -> None:
    assert name_key("Bu Haji") == "bu hai"


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
