"""Which flow runs in a session: begun, paused for a question in between, resumed, reminded of, let go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.dialogue import texts
from bot.dialogue.calendar import waking
from bot.dialogue.flow import (
    CANCEL,
    CONTROL,
    RESTART,
    START,
    Control,
    Flow,
    Step,
    is_aside,
    resume,
    start,
)
from bot.dialogue.ports import ANSWERED, Json, OpenSession, RunningFlow
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.turn import Choice, Reply, Turn, ask, notice, paragraph
from bot.dialogue.words import command_of
from knowledge.persian import has_letters

type _Obeyed = Literal[Control.CANCEL, Control.BACK, Control.SKIP, Control.RESTART, Control.RESUME]


class Flows:
    """Runs at most one flow in a session."""

    def __init__(self, flows: Sequence[Flow], clock: Callable[[], datetime]) -> None:
        """`clock` gives aware UTC moments."""
        self._flows: Mapping[str, Flow] = {flow.name: flow for flow in flows}
        self._clock = clock

    @property
    def offers(self) -> tuple[Choice, ...]:
        """Buttons of the flows that people may start out of the blue."""
        flows = (flow for flow in self._flows.values() if flow.command and flow.lasting)
        return tuple(start(flow, flow.title) for flow in flows)

    def way_to(self, command: str) -> Choice | None:
        """The button of the flow that this command starts."""
        found = next((flow for flow in self._flows.values() if flow.command == command), None)
        return None if found is None else start(found, found.title)

    def begin(self, session: OpenSession, name: str, seed: Json) -> Reply:
        """Starts this flow in place of a running one; a lasting one waits below it until it has ended."""
        flow, running = self._flows[name], self.running(session)
        below = running.below if running else None
        if running is not None and running.name != name and self._flows[running.name].lasting:
            below = replace(running, below=None)
        begun = RunningFlow(name, flow.version, seed, None, self._clock(), below=below)
        return self._go_on(session, flow, begun, flow.start(seed))

    def running(self, session: OpenSession) -> RunningFlow | None:
        """The flow that can go on; one that this program does not know any more is let go."""
        running = session.flow
        if running is not None:
            flow = self._flows.get(running.name)
            if flow is None or flow.version != running.version:
                self._let_go(session, running)
                return self.running(session)
        return running

    def take(self, session: OpenSession, turn: Turn) -> Reply | None:
        """The reply of the running flow; None when the turn is not for it."""
        if (opened := self._asked_to_start(turn)) is not None:
            return self._start(session, *opened)
        running = self.running(session)
        control = self._control(turn, running)
        if running is None:
            return _nothing_runs(turn, control, session)
        flow, data = self._flows[running.name], turn.choice or ""
        if control is Control.PAUSE:
            session.flow = replace(running, paused=True, remind_at=None)
            return ask(texts.paused(flow.title), resume(flow))
        if control is Control.CANCEL and self._may_be_an_answer(turn, running):
            return self._ask_to_go_on(session, running, texts.drop)
        if control is not None:
            return self._go_on(session, flow, running, self._obey(control, session, flow, running))
        if data.startswith(f":{flow.name}:"):
            step = flow.advance(running.state, turn, session)
            # a button of an earlier question: what is asked now is shown again
            return self._go_on(session, flow, running, step or Step(flow.ask(running.state), running.state))
        if data.startswith(":"):
            return notice(texts.FLOW_DONE_WITH)
        if not self._waits(running) or turn.choice is not None or not has_letters(turn.text):
            return None
        if self._is_late(running) and not is_aside(turn.text):
            return self._ask_to_go_on(session, running)
        if about := _about_the_form(flow, running, plain(turn.text)):
            return self._go_on(session, flow, running, _said_above(about, flow, running))
        step = flow.advance(running.state, turn, session)
        if step is None or (running.asides and _misread(running, step)):
            return None  # after a question in between what fits no question of ours is another one
        return self._go_on(session, flow, running, step)

    def offer(self, session: OpenSession, turn: Turn, reply: Reply) -> Reply:
        """The reply to a question in between, with the question that waits or the way back to it."""
        running = self.running(session)
        if running is None:
            return reply
        flow = self._flows[running.name]
        if reply.refused and running.asides and self._waits(running):
            step = flow.advance(running.state, turn, session)
            if step is not None and _misread(running, step):  # the documents do not know it either
                return self._go_on(session, flow, running, step)
        if running.asides >= flow.asides:
            if flow.lasting:
                session.flow = replace(running, asides=flow.asides + 1)
            else:
                self._let_go(session, running)
            return reply
        session.flow = replace(running, asides=running.asides + 1)
        if not self._waits(session.flow):
            return _with(reply, resume(flow))
        waiting = flow.ask(running.state)
        return replace(
            reply,
            blocks=(*reply.blocks, *(replace(block, asks=True) for block in waiting.blocks)),
            choices=(*reply.choices, *waiting.choices),
            attachments=(*reply.attachments, *waiting.attachments),
            asks_contact=waiting.asks_contact,
        )

    def reminder(self, running: RunningFlow | None) -> Reply | None:
        """The question whether to go on, when the moment to ask it unasked has come."""
        if running is None or running.remind_at is None or running.remind_at > self._clock():
            return None
        flow = self._flows.get(running.name)
        known = flow is not None and flow.version == running.version
        return ask(texts.go_on(flow.title), resume(flow), RESTART, CANCEL) if flow and known else None

    def welcome_back(self, session: OpenSession) -> Reply | None:
        """The same question for a person who is here again without a word; asked once."""
        running = self.running(session)
        if running is None or self.reminder(running) is None:
            return None
        return self._ask_to_go_on(session, running)

    def seen(self, session: OpenSession) -> None:
        """The person is here and talks: a moment to remind them that has come is over."""
        if session.flow is not None and self.reminder(session.flow) is not None:
            session.flow = replace(session.flow, remind_at=None)

    def _ask_to_go_on(
        self, session: OpenSession, running: RunningFlow, words: Callable[[str], str] = texts.go_on
    ) -> Reply:
        flow = self._flows[running.name]
        # until the person says so nothing that is typed is taken for an answer
        session.flow = replace(running, paused=True, asides=0, remind_at=None)
        return ask(words(flow.title), resume(flow), RESTART, CANCEL)

    def _waits(self, running: RunningFlow) -> bool:
        """Whether what is typed may be its answer: its question is the last thing that was shown."""
        flow = self._flows[running.name]
        return not running.paused and (not running.asides or (flow.lasting and running.asides <= flow.asides))

    def _may_be_an_answer(self, turn: Turn, running: RunningFlow) -> bool:
        """Whether a typed «لغو» or «توقف» would throw away what was answered before, perhaps unmeant."""
        flow = self._flows[running.name]
        typed = turn.choice is None and not turn.text.startswith("/")
        answered = running.state != flow.start(running.seed).state
        return typed and flow.lasting and answered and self._waits(running) and not self._is_late(running)

    def _is_late(self, running: RunningFlow) -> bool:
        return self._clock() - running.touched_at > self._flows[running.name].patience

    def _asked_to_start(self, turn: Turn) -> tuple[str, str | None, bool] | None:
        """Name of the flow, its seed, and whether in place of whatever waits."""
        if turn.choice is None:
            command = command_of(turn.text)
            names = [name for name, flow in self._flows.items() if flow.command and flow.command == command]
            return (names[0], None, False) if names else None
        name, _, rest = turn.choice.removeprefix(START).partition(":")
        how, _, seed = rest.partition(":")
        known = turn.choice.startswith(START) and name in self._flows and self._flows[name].command
        return (name, seed or None, how == "anew") if known else None

    def _start(self, session: OpenSession, name: str, seed: str | None, anew: bool) -> Reply:
        """Begins it, unless another that the person has started waits: that is not thrown away unasked."""
        running = self.running(session)
        if running is not None and running.below is not None and running.below.name == name:
            running = replace(running.below, below=replace(running, below=None))
        waiting = self._flows[running.name] if running else None
        if running is None or waiting is None or waiting.command is None or anew:
            return self.begin(session, name, seed)
        if waiting.lasting and running.name != name:
            return self.begin(session, name, seed)
        session.flow = replace(running, paused=True)
        data = f"{START}{name}:anew:{seed}" if seed else f"{START}{name}:anew"
        start_anew = Choice(texts.begin(self._flows[name].title), data)
        return ask(texts.go_on(waiting.title), resume(waiting), start_anew, CANCEL)

    def _control(self, turn: Turn, running: RunningFlow | None) -> Control | None:
        if turn.choice is not None:
            name = turn.choice.removeprefix(CONTROL) if turn.choice.startswith(CONTROL) else None
        else:
            name = command_of(turn.text)
            if name == "yes" and running is not None and (not self._waits(running) or self._is_late(running)):
                name = Control.RESUME
            elif name == "no" and running is not None and running.paused and not running.asides:
                name = Control.PAUSE  # «نه» to the question whether to go on throws nothing away
        return Control(name) if name in set(Control) else None

    def _obey(self, control: _Obeyed, session: OpenSession, flow: Flow, running: RunningFlow) -> Step:
        match control:
            case Control.CANCEL:
                return Step(flow.cancel(running.state, session))
            case Control.BACK:
                return flow.back(running.state, session)
            case Control.SKIP:
                return flow.skip(running.state, session)
            case Control.RESTART:
                return flow.start(running.seed)
            case Control.RESUME:
                return Step(flow.ask(running.state), running.state)

    def _go_on(self, session: OpenSession, flow: Flow, running: RunningFlow, step: Step) -> Reply:
        if step.state is None:
            waiting = self._let_go(session, running)
            return step.reply if waiting is None else _with(step.reply, resume(waiting))
        now = self._clock()
        remind_at = waking(now + flow.patience) if flow.command else None
        session.flow = replace(
            running, state=step.state, touched_at=now, asides=0, paused=False, remind_at=remind_at
        )
        return step.reply

    def _let_go(self, session: OpenSession, running: RunningFlow) -> Flow | None:
        """Ends it; gives back the flow that waited below it and is to go on."""
        below = running.below
        session.flow = None if below is None else replace(below, paused=True)
        return None if below is None else self._flows.get(below.name)


def _nothing_runs(turn: Turn, control: Control | None, session: OpenSession) -> Reply | None:
    """The reply to what only makes sense in a flow; None for any other message.

    «ادامه» and «بعدی» may be about an answer, where one has just been given.
    """
    if control is not None:
        last = next(iter(session.history(1)), None)
        answered = last is not None and last.reply.outcome in ANSWERED
        if control is Control.CANCEL or turn.text.startswith("/") or not answered:
            return notice(texts.NOTHING_TO_CANCEL)
    return notice(texts.FLOW_DONE_WITH) if (turn.choice or "").startswith(":") else None


def _about_the_form(flow: Flow, running: RunningFlow, said: str) -> str | None:
    """What is said to who asks how much of it is left or what a question of it is for."""
    turns = load_rules().turns
    if flow.lasting and turns["length_of_the_form"].search(said):
        return texts.FLOW_LENGTH
    unexplained = not flow.explains and not running.asides
    return texts.why_asked(flow.title) if unexplained and turns["of_the_form"].search(said) else None


def _said_above(text: str, flow: Flow, running: RunningFlow) -> Step:
    """The question that waits, below what is said of it."""
    waiting = flow.ask(running.state)
    return Step(replace(waiting, blocks=(paragraph(text), *waiting.blocks)), running.state)


def _misread(running: RunningFlow, step: Step) -> bool:
    """Whether the step only says that the answer was not understood."""
    return step.state == running.state


def _with(reply: Reply, choice: Choice) -> Reply:
    return replace(reply, choices=(*reply.choices, choice))
