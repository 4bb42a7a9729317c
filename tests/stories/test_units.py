from storefront.stories.content import Block, PageContent
from storefront.stories.units import differing, digests, merged, untouched

SEEN = PageContent("HTX", "Coop", blocks=(Block("a", body_vi="Một"), Block("b", body_vi="Hai")))


def test_untouched_parts_are_known_by_their_digests() -> None:
    mine = PageContent("HTX Cam", "Coop", blocks=SEEN.blocks[:1])
    seen = digests(SEEN)
    assert not untouched(mine, "name_vi", seen)
    assert untouched(mine, "name_en", seen)
    assert untouched(mine, "block-a", seen)
    assert not untouched(mine, "block-b", seen), "I took it out"
    assert untouched(mine, "block-new", seen), "they added it"


def test_without_digests_everything_counts_as_touched() -> None:
    for seen in ("", "junk", "a b c", "="):
        assert not untouched(SEEN, "name_vi", seen)
        assert not untouched(SEEN, "block-new", seen) or seen == "="


def test_a_page_is_merged_part_by_part() -> None:
    mine = PageContent("Của tôi", "Mine", blocks=(Block("b", body_vi="Hai của tôi"),))
    theirs = PageContent(
        "Của họ",
        "Theirs",
        blocks=(Block("a", body_vi="Một"), Block("b", body_vi="Hai"), Block("c", body_vi="Ba")),
    )
    assert differing(mine, theirs) == ["name_vi", "name_en", "block-b", "block-a", "block-c"]
    chosen = merged(mine, theirs, frozenset({"name_en", "block-a", "block-c"}))
    assert (chosen.name_vi, chosen.name_en) == ("Của tôi", "Theirs")
    assert [block.key for block in chosen.blocks] == ["a", "b", "c"]
    assert chosen.blocks[1].body_vi == "Hai của tôi"
    assert merged(mine, theirs, frozenset(differing(mine, theirs))).name_vi == "Của họ"


def test_a_block_they_took_out_goes_where_theirs_is_taken() -> None:
    theirs = PageContent("HTX", "Coop", blocks=SEEN.blocks[1:])
    assert merged(SEEN, theirs, frozenset({"block-a"})) == theirs
    assert merged(SEEN, theirs, frozenset()) == SEEN
