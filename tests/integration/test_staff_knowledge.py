"""Reading, reviewed at the desk: new readings follow what was decided, answers heed it at once."""

import html
import json
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.bootstrap import build_answers
from bot.dialogue import texts as said
from bot.latest import LatestKnowledge
from bot.prepare import needed_ingest
from bot.settings import Settings
from bot.staff.audit import Action
from bot.staff.library import Ingested, Library
from bot.store.audit import SqlAudit
from bot.web.staff import texts
from ingest.__main__ import main as ingest
from knowledge.deciding import UNREADABLE
from knowledge.decisions import Verdict, read_decisions
from knowledge.index import read_documents, read_manifest, read_reports
from knowledge.persian import persian_digits
from tests.desk import AUDITOR, EXPERT, MANAGER, Browser, make_library, make_site, make_staff

# slides as extraction damages them: Arabic letters, lost half-spaces, runs in visual order
SLIDES = """برنامه توسعه خوشه

هاي كسب وكارتعريف خوشه

مجموعه اي از واحدهاي كسب وكار كه كنار هم كار مي كنند

بنگاههاي خوشه همديگر را تكميل مي نمايند


هاي كسب وكارچالشهاي توسعه خوشه

فروش كم بنگاههاي نوپا

ضعف همكاري ميان بنگاهها
"""
WRONG_RAW = "فروش كم بنگاههاي نوپا"
FINE_RAW = "هاي كسب وكارتعريف خوشه"
DECK = "cluster-programme-deck"
QUESTION = "تعداد شبکه‌ها در خوشه‌های تحت حمایت قبل و بعد از برنامه چند بود؟"


class Shelf:
    """A data folder with real documents in it, and the desk over them."""

    def __init__(self, data: Path, files: Path, database: Engine) -> None:
        self.data, self.files = data, files
        self.library = Library(data, self.ingested)
        make_staff(database)
        self.app = make_site(database, self.library)

    def ingested(self) -> Ingested:
        manifest = read_manifest(self.data)
        return Ingested(
            manifest.version, manifest.made_at, read_documents(self.data), read_reports(self.data)
        )

    def read(self) -> None:
        assert ingest(["build", str(self.files), "--data", str(self.data)]) == 0

    def text(self) -> str:
        """All that the document says."""
        return "\n".join(
            line
            for document in read_documents(self.data)
            for section in document.sections
            for line in (section.title, *(item.text for item in section.items))
        )

    def browser(self, name: str) -> Browser:
        browser = Browser(self.app)
        browser.log_in(name)
        return browser


@pytest.fixture
def shelf(database: Engine, starter_data: Path, tmp_path: Path) -> Shelf:
    files, data = tmp_path / "files", tmp_path / "data"
    files.mkdir()
    (files / "slides.txt").write_text(SLIDES, encoding="utf-8")
    shutil.copytree(starter_data / "model", data / "model")
    shelf = Shelf(data, files, database)
    shelf.read()
    return shelf


def cards(page: str) -> list[str]:
    """The lines of the page, as people read them."""
    found = re.findall(r'<li class="card line".*?(?=<li class="card line"|</ol>)', page, re.S)
    return [html.unescape(re.sub(r"<[^>]+>", " ", card)) for card in found]


def code_of(page: str, words: str) -> str:
    """By which the line with these words is named in forms."""
    for card in re.findall(r'<li class="card line".*?(?=<li class="card line"|</ol>)', page, re.S):
        if words in html.unescape(card):
            found = re.search(r'id="line-(\w+)"', card)
            assert found is not None
            return found[1]
    raise AssertionError(words)


def test_what_is_decided_at_the_desk_is_what_the_document_says_after_every_new_reading(
    shelf: Shelf, database: Engine
) -> None:
    path, manager = "/staff/knowledge/slides/review", shelf.browser(MANAGER)
    assert WRONG_RAW not in shelf.text()
    waiting = cards(manager.get(path).text)
    assert sum(WRONG_RAW in card and texts.DAMAGE["run_order"] in card for card in waiting) == 1
    code = code_of(manager.page, WRONG_RAW)
    rejected = manager.send(path, code=code, verdict="rejected")
    assert texts.DONE["decided_line"] in rejected.text
    assert WRONG_RAW not in html.unescape(rejected.text)
    manager.get(path, show="sure")
    code = code_of(manager.page, FINE_RAW)
    manager.send(path, code=code, verdict="corrected", text="تعریف بسیار کوتاه خوشه")
    decided = manager.get(path, show="decided").text
    assert decided.count(texts.LINE_NEXT_READING) == 2
    assert MANAGER in decided
    assert WRONG_RAW not in shelf.text()

    shelf.read()
    assert WRONG_RAW in shelf.text()  # a rejected repair returns the original
    assert "تعریف بسیار کوتاه خوشه" in shelf.text()
    decided = manager.get(path, show="decided").text
    assert texts.LINE_NEXT_READING not in decided
    once = shelf.text()
    shutil.rmtree(shelf.data / "documents")  # nothing that was finished is left
    shutil.rmtree(shelf.data / "index")
    shelf.read()
    assert shelf.text() == once

    (entry, *_) = SqlAudit(database).page(9, action=Action.CORRECTION)
    assert (entry.who, entry.about, entry.detail["verdict"]) == (MANAGER, "document:slides", "corrected")
    assert "بسیار" not in str(entry.detail)  # what people write is in the file, which can be cleaned
    manager.get(path, show="decided")
    manager.send(path, code=code_of(manager.page, WRONG_RAW), verdict="open", show="decided")
    assert texts.DECIDED[Verdict.OPEN] in manager.get(path).text
    shelf.read()
    assert WRONG_RAW not in shelf.text()


