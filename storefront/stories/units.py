"""The parts of a page that are compared and chosen one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from hashlib import sha256

from storefront.stories.content import PAGE_TEXTS, Block, PageContent, with_blocks

BLOCK = "block-"
DIGEST = 8

Unit = str | Block | None


def unit_names(*pages: PageContent) -> list[str]:
    """Return the names of the parts of pages, each once: the texts first, then the blocks."""
    keys = dict.fromkeys(block.key for page in pages for block in page.blocks)
    return [*PAGE_TEXTS, *(BLOCK + key for key in keys)]


def unit(page: PageContent, name: str) -> Unit:
    """Return a part of a page: a text, or a block where there is one of this name."""
    if name.startswith(BLOCK):
        return page.block(name.removeprefix(BLOCK))
    return str(getattr(page, name))


def differing(mine: PageContent, theirs: PageContent) -> list[str]:
    """Return the names of the parts in which two pages differ."""
    names = unit_names(mine, theirs)
    return [name for name in names if unit(mine, name) != unit(theirs, name)]


def digests(page: PageContent) -> str:
    """Return a short digest of every part, to tell later which ones have changed."""
    return " ".join(f"{name}={_digest(unit(page, name))}" for name in unit_names(page))


def untouched(page: PageContent, name: str, seen: str) -> bool:
    """Tell whether a part still is as it was when its digest was taken."""
    known = dict(_pairs(seen))
    part = unit(page, name)
    return _digest(part) == known[name] if name in known else bool(known) and part is None


def merged(mine: PageContent, theirs: PageContent, taken: frozenset[str]) -> PageContent:
    """Return my page with the named parts taken from theirs.

    My blocks keep their order; a block that only they have follows the one it follows there.
    """
    texts = {name: getattr(theirs, name) for name in taken if name in PAGE_TEXTS}
    blocks = [
        chosen
        for block in mine.blocks
        if (chosen := theirs.block(block.key) if BLOCK + block.key in taken else block)
    ]
    before = ""
    for block in theirs.blocks:
        if mine.block(block.key) is None and BLOCK + block.key in taken:
            keys = [known.key for known in blocks]
            blocks.insert(keys.index(before) + 1 if before in keys else 0, block)
        before = block.key
    return with_blocks(replace(mine, **texts), blocks)


def _digest(part: Unit) -> str:
    plain = asdict(part) if isinstance(part, Block) else part
    return sha256(json.dumps(plain).encode()).hexdigest()[:DIGEST]


def _pairs(seen: str) -> Iterator[tuple[str, str]]:
    for pair in seen.split():
        name, equals, digest = pair.partition("=")
        if equals:
            yield name, digest
