"""Numbers as people write them: digits of any script, words, «صد و بیست»."""

import re

from knowledge.persian import fold

_NAMES = (
    "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست".split()
)
_VALUES = {
    **{name: value for value, name in enumerate(_NAMES, 1)},
    **dict(zip("سی چهل پنجاه شصت هفتاد هشتاد نود".split(), range(30, 100, 10), strict=True)),
    **dict(
        zip("صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split(), range(100, 1000, 100), strict=True)
    ),
    **{
        "پونصد": 500,
        "پونزده": 15,
        "شونزده": 16,
        "هیفده": 17,
        "هیجده": 18,
        "هژده": 18,
        "شیش": 6,
        "چار": 4,
        "یه": 1,
    },
}
_THOUSAND = "هزار"
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ENDINGS = ("تا", "نفر", "نفریم", "نفره", "م", "یم")


def read_numbers(text: str) -> list[tuple[int, str]]:
    """The numbers of the text in order, each with the word after it («12», «نفریم»)."""
    words = _TOKEN.findall(fold(text))
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(words):
        value, after = _number_at(words, at)
        if value is None:
            at += 1
            continue
        found.append((value, words[after] if after < len(words) else ""))
        at = after
    return found


def _number_at(words: list[str], at: int) -> tuple[int | None, int]:
    """The number that begins at this word, and where it ends."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at].isdigit():
        count = int(words[at][:9])
        return (count * 1000, at + 2) if after == _THOUSAND else (count, at + 1)
    if words[at] == "نه":  # nine only where something is counted, otherwise «no»
        return (9, at + 1) if after.startswith("نفر") else (None, at)
    total, last = 0, 10**6
    part: int | None = None
    while at < len(words):
        value = _value(words[at])
        if words[at] == _THOUSAND and total == 0:
            total, part, last, at = (part or 1) * 1000, 0, 1000, at + 1
        elif value is not None and (part is None or (value < _scale(last) and words[at - 1] == "و")):
            part, last, at = (part or 0) + value, value, at + 1
        elif words[at] == "و" and part is not None and at + 1 < len(words) and _goes_on(words[at + 1], last):
            at += 1
        else:
            break
    return (None if part is None else total + part), at


def _goes_on(word: str, last: int) -> bool:
    value = _value(word)
    return value is not None and value < _scale(last)


def _scale(value: int) -> int:
    """What may follow after «و»: below a hundred after hundreds, below ten after tens."""
    if value >= 1000:
        return 1000
    if value >= 100:
        return 100
    return 10 if value >= 20 and value % 10 == 0 else 0


def _value(word: str) -> int | None:
    """The value of one word, «دوازده‌نفریم» written together too."""
    if word in _VALUES:
        return _VALUES[word]
    return next((_VALUES[word[: -len(end)]] for end in _ENDINGS[:4] if _stem(word, end) in _VALUES), None)


def _stem(word: str, ending: str) -> str:
    return word[: -len(ending)] if word.endswith(ending) else ""
