"""Challenges and proposals of the documents, by filter."""

from bot.staff.library import bodies, browse
from knowledge.document import Theme, Topic
from tests.desk import document


def test_challenges_are_browsed_by_theme_source_and_body() -> None:
    known = [document()]

    def texts(**wanted: object) -> list[str]:
        return [one.item.text for one in browse(known, Topic.CHALLENGES, **wanted)]  # type: ignore[arg-type]

    assert texts() == ["کمبود نقدینگی", "ضعف صادرات"]
    assert texts(theme=Theme.EXPORT) == ["ضعف صادرات"]
    assert texts(body="وزارت صمت") == ["کمبود نقدینگی"]
    assert texts(source="x.md") == []
    assert browse(known, Topic.PROPOSALS) == []
    assert bodies(known) == ["وزارت صمت"]
