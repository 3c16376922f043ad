"""How a photo goes out: only through a view that has just asked whether it may be seen."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from publishing.models import Attachment, Photo


def photo_response(request: HttpRequest, photo: Photo | None, size: int) -> HttpResponse:
    """The file of this size, or 404 (no photo, no such size, file lost).

    Nobody may keep a copy without asking again (`no-cache`): a browser that has the picture is
    answered 304 while it may be shown, and 404 as soon as consent is withdrawn.
    """
    if photo is None or size not in photo.sizes:
        raise Http404
    etag = f'"{photo.digest[:20]}-{size}"'
    response: HttpResponse | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            with default_storage.open(photo.file_name(size)) as file:
                content = file.read()
        except FileNotFoundError as error:
            raise Http404 from error
        response = HttpResponse(content, content_type="image/webp")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def attachment_response(attachment: Attachment | None, size: int) -> HttpResponse:
    """The file of this size, or 404. The caller has just asked the door of what it hangs from.

    Kept by nobody, not even for the back button: phones are shared.
    """
    if attachment is None or size not in attachment.sizes:
        raise Http404
    try:
        with default_storage.open(attachment.file_name(size)) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["Content-Disposition"] = "inline"
    return response
