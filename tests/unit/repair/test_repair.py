"""Damage made from our own text, and what repair makes of it."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from ingest.repair import Damage, Evidence, RepairedPage, repair_page
from tests import damage
from tests.unit.repair.texts import ARTICLE, SLIDES, TOURISM

LETTERS = re.compile(r"[^\W_ـ]")


def repair(text: str) -> RepairedPage:
    return repair_page(text, Evidence.for_document(text))


@lru_cache(maxsize=4)
def evidence_of(text: str) -> Evidence:
    """The same for many pages of one document, as in ingest."""
    return Evidence.for_document(text)


def lines_of(page: RepairedPage) -> list[str]:
    return [line.text for line in page.lines if line.text]


def deck(lines: tuple[str, ...] = SLIDES) -> str:
    """The slides as a PDF of them is extracted: visual runs, Arabic letters, a line a paragraph."""
    return "\n\n".join(damage.with_arabic_letters(damage.with_reversed_runs(line)) for line in lines)


def newspaper() -> str:
    column = damage.wrapped(damage.without_half_spaces(ARTICLE), 52)
    return "\n".join(damage.with_tatweel(damage.with_mirrored_brackets(line), 0.08) for line in column)


def error_rate(ours: str, wanted: str) -> float:
    return Levenshtein.distance(ours, wanted) / len(wanted)


def letters(text: str) -> list[str]:
    """Letters and digits; a hamza above is a mark of its letter."""
    return sorted(LETTERS.findall(unicodedata.normalize("NFD", text)))


def test_clean_article_comes_back_byte_for_byte() -> None:
    assert repair(ARTICLE).text == ARTICLE


def test_clean_slides_come_back_byte_for_byte() -> None:
    text = "\n\n".join(SLIDES)
    page = repair(text)
    assert page.text == text and not page.repaired


def test_windows_line_ends_and_trailing_spaces_of_clean_text_stay() -> None:
    text = "  " + "\r\n".join(SLIDES) + " \n\n"
    assert repair(text).text == text


def test_reversed_runs_of_a_deck_are_read_in_order() -> None:
    assert error_rate("\n".join(lines_of(repair(deck()))), "\n".join(SLIDES)) < 0.05


def test_most_reversed_lines_become_whole_again() -> None:
    broken = [line for line in SLIDES if damage.with_reversed_runs(line) != line]
    repaired = lines_of(repair(deck()))
    assert sum(line in repaired for line in broken) >= 0.8 * len(broken)


def test_most_lines_of_a_deck_whose_first_words_are_bold_become_whole_again() -> None:
    raw = "\n\n".join(damage.with_arabic_letters(damage.with_reversed_marked_runs(line)) for line in TOURISM)
    repaired = lines_of(repair(raw))
    wanted = [line.replace("|", "") for line in TOURISM]
    assert wanted[-1] in repaired
    assert sum(line in repaired for line in wanted) >= 0.85 * len(wanted)


def test_reordered_line_says_so_with_a_confidence() -> None:
    page = repair(deck())
    line = next(line for line in page.lines if line.text == "جایگاه تعاونی‌های روستایی در اقتصاد کشور")
    kinds = {repair.kind for repair in line.repairs}
    assert Damage.RUN_ORDER in kinds and 0.5 <= line.confidence < 1


def test_original_of_a_repaired_line_is_what_was_extracted() -> None:
    text = deck()
    assert "\n\n".join(line.original for line in repair(text).lines if line.text) == text


def test_word_torn_at_the_line_end_is_joined() -> None:
    last = "ساماندهی بازار محصولات کشاورزی و دامی در مناطق محروم"
    torn = damage.with_arabic_letters(damage.with_torn_last_word(last, 2))
    assert last in lines_of(repair(f"{deck()}\n\n{torn}"))


@pytest.mark.parametrize(
    "entry",
    [
        "استمرار آموزش در روستا با همکاری گسترده تعاونی",
        "تکرار آموزش برای اعضا با نظارت استانی تعاونی",
        "تنوع آموزش برای روستاییان با کمک گسترده تعاونی",
    ],
)
def test_what_an_entry_begins_with_is_not_taken_for_the_rest_of_its_torn_last_word(entry: str) -> None:
    torn = damage.with_arabic_letters(damage.with_torn_last_word(entry, 3))
    assert entry in lines_of(repair(f"{deck()}\n\n{torn}"))


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("گران شدن تورهای ماهیگیری و موتورهای دریایی وارداتی", 2),
        ("دشوار بودن دریافت گواهی‌های بهداشتی برای صادرات میگو به اروپا", 2),
    ],
)
def test_an_entry_begins_with_its_verbal_noun_although_that_was_a_run_of_its_own(
    line: str, first: int
) -> None:
    words = line.split(" ")
    lead, rest = " ".join(words[:first]) + " ", " ".join(words[first:])
    raw = damage.with_arabic_letters(damage.with_reversed_runs(rest) + lead)
    assert line in lines_of(repair(f"{deck()}\n\n{raw}\n\n{damage.with_arabic_letters(SLIDES[1])}"))


def test_strokes_read_as_letters_are_taken_out() -> None:
    plain = "آموزش مدیران تعاونی‌ها در زمینه بازاریابی و حسابداری"
    stretched = damage.with_strokes("نبود انبار مناسب برای نگهداری محصولات کشاورزی", 0.2, seed=3)
    others = [
        damage.with_strokes(line.replace(damage.ZWNJ, " "), 0.12, seed=n) for n, line in enumerate(SLIDES)
    ]
    page = repair("\n\n".join([deck(), *others, stretched]))
    assert plain in lines_of(page) and "نبود انبار مناسب برای نگهداری محصولات کشاورزی" in lines_of(page)


@pytest.mark.parametrize(
    ("verb", "stretched"), [("تعیین", "تعيوين"), ("گسترش", "گسوترش"), ("تأمین", "تاموين")]
)
def test_a_stretched_word_ends_its_line_although_the_entries_around_begin_with_it(
    verb: str, stretched: str
) -> None:
    about = (
        "سهم استان ها از اعتبار خرید نهاده",
        "شبکه فروش محصولات کشاورزی در استان",
        "محل ساخت انبار و سردخانه",
    )
    first, second, last = (damage.with_strokes(f"{verb} {each}", 0.1, n) for n, each in enumerate(about))
    line = "تدوین برنامه سالانه فروش محصولات تعاونی های روستایی در شورای هماهنگی تعاونی"
    wrapped = f"ها و {stretched} {line}\nمهارت مدیران"
    raw = damage.with_arabic_letters("\n\n".join((first, second, wrapped, last)))
    wanted = f"{line.replace(' های', damage.ZWNJ + 'های')}{damage.ZWNJ}ها و {verb} مهارت مدیران"
    assert wanted in lines_of(repair(f"{deck()}\n\n{raw}"))


@pytest.mark.parametrize(
    ("tail", "line", "below", "rest"),
    [
        (
            "ای نظری و",
            "کم ارزش دانستن رشته های فنی نزد خانواده ها و گرایش بیشتر دانش آموزان به رشتوه ه",
            "کنکور",
            "نظری و کنکور",
        ),
        (
            "صوصی در ساخوت",
            "حمایت از نوسازی شبکه های فرسوده با وام های کم بهره و مشارکت بخوش خ",
            "های کوچکخانهتصفیه",
            "ساخت تصفیه_خانه_های کوچک",
        ),
    ],
)
def test_the_tail_of_a_torn_word_is_short(tail: str, line: str, below: str, rest: str) -> None:
    slides = (damage.with_strokes(SLIDES[n].replace(damage.ZWNJ, " "), 0.12, n) for n in (5, 8, 11))
    raw = damage.with_arabic_letters("\n\n".join((*slides, f"{tail} {line}\n{below}", SLIDES[1])))
    read = lines_of(repair(f"{deck()}\n\n{raw}"))[-2].replace(damage.ZWNJ, "_")
    assert read.startswith(line.split()[0]) and read.endswith(rest)


def test_a_stretched_word_that_people_mistype_so_is_read_as_the_word() -> None:
    slides = (damage.with_strokes(SLIDES[n].replace(damage.ZWNJ, " "), 0.12, n) for n in (5, 8, 11))
    entries = ("حمایت از خوانواده روستایی", "آموزش زنان خانوار روستا")
    raw = damage.with_arabic_letters("\n\n".join((*slides, *entries)))
    assert lines_of(repair(f"{deck()}\n\n{raw}"))[-2:] == ["حمایت از خانواده روستایی", entries[1]]


def test_a_bullet_at_the_end_moves_to_the_front() -> None:
    bullets = [damage.with_moved_bullet(f"• {line}") for line in ("خرید گروهی نهاده", "فروش مشترک محصولات")]
    page = repair(f"{deck()}\n\n{damage.with_arabic_letters(chr(10).join(bullets))}")
    assert lines_of(page)[-2:] == ["• خرید گروهی نهاده", "• فروش مشترک محصولات"]


def test_a_stop_at_the_start_moves_to_the_end() -> None:
    moved = damage.with_arabic_letters(
        damage.with_moved_stop("تعاونی‌ها هر سال گزارش می‌دهند.".replace("‌", " "))
    )
    assert lines_of(repair(f"{deck()}\n\n{moved}"))[-1].endswith("می‌دهند.")


def test_digits_keep_their_place_in_a_reversed_line() -> None:
    line = "در سال 1402 تعداد تعاونی‌های روستایی 350 بود"
    page = repair(f"{deck()}\n\n{damage.with_arabic_letters(damage.with_reversed_runs(line))}")
    assert lines_of(page)[-1] == line


def test_bracketed_aside_is_read_after_what_it_explains() -> None:
    line = "نبود انبار و سردخانه مناسب (به ویژه در روستاها)"
    page = repair(f"{deck()}\n\n{damage.with_arabic_letters(damage.with_reversed_runs(line))}")
    assert lines_of(page)[-1] == line


def test_addresses_are_not_reordered() -> None:
    page = repair(f"{deck()}\n\nپرونده گزارش سالانه/تعاونی.pptx")
    assert lines_of(page)[-1] == "پرونده گزارش سالانه/تعاونی.pptx"


def test_newspaper_column_becomes_sentences() -> None:
    ours = " ".join(lines_of(repair(newspaper())))
    assert error_rate(ours, ARTICLE) < 0.01


def test_each_sentence_of_a_wrapped_column_is_one_line() -> None:
    lines = lines_of(repair(newspaper()))
    assert len(lines) == 5 and all(line.endswith(".") for line in lines)


def test_word_torn_by_tatweel_is_joined() -> None:
    line = "همکاری میان تولیدکنندگان روستایی در ایران رو به گسترش است"
    torn = damage.with_torn_word(line, "ایران", 2)
    assert lines_of(repair(f"{newspaper()}\n\n{torn}"))[-1] == line


def test_presentation_forms_become_letters() -> None:
    page = repair(damage.with_presentation_forms("\n".join(SLIDES)))
    assert lines_of(page)[1] == "تعاونی روستایی چیست؟"


def test_arabic_letters_alone_change_nothing_else() -> None:
    page = repair(damage.with_arabic_letters(ARTICLE))
    assert page.text == ARTICLE
    assert {repair.kind for line in page.lines for repair in line.repairs} == {Damage.LETTERS}


def test_words_handed_out_from_the_left_are_turned_and_said_to_be_guessed() -> None:
    text = damage.with_letters_from_the_left(damage.without_half_spaces(ARTICLE))
    page = repair(text)
    assert error_rate(text, ARTICLE) > 0.1 and error_rate(" ".join(lines_of(page)), ARTICLE) < 0.02
    assert min(line.confidence for line in page.lines) <= 0.7


def test_a_sound_text_with_a_few_words_from_the_left_stays() -> None:
    text = f"{ARTICLE} یلیر هبرجت"
    assert repair(text).text == text


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Only English.", "۱۲۳", "•", "ــ", ")", "."])
def test_text_without_persian_words_stays(text: str) -> None:
    assert repair(text).text == text


@pytest.mark.parametrize("text", ["", "•", "...", "ــ ــ", "(", "«»", "12%", "هاي", "\u200c", "A)ب("])
def test_any_line_of_a_damaged_page_is_survived(text: str) -> None:
    evidence = Evidence.for_document(deck())
    assert letters(repair_page(text, evidence).text.replace("ی", "ي")) == letters(text.replace("ی", "ي"))


_WORDS = sorted({word for line in SLIDES for word in line.split()} | {"سال", "1402", "(نمونه)", "SME"})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12))
def test_letters_and_digits_are_conserved(words: list[str]) -> None:
    raw = damage.with_reversed_runs(" ".join(words))
    page = repair_page(raw, evidence_of(deck()))
    assert letters(page.text) == letters(raw)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SLIDES), min_size=1, max_size=6))
def test_clean_lines_in_any_order_stay(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert repair(text).text == text


def test_a_ligature_copied_in_visual_order_is_turned() -> None:
    swapped = damage.with_arabic_letters("بنگاه کوچک در تعاونی روستایی".replace("بن", "نب"))
    assert lines_of(repair(f"{deck()}\n\n{swapped}"))[-1] == "بنگاه کوچک در تعاونی روستایی"


def test_a_stretch_longer_than_a_line_is_survived() -> None:
    monster = "مطالبفهرست" * 200
    assert lines_of(repair(f"{deck()}\n\n{monster}"))[-1] == monster


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=10), st.integers(0, 50))
def test_only_strokes_may_go(words: list[str], seed: int) -> None:
    stroked = [
        damage.with_strokes(line.replace(damage.ZWNJ, " "), 0.12, seed=n) for n, line in enumerate(SLIDES)
    ]
    raw = damage.with_strokes(damage.with_reversed_runs(" ".join(words)), 0.1, seed)
    page = repair_page(raw, evidence_of("\n\n".join([deck(), *stroked])))
    before, after = Counter(letters(raw)), Counter(letters(page.text))
    assert set(before - after) <= {"و", "د"}
    assert set(after - before) <= {"ب"}


def visual(lines: list[str]) -> str:
    return damage.with_arabic_letters("\n".join(map(damage.with_reversed_runs, lines)))


def test_an_aside_wrapped_over_several_lines_is_one_entry() -> None:
    lines = [
        "حمایت از تعاونی‌ها (وام ارزان، آموزش مدیران،",
        "کمک به فروش محصولات",
        "",
        "و ساخت انبار) در استان",
    ]
    assert lines_of(repair(f"{deck()}\n\n{visual(lines)}"))[-1] == " ".join(filter(None, lines))


def test_a_bracket_that_is_never_closed_joins_nothing() -> None:
    lines = ["حمایت از تعاونی‌ها (وام ارزان", "", "انتشار گزارش سالانه", "", "آموزش مدیران"]
    page = repair(f"{deck()}\n\n{visual(lines)}")
    assert lines_of(page)[-2:] == ["انتشار گزارش سالانه", "آموزش مدیران"]


def test_a_label_before_a_colon_comes_first_again() -> None:
    moved = "نفعان تعاونی گزارش سالانه را منتشر کنندذی: شفافیت"
    assert lines_of(repair(f"{deck()}\n\n{moved}"))[-1].startswith("شفافیت: ذی")


def test_a_participle_of_possession_takes_its_half_space() -> None:
    page = repair(f"{deck()}\n\n{damage.with_arabic_letters('آموزش افراد ذینفع در استان')}")
    assert lines_of(page)[-1] == "آموزش افراد ذی‌نفع در استان"


def test_a_range_keeps_its_two_numerals_together() -> None:
    moved = damage.with_arabic_letters("پنج ساله -ای سه برنامه آموزش توسعه")
    lines = lines_of(repair(f"{deck()}\n\n{moved}"))
    assert lines[-1].endswith("سه - پنج ساله")


def test_the_end_of_a_torn_word_is_found_behind_a_label_glued_before_it() -> None:
    torn = damage.with_arabic_letters("خیرظربرگزاری نمایشگاه و تجدید ن")
    assert lines_of(repair(f"{deck()}\n\n{torn}"))[-1].startswith("برگزاری نمایشگاه و تجدید نظر")


def test_the_verb_behind_a_gap_tells_how_its_line_ends() -> None:
    lines = damage.with_arabic_letters("نیازمند حمایت ، زیرهایبه دلیل محدودیت\n\n:باشندمی")
    assert lines_of(repair(f"{deck()}\n\n{lines}"))[-1].endswith("نیازمند حمایت می‌باشند:")


def test_an_unbroken_line_with_a_number_inside_stays_in_order() -> None:
    line = "در سال گذشته بیش از 40 تعاونی در کشور تشکیل شد"
    assert lines_of(repair(f"{deck()}\n\n{damage.with_arabic_letters(line)}"))[-1] == line


def test_an_unbroken_line_with_an_aside_stays_in_order() -> None:
    line = "آموزش مدیران (با اولویت مناطق محروم) در هر استان"
    assert lines_of(repair(f"{deck()}\n\n{damage.with_arabic_letters(line)}"))[-1] == line


def test_words_of_one_run_each_glued_before_a_latin_word_come_first() -> None:
    raw = " زمينه خريد گروهي نهاده براي آمدن فراهمSME هاي روستايي"
    lines = lines_of(repair(f"{deck()}\n\n{damage.with_arabic_letters(raw)}"))
    assert lines[-1].startswith("فراهم آمدن زمینه خرید")


def test_their_behind_a_word_is_not_a_rank() -> None:
    assert repair_page("نسبت مسئولیتشان را بپذیرند", evidence_of(newspaper())).text == (
        "نسبت مسئولیت‌شان را بپذیرند"
    )


@pytest.mark.parametrize(
    ("lost", "written"),
    [
        ("معادن سنگآهن", "معادن سنگ‌آهن"),
        ("قطارهای گاهبهگاه", "قطارهای گاه‌به‌گاه"),
        ("دانش سینهبهسینه", "دانش سینه‌به‌سینه"),
        ("خوشآوازه", "خوش‌آوازه"),
        ("انتهای بخش میانی", "انتهای بخش میانی"),
        ("تعداد شان کم است", "تعدادشان کم است"),
    ],
)
def test_a_half_space_comes_back_where_one_was(lost: str, written: str) -> None:
    assert repair_page(lost, evidence_of(newspaper())).text == written


@pytest.mark.parametrize("mark", ["\u200f", "\u200b", "\u00ac"])
def test_a_mark_typed_for_a_half_space_becomes_one(mark: str) -> None:
    assert repair(f"درگيري{mark}هاي داخلي کم مي{mark}شود{mark} .").text.startswith("درگیری‌های داخلی کم می‌شود")


def test_the_number_before_an_entry_stays_before_it() -> None:
    line = "3. آموزش مدیران تعاونی"
    assert lines_of(repair(f"{deck()}\n\n{damage.with_arabic_letters(line)}"))[-1] == line


def test_entries_of_a_list_without_gaps_stay_apart() -> None:
    page = deck().replace("\n\n", "\n")
    assert lines_of(repair_page(page, evidence_of(deck()))) == lines_of(repair(deck()))


def test_a_wide_line_wrapped_without_a_gap_is_still_one() -> None:
    proposition = f"{SLIDES[4]} و {SLIDES[5]} و برگزاری نمایشگاه فروش محصولات"
    wide = [line.strip() for line in damage.wrapped(proposition, 60)]
    assert len(wide) > 1
    text = "\n".join(damage.with_arabic_letters(damage.with_reversed_runs(line)) for line in wide)
    page = repair_page(text, Evidence.for_document(f"{deck()}\n\n{text}"))
    assert lines_of(page) == [proposition]


NOTICE = (
    "شرکت تعاونی روستایی در نظر دارد انبار و سردخانه محصولات کشاورزی خود را از راه مزایده عمومی بفروشد. "
    "خواستاران می‌توانند برای دیدن انبار و سردخانه به نشانی شرکت بروند و برگه‌های مزایده را بگیرند."
)


def notice(*ends: str) -> str:
    lines = [*damage.wrapped(damage.without_half_spaces(NOTICE), 60), *ends]
    return "\n".join(damage.with_mirrored_brackets(line) for line in lines)


def test_a_headline_behind_its_notice_comes_first() -> None:
    evidence = Evidence.for_document(f"{newspaper()}\n\n{notice()}")
    page = repair_page(notice("شرکت تعاونی (سهامی عام)", "مزایده فروش انبار و سردخانه"), evidence)
    lines = lines_of(page)
    assert (lines[0], lines[-1]) == ("مزایده فروش انبار و سردخانه", "شرکت تعاونی (سهامی عام)")
    assert " ".join(lines[1:-1]) == NOTICE


def test_a_last_line_of_other_words_stays_last() -> None:
    evidence = Evidence.for_document(f"{newspaper()}\n\n{notice()}")
    page = repair_page(notice("بازگشت به صفحه نخست روزنامه"), evidence)
    assert lines_of(page)[-1] == "بازگشت به صفحه نخست روزنامه"


def test_a_telephone_number_in_visual_order_is_turned() -> None:
    evidence = Evidence.for_document(newspaper())
    page = repair_page("تلفن 12-33960510-051 و 021-88776655", evidence)
    assert page.text == "تلفن 051-33960510-12 و 021-88776655"


def test_box_lines_are_joined_by_their_words_where_their_spaces_were_moved() -> None:
    boxes = ["اعطای ", "", "هایتسهیلات", "", "ارزان ", "", "برای انبار", "", "تشکیل ", "", "شورای هماهنگی"]
    lines = lines_of(repair(f"{deck()}\n\n{damage.with_arabic_letters(chr(10).join(boxes))}"))
    assert lines[-2:] == ["اعطای تسهیلات‌های ارزان برای انبار", "تشکیل شورای هماهنگی"]


def test_a_table_cell_behind_a_line_does_not_turn_its_words() -> None:
    row = damage.with_arabic_letters("54 ای در حال اجراهای توسعه برنامهپروژه")
    others = damage.with_arabic_letters("پروژه های توسعه برنامه ای روستایی")
    assert "پروژه‌های توسعه برنامه‌ای در حال اجرا" in lines_of(repair(f"{deck()}\n\n{others}\n\n{row}"))[-1]


def test_a_line_in_brackets_belongs_to_the_one_it_explains() -> None:
    lines = ["نهادهای پشتیبان تعاونی", "(وزارت کشاورزی، بانک‌ها و دانشگاه)"]
    page = repair(f"{deck()}\n\n{visual(lines)}")
    assert lines_of(page)[-1] == " ".join(lines)


def test_each_sentence_of_a_divided_line_says_what_was_repaired_in_it() -> None:
    page = repair_page("انبارها پر شد. تعاونیها سود بردند.", evidence_of(newspaper()))
    first, second = page.lines
    assert first.text == "انبارها پر شد." and not first.repairs
    assert second.text == "تعاونی‌ها سود بردند."
    assert [(repair.kind, repair.after) for repair in second.repairs] == [(Damage.ZWNJ, second.text)]


def test_a_lost_space_that_comes_back_is_reported() -> None:
    page = repair_page("خرید کود ونهاده", evidence_of(newspaper()))
    assert page.text == "خرید کود و نهاده"
    assert [repair.kind for repair in page.lines[0].repairs] == [Damage.SPACING]


def test_a_part_of_something_is_no_half_of_the_word_before_it() -> None:
    text = "پرداخت بخشی از هزینه خرید کود ونهاده"
    assert repair_page(text, evidence_of(newspaper())).text == "پرداخت بخشی از هزینه خرید کود و نهاده"


def test_an_entry_that_breaks_off_in_dots_may_end_in_and() -> None:
    line = damage.with_arabic_letters("...صندوق محلی در مسائل مالی، آموزشی، بهداشت و•")
    said = lines_of(repair(f"{deck()}\n\n{line}"))[-1]
    assert said.startswith("• صندوق محلی در مسائل مالی، آموزشی، بهداشت و")


def test_a_deck_of_few_strokes_is_seen_to_have_them() -> None:
    text = damage.with_arabic_letters("آمواده نوبودن بیموارستان برای پذیرش بیماران\n\nشرکوت دارای مجوز")
    assert lines_of(repair(f"{deck()}\n\n{text}"))[-2:] == [
        "آماده نبودن بیمارستان برای پذیرش بیماران",
        "شرکت دارای مجوز",
    ]


TURNED = "\n\nهاي کوچکبنگاه\nهاي صنعتيخوشه\nهاي صادراتیبازار"


@pytest.mark.parametrize(
    "heading, line, right",
    [
        (
            "ساختار اجرایی",
            "شود و نمایندگان كارگروه استانی با ریاست استاندار تشكیل می",
            "کارگروه استانی با ریاست استاندار تشکیل می‌شود و نمایندگان",
        ),
        (
            "هدف‌های برنامه",
            "شوند و بازارهای تازه می‌یابند بنگاه‌های کوچک با خرید مشترک توانمند می",
            "بنگاه‌های کوچک با خرید مشترک توانمند می‌شوند و بازارهای تازه می‌یابند",
        ),
    ],
)
def test_no_line_goes_on_a_heading_right_over_it(heading: str, line: str, right: str) -> None:
    lines = lines_of(repair(f"{heading}\n{line}{TURNED}"))
    assert lines[0] == heading
    assert lines[1].startswith(right)
