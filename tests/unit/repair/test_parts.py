"""The parts of repair on their own."""

import json
from pathlib import Path

import numpy as np
import pytest

from ingest.repair.cells import column_heads, numbered_cells, split_columns
from ingest.repair.counting import (
    START,
    entry_texts,
    page_texts,
    squad_texts,
    table_texts,
    taught_entries,
    taught_texts,
    words_and_joints,
    write_counts,
)
from ingest.repair.cuts import Cuts
from ingest.repair.detector import bracket_directions
from ingest.repair.joints import joint
from ingest.repair.kashida import without_strokes
from ingest.repair.language import Counts, Language
from ingest.repair.letters import bare, persian_letters
from ingest.repair.lexicon import FOREIGN, persian_lexicon
from ingest.repair.marks import put_back, strip_ends
from ingest.repair.readings import Readings
from ingest.repair.spelling import tidy, write_tokens
from ingest.repair.tatweel import order_torn_runs, without_tatweel
from ingest.repair.tokens import Token
from ingest.repair.told import said_again
from ingest.repair.typos import mend_typos
from ingest.repair.units import Gap, UnitKind, split_line
from ingest.repair.wrapping import Draft, join_wrapped

ZWNJ = "\u200c"


def readings(strokes: bool = False) -> Readings:
    return Readings(Language(persian_lexicon(), Counts()), strokes, reversed_runs=False)


def test_arabic_letters_and_forms_become_persian_ones() -> None:
    assert persian_letters("كتابي ﻛﺘﺎب آب") == "کتابی کتاب آب"


def test_bare_words_have_no_marks_and_no_half_spaces() -> None:
    assert bare(f"مسئولـ{ZWNJ}ها") == "مسیولها"


@pytest.mark.parametrize(
    ("left", "right", "spaced", "between"),
    [
        ("کتاب", "ها", True, ZWNJ),
        ("می", "رود", True, ZWNJ),
        ("کار", "ها", False, ""),
        ("خانه", "ای", True, ZWNJ),
        ("کتاب", "ای", True, " "),
        ("به", "ها", True, " "),
        ("کتاب", "خوب", True, " "),
        ("کوه", "نوردی", True, ZWNJ),
        ("مبلغ", "طلب", True, " "),
        ("فرصت", "طلب", False, ZWNJ),
    ],
)
def test_joints_follow_persian_spelling(left: str, right: str, spaced: bool, between: str) -> None:
    assert joint(left, right, persian_lexicon(), spaced, lost_half_spaces=False) == between


def test_a_word_run_together_is_read_as_its_parts() -> None:
    assert readings().of("همکاریهای")[0].parts == ("همکاری", "های")


def test_an_unknown_adjective_may_begin_with_a_preposition() -> None:
    assert readings().of("بینبنگاهی")[0].parts == ("بین", "بنگاهی")


def test_a_noun_in_heh_may_hide_before_a_letter_that_joins_nothing() -> None:
    assert {("مشاوره", "ای"), ("مشاور", "های")} <= {reading.parts for reading in readings().of("مشاورهای")}
    assert all(reading.parts[-1] != "ای" for reading in readings().of("کتابهای"))


def test_a_heh_between_two_letters_is_the_words_or_its_plurals_as_the_context_has_it() -> None:
    assert {("نشانه", "ای"), ("نشان", "های")} <= {reading.parts for reading in readings().of("نشانهای")}
    assert readings().fitting("نشانهای", "این", "است")[0].parts == ("نشانه", "ای")


def test_an_adjective_of_a_compound_that_is_written_in_one_stays_whole() -> None:
    assert readings().of("چشمگیری")[0].parts == ("چشمگیری",)


def test_the_word_behind_decides_what_a_plural_cannot_belong_to() -> None:
    here = readings()
    assert here.fitting("محدودهای", "در", "است")[0].parts == ("محدوده", "ای")
    assert here.language.pair("های", "است") < here.language.pair("ای", "است") - 2


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("بسختی", f"به{ZWNJ}سختی"),
        ("بصورت", "به صورت"),
        ("جابجایی", f"جابه{ZWNJ}جایی"),
        ("بفروش", "به فروش"),
        ("هزارو", "هزار و"),
        ("پاکو", "پاکو"),
        ("بازار", "بازار"),
        ("بنگاه", "بنگاه"),
        ("بسازی", "بسازی"),
        ("سبب", "سبب"),
    ],
)
def test_beh_typed_onto_a_word_is_set_apart(word: str, written: str) -> None:
    token = Token(UnitKind.WORD, (word,), 0, False)
    assert write_tokens((token,), persian_lexicon(), lost_half_spaces=False) == written


