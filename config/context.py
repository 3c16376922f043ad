from django.conf import settings
from django.http import HttpRequest


def product(request: HttpRequest) -> dict[str, str]:
    """What every page shows of the product itself."""
    return {"product_name": settings.PRODUCT_NAME}
