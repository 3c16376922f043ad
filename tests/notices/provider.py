"""A server on this machine that speaks like WhatsApp's Cloud API, well and badly."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "token-for-tests"


class Provider(ThreadingHTTPServer):
    """`script`: how the coming requests end, one word each; when it is used up, well."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: list[str] = []
        self.received: list[dict[str, Any]] = []
        self.lock = threading.Lock()
        #: Set when a request came that is answered only after `go_on`.
        self.is_holding, self.go_on = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v23.0"

    def keys(self) -> Counter[str]:
        """How often each of our messages was taken."""
        return Counter(one["biz_opaque_callback_data"] for one in self.received)


def _error(code: int) -> bytes:
    return json.dumps({"error": {"message": "made up", "code": code}}).encode()


#: Word of the script → status, body, further headers.
_ANSWERS: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "429": (429, _error(130429), {"Retry-After": "900"}),
    "500": (500, _error(131000), {}),
    "502": (502, b"<html>Bad gateway</html>", {}),
    "unreachable": (400, _error(131026), {}),
    "template": (404, _error(132001), {}),
    "token": (401, _error(190), {}),
    "nonsense": (200, b"{}", {}),
}


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"] == f"Bearer {TOKEN}"
        assert self.path == "/v23.0/100/messages"
        with self.server.lock:
            word = self.server.script.pop(0) if self.server.script else "well"
            if word not in _ANSWERS or word == "nonsense":
                self.server.received.append(body)
        if word == "lost":  # taken, and then the line breaks
            self.connection.close()
            return
        if word == "hold":
            self.server.is_holding.set()
            self.server.go_on.wait(timeout=60)
        self._answer(*_ANSWERS.get(word, (200, _taken(body), {})))

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:  # the other side is gone
            return

    def log_message(self, *args: Any) -> None:
        """Quietly."""


def _taken(body: dict[str, Any]) -> bytes:
    messages = [{"id": f"wamid.{body['biz_opaque_callback_data']}"}]
    return json.dumps({"messaging_product": "whatsapp", "messages": messages}).encode()


@contextmanager
def provider() -> Iterator[Provider]:
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()
