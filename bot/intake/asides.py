"""Whether a typed text is an answer to the form, or rather a question to the documents or a courtesy."""

import re

from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.rules import load_rules, plain
from bot.intake.form import Field, Kind

WORDS = frozenset({Kind.TEXT, Kind.PERSON})  # fields that take any words for an answer
_DECLINES = re.compile(
    r"(?:(?:اسم|نام)(?:ش|ی)? )?"
    r"(?:(?:حرفی|چیزی|توضیحی|شرحی) )?"
    r"(?:نمی ?(?:خوا|گ|د|تون|توان)\w*|ندار\w*|نیست|مهم نیست|لازم نیست|بعدا|هیچ(?:ی|کدام)?)(?: |$)"
)
_LONG_TEXT = 200  # a field for so many characters wants sentences: «چه» in one of them asks nothing
_SENTENCE = 6  # words: what is longer is told, not asked or greeted
_NOTHING = 3  # words: «چیزی ندارم بگم» in a field that wants sentences
_ORDERS = ("بگو", "بگید", "بگویید", "بگین", "توضیح", "فهرست", "لیست", "مقایسه", "چطور", "چجوری", "چگونه")


def asks(field: Field, text: str) -> bool:
    """Whether the text is rather a question or a courtesy than an answer to this field."""
    if text.rstrip().endswith(("؟", "?")):
        return True
    long = field.kind is Kind.TEXT and field.longest >= _LONG_TEXT
    if long and len(text.split()) > _SENTENCE:
        return False
    if find_intent(text, lambda rest: bool(rest.strip())) not in (Intent.QUESTION, Intent.NOTHING):
        return True
    words = plain(text).split()
    asking = load_rules().turns["question_word"].search(plain(text)) is not None
    if field.kind in WORDS:
        if long:
            return asking and len(words) <= 3
        ends = " ".join((words[0], words[-1])) if words else ""  # «صنایع چند برادر» is a name
        return load_rules().turns["question_word"].search(ends) is not None
    if field.kind is Kind.ONE and _begins_with_option(field, text):  # «نمی‌دانم خوشهٔ ما چیست»
        return False
    ordering = any(plain(order) in words for order in _ORDERS)
    return (asking and len(words) > 2) or (ordering and len(words) > 1)


def declines(field: Field, text: str) -> bool:
    """Whether the text says that there will be no answer: «ندارد», «نمی‌خواهم بگویم»."""
    said = plain(text)
    long = field.kind is Kind.TEXT and field.longest >= _LONG_TEXT
    if long and (field.required or len(said.split()) > _NOTHING):
        return False
    if long and find_intent(text, lambda rest: False) is Intent.NOTHING:  # «همین»
        return True
    worded = field.kind in (Kind.TEXT, Kind.PERSON, Kind.MOBILE)
    return worded and _DECLINES.match(said) is not None


def says(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words begins a word of the text."""
    said = f" {plain(text)}"
    return any(f" {plain(word)}" in said for word in words)


def _begins_with_option(field: Field, text: str) -> bool:
    said = f"{plain(text)} "
    return any(said.startswith(f"{word} ") for option in field.options for word in option.words)
