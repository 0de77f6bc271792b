"""How parts of one section stand together: lines once, steps under the numbers of the document."""

from bot.dialogue.arranging import arrange
from bot.dialogue.composing import compose
from bot.dialogue.parts import Part, part_of, whole_group
from bot.dialogue.shelf import outline
from bot.dialogue.turn import BlockKind
from tests.unit.dialogue.library import BRANCH, LIBRARY, OBSTACLES, REPORT, SLIDES, STEPS

_FIRST, _BRANCH, _LAST = LIBRARY.catalogue.groups("bees/3")
(_OBSTACLES,) = LIBRARY.catalogue.groups("bees/2")
(_REPORTED,) = LIBRARY.catalogue.groups("honey/1")


def some(*numbers: int) -> Part:
    return part_of(_OBSTACLES, [_OBSTACLES.items[n] for n in numbers])


def test_a_line_that_was_chosen_twice_is_shown_once() -> None:
    text = compose([some(1, 2), whole_group(_OBSTACLES)]).plain().split("\n")
    assert text == ["چهار چالش پیش روست:", *(f"• {line}" for line in OBSTACLES)]


def test_lines_of_one_list_stand_together_in_its_order() -> None:
    (part,) = arrange([some(3), some(0)])
    assert part.lines == (OBSTACLES[0], OBSTACLES[3])


def test_a_section_that_comes_twice_is_cited_once() -> None:
    reply = compose([some(3), whole_group(_REPORTED), some(0)])
    assert [citation.source for citation in reply.citations] == [SLIDES.source, REPORT.source]


def test_steps_stand_in_the_order_of_the_process_however_they_were_found() -> None:
    reply = compose([whole_group(_LAST), whole_group(_BRANCH), whole_group(_FIRST)])
    assert reply.plain().split("\n")[1:] == [f"• {line}" for line in (*STEPS[:2], *BRANCH, STEPS[2])]


def test_a_step_keeps_its_number_without_the_ones_before_it() -> None:
    first = part_of(_FIRST, _FIRST.items[:1])
    steps = [b for b in compose([whole_group(_LAST), first]).blocks if b.kind is BlockKind.STEPS]
    assert [(block.start, block.lines[0].text) for block in steps] == [(1, STEPS[0]), (3, STEPS[2])]


def test_some_steps_do_not_stand_under_a_lead_that_announces_all() -> None:
    first = part_of(_FIRST, _FIRST.items[:1])
    assert compose([whole_group(_LAST), first]).blocks[0].lines[0].text == "فرایند برداشت:"
    assert compose([whole_group(_LAST)]).plain() == f"فرایند برداشت: {STEPS[2]}"


def test_words_of_our_own_stay_as_they_are() -> None:
    parts = outline((SLIDES, REPORT))
    assert arrange(parts) == parts
