from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from villages.models import Regency

_names: dict[str, str] = {}


def regency_name() -> str:
    """Name of the regency served here, "" before its territory is loaded; read once a process."""
    code = settings.REGENCY
    if code not in _names:
        regency = Regency.objects.filter(code=code).first()
        if regency is None:
            return ""
        _names[code] = str(regency)
    return _names[code]


def product(request: HttpRequest) -> dict[str, str | Callable[[], str]]:
    """What every page shows of the product itself; the template calls what it needs."""
    return {"product_name": settings.PRODUCT_NAME, "territory_name": regency_name}
