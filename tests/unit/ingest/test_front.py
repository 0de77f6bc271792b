"""What a document says of itself stands in its first section, one sentence a fact."""

from ingest.blocks import Meta
from ingest.front import PLAIN_KIND, make_front


def said(kind: str, meta: Meta) -> list[str]:
    return [item.text for item in make_front("bees", "زنبورداری", kind, meta).items]


def test_the_label_above_an_article_belongs_to_its_kind() -> None:
    meta = Meta(author="نادری", extra=(("label", "یادداشت"),))
    assert said("article", meta)[1:] == [
        "نویسندهٔ این مقاله نادری است.",
        "نوع این سند مقاله با برچسب «یادداشت» است.",
    ]


def test_a_label_is_told_of_a_file_that_does_not_say_what_it_is() -> None:
    assert said(PLAIN_KIND, Meta(extra=(("label", "یادداشت"),)))[1:] == ["برچسب این سند «یادداشت» است."]
    assert said(PLAIN_KIND, Meta()) == ["عنوان این سند «زنبورداری» است."]
