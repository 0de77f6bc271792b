"""The form as it was read from its file: fields, their options, and what is asked of whom."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue.ports import Json
from bot.intake.places import Places
from knowledge.persian import fold

type Answers = Mapping[str, Json]


class Kind(StrEnum):
    ONE = "one"
    MANY = "many"
    TREE = "tree"  # one option, in groups
    BAND = "band"  # one option, by a number
    PLACE = "place"
    TEXT = "text"
    PERSON = "person"  # a name of a person
    MOBILE = "mobile"


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    label: str
    words: tuple[str, ...] = ()  # folded beginnings of words it is known by, its label among them
    group: str | None = None
    at_least: int = 0  # of a band
    at_most: int = 0


@dataclass(frozen=True, slots=True)
class Relevance:
    """Asked only if an earlier field has one of these answers."""

    field: str
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    id: str
    kind: Kind
    label: str
    question: str
    help: str = ""
    message: str = ""  # when an answer is not understood or breaks the constraint
    required: bool = True
    personal: bool = False
    relevant: Relevance | None = None
    options: tuple[Option, ...] = ()
    groups: tuple[Option, ...] = ()  # of a tree
    shortest: int = 0  # characters of a text, or number of options of MANY
    longest: int = 1000
    pattern: re.Pattern[str] | None = None

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)

    def group(self, group_id: str) -> Option | None:
        return next((group for group in self.groups if group.id == group_id), None)


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    version: int
    title: str
    done: str  # what is said when it has been sent
    consent_version: str
    consent: str
    fields: tuple[Field, ...]
    places: Places

    def field(self, field_id: str) -> Field | None:
        return next((field for field in self.fields if field.id == field_id), None)

    def relevant(self, answers: Answers) -> Sequence[Field]:
        """The fields that are asked of somebody with these answers, in their order."""
        return [field for field in self.fields if _holds(field.relevant, answers)]

    def possible(self, answers: Answers) -> Sequence[Field]:
        """Those, and the ones that may still be asked, as what decides about them is not answered yet."""
        return [
            field
            for field in self.fields
            if _holds(field.relevant, answers) or (field.relevant and field.relevant.field not in answers)
        ]

    def valid(self, field: Field, value: Json) -> bool:
        """Whether this can stand as the field's answer, in this version of the form."""
        match field.kind, value:
            case ((Kind.ONE | Kind.TREE | Kind.BAND), str()):
                return field.option(value) is not None
            case Kind.MANY, list():
                return len(value) >= field.shortest and all(field.option(str(v)) is not None for v in value)
            case Kind.PLACE, {"province": str(province), "city": str(city)}:
                return self.places.province(province) is not None and bool(city)
            case ((Kind.TEXT | Kind.PERSON | Kind.MOBILE), str()):
                return bool(value)
        return False

    def shown(self, field: Field, value: Json) -> str:
        """The answer as people read it."""
        match value:
            case {"province": str(province), "city": str(city)}:
                found = self.places.province(province)
                return f"{found.name if found else province}، {city}"
            case list():
                return "، ".join(self._label(field, str(one)) for one in value)
            case str() if field.options:
                return self._label(field, value)
        return str(value)

    def search_text(self, answers: Answers) -> str:
        """Folded words by which these answers are found; personal ones are left out."""
        fields = [field for field in self.fields if not field.personal and field.id in answers]
        return fold(" ".join(self.shown(field, answers[field.id]) for field in fields))

    def _label(self, field: Field, option_id: str) -> str:
        option = field.option(option_id)
        return option.label if option else option_id


def _holds(relevance: Relevance | None, answers: Answers) -> bool:
    return relevance is None or answers.get(relevance.field) in relevance.among
