"""What a short message points at in the answer before it: the third line of its list, or the other kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue.asking import is_asking, is_general
from bot.dialogue.catalogue import Catalogue, bare_title
from bot.dialogue.parts import Part, part_of, whole_group
from bot.dialogue.rules import plain
from knowledge.document import ItemKind, Section
from knowledge.query import Query
from knowledge.speech import bare_forms
from knowledge.stems import stems

LAST = -1
_ORDINALS = (
    "اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم شانزدهم هفدهم هجدهم"
    " نوزدهم بیستم"
).split()
_NUMBERS = {word: n for n, word in enumerate(_ORDINALS, 1)} | {"یکم": 1, "نخست": 1, "اخر": LAST}
_ORDINAL = "|".join(_NUMBERS)
_NTH = re.compile(
    rf"(?<!\w)(?<!تا )(?<!برنامه )({_ORDINAL}) ?(?:ی|ین|م)? ?(?:اش|ش|شو|شون|شان|و|رو|را)?(?: |$)"
    r"|(?<!\w)(?:شماره|مورد|بند|گزینه|مرحله|گام|قدم) ?(?:ی )?(\d{1,2})(?: |$)"
)
_COUNTED = re.compile(  # «چالش سوم», «سومین چالش», «راهکار ۵»
    rf"(?<!\w)(?P<before>\w+) (?:ی )?(?:شماره )?(?:{_ORDINAL}|\d{{1,2}})(?= |$)"
    rf"(?! (?:تا|گانه|مورد|درصد|سال|نفر|میلی\w*|هزار))|(?<!\w)(?:{_ORDINAL})ین (?P<behind>\w+)"
)
_SEVERAL = re.compile(  # «دوم و سوم», «۳ تا ۵»
    rf"(?<!\w)({_ORDINAL}|\d{{1,2}}) ?(?:ی|م)?((?: (?:(?:و|تا|الی) )?(?:{_ORDINAL}) ?(?:ی|م)?(?!\w)"
    r"| (?:و|تا|الی) \d{1,2}(?!\w))+)(?! ?(?:تا|گانه|مورد|درصد|سال|نفر|میلی\w*|هزار))"
)
_LAST_OF = re.compile(r"(?<!\w)(مرحله|گام|قدم|فاز|بند|مورد) (?:ی )?(?:پایانی|نهایی|واپسین)(?!\w)")
_SORTS = frozenset(
    (
        "نوع دسته گروه جور بند مورد موارد گزینه سطر ردیف جدول شاخص فهرست لیست مرحله گام قدم انجام کار ذیل زیر"
    ).split()
)
_LINES = "مورد|موارد|ردیف|سطر|بند|گزینه|مرحله|گام|قدم|شاخص|رقم|ارقام|حوزه"
_OTHER = re.compile(
    r"(?<!\w)(?:(?:اون|ان) ?یکی|(?:نوع|دسته|گروه|جور) ?(?:های?)? ?(?:دیگر|دیگه)|بقیه|بقی|باقی|ادامه"
    rf"|(?:سایر|دیگر) (?:{_LINES}) ?(?:ها|های)?(?!\w)|(?:{_LINES}) ?(?:ها)?(?:ی)? (?:دیگر|دیگه)(?!\w)"
    r"|بعدی ?(?:ها|ا)(?:ش|شون|شان)?(?!\w)|^(?:خب |خوب |و )?(?:دیگه|دیگر) (?:چی|چه|چیا)(?!\w))"
)
_COUNTS = {name: n for n, name in enumerate("دو سه چهار پنج شش هفت هشت نه ده".split(), 2)}
_NEXT = re.compile(
    rf"(?<!\w)([2-9]|10|{'|'.join(_COUNTS)}) ?(?:تا|تای|مورد|عدد) ?(?:ی )?(?:بعدی?|دیگه|دیگر)(?!\w)"
)
_FIRST = re.compile(  # «سه تای اول», «دو مورد آخر», «سه تاشو بگو»
    rf"(?<!\w)([2-9]|10|{'|'.join(_COUNTS)}) ?(?:"
    r"(?:تا|تای|مورد|بند)?(?: ?ی)?(?: (?!سال|ماه|هفته|روز|دهه)\w+)? (اول|نخست|اخر)(?:ش|شو|شون|شان|ی)?"
    r"|تا ?ی?(?:ش|شو|شون|شان))(?!\w)"
)
_THE_STEP = re.compile(
    rf"(?<!\w)(?:مرحله|گام|قدم) ?(?:ی )?(?:شماره )?(?:{_ORDINAL}|\d{{1,2}}(?!\d))"
    rf"|(?<!\w)(?:{_ORDINAL})ین (?:مرحله|گام|قدم)(?!\w)"
)
_STEP = re.compile(r"(?<!\w)(?:مرحله|مراحل|گام|قدم)(?: ?(?:ی|ها|های))?(?!\w)")
_BESIDES = re.compile(r"(?<!\w)(?:به )?(?:غیر|جز|بجز|بغیر)(?: از)? ")  # «غیر از این دو»
_OF_TWO = re.compile(r"(?<!\w)(?:اون|ان) ?یکی(?! ?(?:نوع|دسته|گروه|جور))")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A line of the earlier list by its number from 1, LAST for the last one; None: the rest of it."""

    line: int | None
    of_two: bool = False  # «اون یکی»: of two lines, either of which may be meant
    few: int = 0  # «سه تای بعدی»: so many of the rest; 0 for all
    first: int = 0  # «سه تای اول»: so many of the list, from its end when negative; 0: none of these
    also: tuple[int, ...] = ()  # «دوم و سوم»: further lines

    @property
    def highest(self) -> int:
        """The number of lines that the list must have, at least."""
        return max(self.line or 0, *self.also, 0)


