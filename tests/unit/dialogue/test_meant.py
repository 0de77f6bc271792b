import pytest

from bot.dialogue.meant import find_meant
from tests.unit.dialogue.library import LIBRARY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("چطوری خوشه بشیم؟", "beginning"),
        ("چجوری باید خوشه بشیم", "beginning"),
        ("مزایای خوشه برای کارگاه کوچک", "benefits"),
        ("چرا باید عضو خوشه بشم", "benefits"),
        ("عضو خوشه شدن چه سودی برامون داره؟", "benefits"),
        ("چه کمکی از دست خوشه برمیاد؟", "benefits"),
        ("عضو خوشه بشیم چی گیرمون میاد؟", "benefits"),
        ("چقدر طول می‌کشه یه خوشه توسعه پیدا کنه", "duration"),
        ("چند خوشه در ایران وجود دارد؟", "number"),
        ("کشور چند تا خوشه دارد", "number"),
        ("How many clusters are there in Iran?", "number"),
    ],
)
def test_what_everybody_asks_is_known_however_it_is_said(text: str, name: str) -> None:
    meant = find_meant(text)
    assert meant is not None and meant.name == name


@pytest.mark.parametrize("text", ["چند خوشه فعال داریم؟", "خوشه‌ها چند تا چالش دارند؟"])
def test_who_asks_of_one_thing_means_that(text: str) -> None:
    assert find_meant(text) is None


def test_who_names_the_step_leans_on_nothing_said_before() -> None:
    understand = LIBRARY.answerer.understanding.understand
    question, before = "بعد از سرشماری کندوها چی میشه؟", ("عسل کوهی چیست؟",)
    assert understand(question, before)[0] == understand(question, ())[0]
