"""Draw contact sheets of the motifs, the weaves and a market's goods, to be looked at.

Usage: python -m tools.contact_sheet MARKET_FOLDER OUT_FOLDER [MOTIFS.csv]
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from storefront.illustrations.compose import district_svg, illustration_svg, maker_svg
from storefront.illustrations.motifs import motifs
from storefront.illustrations.weave import band_svg

Tile = tuple[str, str]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sheet(folder: Path, name: str, tiles: list[Tile], size: tuple[int, int], columns: int) -> None:
    """Write each picture and a page that shows them all, then photograph the page."""
    pictures = folder / name
    pictures.mkdir(parents=True, exist_ok=True)
    cells = []
    for number, (label, svg) in enumerate(tiles):
        (pictures / f"{number}.svg").write_text(svg, "utf-8")
        cells.append(
            f'<figure><img src="{name}/{number}.svg" width="{size[0]}" height="{size[1]}" alt="">'
            f"<figcaption>{label} · {len(svg.encode())}</figcaption></figure>"
        )
    width = columns * (size[0] + 12) + 12
    page = folder / f"{name}.html"
    page.write_text(
        "<!doctype html><meta charset=utf-8><style>body{margin:12px 0 0 12px;font:11px sans-serif;"
        f"width:{width}px;display:flex;flex-wrap:wrap;gap:12px}}figure{{margin:0;width:{size[0]}px}}"
        "figcaption{height:14px;overflow:hidden}</style>" + "".join(cells),
        "utf-8",
    )
    height = -(-len(tiles) // columns) * (size[1] + 30) + 24
    subprocess.run(
        [
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--window-size={width},{height}",
            f"--screenshot={folder / name}.png",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    print(f"{folder / name}.png: {len(tiles)} pictures")


def main(market: Path, out: Path, chosen: Path | None) -> None:
    """Draw all sheets for one market's folder of CSV files."""
    out.mkdir(parents=True, exist_ok=True)
    makers = {row["slug"]: row["district_slug"] for row in _rows(market / "cooperatives.csv")}
    products = _rows(market / "products.csv")
    named = {
        row["slug"]: (row.get("motif", ""), row.get("motif_secondary", "")) for row in products
    }
    if chosen:
        named = {r["product_slug"]: (r["motif"], r["secondary_motif"]) for r in _rows(chosen)}
    paper = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" '
        'stroke-linecap="round" stroke-linejoin="round">'
    )
    _sheet(
        out, "motifs", [(n, f"{paper}{m.shapes}</svg>") for n, m in motifs().items()], (160, 160), 8
    )
    _sheet(out, "bands", [(s, band_svg(s, d, 480, 76)) for s, d in makers.items()], (480, 76), 3)
    _sheet(out, "makers", [(s, maker_svg(s, d)) for s, d in makers.items()], (120, 120), 10)
    goods = [
        (
            row["slug"],
            illustration_svg(
                row["slug"],
                named[row["slug"]][0],
                row["cooperative_slug"],
                makers[row["cooperative_slug"]],
                named[row["slug"]][1] or None,
            ),
        )
        for row in products
    ]
    _sheet(out, "goods", goods, (160, 160), 8)
    districts = [row["slug"] for row in _rows(market / "districts.csv")]
    beside = chosen.parent / "district_motifs.csv" if chosen else market / "districts.csv"
    known = {row["slug"]: row.get("motif", "") for row in _rows(beside)}
    _sheet(out, "districts", [(s, district_svg(s, known[s])) for s in districts], (320, 200), 4)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