def read_pointer(text: str) -> Pointer | None:
    """What the message points at, None when at nothing."""
    folded = _counting(text)
    if found := _NEXT.search(folded):
        return Pointer(None, few=_COUNTS.get(found[1]) or int(found[1]))
    if found := _FIRST.search(folded):
        count = _COUNTS.get(found[1]) or int(found[1])
        return Pointer(None, first=-count if found[2] == "اخر" else count)
    if found := _NTH.search(folded):
        return Pointer(_NUMBERS[found[1]] if found[1] else int(found[2]), also=_further_lines(folded))
    if _OTHER.search(folded) or names_exception(text):
        return Pointer(None, _OF_TWO.search(folded) is not None)
    return None


def counted_word(text: str) -> tuple[str, Pointer] | None:
    """What a line is counted of, and which: «چالش» of «چالش سوم»; None where no word or more than one is."""
    folded = _counting(text)
    found = list(_COUNTED.finditer(_SEVERAL.sub(r"\1", folded)))
    if len(found) != 1:
        return None
    digits = re.search(r"\d{1,2}$", found[0][0])
    pointer = Pointer(int(digits[0])) if digits else read_pointer(found[0][0])
    if pointer is None:
        return None
    return found[0]["before"] or found[0]["behind"], replace(pointer, also=_further_lines(folded))


def _counting(text: str) -> str:
    """The folded text, in which the last of a list is called by one word."""
    return _LAST_OF.sub(r"\1 اخر", plain(text))


def _further_lines(folded: str) -> tuple[int, ...]:
    """The lines behind the first one: 6 of «پنجم و ششم», 4 and 5 of «سوم تا پنجم»."""
    found = _SEVERAL.search(folded)
    if found is None:
        return ()
    last = _number(found[1])
    lines: list[int] = []
    for way, word in re.findall(rf"(و|تا|الی)? ?({_ORDINAL}|\d{{1,2}})(?: ?[یم])?(?!\w)", found[2]):
        number = _number(word)
        lines += range(last + 1, number + 1) if way in ("تا", "الی") else [number]
        last = number
    return tuple(lines)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def names_exception(text: str) -> bool:
    """«غیر از این دو»: what was told is named, to be left out."""
    return _BESIDES.search(plain(text)) is not None


def names_step(text: str) -> bool:
    """«مرحله سوم»: a step by its number."""
    pointer = read_pointer(text)
    return pointer is not None and pointer.line is not None and _THE_STEP.search(_counting(text)) is not None


def only_points(query: Query, shown: Part) -> bool:
    """Whether the message names nothing beside what the list is about, or is to be left out of it."""
    heading = " ".join((*shown.section.path, shown.section.title, shown.lead or ""))
    about = set(stems(heading)) | _columns(shown)
    if names_exception(query.text):
        about |= set(stems(" ".join(shown.lines)))
    named = [c for c in query.concepts if c.noun and not (is_general(c) or is_asking(c) or points(c.word))]
    return all(concept.meant_in(about) for concept in named)


def _columns(shown: Part) -> set[str]:
    """What every row of its table says: «درصد افزایش»."""
    rows = [set(stems(item.text)) for item in shown.section.items if item.kind is ItemKind.ROW]
    return set.intersection(*rows) if rows else set()


