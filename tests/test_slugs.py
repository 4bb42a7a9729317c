import pytest

from storefront.slugs import is_slug, slug_of


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Cam Cao Phong – loại 1", "cam-cao-phong-loai-1"),
        ("Đường phên", "duong-phen"),
        ("  <b>Rượu cần</b> ", "b-ruou-can-b"),
        ("蜂蜜", ""),
    ],
)
def test_slugs_are_made_of_folded_words(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@pytest.mark.parametrize("text", ["mật ong rừng " * 20, "x" * 500])
def test_slugs_are_never_too_long(text: str) -> None:
    slug = slug_of(text)
    assert is_slug(slug)
    assert len(slug) <= 80
