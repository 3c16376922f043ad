"""Which part of an official's territory a dashboard is about."""

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from villages.models import (
    District,
    Office,
    Place,
    PlaceQuerySet,
    Province,
    Regency,
    Village,
    VillageQuerySet,
)

#: Below each kind of area: the lookup from a village to its part, and the parameter that opens it.
_PARTS = {
    Province: ("district__regency", "kabupaten"),
    Regency: ("district", "kecamatan"),
    District: ("pk", ""),
}


@dataclass(frozen=True)
class Area:
    """A province, regency or district inside `user`'s territory."""

    place: Province | Regency | District
    user: User

    @property
    def name(self) -> str:
        """Names of regencies say what they are; a district's name does not."""
        if isinstance(self.place, District):
            return _("%(district)s District") % {"district": self.place.name}
        return self.place.name

    @property
    def is_whole(self) -> bool:
        """Whether this is all of the user's territory."""
        return self.place == self.user.territory

    @property
    def villages(self) -> VillageQuerySet:
        level = {
            Province: "district__regency__province",
            Regency: "district__regency",
            District: "district",
        }[type(self.place)]
        return self.user.villages().filter(**{level: self.place})

    @property
    def part_lookup(self) -> str:
        """From a village to the part of this area it lies in: regency, district, or itself."""
        return _PARTS[type(self.place)][0]

    @property
    def part_parameter(self) -> str:
        """The parameter that narrows the dashboard to a part; villages are not opened."""
        return _PARTS[type(self.place)][1]

    @property
    def parts(self) -> PlaceQuerySet:
        """The places of one level down by name, also former ones (`valid_to`)."""
        level = {Province: Regency, Regency: District, District: Village}[type(self.place)]
        inside = self.villages.values(self.part_lookup)
        return level.objects.filter(pk__in=inside).order_by("name", "code")


def chosen_area(user: User, parameters: QueryDict) -> Area:
    """The area that ?kecamatan= or ?kabupaten= names, else all of the user's territory.

    What lies outside it does not exist: 404, as for a code that nobody has.
    """
    place: Place | Office | None = user.territory
    if "kecamatan" in parameters:
        inside = District.objects.current().filter(pk__in=user.villages().values("district"))
        place = inside.by_digits(str(parameters["kecamatan"])).first()
    elif "kabupaten" in parameters and user.province_id:
        regencies = user.villages().values("district__regency")
        inside_province = Regency.objects.current().filter(pk__in=regencies)
        place = inside_province.by_digits(str(parameters["kabupaten"])).first()
    if not isinstance(place, Province | Regency | District):
        raise Http404
    return Area(place, user)
