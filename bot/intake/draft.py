"""A request that is being filled in: what has been answered, and what is asked now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from bot.dialogue.ports import Json
from bot.intake.case import Request
from bot.intake.form import Field, Form

SUMMARY, EDIT, SAME = "*summary", "*edit", "*same"  # what is asked when it is no field


@dataclass(frozen=True, slots=True)
class Partial:
    """Half an answer to the field that is asked now."""

    group: str | None = None
    province: str | None = None
    options: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()  # province ids and cities
    picked: tuple[str, ...] = ()  # of MANY, so far


@dataclass(frozen=True, slots=True)
class Draft:
    """Never changed; each step gives a new one."""

    at: str  # a field's id, or one of SUMMARY, EDIT, SAME
    answers: Mapping[str, Json] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    partial: Partial = Partial()
    editing: bool = False  # the summary has been reached: it is gone back to
    assessment: str | None = None  # id of the self-assessment that goes with it
    same_as: str | None = None  # code of the open case that it may belong to

    @classmethod
    def begin(cls, form: Form) -> "Draft":
        return cls(form.fields[0].id)

    @classmethod
    def load(cls, state: Json, form: Form) -> "Draft":
        """The stored draft as far as the form, which may have changed since, still asks for it."""
        draft = _DRAFT.validate_python(state)
        kept = {f.id: draft.answers[f.id] for f in form.fields if f.id in draft.answers}
        kept = {id_: value for id_, value in kept.items() if form.valid(_known(form, id_), value)}
        draft = replace(draft, answers=kept)
        if draft.at in (SUMMARY, EDIT, SAME):
            return draft if draft.missing(form) is None else draft.go_on(form)
        if form.field(draft.at) is None:
            return draft.go_on(form)
        return draft

    def dump(self) -> Json:
        state: Json = _DRAFT.dump_python(self, mode="json")
        return state

    def answer(self, form: Form, asked: Field, value: Json) -> "Draft":
        """With this answer, at the next question."""
        skipped = tuple(id_ for id_ in self.skipped if id_ != asked.id)
        return replace(self, answers={**self.answers, asked.id: value}, skipped=skipped).go_on(form)

    def volunteer(self, asked: Field, value: Json) -> "Draft":
        """With an answer that was given before its question."""
        return replace(self, answers={**self.answers, asked.id: value})

    def skip(self, form: Form, asked: Field) -> "Draft":
        """Without an answer, or with the one that was there before."""
        skipped = self.skipped if asked.id in self.answers else (*self.skipped, asked.id)
        return replace(self, skipped=skipped).go_on(form)

    def go_on(self, form: Form) -> "Draft":
        missing = self.missing(form)
        at = SUMMARY if missing is None else missing.id
        return replace(self, at=at, partial=Partial(), editing=self.editing or missing is None)

    def missing(self, form: Form) -> Field | None:
        """The first relevant field that is neither answered nor skipped."""
        done = {*self.answers, *self.skipped}
        return next((f for f in form.relevant(self.answers) if f.id not in done), None)

    def edit(self, asked: Field) -> "Draft":
        return replace(self, at=asked.id, partial=Partial(), editing=True)

    def back(self, form: Form) -> "Draft":
        """At the question before; the first one stays."""
        if self.partial != Partial():
            return replace(self, partial=Partial())
        if self.at in (EDIT, SAME):
            return replace(self, at=SUMMARY)
        asked = [f.id for f in form.relevant(self.answers)]
        if self.at == SUMMARY:
            return replace(self, at=asked[-1], editing=False)
        if self.editing and self.missing(form) is None:
            return replace(self, at=SUMMARY)
        place = asked.index(self.at) if self.at in asked else 0
        return replace(self, at=asked[max(place - 1, 0)])

    def given(self, form: Form) -> Sequence[tuple[Field, Json]]:
        """The answers that are sent, in the form's order: those to relevant fields."""
        return [(f, self.answers[f.id]) for f in form.relevant(self.answers) if f.id in self.answers]

    def request(self, form: Form) -> Request:
        """What is sent of it."""
        given = self.given(form)
        answers = {field.id: value for field, value in given if not field.personal}
        return Request(
            form.id,
            form.version,
            answers,
            {field.id: str(value) for field, value in given if field.personal},
            form.consent_version,
            form.search_text(answers),
            self.assessment,
        )


def _known(form: Form, field_id: str) -> Field:
    found = form.field(field_id)
    assert found is not None
    return found


_DRAFT = TypeAdapter(Draft)