def test_a_whole_page_is_accepted_at_once(shelf: Shelf) -> None:
    path, expert = "/staff/knowledge/slides/review", shelf.browser(EXPERT)
    expert.get(path, show="sure")
    codes = list(dict.fromkeys(re.findall(r'id="line-(\w+)"', expert.page)))
    assert len(codes) > 3
    done = expert.send(path, code=codes, verdict="accepted", show="sure")
    assert texts.STANDS_EMPTY["sure"] in done.text  # type: ignore[index]
    held = list(read_decisions(shelf.data, "slides"))
    assert {one.verdict for one in held} == {Verdict.ACCEPTED}
    assert len(held) == len(codes)
    before = shelf.text()
    shelf.read()
    assert shelf.text() == before
    assert expert.send(path, code=codes, verdict="rejected").status_code == 422


@pytest.mark.parametrize("text", ["", "   ", "؟!", "ی" * 2001])
def test_a_correction_that_says_nothing_is_sent_back_with_what_was_typed(shelf: Shelf, text: str) -> None:
    path, expert = "/staff/knowledge/slides/review", shelf.browser(EXPERT)
    expert.get(path)
    refused = expert.send(path, code=code_of(expert.page, WRONG_RAW), verdict="corrected", text=text)
    assert refused.status_code == 422
    assert texts.LINE_TEXT_MISSING in refused.text
    assert text.strip() in refused.text
    assert len(read_decisions(shelf.data, "slides")) == 0


def test_a_line_that_is_no_longer_there_cannot_be_decided(shelf: Shelf) -> None:
    path, expert = "/staff/knowledge/slides/review", shelf.browser(EXPERT)
    expert.get(path)
    assert expert.send(path, code="0" * 16, verdict="accepted").status_code == 409
    assert (
        expert.send(path, code=code_of(expert.get(path).text, WRONG_RAW), verdict="maybe").status_code == 422
    )
    assert expert.get("/staff/knowledge/nothing/review").status_code == 404
    assert expert.get(path, show="x").status_code == 422


def test_an_auditor_reads_and_is_offered_nothing_to_press(shelf: Shelf) -> None:
    page = shelf.browser(AUDITOR).get("/staff/knowledge/slides/review").text
    assert WRONG_RAW in page
    assert 'action="/staff/knowledge' not in page


def test_the_report_tells_how_a_file_was_read_and_which_were_not(shelf: Shelf) -> None:
    (shelf.files / "bad.pdf").write_bytes(b"no PDF")
    (shelf.files / "page.html").write_text(
        "<nav>خانه | تماس</nav><main><h1>خوشه</h1><p>متن خوشه است.</p></main>", encoding="utf-8"
    )
    ingest(["build", str(shelf.files), "--data", str(shelf.data)])
    expert = shelf.browser(EXPERT)
    listed = expert.get("/staff/knowledge").text
    assert "bad.pdf" in listed
    assert texts.UNREAD_TITLE in listed
    report = expert.get("/staff/knowledge/slides/report").text
    for words in (texts.DAMAGE["zwnj"], texts.DAMAGE["run_order"], read_manifest(shelf.data).version, "آذر"):
        assert words in report, words
    assert "خانه | تماس" in expert.get("/staff/knowledge/page-html/report").text


