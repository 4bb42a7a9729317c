"""A report on A4: its figures, the charts of the page drawn again, their tables, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from storefront.charts.data import Table
from storefront.charts.drawing import TEXT, WIDTH, Drawing, Words
from storefront.i18n.languages import current_language, localized_text
from storefront.sharing.typesetting import HEAVY, MEDIUM, Face, broken
from storefront.showcase.models import Showcase
from storefront.showcase.wording import dates_of
from storefront.showcase_report.figures import Figures, Report
from storefront.showcase_report.showing import (
    Headline,
    charts_of,
    comparison_of,
    headlines,
    signs_by_booth,
)
from storefront.showcase_report.wording import notes, stand_words
from storefront.signs.canvas import INK, PAPER_SIZES, SOFT, Canvas
from storefront.templating import show_moment

LEFT, TOP, FOOT = 16.0, 16.0, 280.0
WIDE = PAPER_SIZES["a4"][0] - 2 * LEFT
MM_PER_UNIT = 0.3  # of a chart: 328 units are 98 mm, its letters 11 points
BODY, CELL, NOTE = 3.6, 3.2, 3.0
LINE = 1.35
BETWEEN = 3.0  # columns of a table
HEADS, ROW = 3 * CELL * LINE + 2, 2 * CELL * LINE + 2  # at most
WHITE, INDIGO, AMBER = (255, 255, 255), (45, 58, 134), (133, 85, 0)
FILLS = ((INDIGO, INDIGO), (WHITE, AMBER))  # filled and hollow, as on the page


def report_pdf(report: Report, earlier: tuple[Showcase, Figures] | None, now: datetime) -> bytes:
    """Return a report as a PDF in the page's language."""
    paper = Paper(f"{_('Report')}: {localized_text(report.showcase.title)}")
    _write_head(paper, report, now)
    _write_headlines(paper, headlines(report))
    paper.heading(_("Compared with the showcase before"), keep=30)
    if earlier:
        paper.table(comparison_of(report, *earlier))
    else:
        paper.paragraph(_("There is no earlier showcase to compare with."), BODY)
    for drawing, table in charts_of(report):
        paper.chart(drawing, table)
    signs = signs_by_booth(report)
    if report.booth is None and signs.rows:
        paper.heading(_("Every sign"), keep=20)
        paper.table(signs)
    paper.heading(_("How this was counted"), keep=20)
    for note in notes():
        paper.paragraph(note, NOTE, SOFT)
    return paper.canvas.finish()


class Paper:
    """Write down a page, and on the next one when it is full; millimetres."""

    def __init__(self, title: str) -> None:
        """Begin with the first page."""
        self.canvas = Canvas(title)
        self.canvas.pdf.set_lang(current_language())
        self.title = title
        self.y = 0.0
        self.pages = 0
        self.turn()

    def turn(self) -> None:
        """Begin the next page."""
        self.canvas.page("a4")
        self.pages += 1
        self.canvas.words(self.title, LEFT, FOOT + 5, WIDE - 20, sizes=(NOTE,), colour=SOFT)
        self.canvas.words(
            str(self.pages), LEFT, FOOT + 5, WIDE, sizes=(NOTE,), colour=SOFT, align="right"
        )
        self.y = TOP

    def need(self, height: float) -> bool:
        """Turn the page where so much does not fit below any more; tell whether it was turned."""
        if self.y + height <= FOOT:
            return False
        self.turn()
        return True

    def heading(self, words: str, keep: float) -> None:
        """Write a heading that stays with so many millimetres of what follows."""
        self.y += 6
        self.need(keep + 8)
        self.y = self.canvas.words(words, LEFT, self.y, WIDE, face=HEAVY, sizes=(4.6,), lines=2)
        self.canvas.rule(LEFT, self.y + 0.6, WIDE)
        self.y += 3

    def paragraph(
        self,
        words: str,
        size: float,
        colour: tuple[int, int, int] = INK,
        face: Face = MEDIUM,
    ) -> None:
        """Write a text in as many lines as it takes."""
        for text in broken(words, face, size, WIDE):
            self.need(size * LINE)
            self.canvas.line(text, LEFT, self.y + size, size, face=face, colour=colour)
            self.y += size * LINE
        self.y += 1.5

    def chart(self, drawing: Drawing, table: Table) -> None:
        """Draw a chart under its title, with its table below."""
        height = 0.0 if drawing.chart.is_empty else drawing.height * MM_PER_UNIT
        self.heading(drawing.chart.title, keep=height + 16)
        if drawing.chart.is_empty:
            self.paragraph(_("Nothing yet."), BODY)
        else:
            _draw(self.canvas, drawing, self.y)
            self.y += height + 2
            self._legend(drawing)
            if drawing.chart.rest:
                self.paragraph(drawing.chart.rest, NOTE, SOFT)
        if table.rows:
            self.table(table)

    def table(self, table: Table) -> None:
        """Write a table, its heads again on each page that it reaches."""
        everything = (table.heads, *table.rows, *((table.total,) if table.total else ()))
        widths = _widths(everything)
        self.need(HEADS + 2 * ROW)
        self._row(table.heads, widths, HEAVY, SOFT)
        for row in table.rows:
            if self.need(ROW):
                self._row(table.heads, widths, HEAVY, SOFT)
            self._row(row, widths)
        if table.total:
            if self.need(ROW):
                self._row(table.heads, widths, HEAVY, SOFT)
            self._row(table.total, widths, HEAVY)
        self.y += 2

    def _row(
        self,
        cells: Sequence[str],
        widths: Sequence[float],
        face: Face = MEDIUM,
        colour: tuple[int, int, int] = INK,
    ) -> None:
        x, ends = LEFT, self.y
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            align = "right" if place else "left"
            left, room = x + BETWEEN * (place > 0), width - BETWEEN
            foot = self.canvas.words(
                cell,
                left,
                self.y,
                room,
                face=face,
                sizes=(CELL,),
                lines=3,
                colour=colour,
                align=align,
            )
            ends, x = max(ends, foot), x + width
        self.y = ends + 0.8
        self.canvas.rule(LEFT, self.y, WIDE)
        self.y += 0.8

    def _legend(self, drawing: Drawing) -> None:
        if len(drawing.chart.series) < 2:
            return
        x = LEFT
        for (fill, edge), name in zip(FILLS, drawing.chart.series, strict=False):
            self.canvas.box(x, self.y + 0.4, 3, 3, fill=fill, edge=edge)
            self.canvas.line(name, x + 5, self.y + 3.2, CELL)
            x += 12 + MEDIUM.width(name, CELL)
        self.y += 7


