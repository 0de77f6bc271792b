"""The signs by which a message is read with the question before it."""

import pytest

from bot.dialogue.leaning import Signs, is_alone, leans, pieces

NOTHING_KNOWN = {"known_alone": 0.0, "known_together": 0.0, "nearer_together": 0.0}


def signs(**given: float) -> Signs:
    plainly = {"wording": 0.0, "words": 5, "names": 2, "unknown": 0, "points_back": 0, "compares": 0}
    return Signs(**{**plainly, **NOTHING_KNOWN, **given})


def test_the_pieces_of_a_text_count_one_in_all_and_repeated_ones_more() -> None:
    counts = pieces("کندو کندو عسل").values()
    assert sum(count * count for count in counts) == pytest.approx(1)
    assert max(counts) == pytest.approx(2 * min(counts))


def test_an_empty_text_has_no_pieces() -> None:
    assert not pieces("؟")


def test_letters_of_another_keyboard_make_the_same_pieces() -> None:
    assert pieces("كندوي ما") == pieces("کندوی ما")


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"wording": 2.0}, {"wording": -4.0}),
        ({"points_back": 1, "wording": 0.5}, {"names": 3, "unknown": 2, "wording": 0.5}),
        ({"known_together": 0.08, "wording": -1}, {"known_alone": 0.08, "wording": -1}),
    ],
)
def test_what_speaks_for_the_question_before_makes_a_message_lean(
    more: dict[str, float], less: dict[str, float]
) -> None:
    assert leans(signs(**more))
    assert not leans(signs(**less))


def test_a_message_stands_alone_where_all_speaks_for_that_and_nothing_points_back() -> None:
    own = {"wording": -4.0, "names": 3, "words": 8}
    assert is_alone(signs(**own))
    assert not is_alone(signs(**own, points_back=1))
    assert not is_alone(signs(wording=0.5))
