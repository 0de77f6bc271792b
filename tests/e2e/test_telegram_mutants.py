"""The Telegram suite is worth something: each of these bugs, put into a copy, makes it fail."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[2]
UNIT = "tests/unit/telegram"
ANSWERS = "tests/integration/test_telegram_answers.py"
WEBHOOK = "tests/integration/test_telegram_webhook.py"
DELIVERY = "tests/integration/test_telegram_delivery.py"
ENGINE = "tests/integration/test_telegram_engine.py"
FILES = "tests/integration/test_telegram_files.py"
SUITE = (UNIT, ANSWERS, WEBHOOK, DELIVERY, ENGINE, FILES)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A bug: in this file of bot/telegram the old code, which stands there once, becomes the new."""

    about: str
    file: str
    old: str
    new: str
    first: str = DELIVERY  # the tests that are asked first; the others follow


MUTANTS = (
    Mutant(
        "a flood answer is not waited for",
        "sending.py",
        "self._pace.hold(chat, seconds_asked(error))",
        "await asyncio.sleep(0.1)",
    ),
    Mutant(
        "a message in doubt is sent again without a look",
        "sending.py",
        "if attempt.above is not None:",
        "if False:",
    ),
    Mutant(
        "a failed send is given up",
        "sending.py",
        "                await asyncio.sleep(pause)\n",
        "                break\n",
    ),
    Mutant("a refused markup costs the message", "sending.py", "if not attempt.as_html:", "if True:"),
    Mutant(
        "a block is not noted",
        "sending.py",
        "await self._off_loop(partial(self._outbox.block, chat))",
        "pass",
    ),
    Mutant(
        "what an earlier process left is not sent",
        "sending.py",
        "self.send(await asyncio.to_thread(self._outbox.waiting))",
        "pass",
    ),
    Mutant(
        "a group that moved is not followed",
        "sending.py",
        "self._moved[parcel.chat] = str(error.new_chat_id)",
        "break",
    ),
    Mutant(
        "text is not escaped", "typography.py", "escape(isolate(text), quote=False)", "isolate(text)", ANSWERS
    ),
    Mutant(
        "length is counted in characters",
        "typography.py",
        'len(text.encode("utf-16-le", "surrogatepass")) // 2',
        "len(text)",
        UNIT,
    ),
    Mutant("messages are too long", "rendering.py", "LIMIT = 4096", "LIMIT = 4200", ANSWERS),
    Mutant(
        "button data is not checked",
        "rendering.py",
        "0 < len(choice.data.encode()) <= _DATA_BYTES",
        "True",
        ANSWERS,
    ),
    Mutant(
        "the button stands on every part",
        "rendering.py",
        "if at == last else ()",
        "if buttons else ()",
        ANSWERS,
    ),
    Mutant(
        "an update is confirmed before it is done",
        "polling.py",
        "return min(self._unfinished, default=self._next)",
        "return self._next",
    ),
    Mutant(
        "one person's updates run side by side",
        "arrivals.py",
        "return (chat.id if chat else 0, user.id if user else 0)",
        "return (update.update_id, 0)",
        UNIT,
    ),
    Mutant(
        "everybody waits for everybody",
        "arrivals.py",
        "return (chat.id if chat else 0, user.id if user else 0)",
        "return (0, 0)",
        UNIT,
    ),
    Mutant("an update that failed is confirmed", "arrivals.py", "self._spoiled.add(update_id)", "pass", UNIT),
    Mutant("poison comes for ever", "arrivals.py", ">= _TRIES", ">= 10**9", UNIT),
    Mutant("each tap is a new turn", "buttons.py", 'f"p{name}"', 'f"p{name}{update.update_id}"', ANSWERS),
    Mutant(
        "sources are sent at each tap",
        "buttons.py",
        'f"{chat.id}/sources/{turn_id}"',
        'f"{chat.id}/sources/{press.query.id}"',
        ANSWERS,
    ),
    Mutant(
        "anybody reads anybody's sources",
        "buttons.py",
        "owner if owner and not self.private else person_of(self.update)",
        "owner or person_of(self.update)",
        ANSWERS,
    ),
    Mutant(
        "edited questions are ignored",
        "handlers.py",
        "MessageHandler(messages & filters.TEXT, self._text)",
        "MessageHandler(fresh & filters.TEXT, self._text)",
        ANSWERS,
    ),
    Mutant(
        "a broken turn is met with silence",
        "turns.py",
        "return notice(texts.TROUBLE)",
        "raise RuntimeError",
    ),
    Mutant(
        "the log quotes people",
        "../dialogue/mishap.py",
        "{kind} at ",
        "{error!r} at ",
    ),
    Mutant(
        "typing is not shown",
        "typing.py",
        "task = asyncio.create_task(_keep_typing(bot, chat.id, thread))",
        "task = asyncio.create_task(asyncio.sleep(0))",
    ),
    Mutant(
        "the bot talks into every group", "people.py", "if not named and not replies:", "if False:", ANSWERS
    ),
    Mutant(
        "a group sees a person's private history",
        "people.py",
        'person if chat.type == ChatType.PRIVATE else f"{chat.id}:{person}"',
        "person",
        ANSWERS,
    ),
    Mutant(
        "a group's sources are opened by their asker only",
        "buttons.py",
        "owner if owner and not self.private else person_of(self.update)",
        "person_of(self.update)",
        ANSWERS,
    ),
    Mutant("one second try counts as a double tap", "buttons.py", "[1] != update", "[1] == update", ENGINE),
    Mutant(
        "a flow's button is good for once only",
        "buttons.py",
        'str(update.update_id) if _is_own(press.data) else f"p{name}"',
        'f"p{name}"',
        ENGINE,
    ),
    Mutant(
        "a page is sent at each tap",
        "delivery.py",
        "/more/{turn_id}/{page.start}",
        "/more/{turn_id}/{time.time()}",
        ENGINE,
    ),
    Mutant(
        "a group sees a person's data",
        "delivery.py",
        "if not private and FileKind.MY_DATA in",
        "if private and FileKind.MY_DATA in",
        ENGINE,
    ),
    Mutant(
        "who hurries is answered each time",
        "delivery.py",
        "if hurry else turn.turn_id",
        "if False else turn.turn_id",
        ENGINE,
    ),
    Mutant(
        "«بیشتر» that comes again sends one more page",
        "handlers.py",
        "message, [name])",
        "message, [])",
        WEBHOOK,
    ),
    Mutant(
        "the chosen language is not asked for",
        "own_texts.py",
        "messages = render_text(say(text, language), shown)",
        "messages = render_text(text, shown)",
        ENGINE,
    ),
    Mutant(
        "who has blocked the bot is reminded",
        "reminding.py",
        "not self._outbox.blocked(key.person)",
        "True",
        ENGINE,
    ),
    Mutant("groups are reminded", "reminding.py", "is_private(key)", "True", ENGINE),
    Mutant(
        "a reminder is put anew by each process",
        "reminding.py",
        "{int(moment.timestamp())}",
        "{id(parcels)}",
        ENGINE,
    ),
    Mutant("a page loses its marks", "paging.py", "mark=line.mark or first", "mark=line.mark", UNIT),
    Mutant(
        "steps begin anew on each page", "paging.py", "start=block.start + first", "start=block.start", UNIT
    ),
    Mutant(
        "a file in doubt is sent again",
        "sending.py",
        "await self._bot.edit_message_caption(",
        "raise BadRequest(''); (",
        ENGINE,
    ),
    Mutant("a caption is too long", "rendering.py", "CAPTION = 1024", "CAPTION = 2048", FILES),
    Mutant(
        "a picture is sent as a document",
        "sending.py",
        "self._bot.send_photo if message.file.picture else self._bot.send_document",
        "self._bot.send_document",
        FILES,
    ),
    Mutant("a file that cannot be made costs the reply", "delivery.py", "file = None", "raise", FILES),
    Mutant(
        "a picture comes without its words",
        "delivery.py",
        'words = attachment.text if attachment.is_picture else ""',
        'words = ""',
        FILES,
    ),
    Mutant(
        "the buttons come before the files",
        "rendering.py",
        "for file in files), *messages)",
        "for file in files), *messages)[::-1]",
        FILES,
    ),
    Mutant("sent messages are kept for ever", "application.py", "- _KEPT", "- 99 * _KEPT", ENGINE),
    Mutant(
        "any secret will do",
        "application.py",
        'hmac.compare_digest((secret or "").encode(), self._secret.encode())',
        "secret",
        WEBHOOK,
    ),
    Mutant(
        "a webhook request is taken before it is recorded",
        "application.py",
        "done = await asyncio.shield(self._arrivals.receive(update))",
        "done = bool(self._arrivals.receive(update))",
        WEBHOOK,
    ),
    Mutant("stopping leaves messages unsent", "application.py", "await self._sender.finish(_GRACE)", "pass"),
    Mutant(
        "the libraries log addresses",
        "application.py",
        ".setLevel(logging.WARNING)",
        ".setLevel(logging.DEBUG)",
    ),
    Mutant(
        "the refusal shows its cause",
        "application.py",
        ") from None\n        except BadRequest",
        ")\n        except BadRequest",
    ),
)


def suite(folder: Path, first: str = UNIT) -> subprocess.CompletedProcess[str]:
    files = sorted(SUITE, key=lambda file: file != first)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *files]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    skip = shutil.ignore_patterns("__pycache__", "corpus", "e2e", "static")
    for name in ("bot", "knowledge", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_copy_itself_passes(copy: Path) -> None:
    done = suite(copy)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.about)
def test_is_caught(copy: Path, mutant: Mutant) -> None:
    file = copy / "bot" / "telegram" / mutant.file
    code = file.read_text(encoding="utf-8")
    assert code.count(mutant.old) == 1
    file.write_text(code.replace(mutant.old, mutant.new), encoding="utf-8")
    done = suite(copy, mutant.first)
    assert done.returncode == 1, done.stdout[-3000:]  # 1: tests failed; anything else is no proof
