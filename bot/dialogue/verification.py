"""The last look at an answer before it is sent: every line cited, every numeral held by its citation."""

from dataclasses import dataclass

from bot.dialogue.turn import Outcome, Reply
from knowledge.query import numerals


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that may not be said."""

    text: str
    quote: str  # what it was checked against
    reason: str


def find_problems(reply: Reply) -> tuple[Problem, ...]:
    """What stands in an answer without being held by its citation; other replies have none."""
    if reply.outcome is not Outcome.ANSWER:
        return ()
    problems = []
    for block in reply.blocks:
        for line in block.lines:
            if line.citation is None:
                if numerals(line.text) - _named(reply):
                    problems.append(Problem(line.text, "", "a figure without a citation"))
            elif not 0 <= line.citation < len(reply.citations):
                problems.append(Problem(line.text, "", "a citation that is not there"))
            else:
                citation = reply.citations[line.citation]
                counted = len(citation.quote.splitlines())  # «۱۵ مورد» is held by fifteen lines
                held = f"{citation.quote} {citation.locator} {citation.title} {counted}"
                if strange := numerals(line.text) - numerals(held):
                    problems.append(Problem(line.text, held, f"figures not in the quote: {sorted(strange)}"))
    return tuple(problems)


def _named(reply: Reply) -> frozenset[str]:
    """Numerals in the titles of the cited documents, which a heading may repeat."""
    return frozenset().union(*(numerals(citation.title) for citation in reply.citations))
