"""Somebody who fills in the intake, on a conversation over a real database."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import Engine

from bot.dialogue.conversation import Conversation
from bot.dialogue.ports import Answers
from bot.dialogue.turn import Reply, SessionKey, Turn
from bot.intake.claim import ClaimFlow
from bot.intake.door import IntakeDoor
from bot.intake.flow import IntakeFlow
from bot.intake.form import Form
from bot.intake.loading import load_intake
from bot.store.notifying import Notifier
from bot.store.sessions import SqlSessions
from bot.store.vault import Vault
from tests.fakes import FakeAnswers

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # ۱ آذر ۱۴۰۵
SECRET = "048213"
SAID = (
    "ثبت درخواست",
    "یه کارگاه تولیدی هستیم",
    "کفش نگین",
    "تو کار کفشیم",
    "اصفهان، نجف‌آباد",
    "۱۲ نفریم",
    "نه",
    "برای صادرات و وام کمک می‌خوایم",
    "مشتری در عراق داریم ولی سرمایهٔ خرید چرم نداریم",
    "سارا احمدی",
    "+۹۸ ۹۱۲ ۱۲۳ ۴۵ ۶۷",
    "موافقم",
)
ANSWERS = {
    "kind": "firm",
    "firm": "کفش نگین",
    "sector": "shoes",
    "place": {"province": "isfahan", "city": "نجف‌آباد"},
    "staff": "10-49",
    "clustered": "no",
    "needs": ["finance", "export"],
    "description": "مشتری در عراق داریم ولی سرمایهٔ خرید چرم نداریم",
}
PERSONAL = {"name": "سارا احمدی", "mobile": "09121234567"}


def open_talk(
    engine: Engine,
    form: Form | None = None,
    vault: Vault | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
    answers: Answers | None = None,
) -> Conversation:
    """The conversation as the program builds it, without documents."""
    intake = IntakeFlow(form or load_intake(), clock)
    return Conversation(
        SqlSessions(engine, vault=vault, notifier=Notifier({"telegram": lambda text: [text]})),
        answers or FakeAnswers(),
        flows=(intake, ClaimFlow(form or load_intake(), clock, lambda: SECRET)),
        clock=clock,
        services=(IntakeDoor(intake),),
    )


class Applicant:
    """Types and presses, and remembers what was said last."""

    _numbers = count()

    def __init__(self, talk: Conversation, person: str = "sara", channel: str = "web") -> None:
        self.talk = talk
        self.key = SessionKey(channel, person)
        self.turn = Turn(self.key, "none", "", NOW)
        self.reply: Reply | None = None

    def says(self, *texts: str) -> str:
        """Sends these one after the other; gives back the last reply as plain text."""
        for text in texts:
            self._send(text, None)
        return self.heard

    def presses(self, *labels: str) -> str:
        """Presses the buttons whose labels begin so, one after the other."""
        for label in labels:
            assert self.reply is not None
            found = [choice for choice in self.reply.choices if choice.label.startswith(label)]
            assert found, (label, self.labels, self.heard)
            self._send(found[0].label, found[0].data)
        return self.heard

    def sends(self, text: str, data: str) -> str:
        """A button or a shared contact, whether or not it is shown."""
        self._send(text, data)
        return self.heard

    def again(self) -> str:
        """The last turn once more, as a channel delivers it again."""
        self.reply = self.talk.handle(self.turn)
        return self.heard

    @property
    def heard(self) -> str:
        assert self.reply is not None
        return self.reply.plain().replace("\u2066", "").replace("\u2069", "")

    @property
    def labels(self) -> Sequence[str]:
        return [choice.label for choice in self.reply.choices] if self.reply else []

    def _send(self, text: str, data: str | None) -> None:
        self.turn = Turn(self.key, f"t{next(self._numbers)}", text, NOW, data)
        self.reply = self.talk.handle(self.turn)


def serve(database: str, port: int) -> None:
    """The web channel over such a talk, until it is killed: python -m tests.applicants DATABASE PORT."""
    import uvicorn

    from bot.store.database import open_database
    from bot.web.application import create_application
    from tests.fakes import FakeSearch

    engine = open_database(database)
    app = create_application(open_talk(engine), SqlSessions(engine), FakeSearch(), lambda: True, 1000)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