def test_a_whole_word_is_left_whole() -> None:
    assert readings().of("میدان")[0].parts == ("میدان",)


def test_a_stroke_is_taken_out_only_where_letters_join() -> None:
    forms = [form for form, changed in without_strokes("کتاوب") if changed == 1]
    assert "کتاب" not in forms
    assert "صنعت" in [form for form, changed in without_strokes("صونعت") if changed == 1]


def test_an_ending_torn_at_its_stretched_joint_is_turned() -> None:
    torn = Readings(Language(persian_lexicon(), Counts()), strokes=True, reversed_runs=True)
    assert torn.of("یهدا")[0].parts == ("های",)
    assert readings(strokes=True).of("یهدا")[0].parts != ("های",)


def test_letters_too_many_for_a_name_are_rather_several_words() -> None:
    lexicon = persian_lexicon()
    assert lexicon.log_word("ژ" * 24) < 2 * lexicon.log_word("ژ" * 12)


def test_a_verb_prefix_and_an_ending_are_no_spoken_verb() -> None:
    assert not readings().language.known("میای")
    assert readings().language.known("میان")


def test_a_compound_that_is_written_in_one_is_rather_left_whole() -> None:
    gaps = {unit.text: unit.gap for unit in split_line("ابزارسازی", readings())}
    assert gaps.get("سازی", Gap.USUAL) is Gap.USUAL


def test_strokes_are_not_sought_in_a_document_without_them() -> None:
    assert not any(reading.strokes for reading in readings(strokes=False).of("صونعت"))
    assert readings(strokes=True).of("صونعت")[0].parts == ("صنعت",)


def test_what_a_line_tells_about_itself_can_be_left_out() -> None:
    counts = Counts()
    counts.add(["خرید", "نهاده"], begins=True)
    language = Language(persian_lexicon(), counts)
    told = language.pair("خرید", "نهاده")
    language.leave_out([(["خرید", "نهاده"], True)])
    assert language.pair("خرید", "نهاده") < told


def test_readings_made_while_another_line_was_left_out_are_forgotten() -> None:
    counts = Counts()
    counts.add(["انبار", "های", "تعاونی"], begins=True)
    language = Language(persian_lexicon(), counts)
    readings = Readings(language, strokes=False, reversed_runs=True)
    whole = readings.of("انبارهای")[0].inner
    language.leave_out([(["انبار", "های"], True)])
    readings.forget()
    assert readings.of("انبارهای")[0].inner != whole


def test_a_number_behind_a_bracket_stands_apart() -> None:
    assert tidy("سردخانه (با تهویه)17 واحد است") == "سردخانه (با تهویه) 17 واحد است"


def test_what_entries_begin_with_is_not_counted_as_behind_a_latin_word() -> None:
    followed = persian_lexicon().followed
    assert followed[START] > 1000
    assert ("خوشه" in {word for left, word in persian_lexicon().pairs if left == START}) is True


def test_latin_words_are_counted_as_one() -> None:
    lexicon = persian_lexicon()
    assert lexicon.pairs["برای", FOREIGN] > 10
    assert not any("a" <= word[0] <= "z" for pair in lexicon.pairs for word in pair)


def test_a_word_that_others_follow_hardly_ends_a_phrase() -> None:
    language = Language(persian_lexicon(), Counts())
    assert language.stops("است") > 0 > language.stops("برای")


def test_an_ending_cannot_begin_a_line() -> None:
    language = Language(persian_lexicon(), Counts())
    assert language.pair(START, "های") < language.pair("کتاب", "های") - 5


def test_ellipsis_before_a_bracket_goes_back_into_it() -> None:
    ends = strip_ends("...(پنبه، گندم و)")
    assert put_back(ends, "(پنبه، گندم و)") == "(پنبه، گندم و ...)"


def test_list_number_at_the_end_is_a_label() -> None:
    ends = strip_ends("خرید گروهی نهاده3.")
    assert put_back(ends, ends.core) == "3. خرید گروهی نهاده"


