from bot.dialogue.evidence import gather
from knowledge.query import Query
from knowledge.retriever import Familiarity
from tests.unit.dialogue.library import LIBRARY, REPORT, WordSearch, passages

UNANSWERED = Familiarity(answered=0.2, unanswered=0.95, documents=frozenset({"honey"}))


class KnowingSearch(WordSearch):
    """Knows that nobody can answer from the report what is asked."""

    def familiarity(self, query: Query) -> Familiarity:
        return UNANSWERED


def test_known_questions_tell_nothing_of_a_document_they_were_not_asked_about() -> None:
    search = KnowingSearch(passages(*LIBRARY.catalogue.documents))

    def found(question: str) -> tuple[str, Familiarity]:
        evidence = gather(LIBRARY.catalogue, search, LIBRARY.reader.read(question))
        return evidence.items[0].place.document.id, evidence.familiarity

    assert found("تعاونی گلپر چند عضو داشت؟") == (REPORT.id, UNANSWERED)
    assert found("گرانی شکر زمستانی") == ("bees", Familiarity())
