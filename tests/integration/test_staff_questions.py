"""Questions at the desk: read, grouped, turned into reviewed answers that are served and rest in time."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import Rating, Verdict
from bot.dialogue.turn import Outcome, Reply, SessionKey, Turn
from bot.staff.accounts import Role
from bot.staff.audit import Action
from bot.staff.questions import Kind
from bot.staff.reviewed import FigureMissing, QuoteMissing
from bot.store.audit import SqlAudit
from bot.store.questions import SqlQuestions
from bot.store.sessions import SqlSessions
from bot.store.tables import turns
from bot.web.staff import texts
from evals.check import check_sense
from evals.gold import Kind as GoldKind
from evals.pull import judged_cases, new_cases
from knowledge.document import Citation
from tests.desk import (
    AUDITOR,
    EXPERT,
    MANAGER,
    Browser,
    document,
    make_reviewed,
    make_site,
    make_staff,
)
from tests.fakes import QUOTE, FakeAnswers, abstention, answer

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SARA = SessionKey("web", "sara")
CITED = Citation("deck.md", "برنامهٔ خوشه‌ها", "بخش ۲: تعریف، اسلاید ۴", QUOTE)


def ask(database: Engine, text: str, reply: Reply, verdict: Verdict | None = None, minutes: int = 0) -> int:
    """Records a question with its answer and rating; gives back its row's id."""
    turn_id = f"t{text}{minutes}"
    with SqlSessions(database, lambda: "v1").open(SARA) as session:
        session.record(Turn(SARA, turn_id, text, NOW + timedelta(minutes=minutes)), reply, 12.0)
    if verdict is not None:
        with SqlSessions(database).open(SARA) as session:
            session.rate(turn_id, Rating(verdict, "غلط بود"))
            session.record(Turn(SARA, f"r{turn_id}", "نظر", NOW), Reply(Outcome.NOTICE, ()), 1.0)
    with database.connect() as connection:
        return connection.execute(select(turns.c.id).where(turns.c.turn_id == turn_id)).scalar_one()


def browser_of(database: Engine, name: str) -> Browser:
    make_staff(database)
    browser = Browser(make_site(database))
    browser.log_in(name)
    return browser


def opened(database: Engine, name: str, question: str, reply: Reply) -> tuple[Browser, int]:
    """This person's browser on the page of a disliked answer, and the answer's number."""
    asked = ask(database, question, reply, Verdict.DOWN)
    browser = browser_of(database, name)
    browser.get(f"/staff/questions/{asked}")
    return browser, asked


def cite_of(page: str) -> str:
    """What the page would send as the first source."""
    return html.unescape(re.findall(r'name="cite" value="([^"]+)"', page)[0])


def test_questions_are_listed_by_what_became_of_them(database: Engine) -> None:
    ask(database, "خوشه چیست؟", answer(), Verdict.UP)
    ask(database, "هوا چطور است؟", abstention())
    ask(database, "مزایا؟", answer(), Verdict.DOWN)
    found = SqlQuestions(database)

    def listed(kind: Kind) -> list[str]:
        return [one.text for one in found.page(kind, 9)]

    assert listed(Kind.ALL) == ["مزایا؟", "هوا چطور است؟", "خوشه چیست؟"]
    assert listed(Kind.ANSWERED) == ["مزایا؟", "خوشه چیست؟"]
    assert listed(Kind.REFUSED) == ["هوا چطور است؟"]
    assert listed(Kind.DISLIKED) == ["مزایا؟"]
    assert [one.text for one in found.page(Kind.ALL, 1)] == ["مزایا؟"]
    newest = found.page(Kind.ALL, 1)[0]
    assert (newest.verdict, newest.reason, newest.marked) == ("down", "غلط بود", False)
    assert [one.text for one in found.page(Kind.ALL, 9, newest.id)] == ["هوا چطور است؟", "خوشه چیست؟"]