def test_a_report_says_that_the_ranker_was_out_of_reach(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"REPAIR_RANKER": "llm", "LLM_MODEL": "small", "LLM_BASE_URL": "http://127.0.0.1:9/v1"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    ingest(["build", str(shelf.files), "--data", str(shelf.data)])
    (unanswered,) = [one.unanswered for one in read_reports(shelf.data) if one.document_id == "slides"]
    assert unanswered
    words = texts.REPORT_UNANSWERED.format(lines=persian_digits(unanswered))
    assert words in shelf.browser(EXPERT).get("/staff/knowledge/slides/report").text


def test_decisions_that_a_person_broke_by_hand_close_the_page_and_not_the_desk(shelf: Shelf) -> None:
    (shelf.data / "corrections").mkdir()
    (shelf.data / "corrections" / "slides.jsonl").write_text("{", encoding="utf-8")
    browser = Browser(shelf.app)
    browser.log_in(EXPERT)
    assert browser.get("/staff/knowledge/slides/review").status_code == 500
    assert browser.get("/staff/knowledge/items").status_code == 200


def test_an_index_from_before_there_were_reports_is_shown_without(database: Engine, shelf: Shelf) -> None:
    folder = shelf.data / "index" / read_manifest(shelf.data).version
    (folder / "reports.json").unlink()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"sizes": {}}), encoding="utf-8")
    expert = shelf.browser(EXPERT)
    for path in ("", "/slides/review"):
        assert expert.get(f"/staff/knowledge{path}").status_code == 200
    assert texts.REPORT_NONE in expert.get("/staff/knowledge/slides/report").text


# Figures: what answers say at once


@pytest.fixture
def deck(starter_data: Path, tmp_path: Path) -> Path:
    """A data folder of our own with the starter documents."""
    return Path(shutil.copytree(starter_data, tmp_path / "starter"))


def until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def figure_of(page: str, text: str) -> tuple[str, str]:
    """Code of the line and number of the figure with this text."""
    for card in re.findall(r'<li class="card line".*?(?=<li class="card line"|</ol>)', page, re.S):
        for entry in re.findall(r'<li class="wrap">.*?</li>', card, re.S):
            if f">{text}<" in entry:
                code = re.search(r'name="code" value="(\w+)"', entry)
                number = re.search(r'name="figure" value="(\d+)"', entry)
                assert code and number
                return code[1], number[1]
    raise AssertionError(text)


def test_a_rejected_figure_is_quoted_no_more_and_an_accepted_one_loses_its_mark_at_once(
    database: Engine, deck: Path
) -> None:
    knowledge: LatestKnowledge = build_answers(Settings(data_dir=deck))
    make_staff(database)
    manager = Browser(make_site(database, Library(deck, knowledge.ingested)))
    manager.log_in(MANAGER)
    path = f"/staff/knowledge/{DECK}/review"

    def answer() -> str:
        reply = knowledge.answer(QUESTION)
        return reply.plain() + " ".join(citation.quote for citation in reply.citations)

    assert "۵۱۱" in answer()
    assert said.RECOVERED in answer()
    manager.get(path)
    code, number = figure_of(manager.page, "۵۱۱")
    done = manager.send(path, code=code, figure=number, verdict="rejected")
    assert texts.DONE["decided_item"] in done.text
    assert until(lambda: "۵۱۱" not in answer())
    assert UNREADABLE in answer()
    assert "۵۱۱" not in " ".join(hit.text for hit in knowledge.search("تعداد شبکه‌ها در خوشه‌ها", 20))

    manager.get(path)
    manager.send(path, code=code, figure=number, verdict="open")
    manager.get(path)
    manager.send(path, code=code, verdict="accepted")
    assert until(lambda: "۵۱۱" in answer() and said.RECOVERED not in answer())

    manager.get(path, show="decided")
    manager.send(path, code=code, verdict="open", show="decided")
    manager.get(path)
    assert manager.send(path, code=code, figure=number, verdict="corrected", text="بسیار").status_code == 422
    manager.send(path, code=code, figure=number, verdict="corrected", text="۵۱۲")
    assert until(lambda: "۵۱۲" in answer())
    assert ingest(["build", "knowledge/corpus", "--data", str(deck)]) == 0
    texts_now = [item.text for one in read_documents(deck) for s in one.sections for item in s.items]
    assert any("در حال حاضر ۵۱۲" in text for text in texts_now)
    assert until(lambda: knowledge.state().version == read_manifest(deck).version)
    assert "۵۱۲" in answer()


def test_a_start_reads_a_starter_document_again_that_people_have_decided_about(deck: Path) -> None:
    corpus = Path("knowledge/corpus")
    assert needed_ingest(deck, corpus) == []
    (deck / "corrections").mkdir()
    (deck / "corrections" / f"{DECK}.jsonl").write_text('{"original": "x", "text": "y"}', encoding="utf-8")
    assert needed_ingest(deck, corpus) == ["add", str(corpus / f"{DECK}.md")]
    assert ingest(["add", str(corpus / f"{DECK}.md"), "--data", str(deck)]) == 0
    assert needed_ingest(deck, corpus) == []


def test_the_desk_of_the_tests_has_a_library_of_its_own() -> None:
    library = make_library()
    assert library.ingested().report("deck") is not None
