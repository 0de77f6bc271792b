"""What a question asks for is read off its words, in Persian, English and Finglish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.question import (
    OTHER_YEAR,
    Ask,
    Kind,
    asks_everywhere,
    asks_for_all,
    asks_for_every_one,
    asks_which_clusters,
    names_other_source,
    read_question,
    without_author,
    without_manner,
)
from knowledge.document import Topic


@pytest.mark.parametrize(
    ("kind", "questions"),
    [
        (Kind.DEFINITION, ["زنبورستان یعنی چه؟", "منظور از کندو چیست؟", "موم را تعریف کنید", "موم چیه"]),
        (Kind.NUMBER, ["چند کندو در دره هست؟", "کندوها چقدر عسل دادند؟", "how many hives are there?"]),
        (Kind.LIST, ["آفت‌های کندو را نام ببر", "همه آفت‌ها را بگو", "آفت‌ها کدام‌اند؟", "list the pests"]),
        (Kind.LIST, ["کندو چه خصوصیاتی داره؟", "زنبورها به چه عواملی وابسته‌اند؟"]),
        (Kind.PROCESS, ["مراحل برداشت عسل؟", "قدم به قدم بگو چه کنم", "برداشت به ترتیب", "steps of harvest"]),
        (Kind.PROCESS, ["برداشت عسل چند مرحله داره؟", "برداشت چند تا گام دارد؟"]),
        (Kind.COMPARISON, ["کندوی چوبی و گلی را مقایسه کن", "difference between wax and honey"]),
        (Kind.YESNO, ["آیا زنبورها کوچ می‌کنند؟", "زنبورها شب کار نمی‌کنند، درسته؟", "is honey exported?"]),
        (Kind.FACT, ["زنبورها زمستان کجا می‌مانند؟", "مسئول سرشماری کندوها کیست؟"]),
    ],
)
def test_the_form_of_the_answer_follows_the_words(kind: Kind, questions: list[str]) -> None:
    assert [read_question(question).kind for question in questions] == [kind] * len(questions)


@pytest.mark.parametrize(
    ("ask", "question"),
    [
        (Ask.YEAR, "زنبورستان در چه سالی برپا شد؟"),
        (Ask.YEAR, "When was the apiary founded?"),
        (Ask.YEAR, "سال تأسیس زنبورستان"),
        (Ask.DURATION, "مدت برداشت عسل"),
        (Ask.PERSON, "کتاب عسل‌های کوهی رو کی نوشته؟"),
        (Ask.PERSON, "نویسنده کتاب عسل"),
        (Ask.NUMBER, "چند نفر عضو تعاونی‌اند؟"),
        (Ask.PERCENT, "چند درصد کندوها سالم‌اند؟"),
        (Ask.MONEY, "بودجه زنبورستان چقدر است؟"),
        (Ask.MONEY, "این کار چند میلیون تومان می‌شود؟"),
        (Ask.CONTACT, "شماره تماس تعاونی را بدهید"),
        (Ask.CONTACT, "what is the phone number?"),
        (Ask.REASON, "چرا زنبورها کوچ کردند؟"),
        (Ask.REASON, "دلیل گرانی شکر چیست؟"),
        (Ask.PERSON, "طرح را چه کسی نوشته است؟"),
        (Ask.COUNTRY, "کدام کشور عسل می‌خرد؟"),
        (Ask.TOWN, "کدوم استان عسل بیشتری دارد؟"),
        (Ask.NAME, "نام شرکت خریدار چیست؟"),
        (Ask.EXTREME, "بزرگ‌ترین زنبورستان کدام است؟"),
        (Ask.ORDINAL, "فاز سوم طرح کی تمام شد؟"),
        (Ask.PERSON, "کندوها رو کی ثبت کرده؟"),
        (Ask.PERSON, "شکرش رو کی تأمین می‌کنه؟"),
        (Ask.BODY, "کدوم شرکت عسل می‌خره؟"),
        (Ask.PLACE, "کارگاه موم کجاست؟"),
        (Ask.DURATION, "کوچ زنبورها چه مدت طول می‌کشد؟"),
        (Ask.DURATION, "معافیتش چند ساله‌ست؟"),
        (Ask.LIMIT, "حداقل چند کندو لازم است؟"),
        (Ask.ENTRY, "برای عضو شدن چه مدارکی ببرم؟"),
        (Ask.DONE, "کدام راهکارها تا حالا اجرا شده؟"),
        (Ask.EXTREME, "کدومشون از همه مهم‌تره؟"),
    ],
)
def test_sees_what_the_evidence_must_hold(ask: Ask, question: str) -> None:
    assert ask in read_question(question).asks


@pytest.mark.parametrize(
    "question",
    ["زنبورستان را شرح بده", "آفت‌های کندو را نام ببر", "زنبورداران چه می‌گویند؟", "مراحل برداشت عسل را بگو"],
)
def test_a_plain_question_demands_nothing_special(question: str) -> None:
    assert not read_question(question).asks


def test_reads_calendar_years_of_either_calendar_and_in_any_digits() -> None:
    assert read_question("از ۱۳۹۰ تا 2016 چند کندو بود؟").years == {"1390", "2016"}
    assert read_question("۴۵۰۰ کندو و ۱۳۹۰۵ زنبور").years == frozenset()


@pytest.mark.parametrize("question", ["سال قبل چند کندو بود؟", "امسال چه شد؟", "how many last year?"])
def test_a_year_named_by_its_distance_is_another_year(question: str) -> None:
    assert OTHER_YEAR in read_question(question).years


@pytest.mark.parametrize(
    ("topic", "question"),
    [
        (Topic.CHALLENGES, "مشکلات زنبورداری چیست؟"),
        (Topic.CHALLENGES, "what obstacles do beekeepers face?"),
        (Topic.PROPOSALS, "چه راهکاری برای آفت‌ها هست؟"),
        (Topic.PROPOSALS, "suggest a solution for the pests"),
        (Topic.BENEFITS, "فواید عسل"),
        (Topic.TOOLS, "ابزار برداشت عسل"),
        (Topic.PROCESS, "گام‌های برداشت"),
        (Topic.INTERVENTIONS, "مداخلات ممکن"),
    ],
)
def test_names_the_topic(topic: Topic, question: str) -> None:
    assert topic in read_question(question).topics


def test_knows_a_document_by_its_kind() -> None:
    assert read_question("ارائه چه می‌گوید؟").kinds_named == {"deck"}
    assert read_question("در مقاله و اسلایدها چه آمده؟").kinds_named == {"deck", "article"}
    assert not read_question("چه کسی عسل می‌خرد؟").kinds_named


def test_offering_something_is_not_naming_the_slides() -> None:
    assert not read_question("تعاونی چه خدماتی ارائه می‌دهد؟").kinds_named


@pytest.mark.parametrize("question", ["بعدش چیه؟", "پس از سرشماری چه می‌شود؟", "what comes after the census?"])
def test_sees_that_the_next_step_is_wanted(question: str) -> None:
    assert read_question(question).next_step


def test_the_formal_reading_counts_beside_the_words_that_were_typed() -> None:
    assert read_question("chand ta kandu?").kind is Kind.FACT
    assert read_question("chand ta kandu?", "چند تا کندو").kind is Kind.NUMBER


def test_who_says_it_is_no_part_of_what_is_asked() -> None:
    assert "نویسنده" not in without_author("نویسندهٔ این مقاله چه پیشنهادی دارد؟")
    assert without_author("نویسنده کیست؟") == "نویسنده کیست؟"
    assert Topic.ABOUT in read_question("این اسلایدها مال کیه؟").topics
    assert Topic.ABOUT in read_question("نویسندهٔ مقاله کیست؟").topics
    assert Topic.ABOUT in read_question("مقاله به قلم کیه؟").topics
    assert Topic.ABOUT in read_question("نوشتهٔ روزنامه را چه کسی قلم زده است؟").topics
    assert Topic.ABOUT not in read_question("نویسندهٔ مقاله چه راهی گفته است؟").topics
    assert Topic.ABOUT not in read_question("نتیجه‌گیری نویسندهٔ مقاله چیست؟").topics


def test_knows_when_the_other_document_is_meant() -> None:
    assert names_other_source("سند دیگر چه می‌گوید؟")
    assert names_other_source("and the other document?")
    assert not names_other_source("این سند چه می‌گوید؟")


SPELLINGS = [
    "در سال ۱۳۹۵ چند چالش برای کندوها بود؟",
    "در سال 1395 چند چالش براي كندوها بود",
    "در سال ١٣٩٥ چند چالش برای کندو ها بود ؟",
]


def test_spelling_does_not_change_what_is_asked() -> None:
    assert len({read_question(question) for question in SPELLINGS}) == 1


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    assert read_question(text).kind in Kind


def test_the_mark_of_when_is_not_lost_in_folding() -> None:
    asks = read_question("کندو رو کِی ثبت کردن؟", "کندو را کی ثبت کردن").asks
    assert Ask.YEAR in asks
    assert Ask.PERSON not in asks


def test_the_first_of_several_is_no_ranking() -> None:
    assert Ask.EXTREME not in read_question("مهم‌ترین آفت‌های کندو چیست؟").asks


@pytest.mark.parametrize("question", ["از کجا شروع کنیم؟", "کجای کار می‌لنگد؟", "کارشان به کجا رسید؟"])
def test_where_in_other_senses_asks_for_no_place(question: str) -> None:
    assert Ask.PLACE not in read_question(question).asks


@pytest.mark.parametrize(
    ("question", "asked", "not_asked"),
    [
        ("کندو رو کی می‌سازه؟", Ask.PERSON, Ask.YEAR),
        ("مسئول دره کی", Ask.PERSON, Ask.YEAR),
        ("کار از کی شروع شد؟", Ask.YEAR, Ask.PERSON),
        ("تا کی وقت داریم؟", Ask.YEAR, Ask.PERSON),
        ("عسل را به کجا می‌فروشند؟", Ask.PLACE, Ask.PERSON),
    ],
)
def test_one_word_of_two_senses_is_read_by_its_company(question: str, asked: Ask, not_asked: Ask) -> None:
    asks = read_question(question).asks
    assert asked in asks
    assert not_asked not in asks


def test_what_is_said_or_proposed_need_not_be_done() -> None:
    assert Ask.DONE in read_question("کدام راهکارها اجرا شده است؟").asks
    assert Ask.DONE not in read_question("کدام راهکارها پیشنهاد شده است؟").asks


@pytest.mark.parametrize(
    ("text", "few"),
    [
        ("پنج تا چالش اول رو بگو", 5),
        ("سه پیشنهاد آخر مقاله چیست؟", -3),
        ("۲ گام نخست فرایند", 2),
        ("سه سال اول پروژه چه می‌شود؟", 0),
        ("مرحله اول چیست؟", 0),
        ("گام‌های دوره سه تا پنج ساله را نام ببرید", 0),
        ("دو سند چه می‌گویند و آخرین چالش چیست؟", 0),
    ],
)
def test_how_many_of_a_list_are_wanted_is_read(text: str, few: int) -> None:
    assert read_question(text).few == few


def test_who_asks_where_a_thing_is_spoken_of_wants_lines_and_no_place() -> None:
    asked = read_question("زنبورها کجاهای گزارش اسمشان آمده؟")
    assert (asked.kind, asked.asks) == (Kind.LIST, frozenset())
    assert Ask.PLACE in read_question("زنبورها زمستان کجا می‌مانند؟").asks


@pytest.mark.parametrize("text", ["آفت‌ها را بگو، هر پنج تاش", "آفت‌ها را بگو، همهٔ هفده تا", "هر ۱۷ آفت"])
def test_every_one_of_so_many_is_all_of_them_and_no_number_to_look_for(text: str) -> None:
    assert asks_for_all(text)
    assert not set("5 17 پنج هفده تا تاش".split()) & set(without_manner(text).split())


@pytest.mark.parametrize("text", ["پنج آفت را بگو", "هر دو آفت", "هر سال پنج بار"])
def test_a_number_without_manner_stays(text: str) -> None:
    assert without_manner(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "یه خط بگو موم چیه",
        "در یک جمله موم چیست؟",
        "خیلی کوتاه بگو موم چیه",
        "به زبون ساده بگو موم چیه",
        "موم چیه؟ خلاصه و مفید",
        "in one short sentence, موم",
    ],
)
def test_how_a_thing_is_to_be_said_is_no_part_of_it(text: str) -> None:
    assert {"موم"} <= set(without_manner(text).split()) <= set("موم چیه چیست بگو".split())


@pytest.mark.parametrize(
    "text", ["بقیه سطرهای جدول", "رشد سریع کندوها", "از جمله موم", "خط تولید موم", "کندوی ساده"]
)
def test_words_of_manner_that_say_something_else_stay(text: str) -> None:
    assert without_manner(text) == text


@pytest.mark.parametrize(
    "question",
    [
        "زنبوردار کجا باید ثبت نام کند؟",
        "هر چی کندو بیشتر باشد عسل ارزان‌تر است؟",
        "نرخ عسل در کدام بخشنامه آمده است؟",
    ],
)
def test_a_question_of_one_place_or_of_how_things_grow_is_no_wish_for_all_mentions(question: str) -> None:
    assert not asks_everywhere(question)


def test_the_kind_of_document_that_is_named_is_not_read_off_its_formal_words() -> None:
    assert read_question("این ارائه مال کیه؟", "این ارائه نویسنده").kinds_named == {"deck"}
    assert read_question("farghe slide va rooznameh", "فرق اسلاید و روزنامه").kinds_named == {
        "deck",
        "article",
    }
    assert read_question("نویسنده چه می‌گوید؟").kinds_named == {"article"}


def test_a_broken_price_is_no_amount_that_is_asked_for() -> None:
    assert Ask.MONEY not in read_question("همسایه‌ها قیمت می‌شکنن چیکار کنیم").asks
    assert Ask.MONEY not in read_question("راه‌های کاهش هزینه چندتاست؟").asks
    assert Ask.MONEY in read_question("قیمت دستگاه چنده").asks


@pytest.mark.parametrize(
    "question", ["کدوم خوشه‌ها شکست خوردن؟", "خوشه‌های ناموفق کدوما بودن؟", "خوشه‌های ناکام را نام ببرید"]
)
def test_clusters_that_failed_are_wanted_by_name_and_no_challenges(question: str) -> None:
    assert asks_which_clusters(question)
    assert Topic.CHALLENGES not in read_question(question).topics


@pytest.mark.parametrize("question", ["چرا خوشه‌ها شکست خوردند؟", "خوشه چیست؟", "خوشه چه چالش‌هایی دارد؟"])
def test_other_questions_on_clusters_want_no_names(question: str) -> None:
    assert not asks_which_clusters(question)


def test_a_list_as_the_form_of_the_answer_is_not_all_of_it() -> None:
    assert asks_for_all("چالش‌های آب را فهرست کن") and not asks_for_every_one("چالش‌های آب را فهرست کن")
    assert asks_for_every_one("فهرست کامل چالش‌ها")