def test_nobody_reads_who_has_asked_and_an_auditor_no_numbers(database: Engine) -> None:
    ask(database, "شمارهٔ من ۰۹۱۲ ۱۲۳ ۴۵۶۷ و sara@example.org است", abstention())
    manager = browser_of(database, MANAGER)
    page = manager.get("/staff/questions").text
    assert "۰۹۱۲" in page
    assert "sara<" not in page
    auditor = Browser(manager.client.app)  # type: ignore[arg-type]
    auditor.log_in(AUDITOR)
    for path in ("/staff/questions", "/staff/questions/1", "/staff/gaps"):
        page = auditor.get(path).text
        assert "۰۹۱۲" not in page
        assert "example.org" not in page


def test_refused_questions_are_grouped_by_what_they_ask(database: Engine) -> None:
    for minutes, text in enumerate(
        [
            "وام خوشه چقدر است",
            "وام خوشه چقدر است",
            "وام‌ خوشه چقدر است؟",
            "نرخ دلار امروز",
            "وام خوشه چقدر است حالا",
        ]
    ):
        ask(database, text, abstention(), minutes=minutes)
    page = browser_of(database, EXPERT).get("/staff/gaps").text
    assert re.findall(r"<h2><a [^>]+>([^<]+)</a>", page) == ["وام خوشه چقدر است", "نرخ دلار امروز"]
    assert texts.GAP_COUNT.format(count="۴") in page


def test_a_disliked_answer_becomes_a_reviewed_one_that_is_served(database: Engine) -> None:
    expert, asked = opened(database, EXPERT, "خوشهٔ کسب‌وکار چیست؟", answer("نادرست"))
    done = expert.send(
        f"/staff/questions/{asked}/answer",
        question="خوشهٔ کسب‌وکار چیست؟",
        text="بنگاه‌های نزدیک به هم، خوشه‌اند.",
        cite=cite_of(expert.page),
    )
    assert texts.DONE["approved"] in done.text
    found = FakeAnswers()
    served = Conversation(SqlSessions(database), make_reviewed(database, found))
    reply = served.handle(Turn(SessionKey("web", "reza"), "q", "خوشه كسب وكار چیه", NOW))
    assert reply.plain() == "بنگاه‌های نزدیک به هم، خوشه‌اند."
    assert reply.citations[0].quote == QUOTE
    assert found.asked == []
    entry = SqlAudit(database).page(1, action=Action.ANSWER_REVIEWED)[0]
    assert entry.who == EXPERT
    (case,) = new_cases(SqlQuestions(database).evaluation_cases(), ())
    assert (case.question, case.must) == ("خوشهٔ کسب‌وکار چیست؟", (("بنگاه‌های نزدیک به هم، خوشه‌اند.",),))


@pytest.mark.parametrize(
    "other",
    [
        "خوشهٔ کسب‌وکار چه نیست؟",
        "خوشهٔ کسب‌وکار روستایی چیست؟",
        "مزایای خوشهٔ کسب‌وکار چیست؟",
        "خوشه",
        "۲ خوشهٔ کسب‌وکار",
    ],
)
def test_another_question_does_not_get_the_reviewed_answer(database: Engine, other: str) -> None:
    staff, found = make_staff(database), FakeAnswers()
    reviewed = make_reviewed(database, found)
    reviewed.approve("خوشهٔ کسب‌وکار چیست؟", "تأییدشده", CITED, staff[Role.EXPERT].id, NOW)
    assert reviewed.answer("خوشهٔ کسب‌وکار چیست").plain() == "تأییدشده"
    assert reviewed.answer(other).plain() != "تأییدشده"
    assert [question for question, _ in found.asked] == [other]


@pytest.mark.parametrize("same", ["خوشه کسب وکار چیه", "کسب وکار خوشه چیه؟"])
def test_the_same_question_in_other_spelling_gets_it(database: Engine, same: str) -> None:
    staff = make_staff(database)
    reviewed = make_reviewed(database)
    reviewed.approve("خوشه کسب‌وکار چیست؟", "تأییدشده", CITED, staff[Role.EXPERT].id, NOW)
    assert reviewed.answer(same).plain() == "تأییدشده"


