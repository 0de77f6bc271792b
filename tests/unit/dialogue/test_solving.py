from bot.dialogue.parts import whole_group
from bot.dialogue.pointing import Pointer, pointed_at
from bot.dialogue.solving import difficulties
from tests.unit.dialogue.library import LIBRARY


def test_only_one_line_of_a_list_of_challenges_is_a_difficulty() -> None:
    catalogue = LIBRARY.catalogue
    challenges, report = (whole_group(catalogue.groups(id)[0]) for id in ("bees/2", "honey/1"))
    second = pointed_at(catalogue, challenges, Pointer(2))
    first = pointed_at(catalogue, report, Pointer(1))
    assert difficulties(second) == list(second)
    assert difficulties((*second, *first)) == [*second, *first]
    assert difficulties((challenges,)) == []
    assert difficulties((challenges, *first)) == []
    step = pointed_at(catalogue, whole_group(catalogue.groups("bees/3")[0]), Pointer(1))
    assert difficulties(step) == []
