"""From a phone's gallery to the buyer's eye, over good lines and bad ones."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from storefront.setup import DEMO_PASSWORD
from tests.journeys.conftest import Visitor
from tests.journeys.line import slow_line
from tests.media import files

Visit = Callable[..., Visitor]

MEMBER = "htx@demo.example"
# The line of a phone at the edge of a village is slower by far; `make slow-photos` has that.
BYTES_A_SECOND = int(os.environ.get("PHOTO_LINE", "4000000"))
PHOTOS, PHOTO_BYTES = 10, 8_000_000


def sign_in(visitor: Visitor) -> list[str]:
    """Sign a member in; return the addresses of the shop's goods at the desk."""
    visitor.go("/vi/login")
    visitor.page.fill("[name=identifier]", MEMBER)
    visitor.page.fill("[name=password]", DEMO_PASSWORD)
    visitor.page.click("main form [type=submit]")
    visitor.page.wait_for_load_state()
    visitor.go("/vi/manage/goods")
    links = visitor.page.locator("main a").evaluate_all("all => all.map((a) => a.pathname)")
    return list(dict.fromkeys(link for link in links if re.search(r"/manage/goods/\d+$", link)))


def photo_file(folder: Path, seed: int, size: tuple[int, int] = (1500, 1125)) -> Path:
    path = folder / f"IMG_{seed}.jpg"
    path.write_bytes(files.photo(*size, seed=seed))
    return path


def large_photos(folder: Path) -> list[Path]:
    """Make photos of eight megabytes, each unlike the others."""
    base = files.photo(4400, 3300, quality=97)
    paths = []
    for number in range(PHOTOS):
        rest = PHOTO_BYTES - len(base)
        assert rest > 0
        path = folder / f"IMG_{number}.jpg"
        path.write_bytes(base + os.urandom(rest))
        paths.append(path)
    return paths


def buyer_sees(visit: Visit, slug: str, count: int) -> None:
    """Open a product in both languages and look at every photo of it."""
    for language in ("vi", "en"):
        buyer = visit(language=language)
        buyer.go(f"/{language}/products/{slug}")
        photos = buyer.page.locator(".product__picture img")
        expect(photos).to_have_count(count)
        for number in range(count):
            photo = photos.nth(number)
            photo.scroll_into_view_if_needed()
            expect(photo).to_have_js_property("complete", value=True)
            assert photo.evaluate("(img) => img.naturalWidth") >= 320
            assert photo.evaluate("(img) => img.currentSrc").endswith(".avif")
        assert buyer.console == []


def slug_of(visitor: Visitor, goods: str) -> str:
    visitor.go(goods)
    links = visitor.page.locator("a[href*='/products/']").first
    return (links.get_attribute("href") or "").rpartition("/")[2]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_two_photos_reach_the_buyers(visit: Visit, tmp_path: Path, script: bool) -> None:
    member = visit(script=script)
    goods = sign_in(member)[0 if script else 1]
    slug = slug_of(member, goods)
    page = member.page
    member.go(f"{goods}/photos")
    chosen = [photo_file(tmp_path, seed) for seed in (1, 2)]
    page.set_input_files("[name=photos]:not([capture])", chosen)
    if script:
        expect(page.locator(".photo-file[data-state=done]")).to_have_count(2, timeout=30_000)
        expect(page.locator("[role=status][data-sum]")).to_contain_text("2")
    else:
        page.click(".photo-form [type=submit]")
    expect(page.locator(".photo-row")).to_have_count(2)
    for _ in range(60):
        if page.locator(".photo-row picture").count() == 2:
            break
        page.wait_for_timeout(500)
        if not script:
            page.reload()
    expect(page.locator(".photo-row picture")).to_have_count(2)
    page.locator(".photo-row__more").first.click()
    page.check("[name=focus][value='100-0']", force=True)
    page.fill("[name=alt_vi]", "Cam chín trên cây")
    page.fill("[name=alt_en]", "Ripe oranges on the tree")
    page.click("main form [type=submit]")
    expect(page.locator(".photo-row__words").first).to_contain_text("Cam chín trên cây")
    buyer_sees(visit, slug, 2)
    assert member.console == []


def test_ten_large_photos_survive_a_slow_line_that_breaks(visit: Visit, tmp_path: Path) -> None:
    member = visit()
    goods = sign_in(member)[2]
    port = urlsplit(member.address).port
    assert port
    with slow_line(port, BYTES_A_SECOND) as line:
        far = visit()
        far.address = line.address
        sign_in(far)
        far.go(f"{goods}/photos")
        line.break_within = [5_000_000]  # in the midst of the first photo
        far.page.set_input_files("[name=photos]:not([capture])", large_photos(tmp_path))
        done = far.page.locator(".photo-file[data-state=done]")
        expect(done).not_to_have_count(0, timeout=600_000)
        line.swallow_answer = True  # of another one, which has come in whole
        expect(done).to_have_count(PHOTOS, timeout=1_200_000)
        assert (line.breaks, line.swallowed) == (1, 1)
        assert far.page.locator(".photo-file").count() == PHOTOS
    member.go(f"{goods}/photos")
    assert member.page.locator(".photo-row").count() == PHOTOS, "none lost, none doubled"


def test_what_is_no_photo_is_told_beside_its_name(visit: Visit, tmp_path: Path) -> None:
    member = visit()
    goods = sign_in(member)[3]
    member.go(f"{goods}/photos")
    heic, drawing = tmp_path / "IMG_7.HEIC", tmp_path / "logo.jpg"
    heic.write_bytes(files.HEIC)
    drawing.write_bytes(files.SVG)
    good = photo_file(tmp_path, 5)
    member.page.set_input_files("[name=photos]:not([capture])", [heic, drawing, good])
    refused = member.page.locator(".photo-file[data-state=refused]")
    expect(refused).to_have_count(2)
    expect(refused.nth(0)).to_contain_text("HEIC")
    expect(refused.nth(1)).to_contain_text("SVG")
    expect(member.page.locator(".photo-file[data-state=done]")).to_have_count(1, timeout=30_000)
    expect(member.page.locator(".photo-row")).to_have_count(1)
