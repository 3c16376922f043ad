"""A family that books by real requests, without JavaScript."""

import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from django.urls import reverse

from ltsa.models import Service


class Family:
    """A browser without JavaScript: keeps cookies, sends forms, follows redirects."""

    def __init__(self, server: str, number: int) -> None:
        self.server = server
        self.number = number
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def send(self, url: str, data: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, address and text of the page that came in the end."""
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        try:
            answer = self.opener.open(urllib.parse.urljoin(self.server, url), body, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.geturl(), answer.read().decode()

    def post(self, url: str, data: dict[str, str]) -> tuple[int, str, str]:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        return self.send(url, {**data, "csrfmiddlewaretoken": token or ""})

    def walk_to_times(self, service: Service) -> str:
        """Everything but the last step; the address of the page with the hours."""
        people = reverse("booking_people", args=[service.slug])
        self.send(people)
        status, url, _page = self.post(
            people,
            {
                "people": "1",
                "booked_by_role": "self",
                "contact_name": f"Keluarga {self.number}",
                "contact_phone": f"0812555500{self.number:02d}",
                "village": "",
                "name_1": f"Warga {self.number}",
                "nik_1": f"351099520588{self.number:04d}",
                "relation_1": "self",
            },
        )
        assert status == 200
        return url
