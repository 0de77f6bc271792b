"""The intake's messages: each question with its buttons, the summary with the consent, the receipt."""

from collections.abc import Iterable, Sequence

from bot.dialogue.flow import BACK, CANCEL, SKIP
from bot.dialogue.ports import Json
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply, Tone
from bot.intake import texts
from bot.intake.case import Case
from bot.intake.draft import EDIT, SAME, SUMMARY, Draft, Partial
from bot.intake.form import Field, Form, Kind, Option
from knowledge.persian import persian_digits

BUTTON = ":intake:"  # button data: «:intake:verb:field:argument»
CONTACT = f"{BUTTON}contact"  # the choice of a turn whose text is a shared phone number
CASE_BUTTON = ":case:"  # asks how the case of this code stands
_CITIES = 11  # shown as buttons; others are typed


class Questions:
    """Says what a draft is asked; it understands nothing."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def ask(self, draft: Draft, *before: str) -> Reply:
        """What the draft waits for, after these lines."""
        if draft.at == SUMMARY:
            return self._summary(draft, before)
        if draft.at == EDIT:
            choices = [
                Choice(texts.edit_button(field.label), f"{BUTTON}edit:{field.id}")
                for field, _ in draft.given(self._form)
            ]
            return _reply([*map(Line, before), _question(texts.WHICH_EDIT)], [*choices, BACK])
        if draft.at == SAME:
            code = texts.ltr(draft.same_as or "")
            named = "firm" in draft.answers
            text = (texts.SAME if named else texts.SAME_UNNAMED).format(code=code)
            merge, apart = Choice(texts.MERGE, f"{BUTTON}merge"), Choice(texts.APART, f"{BUTTON}apart")
            return _reply([*map(Line, before), _question(text)], [merge, apart, BACK, CANCEL])
        field = self._form.field(draft.at)
        assert field is not None
        return self._field(draft, field, before)

    def understood(self, field: Field, value: Json) -> str:
        """The answer shown back."""
        shown = self._form.shown(field, value)
        if field.kind is Kind.MOBILE:
            shown = texts.ltr(persian_digits(shown))
        return texts.UNDERSTOOD.format(label=field.label, value=shown)

    def sent(self, case: Case, merged: bool) -> Reply:
        """The receipt with the tracking code."""
        code = texts.ltr(case.code)
        first = texts.MERGED.format(code=code) if merged else texts.SENT.format(code=code)
        lines = [self._form.done, first, texts.FOLLOW]
        button = Choice(texts.STATUS_BUTTON, f"{CASE_BUTTON}{case.code}")
        return Reply(Outcome.NOTICE, (_block(lines[1:] if merged else lines),), choices=(button,))

    def _field(self, draft: Draft, field: Field, before: Sequence[str]) -> Reply:
        partial = draft.partial
        asked = self._form.possible(draft.answers)
        place = texts.progress([f.id for f in asked].index(field.id) + 1 if field in asked else 1, len(asked))
        if (narrower := self._narrower(field, partial)) is not None:
            text, choices = narrower
            return _reply([*map(Line, before), _question(text)], [*choices, BACK, CANCEL])
        lines = [*map(Line, before), _hint(f"{place} · {field.label}"), _question(field.question)]
        if partial.picked:
            labels = self._form.shown(field, list(partial.picked))
            picked = Line(texts.PICKED.format(labels=labels))
            lines = [*map(Line, before), picked, _question(texts.MORE_OF_MANY)]
        elif field.help:
            lines.append(_hint(field.help))
        first = draft.at == self._form.fields[0].id and not draft.editing
        ends = [
            *([] if first else [BACK]),
            *([] if field.required and field.id not in draft.answers else [SKIP]),
            CANCEL,
        ]
        return _reply(lines, [*self._choices(field, partial), *ends], contact=field.kind is Kind.MOBILE)

    def _narrower(self, field: Field, partial: Partial) -> tuple[str, list[Choice]] | None:
        """The second question of an answer that was half understood."""
        if partial.options:
            options = [option for option in field.options if option.id in partial.options]
            return texts.WHICH, _options(field, options)
        if partial.places:
            pairs = [(self._form.places.province(id_), city) for id_, city in partial.places]
            choices = [
                Choice(
                    f"{city}، {province.name}",
                    f"{BUTTON}c:{field.id}:{province.id}:{_nth(province.cities, city)}",
                )
                for province, city in pairs
                if province is not None
            ]
            return texts.WHICH, choices
        if partial.group is not None and (group := field.group(partial.group)) is not None:
            options = [option for option in field.options if option.group == group.id]
            other = Choice(texts.OTHER_GROUP, f"{BUTTON}g:{field.id}:")
            return texts.WHICH_OF_GROUP.format(group=group.label), [*_options(field, options), other]
        if partial.province is not None:
            province = self._form.places.province(partial.province)
            if province is not None:
                cities = province.cities[:_CITIES]
                choices = [
                    Choice(city, f"{BUTTON}c:{field.id}:{province.id}:{n}") for n, city in enumerate(cities)
                ]
                return texts.WHICH_CITY.format(province=province.name), choices
        return None

    def _choices(self, field: Field, partial: Partial) -> Iterable[Choice]:
        match field.kind:
            case Kind.TREE:
                groups = [Choice(group.label, f"{BUTTON}g:{field.id}:{group.id}") for group in field.groups]
                return [*groups, *_options(field, [o for o in field.options if o.group is None])]
            case Kind.MANY:
                rest = [option for option in field.options if option.id not in partial.picked]
                enough = [Choice(texts.ENOUGH, f"{BUTTON}enough:{field.id}")] if partial.picked else []
                return [*enough, *_options(field, rest)]
            case Kind.PLACE:
                provinces = self._form.places.provinces
                return [Choice(p.name, f"{BUTTON}p:{field.id}:{p.id}") for p in provinces]
        return _options(field, field.options)

    def _summary(self, draft: Draft, before: Sequence[str]) -> Reply:
        lines = [
            f"{field.label}: {self.understood(field, value).partition(': ')[2]}"
            for field, value in draft.given(self._form)
        ]
        consent = texts.CONSENT.format(text=self._form.consent, version=self._form.consent_version)
        blocks = (
            _block([*before, texts.SUMMARY]),
            Block(BlockKind.BULLETS, tuple(Line(line) for line in lines)),
            _block([*([texts.WITH_ASSESSMENT] if draft.assessment else []), consent]),
        )
        send, edit = Choice(texts.SEND, f"{BUTTON}send"), Choice(texts.EDIT, f"{BUTTON}edit")
        return Reply(Outcome.FLOW, blocks, choices=(send, edit, CANCEL))


def _options(field: Field, options: Iterable[Option]) -> list[Choice]:
    return [Choice(option.label, f"{BUTTON}o:{field.id}:{option.id}") for option in options]


def _nth(cities: Sequence[str], city: str) -> int:
    return cities.index(city) if city in cities else 0


def _block(lines: Iterable[str]) -> Block:
    return Block(BlockKind.PARAGRAPH, tuple(Line(line) for line in lines))


def _question(text: str) -> Line:
    return Line(text, tone=Tone.STRONG)


def _hint(text: str) -> Line:
    return Line(text, tone=Tone.SOFT)


def _reply(lines: Iterable[Line], choices: Iterable[Choice], contact: bool = False) -> Reply:
    block = Block(BlockKind.PARAGRAPH, tuple(lines))
    return Reply(Outcome.FLOW, (block,), choices=tuple(choices), asks_contact=contact)
