"""Generated intakes: however the answers are spelled and given, the case holds what was meant."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from bot.dialogue.intent import Intent, find_intent
from bot.dialogue.rules import load_rules, plain
from bot.dialogue.turn import SessionKey
from bot.dialogue.words import command_of
from bot.intake import texts
from bot.intake.asides import declines
from bot.intake.case import Case
from bot.intake.form import Form
from bot.intake.loading import load_intake
from bot.intake.ports import OWN_CASES
from bot.store.case_tables import cases
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.sessions import SqlSessions
from knowledge.persian import ZWNJ, fold, persian_digits
from tests.applicants import Applicant, open_talk

FORM: Form = load_intake()
ARABIC = str.maketrans("0123456789یک", "٠١٢٣٤٥٦٧٨٩يك")
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    persian_digits,
    lambda text: text.translate(ARABIC),
    lambda text: text.replace(ZWNJ, " "),
    lambda text: f"  {text} ".replace(" ", "  "),
    lambda text: f"{text}.",
)
AROUND_NAMES = frozenset("بنده اینجانب اسمم نامم هستم هستیم است".split())  # «نامم زهراست», «من زهرا هستم»
LETTERS = "ابپتجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def is_a_plain_word(word: str) -> bool:
    """Not one by which people ask, greet, decline, give orders or end a sentence: those are no names."""
    asking = load_rules().turns["question_word"].search(plain(word)) is not None
    intent = find_intent(word, lambda rest: bool(rest.strip()))
    declining = any(declines(field, word) for field in FORM.fields)
    if word in AROUND_NAMES:
        return False
    return not (asking or declining) and intent is Intent.QUESTION and command_of(word) is None


words = st.text(LETTERS, min_size=3, max_size=8).filter(is_a_plain_word)


@dataclass(frozen=True)
class Given:
    """One answer: what is meant, and how it is typed; None: its button is pressed."""

    value: Any
    typed: str | None


@st.composite
def option_of(draw: st.DrawFn, field_id: str) -> Given:
    field = FORM.field(field_id)
    assert field is not None
    option = draw(st.sampled_from(field.options))
    return Given(option.id, draw(st.sampled_from([None, option.label])))


@st.composite
def place(draw: st.DrawFn) -> Given:
    province = draw(st.sampled_from(FORM.places.provinces))
    city = draw(st.sampled_from(province.cities))
    joined = draw(st.sampled_from(["{p}، {c}", "استان {p} شهر {c}", "{p} - {c}", "شهر {c}، استان {p}"]))
    return Given({"province": province.id, "city": city}, joined.format(p=province.name, c=city))


@st.composite
def staff(draw: st.DrawFn) -> Given:
    number = draw(st.integers(1, 5000))
    field = FORM.field("staff")
    assert field is not None
    band = next(option.id for option in field.options if option.at_least <= number <= option.at_most)
    return Given(
        band, draw(st.sampled_from(["{}", "{} نفریم", "{} نفر", "حدود {} نفر پرسنل"])).format(number)
    )


@st.composite
def needs(draw: st.DrawFn) -> Given:
    field = FORM.field("needs")
    assert field is not None
    chosen = draw(st.lists(st.sampled_from(field.options), min_size=1, max_size=4, unique=True))
    ordered = [option for option in field.options if option in chosen]
    joined = draw(st.sampled_from(["، ", " و "])).join(option.label for option in ordered)
    return Given([option.id for option in ordered], joined)


@st.composite
def mobile(draw: st.DrawFn) -> Given:
    number = draw(st.from_regex(r"9[0-9]{9}", fullmatch=True))
    lead = draw(st.sampled_from(["0", "+98", "0098", "98", ""]))
    gap = draw(st.sampled_from(["", " ", "-"]))
    return Given(f"0{number}", f"{lead}{number[:3]}{gap}{number[3:6]}{gap}{number[6:]}")


names = st.builds(lambda first, last: Given(f"{first} {last}", f"{first} {last}"), words, words)
firms = st.builds(
    lambda name, number: Given(f"صنایع {name} {number}", f"صنایع {name} {number}"), words, st.integers(1, 99)
)
intakes = st.fixed_dictionaries(
    {
        "kind": option_of("kind"),
        "firm": firms,
        "sector": option_of("sector"),
        "activity": firms,
        "place": place(),
        "staff": staff(),
        "clustered": option_of("clustered"),
        "cluster": firms,
        "needs": needs(),
        "description": st.lists(words, min_size=4, max_size=12).map(
            lambda w: Given(" ".join(w), " ".join(w))
        ),
        "name": names,
        "mobile": mobile(),
    }
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('generated') / 'khoosheyar.db'}")
    migrate(engine)
    return engine


def fill_in(engine: Engine, person: str, meant: dict[str, Given], spell: Callable[[str], str]) -> Case:
    """The case that comes of these answers; every question is answered once."""
    who = Applicant(open_talk(engine), person)
    who.says("ثبت درخواست")
    for _ in range(len(FORM.fields) + 1):
        with SqlSessions(engine).open(who.key) as session:
            assert session.flow is not None
            state = session.flow.state
        assert isinstance(state, dict)
        at = str(state["at"])
        if at == "*summary":
            break
        answer = meant[at]
        if answer.typed is None:
            field = FORM.field(at)
            assert field is not None
            option = field.option(answer.value)
            assert option is not None
            if option.group is not None:
                group = field.group(option.group)
                assert group is not None
                who.presses(group.label)
            who.presses(option.label)
        else:
            who.says(spell(answer.typed))
    assert texts.SUMMARY in who.heard
    who.presses(texts.SEND)
    with SqlSessions(engine).open(SessionKey("web", person)) as session:
        (case,) = session.part(OWN_CASES).newest(2)
    return case


def same(value: Any) -> Any:
    """What two spellings of a free text have in common."""
    return fold(value).strip(" .").split() if isinstance(value, str) else value


def check(engine: Engine, number: int, meant: dict[str, Given], spell: Callable[[str], str]) -> None:
    case = fill_in(engine, f"p{number}", meant, spell)
    held = {**case.request.answers, **case.request.personal}
    asked = {field.id for field in FORM.relevant({k: v.value for k, v in meant.items()})}
    assert set(held) == asked
    for field_id in asked:
        assert same(held[field_id]) == same(meant[field_id].value), field_id


counter = iter(range(10**9))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(meant=intakes, spell=st.sampled_from(_SPELLINGS))
def test_generated_intakes_land_complete(
    engine: Engine, meant: dict[str, Given], spell: Callable[[str], str]
) -> None:
    check(engine, next(counter), meant, spell)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_thousand_generated_intakes_land_complete(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'khoosheyar.db'}")
    migrate(engine)
    done = []

    @settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(meant=intakes, spell=st.sampled_from(_SPELLINGS))
    def thousand(meant: dict[str, Given], spell: Callable[[str], str]) -> None:
        check(engine, next(counter), meant, spell)
        done.append(1)

    thousand()
    assert len(done) >= 1000
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(cases)).scalar() == len(done)
