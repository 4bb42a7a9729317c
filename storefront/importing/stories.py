"""The parts of makers' story pages."""

from __future__ import annotations

from storefront.cooperatives.models import Cooperative, StoryBlock
from storefront.database import db
from storefront.importing.columns import STORIES
from storefront.importing.folder import Folder
from storefront.importing.merging import ImportReport, Rows
from storefront.stories.versions import makers_who_published

PARTS = ("kind", "heading_vi", "heading_en", "body_vi", "body_en")


def write_stories(folder: Folder, report: ImportReport, makers: dict[str, Cooperative]) -> None:
    """Write the blocks of stories; one that somebody edited stays theirs as a whole.

    A page that its members published is theirs with all its blocks, also those they took out.
    """
    blocks = Rows(report, StoryBlock, "cooperative_id", "position")
    told_by_hand = makers_who_published()
    for row in folder.rows(STORIES):
        key = (makers[row["cooperative_slug"]].id, row["position"])
        if key[0] in told_by_hand:
            continue
        values = {name: row[name] for name in PARTS if name in row.values}
        values |= {"cooperative_id": key[0], "position": key[1]}
        blocks.put(key, values, [PARTS])
    db.session.flush()
