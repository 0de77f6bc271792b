"""Stand-ins for what is slow or outside: an answerer with fixed replies, a search over three passages."""

import struct
import threading
import time
import zlib
from collections.abc import Callable, Sequence

from bot.dialogue.ports import File, Found, KnowledgeState
from bot.dialogue.turn import (
    Attachment,
    Block,
    BlockKind,
    Choice,
    FileKind,
    Line,
    Outcome,
    Reply,
    SessionKey,
    paragraph,
)
from knowledge.document import Citation

QUOTE = "خوشه مجموعه‌ای از بنگاه‌های نزدیک به هم است."


def answer(text: str = "خوشه یعنی بنگاه‌های نزدیک به هم.") -> Reply:
    """A sentence, two bullets and three steps (one without a mark of its own) with two citations."""
    return Reply(
        Outcome.ANSWER,
        (
            paragraph(text, 0),
            Block(BlockKind.BULLETS, (Line("کاهش هزینه", 0), Line("نوآوری", 1))),
            Block(
                BlockKind.STEPS,
                (Line("مطالعه شناختی", 1), Line("اعتمادآفرینی", 1, mark=False), Line("برنامه عمل")),
            ),
        ),
        (
            Citation("deck.md", "برنامهٔ خوشه‌ها", "بخش ۲: تعریف، اسلاید ۴", QUOTE),
            Citation("article.md", "خوشه‌های صنعتی", "بخش ۱.۲: مزایا", "نوآوری از مزایای خوشه است."),
        ),
    )


def abstention() -> Reply:
    return Reply(
        Outcome.ABSTENTION,
        (paragraph("در سندها چیزی دربارهٔ این پرسش نیست."),),
        choices=(Choice("مزایای خوشه چیست؟", "ask:benefits"), Choice("خوشه چیست؟", "ask:definition")),
    )


class FakeAnswers:
    """Answers everything with one reply (or what `reply` makes of the question) and remembers the calls."""

    def __init__(self, reply: Callable[[str], Reply] | None = None, seconds: float = 0.0) -> None:
        self._reply = reply or (lambda question: answer())
        self._seconds = seconds
        self._lock = threading.Lock()
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def answer(self, question: str, history: Sequence[str] = ()) -> Reply:
        with self._lock:
            self.asked.append((question, tuple(history)))
        time.sleep(self._seconds)
        return self._reply(question)


def png(width: int, height: int) -> bytes:
    """A black picture of this size."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = Attachment(FileKind.ASSESSMENT_PICTURE, "r1", "امتیاز کل: ۶۴ از ۱۰۰")
REPORT = Attachment(FileKind.ASSESSMENT_REPORT, "r1", "گزارش کامل (PDF)")


class FakeFiles:
    """One person's picture and report; whoever else asks gets nothing."""

    FILES = {  # noqa: RUF012
        PICTURE.kind: File("assessment.png", "image/png", png(600, 800)),
        REPORT.kind: File("assessment.pdf", "application/pdf", b"%PDF-1.7 " + bytes(range(256))),
    }

    def __init__(self, person: str) -> None:
        self._person = person

    def open(self, key: SessionKey, attachment: Attachment) -> File | None:
        owns = key.person == self._person and attachment.about == "r1"
        return self.FILES[attachment.kind] if owns else None


class FakeSearch:
    """Finds every passage that shares the query's first word."""

    PASSAGES = (
        Found("deck/2/1", QUOTE, "deck.md", "برنامهٔ خوشه‌ها", "بخش ۲: تعریف، اسلاید ۴", 0.9),
        Found("deck/3/1", "خوشه هزینه را کم می‌کند.", "deck.md", "برنامهٔ خوشه‌ها", "بخش ۳", 0.6),
        Found("article/1/1", "نوآوری از مزایا است.", "article.md", "خوشه‌های صنعتی", "بخش ۱", 0.4),
    )

    def search(self, query: str, limit: int) -> Sequence[Found]:
        word = query.split()[0]
        return [passage for passage in self.PASSAGES if word in passage.text.split()][:limit]

    def state(self) -> KnowledgeState:
        return KnowledgeState("v-test", 2)
