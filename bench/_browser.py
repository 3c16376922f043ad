"""A browser without JavaScript that costs its machine little: keeps one connection and its cookies,
reads forms, follows redirects, and notes how long each answer took."""

import html
import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from bench._work import HEADER


@dataclass(frozen=True)
class Page:
    status: int
    address: str
    text: str

    def hidden(self) -> dict[str, str]:
        """Hidden fields of all forms on the page, the CSRF token among them."""
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.text)
        return {name: html.unescape(value) for name, value in found}

    def find(self, pattern: str) -> list[str]:
        return [html.unescape(found) for found in re.findall(pattern, self.text)]


@dataclass(frozen=True)
class Answer:
    """What one request took: seconds for the browser, seconds of the server's processor."""

    step: str
    seconds: float
    work: float


class Browser:
    """`address`: where it seems to come from, for a server behind one proxy."""

    def __init__(self, port: int, address: str = "10.0.0.1") -> None:
        self.wire = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.address = address
        self.answers: list[Answer] = []

    def get(self, step: str, url: str) -> Page:
        return self._send(step, "GET", url, None)

    def post(self, step: str, url: str, data: Mapping[str, str]) -> Page:
        """Sends a form; does not follow. `Page.address` is where the answer leads to."""
        return self._send(step, "POST", url, urlencode(data))

    def close(self) -> None:
        self.wire.close()

    def _send(self, step: str, method: str, url: str, body: str | None) -> Page:
        headers = {"X-Forwarded-For": self.address}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        answer = self._ask(method, url, body, headers)
        text = answer.read()
        seconds = time.perf_counter() - began
        self.answers.append(Answer(step, seconds, float(answer.headers.get(HEADER, 0))))
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        location = answer.headers.get("Location", "")
        parts = urlsplit(location)
        where = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return Page(answer.status, where or url, text.decode())

    def _ask(
        self, method: str, url: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        try:
            self.wire.request(method, url, body, headers)
            return self.wire.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError, http.client.CannotSendRequest):
            # The server closed a connection that was quiet for two seconds; nothing was done yet.
            self.wire.close()
            self.wire.request(method, url, body, headers)
            return self.wire.getresponse()
