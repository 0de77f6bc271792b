import pytest

from bot.dialogue.parts import whole_group
from bot.dialogue.pointing import Pointer, pointed_at
from bot.dialogue.question import read_question
from bot.dialogue.stepping import (
    at_the_step,
    is_one_line,
    line_beside,
    list_of,
    reads_step,
    step_named,
)
from tests.unit.dialogue.library import BRANCH, LIBRARY, OBSTACLES, STEPS


@pytest.mark.parametrize("text", ["بعدیش؟", "و بعدی؟", "مرحلهٔ بعد چیه؟", "خب بعدیش چی بود؟", "بعد از اون؟"])
def test_the_line_behind_is_asked_for(text: str) -> None:
    assert reads_step(text) == 1


@pytest.mark.parametrize("text", ["قبلیش؟", "یکی قبلش؟", "قبلی چی؟", "مرحله‌ی قبلی رو بگو"])
def test_the_line_before_is_asked_for(text: str) -> None:
    assert reads_step(text) == -1


@pytest.mark.parametrize("text", ["بعد از امکان‌سنجی چیه؟", "سه تای بعدی", "قبل از پروژه چند تا؟", "سومی؟"])
def test_what_names_something_asks_for_no_line_beside_the_last(text: str) -> None:
    assert reads_step(text) == 0


def test_from_a_line_one_goes_on_and_back_to_the_ends_of_its_list() -> None:
    obstacles = whole_group(LIBRARY.catalogue.groups("bees/2")[0])
    (second,) = pointed_at(LIBRARY.catalogue, obstacles, Pointer(2))
    assert is_one_line(second) and not is_one_line(obstacles)
    assert list_of(LIBRARY.catalogue, second).lines == OBSTACLES
    assert [part.lines for part in line_beside(LIBRARY.catalogue, second, 1)] == [OBSTACLES[2:3]]
    (first,) = line_beside(LIBRARY.catalogue, second, -1)
    assert first.lines == OBSTACLES[:1]
    assert line_beside(LIBRARY.catalogue, first, -1) == ()


def test_the_next_step_is_counted_over_the_branch_between() -> None:
    steps = whole_group(LIBRARY.catalogue.groups("bees/3")[0])
    (first,) = pointed_at(LIBRARY.catalogue, steps, Pointer(1))
    branched = line_beside(LIBRARY.catalogue, first, 1)
    assert [part.lines for part in branched] == [STEPS[1:2], BRANCH]
    assert [part.lines for part in line_beside(LIBRARY.catalogue, branched[0], 1)] == [STEPS[2:3]]


def test_around_a_step_no_question_is_told_without_its_answers() -> None:
    asked, query = (read("سرشماری چیست؟") for read in (read_question, LIBRARY.reader.read))
    steps = whole_group(LIBRARY.catalogue.groups("bees/3")[0])
    told = at_the_step(LIBRARY.catalogue, asked, query, (steps,))
    assert [line for part in told for line in part.lines] == [*STEPS[:2], *BRANCH]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("بعد از سرشماری کندوها چیه؟", (0, 1)),
        ("پیش از سرشماری چه باید کرد؟", (0, -1)),
        ("بعد از برداشت چیه؟", None),  # stands in two
        ("تا بعد از سرشماری چند گام است؟", None),
        ("بعد از این سرشماری چیه؟", None),
        ("سرشماری بعد از کدام گام است؟", (0, -1)),
        ("سرشماری قبل از چه مرحله‌ای است؟", (0, 1)),
    ],
)
def test_a_step_is_named_where_one_line_holds_the_words(text: str, found: tuple[int, int] | None) -> None:
    lines = (*STEPS[:2], *BRANCH, *STEPS[2:])
    assert step_named(lines, LIBRARY.reader.read(text)) == found