def test_a_decimal_at_the_start_is_no_stop() -> None:
    assert strip_ends(".5 درصد").closing == ""


def test_brackets_that_hug_what_is_outside_them_are_mirrored() -> None:
    assert bracket_directions("شرکت )سهامی عام( در »تهران« است") == (0, 4)
    assert bracket_directions("شرکت (سهامی عام) در «تهران» است") == (4, 0)


def test_columns_need_two_like_lines_together() -> None:
    two = ["شرکت پخش مهر شرکت حمل سریع", "شرکت بیمه ماه شرکت چاپ نو"]
    assert column_heads(two) == {0: "شرکت", 1: "شرکت"}
    assert split_columns(two[0], "شرکت") == ["شرکت پخش مهر", "شرکت حمل سریع"]
    assert column_heads([two[0], "گزارش سالانه", two[1]]) == {}


def test_numbered_cells_become_a_list_by_number() -> None:
    assert numbered_cells("2بخش فنی  1بخش فنی  .....Nبخش فنی") == "بخش فنی 1، بخش فنی 2، .....، بخش فنی N"
    assert numbered_cells("2بخش 1گروه") is None
    assert numbered_cells("در 2بخش و 1بخش") is None


def test_torn_runs_without_other_marks_meet_at_a_word() -> None:
    line = "ــران شرکت،  ــت تازه مدی هر دولـ"
    ordered = without_tatweel(order_torn_runs(line, readings().likeliness))
    assert ordered == "هر دولت تازه مدیران شرکت، "  # the space says that the line goes on


def test_counts_hold_pairs_with_their_joint() -> None:
    assert list(words_and_joints(f"کتاب{ZWNJ}ها ۲")) == [
        ("\n", False),
        ("کتاب", False),
        ("ها", True),
        ("0", False),
        ("\n", False),
    ]


def test_counts_are_written_from_a_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    source = tmp_path / "texts.json"
    source.write_text('{"data": [{"paragraphs": [{"context": "کتاب خوب", "qas": []}]}]}', encoding="utf-8")
    target = tmp_path / "pairs.npz"
    write_counts(squad_texts(source), target)
    assert target.stat().st_size > 100


def test_an_entry_is_counted_behind_its_start_without_its_mark(tmp_path: Path) -> None:
    source, target = tmp_path / "entries.md", tmp_path / "pairs.npz"
    source.write_text("## ۲. هدف‌ها\n\n- رونق کسب‌وکار\nEnglish\n", encoding="utf-8")
    entries = list(entry_texts(source))
    assert entries == ["هدف‌ها", "رونق کسب‌وکار"]
    write_counts((), target, entries)
    stored = np.load(target)
    words = bytes(stored["words"]).decode().split("\t")
    assert {(words[left], words[right]) for left, right, _ in stored["spaced"]} >= {
        (START, "رونق"),
        ("و", "کار"),
    }


def test_of_questions_titles_and_lines_are_entries_and_formal_ones_are_texts(tmp_path: Path) -> None:
    source = tmp_path / "taught.jsonl"
    rows = [
        {"question": "هدف چیست؟", "style": "formal", "lines": ["هدف طرح"], "title": "طرح"},
        {"question": "هدفش چیه؟", "style": "colloquial", "passage": "هدف آن است."},
    ]
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert list(taught_entries(source)) == ["هدف طرح", "طرح"]
    assert {"هدف چیست؟", "هدف آن است."} <= set(taught_texts(source))
    assert "هدفش چیه؟" not in set(taught_texts(source))


def test_of_a_table_all_persian_texts_are_counted(tmp_path: Path) -> None:
    table = tmp_path / "questions.toml"
    table.write_text('key = "farm"\n[[ask]]\ntitle = "انبار"\nscale = ["کم", "زیاد", 3]\n', encoding="utf-8")
    assert list(table_texts(table)) == ["انبار", "کم", "زیاد"]


def _cost_of_written_on(line: str) -> float:
    """What it costs to leave «ها» on its word."""
    here = readings()
    units = split_line(line, here)
    place = next(number for number, unit in enumerate(units) if unit.text == "ها")
    cuts = Cuts(units, here, begins=True)
    return cuts.costs(0, len(units)) - cuts.costs(0, place)


