"""What is indexed: each item under its heading and in everyday words, and each section as a whole."""

from collections.abc import Iterator

from knowledge.document import Document, Item, ItemKind, Passage, Section
from knowledge.glossary import everyday_words

SECTION_CHARACTERS = 1_100  # about 300 tokens of Persian


def make_passages(document: Document) -> tuple[Passage, ...]:
    """Passages in reading order; a section's own come after its items', cut where longer than 300 tokens."""
    return tuple(passage for section in document.sections for passage in _of_section(document.id, section))


def _of_section(document_id: str, section: Section) -> Iterator[Passage]:
    heading = section.title
    mute = [item for item in section.items if _says_nothing(item)]
    if 2 * len(mute) >= len(section.items):  # the list is one of words
        mute = []
    for item in section.items:
        if item in mute:
            continue
        yield Passage(item.id, f"{heading}: {with_lead(item)}", document_id, section.id, item.id)
        for number, sentence in enumerate(everyday_words(item.text, f"{heading} {item.lead or ''}"), start=1):
            yield Passage(f"{item.id}~{number}", sentence, document_id, section.id, item.id, gloss=True)
    if not section.items:
        return
    for number, piece in enumerate(_cut("\n".join(lines_of(section))), start=1):
        yield Passage(
            id=section.id if number == 1 else f"{section.id}+{number}",
            text=f"{heading}\n{piece}",
            document_id=document_id,
            section_id=section.id,
            item_id=None,
        )


def _says_nothing(item: Item) -> bool:
    """Whether the item is one word of a list without a lead («ملی»): it would be found as its heading is."""
    return item.kind is ItemKind.BULLET and item.lead is None and item.text.isalpha()


def with_lead(item: Item) -> str:
    """«lead — text», or the text alone."""
    return item.text if item.lead is None else f"{_bare(item.lead)} — {item.text}"


def lines_of(section: Section) -> list[str]:
    """Leads and items in reading order, a lead once over the items under it; one that is itself an item
    stands as that.
    """
    lines: list[str] = []
    lead: str | None = None
    for item in section.items:
        if item.lead is not None and item.lead != lead and item.lead not in lines[-1:]:
            lines.append(item.lead)
        lead = item.lead
        lines.append(item.text)
    return lines


def _bare(lead: str) -> str:
    return lead.rstrip().rstrip(":").rstrip()


def _cut(text: str) -> list[str]:
    if len(text) <= SECTION_CHARACTERS:
        return [text]
    # 0.4 s to import: only a build that met a long section pays for it
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=SECTION_CHARACTERS, chunk_overlap=0, separators=["\n", ". ", "؛ ", "، ", " ", ""]
    )
    return splitter.split_text(text)