def pointed_at(
    catalogue: Catalogue, shown: Part, pointer: Pointer, told: Sequence[Part] = ()
) -> tuple[Part, ...]:
    """The line with what its own section says; so many lines; or the rest of the list, else those beside it.

    () when there is no such. `told` is all of the answer that the list stands in.
    """
    if pointer.first:
        kept = slice(pointer.first) if pointer.first > 0 else slice(pointer.first, None)
        return (replace(shown, lines=shown.lines[kept]),)
    if pointer.line is None:
        if is_process(catalogue, shown):
            return whole_section(catalogue, shown.section)
        if pointer.of_two and len(shown.lines) == shown.total == 2:
            return (shown,)
        if rest := _rest(catalogue, shown):
            return (replace(rest, lines=rest.lines[: pointer.few or None]),)
        groups = [group for group in catalogue.groups(shown.section.id) if group.listed]
        said = {line for part in (shown, *told) if part.section is shown.section for line in part.lines}
        others = [group for group in groups if not said.issuperset(item.text for item in group.items)]
        return tuple(whole_group(group) for group in others) if len(others) < len(groups) else ()
    found = [_line(catalogue, shown, number) for number in (pointer.line, *pointer.also)]
    return tuple(part for parts in found for part in parts) if all(found) else ()


def _line(catalogue: Catalogue, shown: Part, number: int) -> tuple[Part, ...]:
    """The line with that number, with what its own section or step says."""
    index = number - 1 if number > 0 else LAST
    if shown.ordered:
        return _step(catalogue, shown.section, index)
    if index >= len(shown.lines):
        return ()
    line = shown.lines[index]
    own = [
        whole_group(group)
        for section in catalogue.under(shown.section, shown.document)
        if bare_title(section.title) == bare_title(line)
        for group in catalogue.groups(section.id)
    ]
    return (replace(shown, lines=(line,)), *own)


def _step(catalogue: Catalogue, section: Section, index: int) -> tuple[Part, ...]:
    """The step, and what the process lists under it; () when there is no such."""
    groups = catalogue.groups(section.id)
    steps = [(group, item) for group in groups for item in group.items if item.kind is ItemKind.STEP]
    for group, item in steps[index:][:1]:
        below = (whole_group(each) for each in groups if each.lead is not None and each.lead == item.text)
        return (part_of(group, (item,)), *below)
    return ()


def is_process(catalogue: Catalogue, part: Part) -> bool:
    """Whether its section lists steps."""
    return any(item.kind is ItemKind.STEP for g in catalogue.groups(part.section.id) for item in g.items)


def lists_steps(catalogue: Catalogue, part: Part) -> bool:
    """Whether its lines are steps, or are called so."""
    called = plain(f"{part.section.title} {part.lead or ''}")
    return is_process(catalogue, part) or _STEP.search(called) is not None


def whole_section(catalogue: Catalogue, section: Section) -> tuple[Part, ...]:
    """All that stands directly in the section."""
    return tuple(whole_group(group) for group in catalogue.groups(section.id))


def _rest(catalogue: Catalogue, shown: Part) -> Part | None:
    """What the list goes on with; None where it was shown as a whole."""
    for group in catalogue.groups(shown.section.id):
        texts = tuple(item.text for item in group.items)
        if group.lead == shown.lead and set(shown.lines) < set(texts):
            return part_of(group, [item for item in group.items if item.text not in shown.lines])
    return None


def pointed_list(shown: Sequence[Part], pointer: Pointer, asked: Query | None) -> Part | None:
    """The list that «سومی» counts in: that whose lead the question before names, else the longest.

    None when nothing was listed; one line of a list is enough for «بقیه‌اش».
    """
    enough = 1 if pointer.line is None else 2
    listed = [part for part in shown if part.listed and len(part.lines) >= min(enough, part.total)]
    named = () if asked is None else [c for c in asked.concepts if not is_general(c)]

    def meant(part: Part) -> tuple[float, float, int]:
        lead, lines = set(stems(part.lead or part.section.title)), set(stems(" ".join(part.lines)))
        headed, held = (sum(c.rarity * c.share * c.match(each) for c in named) for each in (lead, lines))
        return headed, held if enough == 1 else 0.0, len(part.lines)

    return max(listed, key=meant, default=None)


def points(word: str, text: str = "") -> bool:
    """Whether the word is the pointer itself: «سومیش», «نوعش», but not in the text «برنامه هفتم»."""
    if text and _NTH.search(word) and re.search(rf"(?<!\w)برنامه (?:ی )?{re.escape(word)}", plain(text)):
        return False
    points = _NTH.search(word) or _OTHER.search(word)
    return (
        points is not None
        or word in _COUNTS
        or word in ("بعد", "بعدی", "سایر", "غیر", "جز", "پایانی", "نهایی", "واپسین")
        or not _SORTS.isdisjoint(bare_forms(word))
    )
