from typing import Any

from django import template
from django.urls import reverse

from publishing.models import Photo

register = template.Library()


@register.inclusion_tag("publishing/photo.html")
def photo(
    photo: Photo, url_name: str, *args: Any, sizes: str = "100vw", eager: bool = False
) -> dict[str, Any]:
    """<img> with a file for every screen: {% photo product.photo "product_photo" product.slug %}.

    `url_name` is the owning app's address of the file; it takes `args` and then the size. `sizes`
    is the attribute of that name: how wide the picture stands on the page.
    """
    sources = [
        (reverse(url_name, args=[*args, size]), photo.extent(size)[0]) for size in photo.sizes
    ]
    middle = next((url for url, width in sources if width >= 600), sources[-1][0])
    return {
        "photo": photo,
        "src": middle,
        "srcset": ", ".join(f"{url} {width}w" for url, width in sources),
        "sizes": sizes,
        "eager": eager,
    }
