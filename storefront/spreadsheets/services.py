"""Spreadsheets sent in: kept for a day, shown as what they would change, applied once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.catalogue.many import GoodsWanted, write_many
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.spreadsheets.columns import columns_for
from storefront.spreadsheets.comparing import compare
from storefront.spreadsheets.grids import Grid
from storefront.spreadsheets.models import APPLIED, WAITING, GoodsSheet
from storefront.spreadsheets.plan import Plan
from storefront.spreadsheets.reading import Sheet, read_sheet
from storefront.spreadsheets.standing import all_kinds
from storefront.stock.counting import count_many
from storefront.stock.services import StockMoved

KEPT = timedelta(hours=24)
MOST_TOLD = 20
"""Up to so many goods are told one by one in the log; more only as what they were together."""


class SheetGone(ValueError):
    """Say that a spreadsheet no longer waits: it was too long ago."""


class PricesLeap(ValueError):
    """Say that prices would be ten times others, and nobody has said that they are right."""


class SheetOutdated(ValueError):
    """Say that by now a spreadsheet would change something else than somebody was shown."""


def keep_sheet(shop: Cooperative, user: User, grid: Grid, file_name: str) -> GoodsSheet:
    """Keep what the rows of a file say. Raises SheetRefused."""
    sheet = read_sheet(grid, columns_for(all_kinds()))
    kept = GoodsSheet(
        cooperative_id=shop.id, sent_by_id=user.id, file_name=file_name, content=sheet.kept()
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def find_sheet(shop: Cooperative, sheet_id: int, now: datetime) -> GoodsSheet | None:
    """Return a spreadsheet of this maker, unless it waited too long."""
    return db.session.scalar(
        select(GoodsSheet)
        .where(
            GoodsSheet.id == sheet_id,
            GoodsSheet.cooperative_id == shop.id,
            GoodsSheet.sent_at > now - KEPT,
        )
        .execution_options(populate_existing=True)
    )


def plan_of(shop: Cooperative, kept: GoodsSheet) -> Plan:
    """Return what a spreadsheet would change now."""
    return compare(Sheet.from_kept(kept.content), shop, demo=in_demo_mode())


def apply_sheet(shop: Cooperative, user: User, sheet_id: int, digest: str, *, sure: bool) -> None:
    """Change the goods as a spreadsheet says, if that is what somebody was shown; once.

    All or nothing: raises SheetGone, SheetOutdated, PricesLeap, NeedsLicence or NotApproved, and
    then the caller rolls back. `sure` says that prices which leap are right. A sheet that is
    applied already stays so.
    """
    now = clock.now()
    content = db.session.scalar(
        update(GoodsSheet)
        .where(
            GoodsSheet.id == sheet_id,
            GoodsSheet.cooperative_id == shop.id,
            GoodsSheet.state == WAITING,
            GoodsSheet.sent_at > now - KEPT,
        )
        .values(state=APPLIED, applied_at=now, applied_by_id=user.id)
        .returning(GoodsSheet.content)
        .execution_options(synchronize_session=False)
    )
    kept = find_sheet(shop, sheet_id, now)
    if kept is None:
        raise SheetGone
    if content is None:
        return
    plan = compare(Sheet.from_kept(content), shop, demo=in_demo_mode(), lock=True)
    if plan.faults or plan.digest != digest:
        raise SheetOutdated
    if plan.leaps and not sure:
        raise PricesLeap
    try:
        _write(shop, user, kept, plan)
    except (StockMoved, IntegrityError) as error:
        raise SheetOutdated from error


def forget_old_sheets(now: datetime) -> int:
    """Delete spreadsheets of more than a day ago; return how many."""
    old = delete(GoodsSheet).where(GoodsSheet.sent_at <= now - KEPT).returning(GoodsSheet.id)
    return len(db.session.scalars(old.execution_options(synchronize_session=False)).all())


def _write(shop: Cooperative, user: User, kept: GoodsSheet, plan: Plan) -> None:
    changes = [goods for goods in plan.all if goods.writes]
    counted = [count for goods in plan.all for count in goods.counted]
    wanted = [
        GoodsWanted(goods.product, goods.facts, goods.status, f"sheet-{kept.id}-{goods.row}")
        for goods in changes
    ]
    tell = len(plan.all) <= MOST_TOLD
    write_many(shop, user, wanted, tell=tell)
    count_many(counted, demo=in_demo_mode())
    if tell:
        _tell_counts(shop, user, plan)
    kept.outcome = {"made": len(plan.made), "changed": len(plan.changed)}
    kept.content = {}
    fields = {change.column.name for goods in plan.all for change in goods.changes}
    fields |= {c.column.name for goods in plan.all for pack in goods.packs for c in pack.changes}
    note(shop, user, "goods.imported", None, kept.file_name, **kept.outcome, fields=sorted(fields))
    db.session.flush()


def _tell_counts(shop: Cooperative, user: User, plan: Plan) -> None:
    for goods in plan.changed:
        labels = {pack.variant_id: pack.label_vi for pack in goods.facts.packs}
        for count in goods.counted:
            details: dict[str, object] = {"before": count.seen, "after": count.sellable}
            details["pack"] = labels.get(count.variant_id, "")
            note(shop, user, "stock.set", goods.product, goods.name, **details)
