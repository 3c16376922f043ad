"""What an upload may cost before any form has looked at it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

#: A request may carry a hundred files, from anybody; this is the most that all of it may weigh.
MOST_BYTES = 10 * settings.UPLOAD_MAX_BYTES


class SizeLimitHandler(FileUploadHandler):
    """Stop storing a file shortly after the limit, so that nobody fills the disk.

    The rest is read and forgotten. The form then sees a file that is larger than allowed and says
    so, with everything else that was typed. Far more is refused unread (413).
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("The request is larger than all its files may be.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.UPLOAD_MAX_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        return None
