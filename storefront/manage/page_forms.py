"""What members type for their shop's page: any of it is kept, and what is published is sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from storefront.choices import choices_of
from storefront.forms import Form, many_lines, one_line
from storefront.stories.content import (
    BLOCK_TEXTS,
    MOST_BLOCKS,
    PAGE_TEXTS,
    Block,
    PageContent,
    block_from,
    is_key,
    page_from,
)
from storefront.stories.drafts import Draft, Standpoint
from storefront.stories.timeline import read_event

LONGEST_NAME, LONGEST_SUMMARY, LONGEST_STORY = 120, 300, 20_000
LONGEST_HEADING, LONGEST_BLOCK = 120, 5_000
MOST_SENT = 4 * MOST_BLOCKS  # what a page can name; the rest was sent by no page of the shop
BLOCK_FIELD, BLOCKS_THERE = "block", "blocks_there"

Choices = Sequence[tuple[str, str]]


class AtMost:
    """Refuse what is too long once it is published; until then nothing that is pasted is cut."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Form, field: Field) -> None:
        """Raise ValidationError with the lengths that are and may be."""
        length = len(field.data or "")
        if length > self.most:
            message = gettext(
                "Shorten this to %(most)s characters; it has %(length)s.",
                most=self.most,
                length=length,
            )
            raise ValidationError(message)


class VietnameseFirst:
    """Refuse English words that have no Vietnamese ones beside them."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise ValidationError where only the English field holds something."""
        english = form[field.short_name.removesuffix("_vi") + "_en"]
        if english.data and not field.data:
            raise ValidationError(gettext("Write it in Vietnamese too: most buyers read that."))


def _line(label: Any, most: int, *more: Any) -> StringField:
    return StringField(label, filters=[one_line], validators=[*more, AtMost(most)])


def _sentence(label: Any, *more: Any) -> TextAreaField:
    """Return a field that is one line, shown over several: on a phone the end must be seen."""
    return TextAreaField(label, filters=[one_line], validators=[*more, AtMost(LONGEST_SUMMARY)])


def _text(label: Any, most: int, *more: Any) -> TextAreaField:
    return TextAreaField(label, filters=[many_lines], validators=[*more, AtMost(most)])


class BlockForm(Form):
    """Ask for one part of the story."""

    class Meta(Form.Meta):
        """Leave the token to the page's own form."""

        csrf = False

    kind = HiddenField()
    heading_vi = _line(_("Heading, in Vietnamese"), LONGEST_HEADING, VietnameseFirst())
    heading_en = _line(_("Heading, in English"), LONGEST_HEADING)
    body_vi = _text(_("Words, in Vietnamese"), LONGEST_BLOCK, VietnameseFirst())
    body_en = _text(_("Words, in English"), LONGEST_BLOCK)
    picture_id = SelectField(_("Photo"), validate_choice=False)

    def __init__(self, key: str, pictures: Choices, **values: Any) -> None:
        self.key = key
        super().__init__(prefix=f"{BLOCK_FIELD}-{key}-", **values)
        self.picture_id.choices = choices_of(
            [("", gettext("Choose one of your photos")), *pictures]
        )
        self.body_vi.flags.required = self.kind.data != "photo"
        self.pictures = {value for value, _label in pictures}

    def block(self) -> Block:
        """Return what was typed."""
        chosen = str(self.picture_id.data or "")
        return block_from(
            {name: self[name].data for name in BLOCK_TEXTS}
            | {"key": self.key, "kind": self.kind.data}
            | {"picture_id": int(chosen) if chosen in self.pictures else None}
        )

    def validate_body_vi(self, field: Field) -> None:
        """Refuse a block without words; a photo may stand without."""
        if not field.data and self.kind.data != "photo":
            raise ValidationError(gettext("Write something here, or take the block out."))
        self._check_years(field)

    def validate_body_en(self, field: Field) -> None:
        """Refuse a line of years that names none."""
        self._check_years(field)

    def validate_picture_id(self, field: Field) -> None:
        """Refuse a photo block without a photo."""
        if self.kind.data == "photo" and str(field.data or "") not in self.pictures:
            raise ValidationError(gettext("Choose a photo, or take the block out."))

    def _check_years(self, field: Field) -> None:
        if self.kind.data != "timeline":
            return
        lines = [line for line in (field.data or "").splitlines() if line]
        for number, line in enumerate(lines, start=1):
            if read_event(line) is None:
                message = gettext(
                    "Line %(number)s names no year. Write it like this: 2016: what happened",
                    number=number,
                )
                raise ValidationError(f"{message} ({line[:40]})")


