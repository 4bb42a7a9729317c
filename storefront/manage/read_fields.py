"""Fields whose values are read as people type them, and written the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from wtforms import Field
from wtforms.widgets import TextInput

from storefront.text import clean_line

Value = TypeVar("Value")


class ReadField(Field, Generic[Value]):
    """Hold a value that one function reads from a line and another writes.

    `read` raises ValueError for what it cannot understand; `unclear` is then said. Left empty the
    field is None, unless `empty` says that it may not be.
    """

    widget = TextInput()

    def __init__(
        self,
        label: Any,
        read: Callable[[str], Value],
        write: Callable[[Value], str],
        *,
        unclear: Any,
        empty: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.read, self.write, self.unclear, self.empty = read, write, unclear, empty
        self.flags.required = empty is not None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed; a field that was not sent at all is unclear, never empty."""
        self.data = None
        if not valuelist:
            raise ValueError(self.unclear)
        line = clean_line(valuelist[0])
        if not line:
            if self.empty is not None:
                raise ValueError(self.empty)
            return
        try:
            self.data = self.read(line)
        except ValueError as error:
            raise ValueError(self.unclear) from error

    def _value(self) -> str:
        if self.raw_data:
            return clean_line(str(self.raw_data[0]))
        return "" if self.data is None else self.write(self.data)
