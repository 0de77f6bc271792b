"""The first section of every document: what it says of itself, as sentences that a question finds."""

from collections.abc import Iterator

from ingest.blocks import Meta
from knowledge.document import Item, ItemKind, Section, Topic

NUMBER = "0"
TITLE = "شناسنامهٔ سند"
PLAIN_KIND = "document"  # of a file that does not say what it is
_KINDS = {
    "deck": "ارائه",
    "slides": "ارائه",
    "presentation": "ارائه",
    "article": "مقاله",
    "report": "گزارش",
    "table": "جدول",
    "law": "قانون",
    "guide": "راهنما",
    "page": "صفحهٔ وب",
    "scan": "سند",
}
_LONG_KINDS = {"deck": "ارائه (اسلاید)"}


def make_front(document_id: str, title: str, kind: str, meta: Meta) -> Section:
    """Section 0: title, subtitle, author, publisher, date, kind, note, an item each; only what is known."""
    section_id = f"{document_id}/{NUMBER}"
    items = tuple(
        Item(f"{section_id}/{number}", ItemKind.SENTENCE, text)
        for number, text in enumerate(_sentences(title, kind, meta), start=1)
    )
    return Section(section_id, NUMBER, TITLE, (TITLE,), 1, Topic.ABOUT, items)


def _sentences(title: str, kind: str, meta: Meta) -> Iterator[str]:
    noun = _KINDS.get(kind, "سند")
    extra = dict(meta.extra)
    yield f"عنوان این {noun} «{title}» است."
    if subtitle := extra.get("subtitle"):
        yield f"زیرعنوان (روتیتر) این {noun} «{subtitle}» است."
    if meta.author:
        yield f"نویسندهٔ این {noun} {meta.author} است."
    if meta.publisher:
        yield f"ناشر این {noun} {meta.publisher} است."
    if meta.date:
        yield f"تاریخ این {noun} {meta.date} است."
    named = f" با برچسب «{label}»" if (label := extra.get("label")) else ""
    if kind != PLAIN_KIND:
        yield f"نوع این سند {_LONG_KINDS.get(kind) or _KINDS.get(kind) or kind}{named} است."
    elif label:
        yield f"برچسب این سند «{label}» است."
    if quote := extra.get("quote"):
        yield f"بخش برجستهٔ صفحه: {quote}"
    if note := extra.get("note"):
        yield note
