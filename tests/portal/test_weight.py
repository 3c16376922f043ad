"""The first page on a cheap phone: everything it loads, as it goes over the wire."""

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.db import connection

from tests import factories as make
from tests import server
from villages.areas import load_areas

pytestmark = pytest.mark.django_db(transaction=True)

LIMIT = 60 * 1024


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes
    text: str

    @property
    def weight(self) -> int:
        """Bytes of body, headers and status line."""
        return len(self.body) + len(bytes(self.headers)) + 20


class Visitor:
    """Loads pages as a phone does: compressed, each file once."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, address: str) -> Answer:
        status, headers, body = server.fetch(
            self.port, address, **{"Accept-Encoding": "gzip, deflate, br"}
        )
        _status, _headers, plain = server.fetch(self.port, address)
        return Answer(status, headers, body, plain.decode(errors="replace"))

    def load(self, address: str) -> dict[str, Answer]:
        """The page and all that it needs but photos: {address: answer}."""
        page = self.get(address)
        loaded = {address: page}
        waiting = [link for link in needed(page.text) if not link.endswith(".webp")]
        while waiting:
            link = waiting.pop().split("#")[0]
            if link not in loaded:
                loaded[link] = self.get(link)
                if link.endswith(".css"):
                    waiting += [urljoin(link, found) for found in in_styles(loaded[link].text)]
        return loaded


def needed(html: str) -> list[str]:
    """Addresses that a browser fetches by itself for this page."""
    return [
        *re.findall(r'<link rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"', html),
        *re.findall(r'<(?:script|img|source|use|iframe)\b[^>]*?(?:src|href)="([^"]+)"', html),
    ]


def in_styles(css: str) -> list[str]:
    links = re.findall(r"url\(\s*[\"']?([^\"')]+)", css)
    return [link for link in links if not link.startswith("data:")]


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Path:
    folder = tmp_path_factory.mktemp("static")
    server.collect_static(folder, database=connection.settings_dict["NAME"])
    return folder


@pytest.fixture
def visitor(static: Path) -> Iterator[Visitor]:
    load_areas(regencies=["35.10"])
    village = make.VillageFactory(code="35.10.04.2007")
    make.PersonFactory.create_batch(6, village=village, returned=True)
    for number in range(6):
        business = make.BusinessFactory(village=village, name=f"Usaha Kue {number}")
        photo = make.PhotoFactory(village=village)
        make.ProductFactory(business=business, name=f"Kue kering {number}", photo=photo)
    make.GroupFactory.create_batch(4, village=village)
    make.HelpOfficeFactory.create_batch(8)
    with server.running(database=connection.settings_dict["NAME"], static=static) as port:
        yield Visitor(port)


def test_public_pages_weigh_less_than_sixty_kilobytes(visitor: Visitor) -> None:
    weights = {}
    for address in (
        "/",
        "/desa/3510042007/kedunggebang/",
        "/desa/?q=kedung",
        "/ltsa/janji/",
        "/lapor/",
        "/bantuan/hk/",
    ):
        loaded = visitor.load(address)
        assert {answer.status for answer in loaded.values()} == {200}, loaded.keys()
        assert all(link.startswith("/") for link in loaded), "an outside request"
        for link, answer in loaded.items():
            if link.endswith((".css", ".js", ".svg")) and len(answer.text) > 2000:
                assert answer.headers["Content-Encoding"] == "br", link
                assert "immutable" in answer.headers["Cache-Control"], link
        assert any(link.endswith(".css") for link in loaded)
        assert any("sprite" in link for link in loaded)
        weights[address] = {name: answer.weight for name, answer in loaded.items()}
    too_heavy = {
        address: parts for address, parts in weights.items() if sum(parts.values()) > LIMIT
    }
    assert not too_heavy
