"""Two small documents on beekeeping and a search over them that counts shared words: no model, no files."""

from collections.abc import Callable, Sequence

from bot.dialogue.answering import Answerer
from bot.dialogue.catalogue import Catalogue
from bot.dialogue.evidence import Evidence, gather
from bot.dialogue.planning import Planner
from knowledge.document import Document, Figure, FigureStatus, Item, ItemKind, Passage, Section, Theme, Topic
from knowledge.lexicon import load_lexicon
from knowledge.query import Concept, Query, QueryReader
from knowledge.retriever import Familiarity, Hit
from knowledge.stems import stems

OBSTACLES = (
    "کمبود کندوی سالم در انبارها",
    "گرانی شکر زمستانی",
    "نبود بازار صادراتی برای عسل",
    "پراکندگی زنبورداران در دره",
)
REPORT_OBSTACLES = ("ضعف بسته‌بندی برای صادرات", "کوچ دیرهنگام کندوها")
STEPS = ("سرشماری کندوها", "آیا کندوها سالم‌اند؟", "برداشت عسل")
BRANCH = ("بله ← برداشت آغاز می‌شود", "خیر ← درمان کندوها")


def section(
    document: str,
    number: str,
    title: str,
    topic: Topic,
    *items: tuple[ItemKind, str, str | None],
    figures: tuple[Figure, ...] = (),
    themes: tuple[Theme, ...] = (),
) -> Section:
    """A section of these items: kind, text and lead each; figures and themes for all of them."""
    made = tuple(
        Item(f"{document}/{number}/{n}", kind, text, lead, themes=themes, figures=figures, page=int(number))
        for n, (kind, text, lead) in enumerate(items, start=1)
    )
    return Section(f"{document}/{number}", number, title, (title,), 1, topic, made, int(number))


def bullets(lead: str | None, *texts: str) -> tuple[tuple[ItemKind, str, str | None], ...]:
    return tuple((ItemKind.BULLET, text, lead) for text in texts)


def sentences(*texts: str) -> tuple[tuple[ItemKind, str, str | None], ...]:
    return tuple((ItemKind.SENTENCE, text, None) for text in texts)


RECOVERED = Figure("۴۸۰", "480", status=FigureStatus.RECOVERED, proof="۳۲۰ ← ۴۸۰ = ۵۰٪")

SLIDES = Document(
    id="bees",
    source="bees.md",
    title="طرح زنبورداری دره",
    kind="deck",
    sections=(
        section(
            "bees",
            "1",
            "تعریف زنبورستان",
            Topic.DEFINITION,
            *sentences("زنبورستان جایی است که بیش از ده کندو کنار هم نگه‌داری می‌شود."),
        ),
        section(
            "bees", "2", "چالش‌های زنبورداری", Topic.CHALLENGES, *bullets("چهار چالش پیش روست:", *OBSTACLES)
        ),
        section(
            "bees",
            "3",
            "فرایند برداشت",
            Topic.PROCESS,
            *((ItemKind.STEP, step, "فرایند برداشت این گام‌ها را دارد:") for step in STEPS[:2]),
            *bullets(STEPS[1], *BRANCH),
            (ItemKind.STEP, STEPS[2], "فرایند برداشت این گام‌ها را دارد:"),
        ),
        section(
            "bees",
            "4",
            "آمار دره",
            Topic.STATUS,
            (ItemKind.ROW, "تعداد کندو: سال ۱۳۹۰ ۳۲۰، سال ۱۳۹۵ ۴۸۰", None),
            (ItemKind.ROW, "برداشت عسل (تن): سال ۱۳۹۰ ۵، سال ۱۳۹۵ ۹", None),
            figures=(RECOVERED,),
        ),
    ),
    digest="0" * 64,
    paged="slide",
)
REPORT = Document(
    id="honey",
    source="honey.md",
    title="گزارش عسل کوهستان",
    kind="report",
    sections=(
        section(
            "honey",
            "1",
            "چالش‌های عسل کوهستان",
            Topic.CHALLENGES,
            *bullets("دو چالش در گزارش آمده است:", *REPORT_OBSTACLES),
        ),
        section(
            "honey",
            "2",
            "تاریخچه",
            Topic.HISTORY,
            *sentences(
                "نخستین زنبورستان کوهستان در سال ۱۳۶۲ به دست تعاونی گلپر برپا شد.",
                "تعاونی گلپر ۴۵ عضو داشت.",
                "زنبوردارها از گرانی شکر می‌نالیدند، چون کارخانه دور بود.",
            ),
        ),
    ),
    digest="1" * 64,
)


def passages(*documents: Document) -> list[Passage]:
    """One for each item, under the titles of its document and section."""
    return [
        Passage(item.id, f"{d.title} {s.title} {item.lead or ''} {item.text}", d.id, s.id, item_id=item.id)
        for d in documents
        for s in d.sections
        for item in s.items
    ]


class WordSearch:
    """Implements Retriever: a passage scores by the share of the question's concepts that it holds."""

    def __init__(self, found: Sequence[Passage]) -> None:
        self._found = [(passage, frozenset(stems(passage.text))) for passage in found]

    def search(
        self, query: Query, limit: int, wanted: Callable[[Passage], bool] | None = None
    ) -> Sequence[Hit]:
        hits = []
        for passage, held in self._found:
            share = sum(c.match(held) * c.share for c in query.concepts) / (len(query.concepts) or 1)
            if wanted is None or wanted(passage):
                hits.append(Hit(passage, 0.8 + 0.4 * share, 0.8 + 0.15 * share, share, share))
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def weight(self, concept: Concept) -> float:
        return 4.0 if concept.known else 6.0

    def familiarity(self, query: Query) -> Familiarity:
        return Familiarity()


class WordReading:
    """Reads as if shared words were everything: a stand-in where the model would cost seconds."""

    def logit(self, question: str, evidence: str) -> float:
        asked, held = set(stems(question)), set(stems(evidence))
        return 6 * len(asked & held) / (len(asked) or 1) - 2

    def glance(self, question: str, evidence: str) -> tuple[float, float]:
        logit = self.logit(question, evidence)
        return logit - 1, logit + 1


class Library:
    """Everything that looks into these documents."""

    def __init__(self, *documents: Document) -> None:
        found = passages(*documents)
        self.catalogue = Catalogue(documents)
        self.search = WordSearch(found)
        self.reader = QueryReader(load_lexicon(), [passage.text for passage in found])
        self.planner = Planner(self.catalogue)
        self.answerer = Answerer(self.catalogue, self.search, self.reader, WordReading())

    def evidence(self, question: str) -> Evidence:
        return gather(self.catalogue, self.search, self.reader.read(question))


LIBRARY = Library(SLIDES, REPORT)
