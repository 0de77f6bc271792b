"""The documents as staff look them over: what waits for a person, and challenges and proposals by filter."""

from bot.staff.library import bodies, browse, doubts, summarise
from knowledge.document import FigureStatus, Theme, Topic
from tests.desk import document


def test_what_was_read_with_doubt_waits_for_a_person_with_its_figure() -> None:
    (doubt,) = doubts(document())
    assert doubt.item.id == "deck/3/1"
    assert [figure.status for figure in doubt.figures] == [FigureStatus.RECOVERED]


def test_a_document_is_summed_up() -> None:
    found = summarise(document())
    assert (found.items, found.repaired, found.recovered, found.doubts) == (3, 1, 1, 1)


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