def test_a_reviewed_answer_rests_when_its_source_changes_or_goes(database: Engine) -> None:
    staff = make_staff(database)
    make_reviewed(database).approve("خوشه چیست؟", "تأییدشده", CITED, staff[Role.EXPERT].id, NOW)
    assert make_reviewed(database).answer("خوشه چیست؟").plain() == "تأییدشده"
    changed = make_reviewed(database, documents=[document("d2")])
    assert changed.answer("خوشه چیست؟") == answer()
    assert [served for _, served in changed.listed()] == [False]


def test_only_what_the_documents_say_is_approved(database: Engine) -> None:
    staff, reviewed = make_staff(database), make_reviewed(database)
    for quote in ("این در سند نیست", "", "بنگاه‌های دور از هم"):
        missing = Citation("deck.md", "برنامه", "بخش ۲", quote)
        with pytest.raises(QuoteMissing):
            reviewed.approve("خوشه؟", "متن", missing, staff[Role.EXPERT].id, NOW)
    with pytest.raises(QuoteMissing):
        reviewed.approve("خوشه؟", "متن", Citation("x.md", "", "", QUOTE), staff[Role.EXPERT].id, NOW)
    with pytest.raises(FigureMissing, match="130"):
        reviewed.approve("خوشه؟", "۱۳۰ هزار نفر", CITED, staff[Role.EXPERT].id, NOW)


def test_a_newer_approval_takes_the_place_of_the_older_and_can_be_withdrawn(database: Engine) -> None:
    asked = ask(database, "خوشه چیست؟", answer(), Verdict.DOWN)
    staff = make_staff(database)
    reviewed = make_reviewed(database)
    for text in ("نخست", "دوم"):
        reviewed.approve("خوشه چیست؟", text, CITED, staff[Role.EXPERT].id, NOW)
    assert [one.reply.plain() for one, _ in reviewed.listed()] == ["دوم"]
    manager = Browser(make_site(database))
    manager.log_in(MANAGER)
    manager.get("/staff/answers")
    path = re.search(r"/staff/answers/\d+/withdraw", manager.page)
    assert path is not None
    assert texts.DONE["withdrawn_answer"] in manager.send(path[0]).text
    assert manager.send(path[0]).status_code == 404
    assert reviewed.answer("خوشه چیست؟") == answer()
    assert asked


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"question": " "}, texts.REVIEW_NO_QUESTION),
        ({"text": "؟"}, texts.REVIEW_NO_TEXT),
        ({"cite": ""}, texts.REVIEW_NO_SOURCE),
        ({"cite": "{}"}, texts.REVIEW_NO_SOURCE),
        ({"cite": '{"source":"x","title":"x","locator":"x","quote":"x"}'}, texts.REVIEW_QUOTE_GONE),
        ({"text": "۷۷۷ خوشه"}, texts.REVIEW_FIGURE.format(figure="۷۷۷")),
    ],
)
def test_an_approval_that_is_not_complete_says_what_is_missing(
    database: Engine, fields: dict[str, str], sentence: str
) -> None:
    expert, asked = opened(database, EXPERT, "خوشه چیست؟", answer())
    sent = {"question": "خوشه چیست؟", "text": "خوشه یعنی نزدیکی", "cite": cite_of(expert.page)} | fields
    refused = expert.send(f"/staff/questions/{asked}/answer", **sent)
    assert refused.status_code == 422
    assert sentence in refused.text


def test_one_click_makes_an_evaluation_case_once(database: Engine) -> None:
    manager, asked = opened(database, MANAGER, "خوشه چیست؟", answer())
    for _ in range(2):
        manager.send(f"/staff/questions/{asked}/case")
        manager.get("/staff/me")
    manager.get(f"/staff/questions/{asked}")
    assert texts.MARKED in manager.page
    assert len(SqlAudit(database).page(9, action=Action.CASE_FOR_EVALUATION)) == 1
    with SqlSessions(database).open(SARA) as session:
        session.forget()
    assert manager.get(f"/staff/questions/{asked}").status_code == 404


