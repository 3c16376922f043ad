"""What an upload costs before a form has looked at it."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadhandler import load_handler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests import pictures


def test_huge_file_is_not_stored_to_its_end() -> None:
    content = pictures.jpeg() + b"\0" * (40 * 1024 * 1024)
    photo = pictures.upload(content)
    body = encode_multipart(BOUNDARY, {"before": "kue", "photo": photo, "after": "enak"})
    headers = {"CONTENT_TYPE": MULTIPART_CONTENT, "CONTENT_LENGTH": len(body)}
    handlers = [load_handler(name, HttpRequest()) for name in settings.FILE_UPLOAD_HANDLERS]
    typed, files = MultiPartParser(headers, io.BytesIO(body), handlers).parse()
    stored: Any = files["photo"]
    assert settings.UPLOAD_MAX_BYTES < stored.size < settings.UPLOAD_MAX_BYTES + 200_000
    assert (typed["before"], typed["after"]) == ("kue", "enak")
    stored.close()


@pytest.mark.django_db
def test_far_too_much_at_once_is_refused_unread_with_a_page() -> None:
    headers: dict[str, Any] = {"CONTENT_LENGTH": str(500 * 1024 * 1024)}
    photo = pictures.upload(pictures.jpeg())
    answer = Client().post("/ltsa/cek/", {"code": "ABCDEF", "photo": photo}, **headers)
    assert answer.status_code == 413
    assert "10 MB" in answer.content.decode()