def test_half_spaces_are_breaks_in_a_line_that_begins_with_an_ending_or_has_two_words_glued() -> None:
    assert _cost_of_written_on("های تحت پوششها در استان") <= -2
    assert _cost_of_written_on("تحت پوششها در فصلبرگزاری") <= -2
    assert _cost_of_written_on("تحت پوششها در فصل برگزاری") == 0


def test_a_word_no_list_has_is_trusted_where_it_stands_among_other_words() -> None:
    here = readings()

    def trusted(*lines: str) -> set[str]:
        return set(said_again([split_line(line, here) for line in lines], here))

    assert trusted("کشت زعفلان در استان", "فروش زعفلان به بازار") == {"زعفلان"}
    assert trusted("کشت زعفلان در استان") == trusted("کشت زعفلان در استان", "کشت زعفلان در شهر") == set()


def test_two_words_glued_twice_are_no_word() -> None:
    here = readings()
    lines = ("طرح شبکهتولید ما", "آن شبکهتولید خوب", "رشد تولید ملی")
    assert not set(said_again([split_line(line, here) for line in lines], here))


def test_of_a_page_only_persian_prose_is_counted(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    persian = "نگهداری این سامانه کار همهٔ گروه است."
    page.write_text(
        f'<div class="para">{persian}</div><p>{persian}</p><p>apt install سامانه</p><pre>{persian}</pre>',
        encoding="utf-8",
    )
    assert list(page_texts(page)) == [persian]


def _draft(text: str, open_end: bool, gap: bool) -> Draft:
    return Draft(text, text, (), open_end=open_end, bulleted=False, gap=gap)


def test_an_empty_line_parts_paragraphs_of_a_slide_that_wraps_without_one() -> None:
    first = "کمبود هماهنگی میان دستگاه‌های گوناگون در کار خوشه‌ها"
    second = "نبود همکاری جدی نهادهای پشتیبان با برنامه‌های آموزش"
    drafts = [
        _draft(first, True, True),
        _draft(second, True, True),
        _draft("در سطح استان", False, False),
    ]
    joined = [line.text for line in join_wrapped(drafts, visual=True) if line.text]
    assert joined == [first, f"{second} در سطح استان"]


def test_a_line_that_is_stretched_to_the_margin_goes_on_over_a_gap() -> None:
    wide = Draft(
        "این برنامه سه سال است که در همه شهرهای شمالی استان دنبال می‌شود و", "", (), True, False, True
    )
    last = Draft("دانش و هم‌افزایی", "دانـــش و هم‌افـــزایی ", (), True, False, False)
    end = Draft("رقابتی میان همه کارگاه‌ها دارد.", "", (), False, False, True)
    assert len(join_wrapped([wide, last, end])) == 1
    plain = Draft(last.text, last.text, (), True, False, False)
    assert len(join_wrapped([wide, plain, end])) > 1


def test_a_noun_and_its_pronoun_end_a_line() -> None:
    title = Draft("پرورش ماهی و انواع آن", "", (), False, False, True)
    text = Draft("پرورش ماهی در قفس رواج دارد", "", (), False, False, True)
    assert len([line for line in join_wrapped([title, text]) if line.text]) == 2
    asks = Draft("پرورش ماهی و پس از این", "", (), False, False, True)
    assert len([line for line in join_wrapped([asks, text]) if line.text]) == 2


def test_a_line_that_ends_in_a_preposition_and_its_pronoun_is_complete() -> None:
    drafts = [
        _draft("تعیین سهم هر یک از دستگاه‌های کشور در آن", False, True),
        _draft("ایجاد خانه‌های طراحی در هر استان", False, True),
        _draft("حمایت از فروش محصولات این", False, True),
        _draft("کارگاه‌ها", False, False),
    ]
    joined = [line.text for line in join_wrapped(drafts, visual=True) if line.text]
    assert joined == [drafts[0].text, drafts[1].text, "حمایت از فروش محصولات این کارگاه‌ها"]


def _mended(word: str, *known: tuple[str, ...]) -> tuple[str, ...]:
    counts = Counts()
    for words in known:
        counts.add(words, True)
        counts.words.update(words)
    reading = Readings(Language(persian_lexicon(), counts), strokes=False, reversed_runs=False)
    return mend_typos((Token(UnitKind.WORD, (word,), 0, False),), reading)[0].parts


@pytest.mark.parametrize(
    ("word", "known", "mended"),
    [
        ("ایحاد", (("ایجاد",), ("ایجاد",)), ("ایجاد",)),  # two words are near; the document says one of them
        ("ایحاد", (), ("ایحاد",)),
        ("پژوهشکر", (), ("پژوهشگر",)),
        ("آبیاریی", (), ("آبیاریی",)),
        ("امکاسنجی", (("امکان", "سنجی"), ("امکان", "سنجی")), ("امکان", "سنجی")),
        ("امکاسنجی", (), ("امکاسنجی",)),
        ("پژوهشگر", (("پژوهشکر",), ("پژوهشکر",)), ("پژوهشگر",)),
    ],
)
def test_a_slip_is_mended_where_one_word_fits(
    word: str, known: tuple[tuple[str, ...], ...], mended: tuple[str, ...]
) -> None:
    assert _mended(word, *known) == mended


def _mended_line(line: str, *known: str) -> str:
    counts = Counts()
    for text in known:
        counts.add(text.split(), True)
        counts.words.update(text.split())
    reading = Readings(Language(persian_lexicon(), counts), strokes=False, reversed_runs=False)
    tokens = tuple(Token(UnitKind.WORD, (word,), 0, False) for word in line.split())
    return " ".join(token.parts[0] for token in mend_typos(tokens, reading))


def test_a_letter_left_out_comes_back_where_the_word_before_is_known_to_be_followed_so() -> None:
    said = ["کارگاه پویندگان دریا", "کارگاه پویندگان ساحل"]
    assert _mended_line("کارگاه پوندگان", *said) == "کارگاه پویندگان"
    assert _mended_line("دفتر پوندگان", *said[:1]) == "دفتر پوندگان"


def test_the_tie_of_a_noun_in_a_vowel_comes_back_where_the_document_has_it() -> None:
    said = ["تازه جستجوی مشترک", "نخست جستجوی مشترک", "هر جستجو مشترک"]
    assert _mended_line("جستجو مشترک", *said) == "جستجوی مشترک"
    assert _mended_line("جستجو مشترک", *said[2:]) == "جستجو مشترک"
    assert _mended_line("جستجو مشترک", *said, said[2]) == "جستجو مشترک"


@pytest.mark.parametrize(
    ("words", "mended"), [(("دهند", "گان"), ["دهندگان"]), (("کتاب", "گان"), ["کتاب", "گان"])]
)
def test_a_suffix_set_apart_joins_its_word(words: tuple[str, ...], mended: list[str]) -> None:
    tokens = tuple(Token(UnitKind.WORD, (word,), 0, False) for word in words)
    assert [token.parts[0] for token in mend_typos(tokens, readings())] == mended


def test_boxes_that_begin_alike_go_on_in_the_line_under_them() -> None:
    texts = ("آموزش", "بازاریابی کالا", "در شهر", "بازاریابی کالا", "در روستا")
    drafts = [_draft(text, False, True) for text in texts]
    joined = [line.text for line in join_wrapped(drafts, visual=True) if line.text]
    assert joined == ["آموزش", "بازاریابی کالا در شهر", "بازاریابی کالا در روستا"]


@pytest.mark.parametrize("text", ["رشد ۲۰٪ شد", "برابر ۳٫۵ بود", "برابر ۱٬۲۰۰ بود"])
def test_persian_marks_of_a_number_stay_at_it(text: str) -> None:
    assert tidy(text) == text


def test_two_usual_words_without_a_space_are_a_seam_and_a_name_is_none() -> None:
    reading = Readings(Language(persian_lexicon(), Counts()), strokes=False, reversed_runs=True)
    for line, seam in (("فنیناظر", True), ("سیالکوت", False)):
        units = split_line(line, reading)
        assert Cuts(units, reading, begins=True).seam(0, len(units)) is seam


def test_a_preposition_written_on_before_a_usual_word_may_be_the_end_of_a_run() -> None:
    assert [unit.text for unit in split_line("دربرداشت", readings())] == ["در", "برداشت"]
    assert [unit.text for unit in split_line("درخواست", readings())] == ["درخواست"]


@pytest.mark.parametrize(("word", "known"), [("بازتوانی", True), ("بازچیدمانی", False), ("بازیکنی", True)])
def test_a_noun_of_action_done_again_is_a_word(word: str, known: bool) -> None:
    assert persian_lexicon().known(word) is known