def test_a_marked_question_waits_for_a_verdict_and_becomes_a_case_with_it(database: Engine) -> None:
    expert, asked = opened(database, EXPERT, "خوشه چیست؟", answer("نادرست"))
    assert texts.EXPECTED_NEEDED not in expert.page
    expert.send(f"/staff/questions/{asked}/case")
    assert texts.EXPECTED_NEEDED in expert.page
    (waiting,) = SqlQuestions(database).marked()
    assert (waiting.question, waiting.reason, waiting.expected) == ("خوشه چیست؟", "غلط بود", None)
    assert judged_cases([waiting], ()) == []

    cite = cite_of(expert.page)
    done = expert.send(
        f"/staff/questions/{asked}/expected",
        question="خوشهٔ کسب‌وکار چیست؟",
        right="holds",
        facts="بنگاه‌های نزدیک | بنگاه های کنار هم\n\nمجموعه",
        cite=cite,
    )
    assert texts.DONE["marked"] in done.text
    assert texts.EXPECTED_NEEDED not in done.text
    assert "بنگاه‌های نزدیک | بنگاه های کنار هم" in done.text  # what was said can be changed
    (case,) = judged_cases(SqlQuestions(database).marked(), ())
    assert (case.id, case.question, case.answerable) == (f"desk-{asked}", "خوشهٔ کسب‌وکار چیست؟", True)
    assert case.must == (("بنگاه‌های نزدیک", "بنگاه های کنار هم"), ("مجموعه",))
    assert (case.source, case.evidence) == (("deck.md",), QUOTE)
    assert check_sense([case]) == []
    assert judged_cases(SqlQuestions(database).marked(), [case]) == []
    entries = SqlAudit(database).page(9, action=Action.CASE_FOR_EVALUATION)
    assert [(entry.who, entry.detail) for entry in entries] == [(EXPERT, {"count": 2}), (EXPERT, {})]


def test_a_question_that_should_have_been_refused_becomes_such_a_case_without_a_click_before(
    database: Engine,
) -> None:
    manager, asked = opened(database, MANAGER, "قیمت زعفران؟", answer("نادرست"))
    manager.send(f"/staff/questions/{asked}/expected", question="قیمت زعفران؟", right="refuses", facts="x")
    (case,) = judged_cases(SqlQuestions(database).marked(), ())
    assert (case.answerable, case.must, case.kind) == (False, (), GoldKind.UNANSWERABLE)
    assert check_sense([case]) == []


def test_a_reviewed_answer_comes_before_what_was_said_of_the_right_one(database: Engine) -> None:
    expert, asked = opened(database, EXPERT, "خوشه چیست؟", answer("نادرست"))
    cite = cite_of(expert.page)
    expert.send(f"/staff/questions/{asked}/expected", question="خوشه چیست؟", right="refuses")
    sent = {"question": "خوشه چیست؟", "text": "بنگاه‌های نزدیک به هم", "cite": cite}
    expert.send(f"/staff/questions/{asked}/answer", **sent)
    assert SqlQuestions(database).marked() == []
    assert [turn.question for turn in SqlQuestions(database).evaluation_cases()] == ["خوشه چیست؟"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"question": "؟"}, texts.REVIEW_NO_QUESTION),
        ({"right": ""}, texts.EXPECTED_CHOOSE),
        ({"right": "perhaps"}, texts.EXPECTED_CHOOSE),
        ({"facts": " \n | \n"}, texts.EXPECTED_NO_FACTS),
        ({"cite": ""}, texts.REVIEW_NO_SOURCE),
        ({"cite": '{"source":"x","title":"x","locator":"x","quote":"x"}'}, texts.REVIEW_QUOTE_GONE),
        ({"facts": "بنگاه\nقیمت زعفران"}, texts.EXPECTED_NOT_THERE.format(fact="قیمت زعفران")),
    ],
)
def test_a_verdict_that_makes_no_case_says_what_is_missing(
    database: Engine, fields: dict[str, str], sentence: str
) -> None:
    expert, asked = opened(database, EXPERT, "خوشه چیست؟", answer())
    sent = {"question": "خوشه چیست؟", "right": "holds", "facts": "بنگاه", "cite": cite_of(expert.page)}
    refused = expert.send(f"/staff/questions/{asked}/expected", **(sent | fields))
    assert refused.status_code == 422
    assert sentence in html.unescape(refused.text)
    assert SqlQuestions(database).marked() == []
