from collections.abc import Iterable

from werkzeug.datastructures import FileStorage
from wtforms import Form
from wtforms.fields import Field
from wtforms.fields import FileField as _FileField
from wtforms.fields import MultipleFileField as _MultipleFileField

class FileField(_FileField):
    data: FileStorage | None

class MultipleFileField(_MultipleFileField):
    data: list[FileStorage]

class FileRequired:
    def __init__(self, message: str | None = None) -> None: ...
    def __call__(self, form: Form, field: Field) -> None: ...

class FileAllowed:
    def __init__(self, upload_set: Iterable[str], message: str | None = None) -> None: ...
    def __call__(self, form: Form, field: Field) -> None: ...

class FileSize:
    def __init__(self, max_size: int, min_size: int = 0, message: str | None = None) -> None: ...
    def __call__(self, form: Form, field: Field) -> None: ...
