"""Slips of the pen: one letter with the wrong dots, or one left out, in what is no word otherwise; a space
before a suffix that never stands alone.

Only where exactly one reading is a word that the document itself uses, or that is common in Persian.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.repair.language import Language
from ingest.repair.letters import bare
from ingest.repair.readings import Readings
from ingest.repair.tokens import Token
from ingest.repair.units import UnitKind

_SKELETONS = ("بپتثنی", "جچحخ", "دذ", "رزژ", "سش", "صض", "طظ", "عغ", "فق", "کگ", "اآ")  # alike but for dots
_TWINS = {letter: group.replace(letter, "") for group in _SKELETONS for letter in group}
_LETTERS = "ابپتجخدرزسشعفقکگلمنوهی"
_SHORTEST, _LONGEST = 5, 12  # letters; shorter unknown words are names, longer ones are several words
_TELLING = 6  # letters that leave little room for chance
_COMMON = 1e-5  # probability from which a word needs no other witness
_SUFFIXES = frozenset("گان گی گانه".split())  # «دهند گان»
_WITNESSES = 2  # times that the document says the word itself


def mend_typos(tokens: Sequence[Token], readings: Readings) -> tuple[Token, ...]:
    """The tokens with slips put right; those that are words, or may be several, stay as they are."""
    mended = [_mend(token, readings) if token.kind is UnitKind.WORD else token for token in tokens]
    joined: list[Token] = []
    for token in mended:
        whole = _with_suffix(joined[-1], token, readings.language) if joined else None
        joined[-1:] = [whole] if whole is not None else [*joined[-1:], token]
    return tuple(joined)


def _with_suffix(word: Token, suffix: Token, language: Language) -> Token | None:
    """Both as one word, where it is one."""
    if word.kind is not UnitKind.WORD or suffix.kind is not UnitKind.WORD or len(suffix.parts) != 1:
        return None
    whole = word.parts[-1] + suffix.parts[0]
    if bare(suffix.parts[0]) not in _SUFFIXES or not language.known(bare(whole)):
        return None
    return replace(word, parts=(*word.parts[:-1], whole))


def _mend(token: Token, readings: Readings) -> Token:
    if len(token.parts) != 1 or not _SHORTEST <= len(token.parts[0]) <= _LONGEST:
        return token
    word = token.parts[0]
    if readings.known(word) or readings.language.known(word) or not word.isalpha():
        return token
    language = readings.language
    dotted = {form for form in _with_other_dots(word) if language.known(form)}
    found: set[tuple[str, ...]] = {(form,) for form in dotted if _is_witnessed((form,), language)}
    found = found or {
        reading.parts
        for form in _with_a_letter_more(word)
        for reading in readings.of(form)[:1]
        if not reading.strokes and _is_witnessed(reading.keys, language)
    }
    if not found and len(word) >= _TELLING:
        found = {(form,) for form in dotted if language.lexicon.words.get(form, 0.0) >= _COMMON}
    return replace(token, parts=found.pop()) if len(found) == 1 else token


def _with_other_dots(word: str) -> Iterator[str]:
    for position, letter in enumerate(word):
        for twin in _TWINS.get(letter, ""):
            if position or twin != "آ":
                yield word[:position] + twin + word[position + 1 :]


def _with_a_letter_more(word: str) -> Iterator[str]:
    """Inside the word: what is lost at its ends was cut off by the line."""
    for position in range(1, len(word)):
        for letter in _LETTERS:
            yield word[:position] + letter + word[position:]


def _is_witnessed(keys: tuple[str, ...], language: Language) -> bool:
    document = language.document
    if len(keys) == 2:
        return document.pairs[keys[0], keys[1]] >= _WITNESSES
    return len(keys) == 1 and document.words[keys[0]] >= _WITNESSES
