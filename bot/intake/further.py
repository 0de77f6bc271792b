"""What a typed text says beyond the question that is asked: corrections, and answers to other questions."""

from bot.dialogue.ports import Json
from bot.dialogue.rules import plain
from bot.intake import texts
from bot.intake.asides import WORDS, says
from bot.intake.draft import Draft
from bot.intake.form import Field, Form, Kind
from bot.intake.reading import Understood, read_answer, read_volunteered

SENTENCE = 4  # words from which on an answer may tell more than was asked
_LOOSE = frozenset({"و", "یا", "نام", "شما"})  # words of labels that name no answer


def corrected(form: Form, draft: Draft, text: str) -> Field | None:
    """The earlier answer that a few words begin to correct: «اصلاح شهر»."""
    words = text.split()
    orders = len(words) <= SENTENCE and says(words[0], texts.CHANGE) if words else False
    return named(form, draft, text) if orders else None


def named(form: Form, draft: Draft, text: str, bare: bool = False) -> Field | None:
    """The answer that is to be changed: «اصلاح موبایل»; with `bare` its name alone suffices."""
    said = plain(text)
    if not bare and not says(text, texts.CHANGE):
        return None
    for field, _ in draft.given(form):
        own = set(plain(field.label).split()) - _LOOSE
        if own & set(said.split()) or any(plain(n) in said for n in texts.FIELD_NAMES.get(field.kind, ())):
            return field
    return None


def fuller_name(form: Form, draft: Draft, text: str) -> tuple[Field, Json] | None:
    """A whole name where the number is asked for: the name given before was only a part of it."""
    field = next((f for f in form.fields if f.kind is Kind.PERSON and f.id in draft.answers), None)
    words = text.split()
    if field is None or len(words) < 2 or str(draft.answers[field.id]) not in words:
        return None
    reading = read_answer(form, field, text, None)
    return (field, reading.value) if isinstance(reading, Understood) else None


def volunteered(form: Form, draft: Draft, asked: Field, text: str) -> list[tuple[Field, Json]]:
    """What a whole sentence says about questions that are still to come."""
    if asked.kind in WORDS or asked.kind is Kind.MOBILE or len(text.split()) < SENTENCE:
        return []
    found: list[tuple[Field, Json]] = []
    for field in form.fields:
        if field.id == asked.id or field.id in draft.answers or draft.editing:
            continue
        reading = read_volunteered(form, field, text)
        if isinstance(reading, Understood):
            found.append((field, reading.value))
    return found
