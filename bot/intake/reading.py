"""What a typed answer means for a field: a value, a narrower question, or nothing that it could be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.ports import Json
from bot.intake.form import Field, Form, Kind, Option
from bot.intake.numbers import read_numbers
from bot.intake.places import Place, Province
from knowledge.persian import fold

_SHORT = 3  # letters: so short a word is followed by a known ending only, or «گز» would be in «گزارش»
_ENDINGS = r"(?:ی|م|یم|ه|ها\w*|های\w*|مان|مون|دوز\w*|باف\w*|ساز\w*|فروش\w*|گر\w*)?(?!\w)"
_PEOPLE = re.compile(r"نفر|پرسنل|کارگر|کارمند|کارکن|نیرو|ادم|تایی|(?:تا|الی)$")
_BELOW = re.compile(r"(?:کمتر|کم تر|زیر|پایین تر)\b")
_ALL = re.compile(r"^(?:همه|همش|همه شون|همشون|همه اش|تمام|هر)(?: ?ی)?(?: موارد| اینها| این ها)?$")
_MOBILE = re.compile(r"(?<!\d)(?:\+?98|0098|0)?(9\d{9})(?!\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-_.()/ـ\u2010-\u2015]+(?=\d)")
_PERSON = re.compile(r"^(?:(?:من|بنده|اینجانب|اسمم|نامم|اسم من|نام من|اسم و فامیلم)[\s:،]+)+")
_PERSON_END = re.compile(r"\s+(?:هستم|هستیم|است|می‌باشم|ام)\.?$")


@dataclass(frozen=True, slots=True)
class Understood:
    value: Json


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Something was understood, and one thing more has to be asked about the same field."""

    options: tuple[Option, ...] = ()  # one of these
    group: Option | None = None  # one of this group
    province: Province | None = None  # a city of it
    places: tuple[tuple[Province, str], ...] = ()  # cities of one name


type Reading = Understood | Narrowed | None


def read_answer(form: Form, field: Field, text: str, province: Province | None = None) -> Reading:
    """What the text says in answer to this field; None when it cannot be an answer.

    `province` is what has been said about a place before.
    """
    match field.kind:
        case Kind.ONE:
            return _read_one(field.options, text)
        case Kind.TREE:
            return _read_tree(field, text)
        case Kind.MANY:
            return _read_many(field, text)
        case Kind.BAND:
            return _read_band(field, text)
        case Kind.PLACE:
            return _place(form.places.find(text, province))
        case Kind.MOBILE:
            mobile = read_mobile(text)
            return Understood(mobile) if mobile else None
        case Kind.PERSON:
            name = _PERSON_END.sub("", _PERSON.sub("", text.strip(" .،!"))).strip(" .،!")
            return _read_text(field, name) if not re.search(r"\d", fold(name)) else None
        case Kind.TEXT:
            return _read_text(field, text)


def read_mobile(text: str) -> str | None:
    """The Iranian mobile number in the text as 09…, however it is written."""
    found = _MOBILE.search(_BETWEEN_DIGITS.sub("", fold(text)))
    return f"0{found[1]}" if found else None


def read_volunteered(form: Form, field: Field, text: str) -> Reading:
    """What a sentence in answer to another question says about this field, where that is hardly a mistake."""
    match field.kind:
        case Kind.TREE:
            return _read_tree(field, text)
        case Kind.BAND if any(after.startswith("نفر") for _, after in read_numbers(text)):
            return _read_band(field, text)
        case Kind.PLACE:
            return _place(form.places.named(text))
    return None


def _read_one(options: Sequence[Option], text: str) -> Reading:
    if (chosen := _by_number(options, text)) is not None:
        return Understood(chosen[0].id) if len(chosen) == 1 else None
    best = _best(options, text)
    if len(best) > 1:
        return Narrowed(options=tuple(best))
    return Understood(best[0].id) if best else None


def _read_tree(field: Field, text: str) -> Reading:
    best = _best((*field.options, *field.groups), text)
    options = [option for option in best if option in field.options]
    if len(options) > 1:
        return Narrowed(options=tuple(options))
    if options:
        return Understood(options[0].id)
    return Narrowed(group=best[0]) if best else None


def _read_many(field: Field, text: str) -> Reading:
    if _ALL.match(_spaced(text)):
        return Understood([option.id for option in field.options if option.id != "other"])
    chosen = _by_number(field.options, text)
    if chosen is None:
        chosen = [option for option in field.options if _length(option, _spaced(text))]
    return Understood([option.id for option in chosen]) if len(chosen) >= max(field.shortest, 1) else None


def _read_band(field: Field, text: str) -> Reading:
    numbers = read_numbers(text)
    counted = [value for value, after in numbers if _PEOPLE.match(after)]
    values = counted or [value for value, _ in numbers]  # «سال ۱۳۹۰ … ۱۲ نفریم»
    if not values:
        return _read_one(field.options, text) if not re.search(r"\d", fold(text)) else None
    if len(values) == 1 and _BELOW.search(fold(text)):
        values = [values[0] - 1]
    bands = [option for option in field.options for v in values if option.at_least <= v <= option.at_most]
    bands = [*dict.fromkeys(bands)]
    if len(bands) > 1:
        return Narrowed(options=tuple(bands))
    return Understood(bands[0].id) if bands else None


def _read_text(field: Field, text: str) -> Reading:
    kept = text.strip()
    if not field.shortest <= len(kept) <= field.longest or not any(c.isalpha() for c in kept):
        return None
    if field.pattern is not None and not field.pattern.search(fold(kept)):
        return None
    return Understood(kept)


def _place(place: Place | None) -> Reading:
    match place:
        case Place(province=Province() as province, city=str(city)):
            return Understood({"province": province.id, "city": city})
        case Place(province=Province() as province):
            return Narrowed(province=province)
        case Place(candidates=candidates) if candidates:
            return Narrowed(places=candidates)
    return None


def _by_number(options: Sequence[Option], text: str) -> list[Option] | None:
    """The options of these numbers («۱ و ۳»), None when the text is something else."""
    words = [word for word in _spaced(text).split() if word != "و"]
    if not words or not all(word.isdecimal() for word in words):
        return None
    numbers = [int(word[:4]) for word in words]
    if not all(1 <= number <= len(options) for number in numbers):
        return []
    return [*dict.fromkeys(options[number - 1] for number in numbers)]


def _best(options: Sequence[Option], text: str) -> list[Option]:
    """The options with the longest word in the text."""
    spaced = _spaced(text)
    lengths = {option.id: _length(option, spaced) for option in options}
    longest = max(lengths.values(), default=0)
    return [option for option in options if longest and lengths[option.id] == longest]


def _length(option: Option, spaced: str) -> int:
    """Letters of the longest of the option's words that is in the text, 0 when none is."""
    return max((len(word) for word in option.words if _has(spaced, word)), default=0)


def _has(spaced: str, word: str) -> bool:
    ending = _ENDINGS if len(word) <= _SHORT else ""
    return re.search(rf"(?<!\w){re.escape(word)}{ending}", spaced) is not None


def _spaced(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())
