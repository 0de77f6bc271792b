"""The intake as a flow: it asks the form's questions, understands the answers and sends the request."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.dialogue.flow import Step, is_aside
from bot.dialogue.ports import Json, OpenSession
from bot.dialogue.turn import Reply, Turn, notice
from bot.dialogue.words import command_of
from bot.intake import texts
from bot.intake.asides import WORDS, asks, declines, says
from bot.intake.case import Case
from bot.intake.draft import EDIT, SAME, SUMMARY, Draft, Partial
from bot.intake.form import Field, Form, Kind
from bot.intake.further import SENTENCE, corrected, fuller_name, named, volunteered
from bot.intake.ports import OWN_CASES, SAME_REQUEST
from bot.intake.questions import BUTTON, CONTACT, Questions
from bot.intake.reading import Narrowed, Understood, read_answer
from knowledge.persian import fold


class IntakeFlow:
    """The state is a Draft; the seed is the id of a self-assessment that goes with the request, or None."""

    name = "intake"
    version = 1
    patience = timedelta(hours=6)  # who comes back later is asked whether to go on
    asides = 3
    lasting = True
    explains = False
    command: str | None = "intake"

    def __init__(self, form: Form, clock: Callable[[], datetime]) -> None:
        """`clock` gives aware UTC moments."""
        self.title = form.title
        self._form = form
        self._clock = clock
        self._questions = Questions(form)

    def start(self, seed: Json) -> Step:
        draft = replace(Draft.begin(self._form), assessment=seed if isinstance(seed, str) else None)
        return self._ask(draft, texts.INTRO)

    def ask(self, state: Json) -> Reply:
        return self._questions.ask(Draft.load(state, self._form))

    def advance(self, state: Json, turn: Turn, session: OpenSession) -> Step | None:
        draft = Draft.load(state, self._form)
        if turn.choice is not None and turn.choice != CONTACT:
            verb, _, rest = turn.choice.removeprefix(BUTTON).partition(":")
            field_id, _, argument = rest.partition(":")
            return self._press(draft, verb, field_id, argument, session)
        if draft.at == SUMMARY:
            return self._read_summary(draft, turn.text, session)
        if draft.at == EDIT:
            return self._read_edit(draft, turn.text, session)
        if draft.at == SAME:
            return self._read_same(draft, turn.text, session)
        field = self._form.field(draft.at)
        assert field is not None
        if turn.choice == CONTACT and field.kind is not Kind.MOBILE:
            return None
        return self._read_field(draft, field, turn.text, session)

    def back(self, state: Json, session: OpenSession) -> Step:
        return self._ask(Draft.load(state, self._form).back(self._form))

    def skip(self, state: Json, session: OpenSession) -> Step:
        draft = Draft.load(state, self._form)
        field = self._form.field(draft.at)
        if field is None:
            return self._ask(draft)
        if field.required and field.id not in draft.answers:
            return self._ask(draft, texts.NEEDED)
        return self._go(draft.skip(self._form, field), session)

    def cancel(self, state: Json, session: OpenSession) -> Reply:
        return notice(texts.CANCELLED)

    def surely(self, state: Json, text: str) -> bool:
        """Whether the text answers what is asked beyond doubt, also after questions in between."""
        draft = Draft.load(state, self._form)
        field = self._form.field(draft.at)
        if field is None:
            return draft.at == SUMMARY and says(text, texts.AGREE) and len(text.split()) <= SENTENCE
        if field.kind in WORDS or asks(field, text):
            return False
        known = self._form.places.province(draft.partial.province or "")
        return read_answer(self._form, field, text, known) is not None

    def _press(
        self, draft: Draft, verb: str, field_id: str, argument: str, session: OpenSession
    ) -> Step | None:
        """A button; None when it belongs to an earlier question."""
        if verb in ("send", "edit") and draft.at in (SUMMARY, EDIT):
            if verb == "send":
                return self._send(draft, session)
            field = self._form.field(field_id)
            return self._ask(replace(draft, at=EDIT) if field is None else draft.edit(field))
        if verb in ("merge", "apart") and draft.at == SAME:
            return self._settle(draft, session, merge=verb == "merge")
        field = self._form.field(field_id)
        if field is None or field_id != draft.at:
            return None
        return self._press_field(draft, field, verb, argument, session)

    def _press_field(
        self, draft: Draft, field: Field, verb: str, argument: str, session: OpenSession
    ) -> Step | None:
        """A button of the question that is asked now."""
        option = field.option(argument)
        match verb:
            case "o" if option is not None and field.kind is Kind.MANY:
                picked = tuple(dict.fromkeys((*draft.partial.picked, option.id)))
                return self._pick(draft, field, picked, session)
            case "o" if option is not None:
                return self._take(draft, field, option.id, session)
            case "enough" if draft.partial.picked:
                return self._take(draft, field, list(draft.partial.picked), session)
            case "g" if not argument or field.group(argument) is not None:
                return self._ask(replace(draft, partial=Partial(group=argument or None)))
            case "p" if self._form.places.province(argument) is not None:
                return self._narrow_place(draft, field, argument, session)
            case "c" if (place := self._place(argument)) is not None:
                return self._take(draft, field, place, session)
        return None

    def _place(self, argument: str) -> Json | None:
        """The city of a button «province:number»."""
        id_, _, number = argument.partition(":")
        province = self._form.places.province(id_)
        if province is None or not number.isdecimal() or int(number) >= len(province.cities):
            return None
        return {"province": id_, "city": province.cities[int(number)]}

    def _read_field(self, draft: Draft, field: Field, text: str, session: OpenSession) -> Step | None:
        if asks(field, text):
            return None
        if (other := corrected(self._form, draft, text)) is not None and other.id != field.id:
            return self._ask(replace(draft, at=other.id, partial=Partial()))
        if field.kind is Kind.MANY and draft.partial.picked and says(text, texts.DONE_PICKING):
            return self._take(draft, field, list(draft.partial.picked), session)
        if declines(field, text) or (not field.required and command_of(text) == "no"):
            if field.required:
                return self._ask(draft, texts.NEEDED)
            return self._go(draft.skip(self._form, field), session)
        known = self._form.places.province(draft.partial.province or "")
        match read_answer(self._form, field, text, known):
            case Understood(value=list(values)) if field.kind is Kind.MANY:
                both = [*dict.fromkeys((*draft.partial.picked, *(str(value) for value in values)))]
                return self._take(draft, field, [*both], session)
            case Understood(value=value):
                return self._take(draft, field, value, session, volunteered(self._form, draft, field, text))
            case Narrowed() as narrowed:
                if narrowed.province is not None:
                    return self._narrow_place(draft, field, narrowed.province.id, session)
                partial = Partial(
                    narrowed.group.id if narrowed.group else None,
                    None,
                    tuple(option.id for option in narrowed.options),
                    tuple((province.id, city) for province, city in narrowed.places),
                )
                return self._ask(replace(draft, partial=partial))
        if field.kind is Kind.MOBILE and (fuller := fuller_name(self._form, draft, text)) is not None:
            return self._ask(draft.volunteer(*fuller), self._questions.understood(*fuller))
        return self._ask(draft, field.message or texts.NOT_UNDERSTOOD)

    def _narrow_place(self, draft: Draft, field: Field, province_id: str, session: OpenSession) -> Step:
        """Asks for the city, unless the province has only one."""
        province = self._form.places.province(province_id)
        assert province is not None
        if len(province.cities) == 1:
            place: Json = {"province": province.id, "city": province.cities[0]}
            return self._take(draft, field, place, session)
        return self._ask(replace(draft, partial=Partial(province=province.id)))

    def _pick(self, draft: Draft, field: Field, picked: tuple[str, ...], session: OpenSession) -> Step:
        """One more of several, until none is left."""
        if len(picked) == len(field.options):
            return self._take(draft, field, list(picked), session)
        return self._ask(replace(draft, partial=Partial(picked=picked)))

    def _take(
        self,
        draft: Draft,
        field: Field,
        value: Json,
        session: OpenSession,
        further: Sequence[tuple[Field, Json]] = (),
    ) -> Step:
        """Keeps the answer and what was said further, shows them back and asks what comes next."""
        shown = [self._questions.understood(field, value)]
        for other, said in further:
            draft = draft.volunteer(other, said)
        draft = draft.answer(self._form, field, value)
        relevant = self._form.relevant(draft.answers)
        shown += [self._questions.understood(other, said) for other, said in further if other in relevant]
        return self._go(draft, session, *shown)

    def _go(self, draft: Draft, session: OpenSession, *before: str) -> Step:
        if draft.at == SUMMARY:
            taken = [record.id for record in session.assessments(50)]
            known = draft.assessment if draft.assessment in taken else next(iter(taken[-1:]), None)
            draft = replace(draft, assessment=known)
        return self._ask(draft, *before)

    def _ask(self, draft: Draft, *before: str) -> Step:
        return Step(self._questions.ask(draft, *before), draft.dump())

    def _read_summary(self, draft: Draft, text: str, session: OpenSession) -> Step | None:
        if (field := named(self._form, draft, text)) is not None:
            return self._ask(draft.edit(field))
        if says(text, texts.CHANGE) or command_of(text) == "no":
            return self._ask(replace(draft, at=EDIT))
        if says(text, texts.AGREE) or command_of(text) == "yes":
            return self._send(draft, session)
        return None if is_aside(text) else self._ask(draft, texts.SUMMARY_HINT)

    def _read_edit(self, draft: Draft, text: str, session: OpenSession) -> Step | None:
        if (field := named(self._form, draft, text, bare=True)) is not None:
            return self._ask(draft.edit(field))
        if says(text, texts.AGREE) and len(text.split()) <= SENTENCE:
            return self._send(draft, session)
        return None if is_aside(text) else self._ask(draft)

    def _read_same(self, draft: Draft, text: str, session: OpenSession) -> Step | None:
        said = fold(text)
        merge, apart = (
            any(fold(word) in said for word in words) for words in (texts.TO_MERGE, texts.TO_PART)
        )
        if merge != apart:
            return self._settle(draft, session, merge)
        return None if is_aside(text) else self._ask(draft)

    def _send(self, draft: Draft, session: OpenSession) -> Step:
        """Sends it, or asks first whether it belongs to an open case of today."""
        if draft.missing(self._form) is not None:
            return self._go(draft.go_on(self._form), session)
        request = draft.request(self._form)
        like = session.part(OWN_CASES).open_like(request.text("firm"), self._clock() - SAME_REQUEST)
        if like is not None:
            return self._ask(replace(draft, at=SAME, same_as=like.code))
        return self._sent(session.part(OWN_CASES).submit(request, self._clock()), merged=False)

    def _settle(self, draft: Draft, session: OpenSession, merge: bool) -> Step:
        own, request = session.part(OWN_CASES), draft.request(self._form)
        like = own.open_like(request.text("firm"), self._clock() - SAME_REQUEST) if merge else None
        if like is None:  # it has been closed meanwhile, or is another one
            return self._sent(own.submit(request, self._clock()), merged=False)
        return self._sent(own.merge(like, request, self._clock()), merged=True)

    def _sent(self, case: Case, merged: bool) -> Step:
        return Step(self._questions.sent(case, merged))