def _write_head(paper: Paper, report: Report, now: datetime) -> None:
    canvas, showcase = paper.canvas, report.showcase
    title = localized_text(showcase.title)
    paper.y = canvas.words(title, LEFT, paper.y, WIDE, face=HEAVY, sizes=(8, 6.5), lines=3) + 1
    if report.stands and report.booth:
        paper.paragraph(stand_words(report.stands[0][0]), 4.6, face=HEAVY)
    about = (dates_of(showcase), localized_text(showcase.place) if showcase.place else "")
    paper.paragraph(" · ".join(filter(None, about)) or title, BODY, SOFT)
    paper.paragraph(_("As of %(moment)s", moment=show_moment(now)), BODY, SOFT)
    paper.y += 2


def _write_headlines(paper: Paper, found: Sequence[Headline]) -> None:
    """Write four figures beside each other."""
    width = WIDE / 4
    for start in range(0, len(found), 4):
        below = paper.y
        for place, headline in enumerate(found[start : start + 4]):
            x, room = LEFT + place * width, width - 4
            canvas = paper.canvas
            y = canvas.words(
                headline.words, x, paper.y, room, sizes=(3.2, 2.8), lines=2, colour=SOFT
            )
            y = canvas.words(headline.amount, x, y, room, face=HEAVY, sizes=(5.4, 4.6, 3.8))
            y = canvas.words(headline.beside, x, y, room, sizes=(2.8,), lines=4, colour=SOFT)
            below = max(below, y)
        paper.y = below + 4


def _draw(canvas: Canvas, drawing: Drawing, top: float) -> None:
    """Draw what the page draws, from the same places."""
    with canvas.at(LEFT, top, MM_PER_UNIT):
        for line in drawing.lines:
            canvas.rule(line.x, line.y, WIDTH - line.x)
        for shape in drawing.shapes:
            fill, edge = FILLS[shape.series % len(FILLS)]
            canvas.box(shape.x, shape.y, shape.width, shape.height, fill=fill, edge=edge)
        for words in drawing.words:
            _write(canvas, words)


def _write(canvas: Canvas, words: Words) -> None:
    face = HEAVY if words.strong else MEDIUM
    wide = face.width(words.text, TEXT)
    back = {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    canvas.line(words.text, words.x - back, words.y, TEXT, face=face)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide columns are: figures as they need, heads broken, names get the rest."""
    columns = list(zip(*rows, strict=True))
    widths = []
    for column in columns[1:]:
        heads = max(HEAVY.width(word, CELL) for word in column[0].split(" "))
        cells = max((HEAVY.width(cell, CELL) for cell in column[1:]), default=0)
        widths.append(max(heads, cells, 12.0) + BETWEEN)
    return [max(30.0, WIDE - sum(widths)), *widths]
