"""The villages that a list may be about."""

import re
from collections import defaultdict

from django.utils.translation import gettext as _

from villages.models import Village, VillageAlias, VillageQuerySet, search_key

_KIND = re.compile(r"^\s*(desa|kelurahan|kel|ds)\b[.\s]*", re.IGNORECASE)


class Places:
    """Finds the village that a row names, among those of the importer. With a single one a row need
    not name it. What lies outside is answered with the same words, whether it exists or not."""

    def __init__(self, villages: VillageQuerySet, *, single: Village | None) -> None:
        self.single = single
        self.districts: dict[int, str] = {}
        self.by_code: dict[str, Village] = {}
        self.by_name: dict[str, list[Village]] = defaultdict(list)
        for village in villages.current().select_related("district"):
            self.by_code[village.digits] = village
            self.by_name[village.search_key].append(village)
            self.districts[village.pk] = village.district.search_key
        spellings = VillageAlias.objects.filter(village__in=villages).values_list(
            "search_key", "village__code"
        )
        for key, code in spellings:
            village = self.by_code.get(code.replace(".", ""))
            if village and village not in self.by_name[key]:
                self.by_name[key].append(village)

    def find(self, text: str, district: str = "") -> tuple[Village | None, str]:
        """The village, or None and why."""
        if not text:
            return self.single, "" if self.single else _("Say which village.")
        found = self._named(text)
        if len(found) > 1 and district:
            wanted = search_key(district)
            found = [one for one in found if self.districts[one.pk] == wanted]
        if len(found) > 1:
            return None, _("Two villages have this name. Write the code or the district.")
        if not found:
            return None, _("This village is not in your area. Its rows cannot be imported here.")
        return found[0], ""

    def _named(self, text: str) -> list[Village]:
        digits = text.replace(".", "").strip()
        if digits.isdecimal():
            return [self.by_code[digits]] if digits in self.by_code else []
        whole, bare = search_key(text), search_key(_KIND.sub("", text))
        return self.by_name.get(whole) or self.by_name.get(bare, [])
