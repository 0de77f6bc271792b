"""Slips of the pen: one letter with the wrong dots, or one left out, in what is no word otherwise; the «ی» of
«الگوی توسعه» left out; a space before a suffix that never stands alone.

Only where exactly one reading is a word that the document itself uses, or that is common in Persian.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.repair.language import Language
from ingest.repair.letters import bare
from ingest.repair.lexicon import FUNCTION_WORDS
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
_WITNESSES = (
    2  # times that the document says the word itself, or the words before it have been followed by it
)
_LONG_VOWELS = ("ا", "و")  # a noun that ends so is tied to the next by a «ی»


def mend_typos(tokens: Sequence[Token], readings: Readings) -> tuple[Token, ...]:
    """The tokens with slips put right; those that are words, or may be several, stay as they are."""
    joined: list[Token] = []
    for number, token in enumerate(tokens):
        if token.kind is UnitKind.WORD:
            token = _mend(token, readings, _key(joined[-1:], -1))
            token = _tied(token, _key(tokens[number + 1 : number + 2], 0), readings.language)
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


def _key(beside: Sequence[Token], part: int) -> str:
    """The nearest word of a neighbour; "" where there is none."""
    return bare(beside[0].parts[part]) if beside and beside[0].kind is UnitKind.WORD else ""


def _tied(noun: Token, following: str, language: Language) -> Token:
    """The noun with a «ی» behind its last vowel where the document says it so before this word, and else
    never without.
    """
    last = noun.parts[-1]
    if len(last) < _SHORTEST - 1 or not last.endswith(_LONG_VOWELS):
        return noun
    said, listed = language.document.pairs, language.lexicon.pairs
    tied, loose = (bare(f"{last}ی"), following), (bare(last), following)
    if not said[tied] or said[tied] + listed.get(tied, 0) < _WITNESSES or said[loose] > 1 or loose in listed:
        return noun
    return replace(noun, parts=(*noun.parts[:-1], f"{last}ی"))


def _mend(token: Token, readings: Readings, before: str) -> Token:
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
    if not found:
        found = {
            (form,)
            for form in _with_a_letter_more(word)
            if language.known(form) and _is_said(before, form, language)
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


def _is_said(before: str, word: str, language: Language) -> bool:
    """Whether the word is known to stand behind the one before it."""
    pair = before, word
    said = language.lexicon.pairs.get(pair, 0) + language.document.pairs[pair]
    return bool(before) and before not in FUNCTION_WORDS and said >= _WITNESSES


def _is_witnessed(keys: tuple[str, ...], language: Language) -> bool:
    document = language.document
    if len(keys) == 2:
        pair = keys[0], keys[1]
        listed = language.lexicon.pairs.get(pair, 0)
        return document.pairs[pair] > 0 and document.pairs[pair] + listed >= _WITNESSES
    return len(keys) == 1 and document.words[keys[0]] >= _WITNESSES
