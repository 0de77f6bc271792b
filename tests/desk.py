"""The staff desk over a real database, with somebody of each role, as its tests and benchmarks use it."""

import re
import uuid
import weakref
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from bot.assessment.reading import FRAMEWORKS, load_instruments
from bot.bootstrap.desk import open_desk
from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import Answers, Json
from bot.dialogue.turn import Outcome, Reply, SessionKey, Turn
from bot.intake.case import Case, Request
from bot.intake.loading import load_intake
from bot.intake.ports import OWN_CASES
from bot.staff.accounts import Account, Role
from bot.staff.lacks import Lacks
from bot.staff.library import Ingested, Library
from bot.staff.passwords import hash_password
from bot.staff.reviewed import ReviewedAnswers
from bot.store.accounts import SqlAccounts
from bot.store.memory import MemorySessions
from bot.store.notifying import Notifier
from bot.store.questions import SqlQuestions
from bot.store.reviewed import SqlReviewed
from bot.store.sessions import SqlSessions
from bot.store.vault import Vault
from bot.telegram.rendering import render_text
from bot.web.application import create_application
from bot.web.staff.application import add_desk
from bot.web.staff.desk import Desk
from knowledge.document import Document, Figure, FigureStatus, Item, ItemKind, Section, Theme, Topic
from knowledge.engine import Vectors
from knowledge.persian import fold, tokens
from knowledge.reports import LeftOut, ReadingReport, ReadLine
from tests.fakes import QUOTE, FakeAnswers, FakeSearch

PASSWORD = "یک گذرواژهٔ بلند"
_HASH = hash_password(PASSWORD, "")
EXPERT, MANAGER, AUDITOR = "مریم احمدی", "رضا کاظمی", "نسرین پارسا"
OWN, OTHER = "isfahan", "tehran"  # the expert's province, and one that is not
LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": {"firm": "بنگاه", "agent": "عامل توسعه"},
    "province": {OWN: "اصفهان", OTHER: "تهران"},
    "sector": {"shoes": "کفش و چرم", "food": "صنایع غذایی"},
    "staff": {"1-9": "۱ تا ۹ نفر", "10-49": "۱۰ تا ۴۹ نفر"},
    "needs": {"export": "صادرات", "training": "آموزش", "finance": "تأمین مالی"},
}
SENT = datetime(2026, 11, 22, 9, tzinfo=UTC)  # ۱ آذر ۱۴۰۵


def make_staff(database: Engine) -> dict[Role, Account]:
    """One account of each role."""
    accounts = SqlAccounts(database)
    now = datetime.now(UTC)
    return {
        Role.EXPERT: accounts.add(EXPERT, Role.EXPERT, frozenset({OWN}), _HASH, now),
        Role.MANAGER: accounts.add(MANAGER, Role.MANAGER, frozenset(), _HASH, now),
        Role.AUDITOR: accounts.add(AUDITOR, Role.AUDITOR, frozenset(), _HASH, now),
    }


def make_case(
    database: Engine,
    firm: str = "کفش نگین",
    province: str = OWN,
    at: datetime = SENT,
    applicant: SessionKey | None = None,
    mobile: str = "09121234567",
    **answers: Json,
) -> Case:
    """A case as an applicant sends it, by default from Telegram."""
    held: dict[str, Json] = {
        "kind": "firm",
        "firm": firm,
        "sector": "shoes",
        "place": {"province": province, "city": "نجف‌آباد"},
        "staff": "10-49",
        "needs": ["export", "training"],
        "description": "بازار تازه می‌خواهیم",
    } | answers
    personal = {"name": "سارا احمدی", "mobile": mobile}
    sent = Request("intake", 1, held, personal, "1", fold(f"{firm} {LABELS['province'][province]}"))
    key = applicant or SessionKey("telegram", uuid.uuid4().hex[:12])
    with SqlSessions(database).open(key) as session:
        case = session.part(OWN_CASES).submit(sent, at)
        session.record(Turn(key, uuid.uuid4().hex, "فرستادن", at), Reply(Outcome.NOTICE, ()), 1.0)
    return case


def _letter(text: str) -> list[str]:
    return [message.dump() for message in render_text(text)]


class WordVectors:
    """An embedder that sees words only: the more words two questions share, the nearer they are."""

    identity = "words"

    def query_vector(self, text: str) -> Vectors:
        vector = np.zeros(256, dtype=np.float32)
        for word in set(tokens(text)) - {"چیست", "چیه"}:
            vector[zlib.crc32(word.encode()) % 256] += 1
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


