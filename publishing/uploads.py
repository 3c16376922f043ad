"""What an upload may cost before any form has looked at it."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class SizeLimitHandler(FileUploadHandler):
    """Stop storing a file shortly after the limit, so that nobody fills the disk.

    The rest is read and forgotten. The form then sees a file that is larger than allowed and says
    so, with everything else that was typed.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        return None
