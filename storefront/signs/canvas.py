"""Paper to draw on: words that fit, stars, woven bands and QR codes, in millimetres."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import resvg_py
import segno

from storefront.illustrations.weave import band_svg
from storefront.sharing.typesetting import HEAVY, MEDIUM, Face, Room, fitted
from storefront.signs.saying import Code, Weaver

if TYPE_CHECKING:
    from fpdf import FPDF

PAPER_SIZES = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
}
INK, SOFT, MADDER, TURMERIC = (28, 33, 64), (76, 78, 98), (165, 47, 43), (200, 130, 20)
POINTS_PER_MM = 72 / 25.4
BAND_DOTS_PER_MM = 11.8  # 300 to the inch
QUIET_MODULES = 4  # ISO/IEC 18004: the light margin that a code needs
LEADING = 1.24
ASCENT = 0.96
_FINE = 10  # typesetting counts in whole steps: tenths of a millimetre


class Canvas:
    """Draw on the pages of a PDF; `scale` makes the same sign larger on larger paper."""

    def __init__(self, title: str) -> None:
        """Begin a PDF that holds its own letters, so that its words can be selected."""
        from fpdf import FPDF  # noqa: PLC0415 — a quarter of a second that only signs need

        self.pdf: FPDF = FPDF(unit="mm")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.set_title(title)
        self.pdf.set_creator("Chợ Phiên")
        self.pdf.set_lang("vi")
        for face in (MEDIUM, HEAVY):
            self.pdf.add_font(_family(face), fname=str(face.file))
        self.left = self.top = 0.0
        self.scale = 1.0

    def page(self, paper: str) -> None:
        """Begin a page."""
        self.pdf.add_page(orientation="portrait", format=PAPER_SIZES[paper])
        self.left = self.top = 0.0

    @contextmanager
    def at(self, left: float, top: float, scale: float = 1.0) -> Iterator[None]:
        """Draw meanwhile from another corner, in another scale."""
        before = self.left, self.top, self.scale
        self.left, self.top, self.scale = left, top, scale
        try:
            yield
        finally:
            self.left, self.top, self.scale = before

    def words(  # noqa: PLR0913
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        *,
        face: Face = MEDIUM,
        sizes: Sequence[float],
        lines: int = 1,
        colour: tuple[int, int, int] = INK,
        align: str = "left",
        struck: bool = False,
    ) -> float:
        """Write a text below `y`, as large as it fits; return where it ends below."""
        if not text:
            return y
        steps = [round(size * _FINE) for size in sizes]
        room = Room(width * _FINE, steps[0] * LEADING * lines + 1)
        setting = fitted(text, face, room, steps, LEADING)
        size, leading = setting.size / _FINE, setting.leading / _FINE
        for number, line in enumerate(setting.lines):
            wide = face.width(line, size)
            start = x + {"left": 0.0, "center": (width - wide) / 2, "right": width - wide}[align]
            foot = y + number * leading + size * ASCENT
            self.line(line, start, foot, size, face=face, colour=colour)
            if struck:
                self._line_through(start, foot - size * 0.3, wide, colour)
        return y + len(setting.lines) * leading

    def line(  # noqa: PLR0913
        self,
        text: str,
        x: float,
        foot: float,
        size: float,
        *,
        face: Face = MEDIUM,
        colour: tuple[int, int, int] = INK,
    ) -> None:
        """Write a text as it is, its letters standing on `foot`."""
        self.pdf.set_font(_family(face), size=size * self.scale * POINTS_PER_MM)
        self.pdf.set_text_color(*colour)
        self.pdf.text(self._x(x), self._y(foot), text)

    def box(  # noqa: PLR0913
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: tuple[int, int, int],
        edge: tuple[int, int, int],
    ) -> None:
        """Draw a filled box with its edge."""
        self.pdf.set_fill_color(*fill)
        self.pdf.set_draw_color(*edge)
        self.pdf.set_line_width(0.3)
        self.pdf.rect(self._x(x), self._y(y), width * self.scale, height * self.scale, style="DF")

    def rule(self, x: float, y: float, width: float) -> None:
        """Draw a thin line."""
        self.pdf.set_draw_color(200, 190, 170)
        self.pdf.set_line_width(0.2 * self.scale)
        self.pdf.line(self._x(x), self._y(y), self._x(x + width), self._y(y))

    def frame(self, width: float, height: float) -> None:
        """Draw where to cut."""
        self.pdf.set_draw_color(170, 170, 170)
        self.pdf.set_line_width(0.1)
        self.pdf.rect(self._x(0), self._y(0), width * self.scale, height * self.scale)

    def stars(self, count: int, x: float, y: float, size: float) -> float:
        """Draw stars beside each other; return where they end to the right."""
        self.pdf.set_fill_color(*TURMERIC)
        for number in range(count):
            middle = x + size / 2 + number * size * 1.15
            self.pdf.star(
                self._x(middle),
                self._y(y + size / 2),
                size * 0.2 * self.scale,
                size * 0.5 * self.scale,
                5,
                rotate_degrees=18,
                style="F",
            )
        return x + count * size * 1.15

    def band(self, weaver: Weaver, x: float, y: float, width: float, height: float) -> None:
        """Draw the woven band of a maker or a place."""
        picture = _band(weaver, round(width * self.scale), round(height * self.scale))
        self.pdf.image(
            io.BytesIO(picture), self._x(x), self._y(y), width * self.scale, height * self.scale
        )

    def code(self, code: Code, x: float, y: float, width: float) -> None:
        """Draw a QR code with its quiet margin in a square."""
        rows = [bytes(row) for row in segno.make_qr(code.address, error="m").matrix]
        module = width / (len(rows) + 2 * QUIET_MODULES)
        self.pdf.set_fill_color(255, 255, 255)
        self.pdf.rect(self._x(x), self._y(y), width * self.scale, width * self.scale, style="F")
        self.pdf.set_fill_color(0, 0, 0)
        for down, row in enumerate(rows):
            across = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    self.pdf.rect(
                        self._x(x + (QUIET_MODULES + across) * module),
                        self._y(y + (QUIET_MODULES + down) * module),
                        length * module * self.scale,
                        module * self.scale * 1.02,  # no hairline between rows
                        style="F",
                    )
                across += length

    def finish(self) -> bytes:
        """Return the file."""
        return bytes(self.pdf.output())

    def _line_through(self, x: float, y: float, width: float, colour: tuple[int, int, int]) -> None:
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(0.4 * self.scale)
        self.pdf.line(self._x(x), self._y(y), self._x(x + width), self._y(y))

    def _x(self, x: float) -> float:
        return self.left + x * self.scale

    def _y(self, y: float) -> float:
        return self.top + y * self.scale


def module_mm(code: Code, width: float) -> float:
    """Return how wide one module of a code is in a square of so many millimetres."""
    modules = len(segno.make_qr(code.address, error="m").matrix)
    return width / (modules + 2 * QUIET_MODULES)


def _family(face: Face) -> str:
    return f"be-vietnam-pro-{face.weight}"


@lru_cache(256)
def _band(weaver: Weaver, width_mm: int, height_mm: int) -> bytes:
    dots = (round(width_mm * BAND_DOTS_PER_MM), round(height_mm * BAND_DOTS_PER_MM))
    return bytes(resvg_py.svg_to_bytes(band_svg(weaver.slug, weaver.district_slug, *dots)))