def document(digest: str = "d1") -> Document:
    """The deck that the fakes cite."""
    text = QUOTE + " خوشه‌ها ۱۲۰ هزار نفر شاغل دارند."
    section = Section(
        "deck/2", "2", "تعریف", ("تعریف",), 1, Topic.DEFINITION, (Item("deck/2/1", ItemKind.SENTENCE, text),)
    )
    recovered = Figure("۲۱۴۵۱۱", "214", "خوشه", status=FigureStatus.RECOVERED, proof="۲۱۴ و ۵۱۱")
    scanned = Item(
        *("deck/3/1", ItemKind.BULLET, "کمبود نقدینگی"),
        themes=(Theme.FINANCE,),
        bodies=("وزارت صمت",),
        figures=(recovered,),
        original="کمبودنقدینگی",
        confidence=0.5,
    )
    plain = Item("deck/3/2", ItemKind.BULLET, "ضعف صادرات", themes=(Theme.EXPORT,))
    challenges = Section("deck/3", "3", "چالش‌ها", ("چالش‌ها",), 1, Topic.CHALLENGES, (scanned, plain))
    return Document("deck", "deck.md", "برنامهٔ خوشه‌ها", "deck", (section, challenges), digest)


def make_reviewed(
    database: Engine, found: Answers | None = None, documents: Sequence[Document] = ()
) -> ReviewedAnswers:
    known = list(documents) or [document()]
    return ReviewedAnswers(
        found or FakeAnswers(), SqlReviewed(database), WordVectors(), lambda: known, fresh_for=0.0
    )


def make_library() -> Library:
    """The deck as it was read from a scan, with a repaired line; decisions go into a folder that goes too."""
    folder = TemporaryDirectory()
    lines = (
        ReadLine("کمبودنقدینگی", "کمبود نقدینگی", "کمبود نقدینگی", (("spacing", 0.5),)),
        ReadLine("چالشها", "چالش‌ها", "چالش‌ها", (("zwnj", 0.95),)),
    )
    left_out = (LeftOut("آگهی مزایده", "مطلبی دیگر در همان صفحه", 1),)
    report = ReadingReport("deck", "deck.md", "2026-11-22T09:00:00+00:00", "rules", 3, lines, left_out)
    ingested = Ingested("v1", "2026-11-22T09:00:00+00:00", (document(),), (report,))
    library = Library(Path(folder.name), lambda: ingested)
    weakref.finalize(library, folder.cleanup)
    return library


def make_desk(database: Engine, library: Library | None = None) -> Desk:
    desk = open_desk(
        database,
        vault=Vault(),
        notifier=Notifier({"telegram": _letter}),
        reviewed=make_reviewed(database),
        search=FakeSearch(),
        embed=WordVectors(),
        form=load_intake(),
        instruments=load_instruments(FRAMEWORKS),
        documents=lambda: [document()],
        library=library or make_library(),
    )
    patient = Lacks(SqlQuestions(database), WordVectors(), patience=120.0, rest=0.0)
    return replace(desk, labels=LABELS, lacks=patient)


def make_site(database: Engine, library: Library | None = None) -> FastAPI:
    """The whole web application with the desk over this database."""
    sessions = MemorySessions()
    app = create_application(
        Conversation(sessions, FakeAnswers(), 300), sessions, FakeSearch(), lambda: True, 300
    )
    add_desk(app, make_desk(database, library))
    return app


class Browser:
    """A browser without a window: keeps cookies, follows redirects, fills forms in."""

    def __init__(self, app: FastAPI) -> None:
        self.client = TestClient(app, follow_redirects=True)
        self.page = ""

    def get(self, path: str, **query: str | list[str]) -> httpx.Response:
        return self._seen(self.client.get(path, params=query or None))

    def send(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Sends a form with the token of the page that is open."""
        return self._seen(self.client.post(path, data={"form_token": self.form_token} | fields))

    def log_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        self.get("/staff/login")
        return self.send("/staff/login", name=name, password=password)

    @property
    def form_token(self) -> str:
        found = re.search(r'name="form_token" value="(\w*)"', self.page)
        return found[1] if found else ""

    def _seen(self, response: httpx.Response) -> httpx.Response:
        self.page = response.text
        return response
