"""Take the pictures in this folder: every main page at 360 px and 1280 px.

    make run                                     # in another terminal, with the demo
    .venv/bin/python docs/pictures/take.py [http://127.0.0.1:8000]

Needs Chromium on this machine (or CHROMIUM=path). One screenful each. It books one appointment, so
that there is a ticket to show.
"""

import io
import os
import shutil
import sys
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
SIZES = {"360": (360, 740), "1280": (1280, 800)}
PASSWORD = "demo-migran-2026"  # noqa: S105  the demo's, made known by `make run`

#: name of the picture → (user of the demo or "", address)
PAGES = {
    "home": ("", "/"),
    "village": ("", "/desa/3510042007/"),
    "booking-1-service": ("", "/ltsa/janji/"),
    "register": ("koordinator.kedunggebang", "/kerja/warga/"),
    "work": ("koordinator.kedunggebang", "/kerja/"),
    "desk": ("petugas.ltsa", "/kerja/loket/"),
    "dashboard": ("pejabat.banyuwangi", "/dasbor/"),
    "sign-in": ("", "/masuk/"),
}


def keep(page: Page, name: str, size: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)  # charts draw themselves
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(256).save(HERE / f"{name}-{size}.png", optimize=True)


def sign_in(page: Page, user: str) -> None:
    page.context.clear_cookies()
    if user:
        page.goto("/masuk/?next=/kerja/")
        page.fill("[name=login]", user)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/kerja/")


def book(page: Page, size: str) -> None:
    """The steps after the first, as a family takes them, and the ticket."""
    page.goto("/ltsa/janji/")
    page.locator("main a[href*='/berkas/']").first.click()
    keep(page, "booking-2-papers", size)
    page.get_by_role("link", name="Ya, sudah lengkap").click()
    page.get_by_label("Nama sesuai KTP").fill("Sri Wahyuni")
    page.get_by_label("NIK").first.fill(f"351099520588{time.time_ns() // 1000 % 9998 + 1:04d}")
    page.get_by_label("Nama Anda").fill("Sri Wahyuni")
    page.get_by_label("Nomor telepon").fill(f"0812 {time.time_ns() // 1000 % 10**8:08d}")
    keep(page, "booking-3-people", size)
    page.get_by_role("button", name="Lanjut").click()
    keep(page, "booking-4-time", size)
    page.locator("label.slot:not(.is-full)").first.click()
    page.get_by_role("button", name="Buat janji di jam ini").click()
    page.locator(".ticket").wait_for()
    keep(page, "ticket", size)


def open_person(page: Page, size: str) -> None:
    """Somebody who has come home: her journeys and her family."""
    page.goto("/kerja/warga/?status=returned")
    page.locator("main table a, main .rows a").first.click()
    keep(page, "person", size)


def take(browser: Browser, base: str) -> None:
    for size, (width, height) in SIZES.items():
        context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": height},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        page = context.new_page()
        for name, (user, address) in PAGES.items():
            sign_in(page, user)
            page.goto(address)
            keep(page, name, size)
        sign_in(page, "")
        book(page, size)
        sign_in(page, "koordinator.kedunggebang")
        open_person(page, size)
        context.close()


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=named, args=["--no-sandbox"] if as_root else []
        )
        take(browser, base)
        browser.close()


if __name__ == "__main__":
    main()
