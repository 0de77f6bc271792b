"""What stands below a reply so that it leads on: examples, a form that fits, a word to a person."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import texts
from bot.dialogue.feedback import RATE
from bot.dialogue.flows import Flows
from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.ports import ANSWERED, OpenSession, Verdict
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.turn import Choice, Outcome, Reply, paragraph

ASK = "ask"  # data of a button whose label is the question
_OPENINGS = frozenset({Intent.GREETING, Intent.IDENTITY, Intent.HELP})


def lead_on(text: str, reply: Reply, session: OpenSession, flows: Flows) -> Reply:
    """The reply to this text with its ways on; none while a form waits, which has its own."""
    if session.flow is not None:
        return reply
    if reply.outcome is Outcome.SMALL_TALK:
        return _with(reply, _after_small_talk(find_intent(text, lambda rest: False), session, flows))
    if reply.outcome not in ANSWERED:
        return reply
    for command, wanted in load_rules().leads.items():
        way = flows.way_to(command)
        if way is not None and wanted.search(plain(text)) is not None:
            if not reply.refused:
                return _with(reply, (way,))
            said = paragraph(texts.LEADS[command])
            return replace(reply, blocks=(*reply.blocks, said), choices=(way, *reply.choices))
    return reply


def _after_small_talk(intent: Intent, session: OpenSession, flows: Flows) -> Sequence[Choice]:
    if intent in _OPENINGS:
        return (*(Choice(example, ASK) for example in texts.EXAMPLES), *flows.offers)
    person = flows.way_to("intake")
    if intent is Intent.QUESTION:  # who told of themselves, see bot.dialogue.telling
        return tuple(way for way in (flows.way_to("assess"), person) if way is not None)
    if intent is Intent.PERSON:
        return (person,) if person is not None else ()
    if intent is not Intent.COMPLAINT:
        return ()
    last = session.last_answer()
    blame = f"{RATE}{Verdict.DOWN}:{last.turn_id}" if last is not None else ""
    return (
        *((Choice(texts.WHAT_WAS_WRONG, blame),) if 0 < len(blame.encode()) <= 64 else ()),
        *((person,) if person is not None else ()),
    )


def _with(reply: Reply, choices: Sequence[Choice]) -> Reply:
    return replace(reply, choices=(*reply.choices, *choices))
