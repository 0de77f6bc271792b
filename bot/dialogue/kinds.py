"""«مقاله از چه سال‌هایی نام برده؟»: every line of the documents that names one of a kind."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.dialogue.asking import counts_lines
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.naming import names_body_of_its_own, names_country_abroad, names_town_at_home
from bot.dialogue.parts import Part, part_of
from bot.dialogue.rules import load_rules, plain
from knowledge.document import Document, Topic
from knowledge.persian import fold
from knowledge.query import Query, numerals
from knowledge.speech import bare_forms
from knowledge.stems import stem

# 1427 alone may count anything
_YEAR = re.compile(r"(?:(?:سال|دهه)[^\d،]{0,8}|(?<!\w)(?:از|تا) )(?:1[34]\d\d|20[012]\d|19\d\d)(?!\d)")
_SHARE = re.compile(r"\d ?(?:درصد|[%٪])")
_HOLDS: Mapping[str, Callable[[str], bool]] = {
    "سال": lambda line: _YEAR.search(fold(line)) is not None,
    "کشور": names_country_abroad,
    "شهر": names_town_at_home,
    "رقم عدد ارقام اعداد": lambda line: bool(numerals(line)),
    "درصد": lambda line: _SHARE.search(fold(line)) is not None,
    "سازمان نهاد دستگاه ارگان وزارتخانه": names_body_of_its_own,
}
_OF_WORD = {stem(word): holds for words, holds in _HOLDS.items() for word in words.split()}
_FRAME = frozenset(map(stem, "سند متن دو هر اسم نام برده خوشه صنعتی".split()))


def find_named(catalogue: Catalogue, query: Query, documents: Sequence[Document]) -> tuple[Part, ...]:
    """Those lines in their order, where nothing is asked for but their kind by name; else ()."""
    words = [{stem(form) for form in bare_forms(concept.word)} for concept in query.concepts]
    kinds = {_OF_WORD[word] for forms in words for word in forms & _OF_WORD.keys()}
    further = [forms for forms in words if forms.isdisjoint(_FRAME | _OF_WORD.keys())]
    named = load_rules().turns["named"].search(plain(query.text))
    if len(kinds) != 1 or further or named is None or counts_lines(query):
        return ()
    (holds,) = kinds
    return tuple(
        part_of(group, lines)
        for document in documents
        for section in document.sections
        if section.topic is not Topic.ABOUT
        for group in catalogue.groups(section.id)
        if (lines := [i for i in group.items if holds(i.text) and not catalogue.only_names(i.id)])
    )
