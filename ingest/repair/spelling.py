"""Tokens of an ordered line written out as Persian text: half-spaces, spaces and brackets in place."""

import re
from collections.abc import Sequence

from ingest.repair.joints import joint
from ingest.repair.language import AND
from ingest.repair.letters import ZWNJ, bare
from ingest.repair.lexicon import ENDINGS, NUMERALS, Lexicon
from ingest.repair.tokens import Token
from ingest.repair.units import UnitKind

# «شناسایی شده در …»: a participle that no auxiliary follows is an adjective, written with a half-space.
_PARTICIPLE = re.compile(
    r"(?<=[^\W\d_]{3}) (?=(?:شده|یافته)(?:$|[^\w\u200c]+(?!است|بود|اند|باشد|شود|می|و\b|ها|نشده)))"
)
# «پرداخت بخشی از هزینه» tells of a part; «انسجام‌بخشی از راه …» of doing
_A_PART = re.compile(f"{ZWNJ}(?=بخشی از (?!طریق|راه|سوی|جمله|جانب|طرف))")
# «به» typed onto a word: apart in «به صورت», with a half-space in the adverb «به‌سختی».
_PREPOSITIONS = frozenset(
    "طور عنوان صورت دلیل علت وسیله واسطه منظور ویژه خصوص سبب موجب همراه دنبال تدریج ندرت سرعت شدت وضوح هنگام "
    "موقع مناسبت شماره ترتیب فروش دست کار نظر شرح حساب اتمام انجام تصویب ثبت".split()
)
_ADVERBS = frozenset("سختی خوبی درستی آسانی سادگی زودی راحتی تازگی تنهایی روشنی آرامی کندی تندی".split())
_THERE_AND_BACK = re.compile(r"(\w{2,4})ب(\1(?:ی|یی|یم)?)")  # «جابجایی»
_LETTER = "[\\u0621-\\u065f\\u066e-\\u06cc]"  # of Persian; ٪ ٫ ٬ and Arabic digits lie between
_SPACE_RULES = (
    (re.compile(r"\s+([،؛:؟!»)\]])"), r"\1"),
    (re.compile(r"\s+(\.)(?![.\d])"), r"\1"),
    (re.compile(r"([«(\[])\s+"), r"\1"),
    (re.compile(r"([،؛؟»)\]])(?=[^\W\d_])|([»)\]])(?=\d)"), r"\1\2 "),
    (re.compile(rf"(?<=[^\W\d_])([:.])(?={_LETTER})"), r"\1 "),
    (re.compile(r"(?<=[\w.…])([«(\[])"), r" \1"),
    (re.compile(rf"(?<={_LETTER})(?=[A-Za-z\d%])|(?<=\d)(?={_LETTER})"), " "),
    (re.compile(r"(?<=[^\s\d])([-–])\s+(?=\S)"), r" \1 "),
    (re.compile(rf"(?<={_LETTER}) ([-–])(?={_LETTER})"), r" \1 "),
    (re.compile(r"و\)\s*(\.{3}|…)"), r"و \1)"),
    (re.compile(r"(?<=و)\s*(\.{3}|…)"), r" \1"),
    (re.compile(r"(\.{3}|…)(?=[^\W\d_])"), r"\1 "),
    (re.compile(r"[ \t]{2,}"), " "),
    (re.compile(f"{ZWNJ}{{2,}}"), ZWNJ),
    (re.compile(f" {ZWNJ}|{ZWNJ} "), " "),
)


def write_tokens(tokens: Sequence[Token], lexicon: Lexicon, lost_half_spaces: bool) -> str:
    """The text of a line, without its end marks."""
    out: list[str] = []
    previous: Token | None = None
    for token in tokens:
        parts = _split_and(token, lexicon) if token.kind is UnitKind.WORD and not token.glued else token.parts
        if previous is not None:
            out.append(_between(previous, token, parts[0], lexicon, lost_half_spaces))
        for number, part in enumerate(parts):
            if token.kind is UnitKind.WORD and bare(part) not in ENDINGS:
                part = _with_beh(
                    lexicon.hamzas.get(bare(part), part) if part == bare(part) else part, lexicon
                )
            if number:
                out.append(_inner(parts[number - 1], part, lexicon, lost_half_spaces))
            out.append(part)
        previous = token
    return tidy(_A_PART.sub(" ", _PARTICIPLE.sub(ZWNJ, "".join(out))))


def _with_beh(word: str, lexicon: Lexicon) -> str:
    """The word with the «به» that is typed onto it or into it set apart."""
    if word.startswith("ب") and bare(word) not in lexicon.lemmas:
        if word[1:] in _ADVERBS:
            return f"به{ZWNJ}{word[1:]}"
        if word[1:] in _PREPOSITIONS:
            return f"به {word[1:]}"
    doubled = _THERE_AND_BACK.fullmatch(word)
    if doubled is not None and bare(doubled[1]) in lexicon.lemmas:
        return f"{doubled[1]}به{ZWNJ}{doubled[2]}"
    return word


def _between(previous: Token, token: Token, first: str, lexicon: Lexicon, lost_half_spaces: bool) -> str:
    if token.kind is UnitKind.WORD and previous.kind is UnitKind.WORD:
        return joint(previous.parts[-1], first, lexicon, not token.glued, lost_half_spaces)
    if token.kind is UnitKind.WORD and previous.kind is UnitKind.FOREIGN and bare(first) in ENDINGS:
        return ""
    return "" if token.glued else " "


def tidy(text: str) -> str:
    """Spaces where Persian typesetting has them around marks."""
    for pattern, replacement in _SPACE_RULES:
        text = pattern.sub(replacement, text)
    return text


def _inner(left: str, right: str, lexicon: Lexicon, lost_half_spaces: bool) -> str:
    return " " if AND in (left, right) else joint(left, right, lexicon, False, lost_half_spaces)


def _split_and(token: Token, lexicon: Lexicon) -> tuple[str, ...]:
    """«وکار» after a space is «و کار», «هزارو» before a number «هزار و»: «و» typed onto a word."""
    first = token.parts[0]
    key = bare(first)
    if len(token.parts) == 1 and key.endswith(AND) and key[:-1] in NUMERALS:
        return first[:-1], first[-1]
    typed_on = len(key) > 3 and key[0] == "و" and key not in lexicon.lemmas and key[1:] in lexicon.lemmas
    if typed_on and lexicon.words.get(key, 0.0) < 1e-5:
        return (first[0], first[1:], *token.parts[1:])
    return token.parts
