import pytest

from ingest.readable import make_readable
from ingest.sentences import split_lead, split_sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("خوشه سود دارد. هزینه کم می‌شود.", 2),
        ("رشد ۳.۵ درصد بود. سپس کم شد.", 2),
        ("نسخهٔ 3.2.1 آمد.", 1),
        ("آیا می‌شود؟ بله!", 2),
        ("او گفت «برو. بیا.» و رفت.", 1),
        ("موارد (مانند الف. ب.) فراوان است.", 1),
        ("مراکز طراحی، فروش و ... در خوشه‌ها.", 1),
        ("شکل گیرد.با این حال نشد.", 2),
        ("به نشانی https://a.ir/b?c=1 بروید.", 1),
        ("۲. گام دوم", 1),
    ],
)
def test_counts_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


def test_no_letter_is_lost() -> None:
    text = "یکم. دوم؟ (سوم. چهارم) پنجم!"
    assert "".join(split_sentences(text)).replace(" ", "") == text.replace(" ", "")


def test_only_the_last_sentence_leads() -> None:
    assert split_lead("خوشه سود دارد. سودها این‌اند:") == (["خوشه سود دارد."], "سودها این‌اند:")
    assert split_lead("خوشه سود دارد.") == (["خوشه سود دارد."], None)


def test_the_participle_of_a_verb_keeps_its_space() -> None:
    assert make_readable("شمار طرح‌ها افزایش یافته است.") == "شمار طرح‌ها افزایش یافته است."
    assert make_readable("در مناطق کمتر توسعه یافته کشور") == "در مناطق کمتر توسعه‌یافته کشور"


def test_the_letter_heh_of_an_entry_keeps_its_tail() -> None:
    assert make_readable("هـ) تغییر مدیریت هـم‌راه") == "هـ) تغییر مدیریت هم‌راه"
