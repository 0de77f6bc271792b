"""What finding is taught by, from the starter documents' own index."""

import json
from pathlib import Path

import pytest

from bot.bootstrap.opening import Opened
from evals.teaching.searches import Shelf, shelf_of_documents
from evals.unaided import open_unaided

COUNTRIES = "مدل خوشه صنعتی پیش از ورود به ایران در کشورهای"
CHOCOLATE = "خوشه شکلات و شیرینی یزد"
ROW = "تعداد شبکه‌ها در خوشه‌های تحت حمایت | ۲۱۴ | ۵۱۱"


@pytest.fixture(scope="module")
def started(starter_data: Path) -> Opened:
    return open_unaided(starter_data)


def shelf_of(started: Opened, path: Path, *asked: dict[str, object]) -> Shelf:
    lines = [json.dumps({"style": "formal", "kind": "fact"} | one, ensure_ascii=False) for one in asked]
    path.write_text("\n".join(lines), encoding="utf-8")
    return shelf_of_documents(started.answerer, started.hybrid, started.index, path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "asked.jsonl"


def asked(question: str, *lines: str) -> dict[str, object]:
    return {"question": question, "answerable": True, "lines": lines}


def test_a_question_comes_with_the_passages_of_its_lines_and_what_words_say(
    started: Opened, path: Path
) -> None:
    shelf = shelf_of(started, path, asked("قبل از ایران کجاها خوشه صنعتی جواب داده بود؟", COUNTRIES))
    search = shelf.searches[0]
    assert [COUNTRIES in shelf.passages[n] for n in search.answers] == [True]
    assert search.lexical.shape == (len(shelf.passages),)
    assert 0 < search.lexical[list(search.answers)].min() <= search.lexical.max() <= 0.35


def test_a_row_of_a_table_is_known_by_its_name(started: Opened, path: Path) -> None:
    shelf = shelf_of(started, path, asked("چند شبکه هست؟", ROW))
    answers = [shelf.passages[n] for n in shelf.searches[0].answers]
    assert answers
    assert all("تعداد شبکه‌ها در خوشه‌های تحت حمایت" in passage for passage in answers)


def test_what_has_no_answer_or_stands_here_only_in_part_is_left_out(started: Opened, path: Path) -> None:
    silent = {"question": "وزیر کیست؟", "answerable": False, "near": [CHOCOLATE]}
    missing = asked("موفق‌ها کدام‌اند؟", CHOCOLATE, "خوشه‌ای که در هیچ سندی نیست و نامی هم ندارد")
    with_both = shelf_of(started, path, silent, missing)
    with_one = shelf_of(started, path, asked("موفق‌ها کدام‌اند؟", CHOCOLATE))
    assert len(with_one.searches) == len(with_both.searches) + 1


def test_everyday_words_lead_to_their_item(started: Opened, path: Path) -> None:
    shelf = shelf_of(started, path, asked("موفق‌ها کدام‌اند؟", CHOCOLATE))
    glosses = [search for search in shelf.searches if not search.lexical.any()]
    assert len(glosses) == sum(passage.gloss for passage in started.index.passages)
    assert len(shelf.passages) == sum(not passage.gloss for passage in started.index.passages)
    saying = next(p for p in started.index.passages if p.gloss)
    own = [p.item_id for p in started.index.passages if not p.gloss]
    assert [own[n] for n in glosses[0].answers] == [saying.item_id]
    assert saying.text.endswith(glosses[0].readings[0])
