"""What to tell a member whose goods were saved by another meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from wtforms import BooleanField, Field, Form

from storefront.activity.models import Activity
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.manage.goods_forms import GoodsForm

GOODS_VERBS = ("goods.changed", "price.changed", "pack.changed", "pack.added")
UNTOLD = ("csrf_token", "revision", "draft_key", "packs", "variant_id", "stock", "sure", "scan")


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold what stands in a field by now, and what was typed into it."""

    label: str
    now: str
    typed: str


def differences(now: GoodsForm, typed: GoodsForm) -> Iterator[Difference]:
    """Yield where a form differs from what stands by now, pack sizes by their ids."""
    yield from _fields(list(now), list(typed), "")
    rows = {pack.form.known_id: pack.form for pack in typed.packs}
    for pack in now.packs:
        form, name = pack.form, f"{pack.form.label_vi.data}: "
        if form.known_id in rows:
            yield from _fields(list(form), list(rows[form.known_id]), name)
        else:
            yield Difference(str(form.label_vi.label.text), form.label_vi.data or "", "")


def field_differences(now: Form, typed: Form) -> tuple[Difference, ...]:
    """Return where the fields of a form differ from what stands by now."""
    return tuple(_fields(list(now), list(typed), ""))


def last_saved(product: Product, verbs: Sequence[str] = GOODS_VERBS) -> Activity | None:
    """Return the line of the log that tells who changed goods, or a part of them, last."""
    return db.session.scalar(
        select(Activity)
        .where(
            Activity.cooperative_id == product.cooperative_id,
            Activity.subject_kind == Product.__tablename__,
            Activity.subject_id == product.id,
            Activity.verb.in_(verbs),
        )
        .order_by(Activity.id.desc())
        .limit(1)
    )


def _fields(now: list[Field], typed: list[Field], before: str) -> Iterator[Difference]:
    by_name = {field.short_name: field for field in typed}
    for field in now:
        other = by_name.get(field.short_name)
        if field.short_name in UNTOLD or other is None:
            continue
        told = _told(field), _told(other)
        if told[0] != told[1]:
            yield Difference(f"{before}{field.label.text}", *told)


def _told(field: Field) -> str:
    """Say in words what a field holds."""
    if isinstance(field, BooleanField):
        return _("yes") if field.data else _("no")
    choices = getattr(field, "choices", None)
    if choices:
        chosen = field.data if isinstance(field.data, list) else [field.data or ""]
        return ", ".join(str(choice.label) for choice in choices if choice.value in chosen)
    return field.data or ""
