"""The directory of help: what was found, and examples abroad that say so where they are shown."""

from content.actions import load_help_offices
from content.models import HelpOffice
from workspace.demo.world import Demo

_K = HelpOffice.Kind
_COUNTRIES = ("HK", "TW", "SG", "MY", "SA")
#: (kind, name, what for, hours)
_EXAMPLES = (
    (
        _K.EMBASSY,
        "Contoh: perwakilan Indonesia",
        "Paspor, gaji yang tidak dibayar, tempat aman, pemulangan.",
        "Senin sampai Jumat, 09.00-17.00 waktu setempat",
    ),
    (
        _K.UNION,
        "Contoh: serikat pekerja migran",
        "Teman bicara dalam bahasa Indonesia dan Jawa.",
        "Minggu, 10.00-16.00 waktu setempat",
    ),
)


def make_help_offices(demo: Demo) -> None:
    load_help_offices()
    HelpOffice.objects.bulk_create(
        [
            HelpOffice(
                country=country,
                kind=kind,
                name=name,
                about=about,
                hours=hours,
                phone=(phone := demo.phone_abroad(country)),
                whatsapp=phone,
                languages="Indonesia",
                source="contoh, dibuat untuk demo",
                checked_on=demo.today,
                position=10 * number,
                is_demo=True,
            )
            for country in _COUNTRIES
            for number, (kind, name, about, hours) in enumerate(_EXAMPLES, start=1)
        ],
        ignore_conflicts=True,
    )
