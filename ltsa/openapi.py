"""The description of the public API (OpenAPI 3.1), for programs and for its own page."""

from dataclasses import dataclass
from typing import Any

VERSION = "1.0"
#: What one may ask for. `rate`: questions from one address.
LIMITS: dict[str, Any] = {
    "rate": "120/m",
    "per_page": 50,
    "most_per_page": 100,
    "days": 14,
    "most_days": 31,
    "most_people": 5,
}

_TEXT = {"type": "string"}
_DAY = {"type": "string", "format": "date", "examples": ["2026-11-24"]}
_TIME = {"type": "string", "format": "date-time", "examples": ["2026-11-24T08:15:00+07:00"]}
_LINK = {"type": ["string", "null"], "format": "uri"}
_COUNT = {"type": "integer", "minimum": 0}


def _thing(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _page(name: str, **more: Any) -> dict[str, Any]:
    return _thing(
        **more,
        count={**_COUNT, "description": "Of all pages together."},
        page=_COUNT,
        pages=_COUNT,
        next=_LINK,
        previous=_LINK,
        results=_list({"$ref": f"#/components/schemas/{name}"}),
    )


_SCHEMAS: dict[str, Any] = {
    "Root": _thing(version=_TEXT, offices=_TEXT, services=_TEXT, openapi=_TEXT, docs=_TEXT),
    "Office": _thing(
        code=_TEXT,
        name=_TEXT,
        address=_TEXT,
        regency=_thing(code=_TEXT, name=_TEXT),
        map_url=_LINK,
    ),
    "Desk": _thing(
        id={"type": "integer"},
        name=_TEXT,
        services={**_list(_TEXT), "description": "Slugs of the services that pass this desk."},
    ),
    "Service": _thing(
        slug=_TEXT,
        name=_TEXT,
        summary=_TEXT,
        who=_TEXT,
        fee=_TEXT,
        duration=_TEXT,
        offices={**_list(_TEXT), "description": "Codes of offices where it can be booked here."},
        url={**_TEXT, "format": "uri", "description": "Page with the papers to bring."},
    ),
    "OpenSlot": _thing(
        day=_DAY,
        starts_at=_TIME,
        ends_at=_TIME,
        free={**_COUNT, "description": "Visits like this one that still fit at this time."},
    ),
    "Problem": _thing(type=_TEXT, title=_TEXT, status={"type": "integer"}),
    "Offices": _page("Office"),
    "Desks": _page("Desk"),
    "Services": _page("Service"),
    "OpenSlots": _page(
        "OpenSlot",
        **{"from": _DAY},
        until=_DAY,
        days=_list(_thing(day=_DAY, open=_COUNT)),
    ),
}


def _in(where: str, name: str, of: dict[str, Any], description: str = "") -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "schema": of,
        "description": description,
    }


def _whole(least: int, most: int, default: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


_PAGES = [
    _in("query", "page", _whole(1, 999_999, 1)),
    _in("query", "per_page", _whole(1, LIMITS["most_per_page"], LIMITS["per_page"])),
]
_OFFICE = _in("path", "office", _TEXT, "Code of the office.")


def _problem(description: str) -> dict[str, Any]:
    of = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": description, "content": {"application/problem+json": of}}


def _get(
    summary: str, answer: str, *parameters: dict[str, Any], description: str = ""
) -> dict[str, Any]:
    body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}}
    responses = {
        "200": {"description": "The answer, with an ETag.", "content": body},
        "304": {"description": "Nothing has changed since the answer with this ETag."},
        "400": _problem("A parameter cannot be understood."),
        "404": _problem("There is no such row, or no such page."),
        "429": _problem("Too many questions in a minute; Retry-After says how long to wait."),
    }
    return {
        "get": {
            "operationId": f"get{answer}",
            "summary": summary,
            "description": description,
            "parameters": list(parameters),
            "responses": responses,
        }
    }


_PATHS: dict[str, Any] = {
    "/": _get("Where everything is", "Root"),
    "/offices": _get("Offices", "Offices", *_PAGES),
    "/offices/{office}/desks": _get("Desks of an office", "Desks", _OFFICE, *_PAGES),
    "/services": _get(
        "Services",
        "Services",
        _in("query", "office", _TEXT, "Only what can be booked at this office."),
        *_PAGES,
    ),
    "/offices/{office}/services/{service}/open-slots": _get(
        "Times that can still be booked",
        "OpenSlots",
        _OFFICE,
        _in("path", "service", _TEXT, "Slug of the service."),
        _in("query", "people", _whole(1, LIMITS["most_people"], 1), "How many come together."),
        _in("query", "from", _DAY, "First day; today if left out."),
        _in(
            "query",
            "until",
            _DAY,
            f"Last day; {LIMITS['days']} days if left out, at most {LIMITS['most_days']}.",
        ),
        *_PAGES,
        description=(
            "Found as for the booking pages, in time order. A time may be taken a moment later; it"
            " is booked on the booking pages only."
        ),
    ),
}


def schema(server: str) -> dict[str, Any]:
    """The whole description. `server`: address of the API without the slash at its end."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kampung Migran: LTSA",
            "version": VERSION,
            "description": (
                "Offices, desks, services and open times of the LTSA. Only to be read, without an"
                " account, without personal data. Times are those of Asia/Jakarta."
            ),
        },
        "servers": [{"url": server}],
        "paths": _PATHS,
        "components": {"schemas": _SCHEMAS},
    }


@dataclass(frozen=True)
class Operation:
    """One address, for the page: what may be asked and what comes back."""

    path: str
    summary: str
    description: str
    parameters: list[dict[str, Any]]
    responses: dict[str, Any]
    answer: str
    fields: list[tuple[str, str, str]]  # name, type, what it is


def operations(described: dict[str, Any]) -> list[Operation]:
    """Every address of a description."""
    return [
        Operation(
            path,
            one["get"]["summary"],
            one["get"]["description"],
            one["get"]["parameters"],
            one["get"]["responses"],
            answer := one["get"]["operationId"].removeprefix("get"),
            _fields(described, answer),
        )
        for path, one in described["paths"].items()
    ]


def _fields(described: dict[str, Any], name: str) -> list[tuple[str, str, str]]:
    """Fields of an answer; those of the rows of a list are named "results[].code"."""
    schemas = described["components"]["schemas"]
    found = []
    for key, of in schemas[name]["properties"].items():
        found.append((key, _type(of), of.get("description", "")))
        inner = of.get("items", {})
        inner = schemas[inner["$ref"].split("/")[-1]] if "$ref" in inner else inner
        for deeper, one in inner.get("properties", {}).items():
            found.append((f"{key}[].{deeper}", _type(one), one.get("description", "")))
    return found


def _type(of: dict[str, Any]) -> str:
    kinds = of["type"] if isinstance(of["type"], list) else [of["type"]]
    return " | ".join(kinds) + (f" ({of['format']})" if "format" in of else "")