class PageForm(Form):
    """Ask for all that the page tells; the token is `NothingForm`'s.

    `revision`, `editor` and `seen` say on what the member goes on, as `Standpoint` does.
    """

    class Meta(Form.Meta):
        """Leave the token aside: the page's words are checked also when nothing was sent."""

        csrf = False

    name_vi = _line(
        _("Name, in Vietnamese"),
        LONGEST_NAME,
        DataRequired(_("Type the shop's name in Vietnamese.")),
    )
    name_en = _line(_("Name, in English"), LONGEST_NAME)
    summary_vi = _sentence(_("In one sentence, in Vietnamese"), VietnameseFirst())
    summary_en = _sentence(_("In one sentence, in English"))
    story_vi = _text(_("Story, in Vietnamese"), LONGEST_STORY, VietnameseFirst())
    story_en = _text(_("Story, in English"), LONGEST_STORY)
    revision = HiddenField()
    editor = HiddenField()
    seen = HiddenField()

    def __init__(self, blocks: Iterable[BlockForm], **values: Any) -> None:
        super().__init__(**values)
        self.blocks = list(blocks)

    @classmethod
    def of(
        cls, content: PageContent, pictures: Choices, standpoint: Standpoint | None = None
    ) -> PageForm:
        """Return the form of a page, filled."""
        hidden = asdict(standpoint) if standpoint else {}
        blocks = (
            BlockForm(block.key, pictures, formdata=None, data=asdict(block))
            for block in content.blocks
        )
        return cls(blocks, formdata=None, data=content.as_json() | hidden)

    @classmethod
    def sent(cls, draft: Draft, pictures: Choices) -> PageForm:
        """Return the form as it was sent; blocks that were on their way stay those of the draft."""
        if BLOCKS_THERE not in request.form:
            return cls(PageForm.of(draft.content, pictures).blocks)
        keys = dict.fromkeys(filter(is_key, request.form.getlist(BLOCK_FIELD)[:MOST_SENT]))
        return cls(BlockForm(key, pictures) for key in keys)

    def content(self) -> PageContent:
        """Return all that was typed."""
        blocks = [asdict(form.block()) for form in self.blocks]
        return page_from({name: self[name].data for name in PAGE_TEXTS} | {"blocks": blocks})

    def standpoint(self) -> Standpoint:
        """Return on what the member went on."""
        typed = self.revision.data or ""
        revision = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
        editor = self.editor.data or ""
        return Standpoint(revision, editor if is_key(editor) else "", self.seen.data or "")

    def is_sound(self) -> bool:
        """Tell whether this can be published, with an error beside every field that cannot."""
        filled = [form for form in self.blocks if not form.block().is_empty]
        sound = [super().validate(), *(form.validate() for form in filled)]
        if len(filled) > MOST_BLOCKS:
            self.story_vi.errors = [
                *self.story_vi.errors,
                gettext("Tell it in %(most)s blocks or fewer.", most=MOST_BLOCKS),
            ]
            return False
        return all(sound)

    @property
    def errors(self) -> Any:
        """Return the errors of all fields, those of blocks by the blocks' keys."""
        of_blocks = {form.key: form.errors for form in self.blocks if form.errors}
        return {**super().errors, **of_blocks}

    @property
    def fields_with_errors(self) -> list[Field]:
        """Return the fields that have errors, in the order of the page."""
        own = [field for field in self if field.errors]
        return [*own, *(field for form in self.blocks for field in form if field.errors)]
