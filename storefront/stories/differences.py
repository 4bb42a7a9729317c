"""What changed between two pages, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from storefront.stories.content import BLOCK_TEXTS, Block, PageContent
from storefront.stories.units import BLOCK, differing, unit

MOST_COMPARED = 500_000  # pairs of words

_SENTENCE = re.compile(r"[^.!?…\n]*[.!?…\n]+\s*|[^.!?…\n]+")
_TOKEN = re.compile(r"\n+|[^\S\n]+|\S+")

SAME, ADDED, TAKEN = "same", "added", "taken"
Pieces = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold how one part changed: each of its texts by name, in pieces that join to both texts.

    `kind` is that of a block; `before` and `after` tell whether the part stood there at all.
    """

    name: str
    texts: dict[str, Pieces]
    kind: str = ""
    before: bool = True
    after: bool = True
    other_picture: bool = False


def differences(before: PageContent, after: PageContent) -> list[Difference]:
    """Return the parts of a page that changed, in the order of the page."""
    return [_difference(name, before, after) for name in differing(before, after)]


def reordered(before: PageContent, after: PageContent) -> bool:
    """Tell whether the blocks that both pages have stand in another order."""
    common = {block.key for block in before.blocks} & {block.key for block in after.blocks}
    was, now = ([b.key for b in page.blocks if b.key in common] for page in (before, after))
    return was != now


def changed_words(before: str, after: str) -> Pieces:
    """Cut two texts into pieces that both have, that were taken away, and that were added.

    Sentences are compared first, and words within those that changed: word by word, long texts
    that are nothing alike would take minutes.
    """
    pieces: Pieces = []
    for old, new, is_same in _runs(_SENTENCE.findall(before), _SENTENCE.findall(after)):
        words = _TOKEN.findall(old), _TOKEN.findall(new)
        if is_same or len(words[0]) * len(words[1]) > MOST_COMPARED:
            pieces += _piece(old, new, is_same)
            continue
        for was, now, is_kept in _runs(*words):
            pieces += _piece(was, now, is_kept)
    return pieces


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[str, str, bool]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(str.isspace, old, new).get_opcodes():
        yield "".join(old[i1:i2]), "".join(new[j1:j2]), tag == "equal"


def _piece(old: str, new: str, is_same: bool) -> Pieces:
    if is_same:
        return [(SAME, old)]
    return [(mark, text) for mark, text in ((TAKEN, old), (ADDED, new)) if text]


def _difference(name: str, before: PageContent, after: PageContent) -> Difference:
    old, new = unit(before, name), unit(after, name)
    if not name.startswith(BLOCK):
        return Difference(name, {name: changed_words(str(old), str(new))})
    blank = Block("")
    was = old if isinstance(old, Block) else blank
    now = new if isinstance(new, Block) else blank
    texts = {
        text: changed_words(getattr(was, text), getattr(now, text))
        for text in BLOCK_TEXTS
        if getattr(was, text) != getattr(now, text)
    }
    return Difference(
        name,
        texts,
        kind=(now if new else was).kind,
        before=old is not None,
        after=new is not None,
        other_picture=was.picture_id != now.picture_id,
    )
