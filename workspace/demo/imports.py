"""A list from the neighbourhood heads of Kedunggebang that the coordinator has handed in and still
has to settle: some of every kind."""

import io

import xlsxwriter

from migrants.actions.imports.intake import take_in
from migrants.actions.imports.reading import read_file
from migrants.models import Person
from workspace.demo.world import Demo

_VILLAGE = "35.10.04.2007"
_HEAD = ("Nama", "NIK", "L/P", "Tanggal lahir", "HP/WA", "Dusun", "Negara", "Berangkat", "Pulang")


def make_imports(demo: Demo) -> None:
    """One file, read and checked, nothing of it saved."""
    village = demo.villages.get(_VILLAGE)
    if village is None:
        return
    same, changed, alike = (demo.people[f"{_VILLAGE} returned {number}"] for number in (4, 5, 6))
    rows = [
        *(_new(demo, name, year) for name, year in (("Suharti", 1984), ("Lasmini", 1979))),
        _row(same),
        (*_row(changed)[:4], demo.phone().replace("+62", "0"), *_row(changed)[5:]),
        (alike.name, "", "P", str(alike.born_on.year if alike.born_on else ""), "", "", "", "", ""),
        ("Katemi", "3,51099E+15", "P", "3/8/1981", "", "Krajan", "", "", ""),
        ("Misnan", "", "L", "1977", "0812", "Krajan", "Malaysia", "2011", "2009"),
    ]
    batch = take_in(
        content=_workbook(rows),
        name="Daftar warga RT 3.xlsx",
        village=village,
        regency=village.district.regency,
        by=demo.users["koordinator.kedunggebang"],
        in_background=False,
    )
    read_file(batch, may_ask=False)


def _new(demo: Demo, name: str, year: int) -> tuple[str, ...]:
    born = demo.day_in(year)
    nik = demo.nik("F", born)
    place = ("Krajan", "Hongkong", str(year + 25), str(year + 31))
    return (name, nik, "P", f"{born:%d/%m/%Y}", demo.phone().replace("+62", "0"), *place)


def _row(person: Person) -> tuple[str, ...]:
    """Somebody who is registered, as the list would have her."""
    sex = "P" if person.sex == Person.Sex.FEMALE else "L"
    born = f"{person.born_on:%d/%m/%Y}" if person.born_on else ""
    phone = person.phone.replace("+62", "0")
    return (person.name, person.nik or "", sex, born, phone, person.hamlet, "", "", "")


def _workbook(rows: list[tuple[str, ...]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Warga")
        for line, cells in enumerate([_HEAD, *rows]):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, cell)
    return target.getvalue()
