"""All that a shop's page tells, as one value: what is typed, kept, compared and shown."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from storefront.cooperatives.models import STORY_KINDS
from storefront.i18n.bilingual import LANGUAGES, Bilingual
from storefront.text import clean_line, clean_text

LINES = ("name", "summary")
PAGE_TEXTS = tuple(f"{text}_{language}" for text in (*LINES, "story") for language in LANGUAGES)
BLOCK_TEXTS = tuple(f"{text}_{language}" for text in ("heading", "body") for language in LANGUAGES)
MOST_BLOCKS = 30

_KEY = re.compile(r"[a-z0-9]{1,16}")


def new_key() -> str:
    """Return a key that tells a block from all others of its page, wherever it moves."""
    return secrets.token_hex(5)


def is_key(text: str) -> bool:
    """Tell whether a text can be the key of a block."""
    return bool(_KEY.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one part of a story; a photo's body is what stands under it."""

    key: str
    kind: str = "text"
    heading_vi: str = ""
    heading_en: str = ""
    body_vi: str = ""
    body_en: str = ""
    picture_id: int | None = None

    @property
    def heading(self) -> Bilingual:
        """Return the block's heading, which may be empty."""
        return Bilingual(self.heading_vi, self.heading_en)

    @property
    def body(self) -> Bilingual:
        """Return the block's words."""
        return Bilingual(self.body_vi, self.body_en)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been put into it yet."""
        return not (self.heading or self.body or self.picture_id)


@dataclass(frozen=True, slots=True)
class PageContent:
    """Hold a page's words in both languages and the parts of its story, in their order."""

    name_vi: str = ""
    name_en: str = ""
    summary_vi: str = ""
    summary_en: str = ""
    story_vi: str = ""
    story_en: str = ""
    blocks: tuple[Block, ...] = field(default=())

    @property
    def name(self) -> Bilingual:
        """Return the shop's name."""
        return Bilingual(self.name_vi, self.name_en)

    @property
    def summary(self) -> Bilingual:
        """Return one sentence on who they are."""
        return Bilingual(self.summary_vi, self.summary_en)

    @property
    def story(self) -> Bilingual:
        """Return the story that the blocks follow."""
        return Bilingual(self.story_vi, self.story_en)

    @property
    def story_blocks(self) -> tuple[Block, ...]:
        """Return the blocks under the name that a maker has them by."""
        return self.blocks

    def block(self, key: str) -> Block | None:
        """Return the block of a key."""
        return next((block for block in self.blocks if block.key == key), None)

    def as_json(self) -> dict[str, Any]:
        """Return plain values, as `page_from` reads them."""
        return {**asdict(self), "blocks": [asdict(block) for block in self.blocks]}


def page_from(values: Mapping[str, Any]) -> PageContent:
    """Read a page from plain values, every text of it clean.

    What has no kind or key that a block can have gets the usual one or a new one.
    """
    texts = {name: _clean(name, values.get(name)) for name in PAGE_TEXTS}
    return PageContent(**texts, blocks=tuple(_with_own_keys(values.get("blocks") or ())))


def with_blocks(page: PageContent, blocks: Iterable[Block]) -> PageContent:
    """Return a page with other blocks."""
    return replace(page, blocks=tuple(blocks))


def _with_own_keys(blocks: Iterable[Mapping[str, Any]]) -> Iterable[Block]:
    taken: set[str] = set()
    for values in blocks:
        block = block_from(values)
        if block.key in taken:
            block = replace(block, key=new_key())
        taken.add(block.key)
        yield block


def block_from(values: Mapping[str, Any]) -> Block:
    """Read a block from plain values."""
    key, kind, picture_id = values.get("key"), values.get("kind"), values.get("picture_id")
    return Block(
        key=key if isinstance(key, str) and is_key(key) else new_key(),
        kind=kind if kind in STORY_KINDS else "text",
        picture_id=picture_id if isinstance(picture_id, int) else None,
        **{name: _clean(name, values.get(name)) for name in BLOCK_TEXTS},
    )


def _clean(name: str, value: object) -> str:
    text = value if isinstance(value, str) else ""
    return clean_line(text) if name.startswith((*LINES, "heading")) else clean_text(text)
