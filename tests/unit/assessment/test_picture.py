"""The picture of a result: as it was looked at and found good, and in words for who cannot see it."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.assessment import captions, drawing, lettering, picture
from bot.assessment.picture import draw
from bot.assessment.rendering import PictureFailed, to_png
from bot.assessment.result import DimensionScore
from bot.assessment.trend import draw_trend
from tests.results import TITLES, earlier, sample

GOLDEN = Path(__file__).parents[2] / "golden" / "assessment.png"
SMALL = (216, 320)  # pixels of the golden picture: enough to see every letter's place
TOLERANCE = 1.5  # mean difference of a patch, of 255: another version of resvg smooths edges otherwise
PATCH = 12  # pixels


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def small(content: bytes) -> Image.Image:
    return opened(content).convert("L").resize(SMALL, Image.Resampling.LANCZOS)


def worst_patch(one: Image.Image, other: Image.Image) -> float:
    """The largest mean difference of any patch."""
    difference = ImageChops.difference(one, other)
    return max(
        ImageStat.Stat(difference.crop((x, y, x + PATCH, y + PATCH))).mean[0]
        for x in range(0, SMALL[0], PATCH)
        for y in range(0, SMALL[1], PATCH)
    )


def test_the_picture_looks_as_it_was_found_good() -> None:
    """To take a new look on purpose: small(draw(...)).save(GOLDEN), and look at it."""
    golden = Image.open(GOLDEN).convert("L")
    assert worst_patch(small(draw(sample(), earlier())), golden) <= TOLERANCE


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: draw(sample()),  # no mark of the earlier result
        lambda: draw(sample((82, 38, 58, 47, 64, 71, None)), earlier()),
        lambda: draw(replace(sample(), title="آمادگی بنگاه برای حوشه"), earlier()),
    ],
    ids=["no earlier result", "three points more", "one dot less"],
)
def test_the_golden_picture_tells_small_faults(wrong: object) -> None:
    assert callable(wrong)
    assert worst_patch(small(wrong()), Image.open(GOLDEN).convert("L")) > TOLERANCE


@pytest.mark.parametrize(
    ("module", "attribute", "fault"),
    [(drawing, "_EMBED", ""), (picture, "_HATCH", ""), (picture, "RIGHT", 900)],
)
def test_the_golden_picture_tells_broken_drawing(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, attribute: str, fault: object
) -> None:
    monkeypatch.setattr(module, attribute, fault)
    assert worst_patch(small(draw(sample(), earlier())), Image.open(GOLDEN).convert("L")) > TOLERANCE


def test_the_picture_fits_what_telegram_keeps_whatever_is_in_it() -> None:
    long = tuple(replace(d, title=f"{d.title} و {d.title} و {d.title}") for d in sample().dimensions)
    for result in (
        sample(),
        sample(warned=True),
        sample((None,) * 7, None),
        replace(sample(), dimensions=long, title=sample().title * 3),
        replace(sample(), dimensions=(DimensionScore("a", "یک", 0, 1),)),
    ):
        image = opened(draw(result, earlier()))
        assert image.format == "PNG"
        assert max(image.size) <= 1280
        assert image.width >= 400


def test_a_title_is_text_and_never_markup() -> None:
    odd = replace(sample(), title='</text><rect width="9999" height="9999"/> & "')
    assert opened(draw(odd)).size[0] > 400


def test_a_drawing_that_fails_says_why() -> None:
    with pytest.raises(PictureFailed, match="unknown token"):
        to_png("nonsense", 100)


def test_lines_are_cut_between_words_and_fit() -> None:
    lines = lettering.wrap(" ".join(TITLES), 40, 500)
    assert " ".join(lines) == " ".join(TITLES)
    assert all(lettering.width(line, 40) <= 500 for line in lines)
    assert len(lettering.wrap("نهادهای‌پشتیبان", 40, 10)) == 1


def test_joined_letters_are_narrower_than_letters_apart() -> None:
    assert lettering.width("بیب", 40) < 3 * lettering.width("ب", 40)
    assert lettering.width("خوشه", 80, bold=True) == 2 * lettering.width("خوشه", 40, bold=True)


def test_a_trend_has_room_for_any_scores() -> None:
    day = timedelta(days=40)
    for scores in ((50,), (0, 100), (0, 31, 48, 44, 97, 100)):
        results = [
            replace(sample(), overall=score, taken_at=earlier().taken_at + n * day)
            for n, score in enumerate(scores)
        ]
        image = opened(draw_trend(results))
        assert image.width == 1080
        assert image.convert("L").crop((0, 0, 40, image.height)).getextrema() == (255, 255)


# in words


def test_the_words_say_what_the_picture_shows() -> None:
    lines = captions.in_words(sample(), earlier()).split("\n")
    assert lines[0] == (
        "آمادگی بنگاه برای خوشه، ۱ آذر ۱۴۰۵: در حال شکل‌گیری، ۵۸ از ۱۰۰ (\u2066+۹\u2069 نسبت به ۲۹ مرداد ۱۴۰۵)"
    )
    assert lines[1] == "مکان و همسایگان: ۸۲ (قوی‌ترین، \u2066+۴\u2069)"
    assert lines[2] == "اعتماد و همکاری: ۳۵ (ضعیف‌ترین، بی‌تغییر)"
    assert lines[4] == "خدمات توسعهٔ کسب‌وکار و نهادهای پشتیبان: ۴۷ (\u2066−۵\u2069)"
    assert lines[7] == "مدیریت، مالی و آمادگی دیجیتال: پاسخ کافی نبود"
    assert len(lines) == 8


def test_the_words_of_a_result_without_a_verdict_or_with_a_closed_gate() -> None:
    nothing = captions.in_words(sample((None,) * 7, None)).split("\n")
    assert nothing[0].endswith(captions.NO_VERDICT)
    assert all(line.endswith(captions.NO_SCORE) for line in nothing[1:])
    assert captions.in_words(sample(warned=True)).split("\n")[1] == captions.GATE_CLOSED


def test_dimensions_that_are_alike_have_no_strongest() -> None:
    assert captions.extremes(sample((50, 50.4, 50, 50, 50, None, None)).dimensions) == {}
    assert captions.extremes(sample((50, None, None, None, None, None, None)).dimensions) == {}
    assert captions.extremes(sample((50, 60, 60, 50, 50, 50, 50)).dimensions) == {
        "d1": captions.STRONGEST,
        "d0": captions.WEAKEST,
    }
