from collections.abc import Sequence

def svg_to_bytes(
    svg_string: str | None = ...,
    *,
    skip_system_fonts: bool = ...,
    font_files: Sequence[str] | None = ...,
    font_family: str | None = ...,
    sans_serif_family: str | None = ...,
    width: int | None = ...,
    height: int | None = ...,
) -> bytes: ...
