"""What a document itself tells about which word follows which."""

from ingest.repair.classes import word_classes
from ingest.repair.counting import BREAK, START
from ingest.repair.language import ONE_OF, SENTENCE, Counts, Language, one_of
from ingest.repair.lexicon import FOREIGN, persian_lexicon

LINES = (
    "آموزش کشاورزان خرد و کوچک".split(),
    "آموزش مدیران و حسابداران تعاونی".split(),
    "خرید گروهی نهاده و کود".split(),
)


def language() -> Language:
    counts = Counts()
    for line in LINES:
        counts.add(line, begins=True)
        counts.words.update(line)
    return Language(persian_lexicon(), counts)


def test_two_words_coordinated_elsewhere_are_expected_again() -> None:
    here = language()
    assert here.echo("خرد", "و", "کوچک") > 1 > 0 > here.echo("خرد", "و", "کود")


def test_a_word_that_was_coordinated_nowhere_tells_nothing() -> None:
    assert language().echo("انبار", "و", "کوچک") == 0.0
    assert language().echo(BREAK, "و", "کوچک") == language().echo("خرد", "از", "کوچک") == 0.0


def test_a_line_does_not_tell_about_itself() -> None:
    here = language()
    here.leave_out([(LINES[0], True)])
    assert here.echo("خرد", "و", "کوچک") == 0.0


def test_a_line_does_not_tell_how_usual_its_words_are() -> None:
    here = language()
    told = here.word("حسابداران")
    here.leave_out([(LINES[1], True)])
    assert here.word("حسابداران") < told
    here.leave_out([])
    assert here.word("حسابداران") == told


def test_an_entry_begins_with_a_verbal_noun_of_any_word() -> None:
    here = language()
    assert here.agrees(START, "کهنه", "بودن") > 0 == here.agrees("شناور", "کهنه", "بودن")


def test_a_noun_in_hamza_is_followed_as_its_form_in_yeh_is() -> None:
    here = language()
    for _ in range(2):
        here.document.add("ابتدای راهرو".split(), begins=True)
    assert here.pair("ابتداء", "راهرو") == here.pair("ابتدای", "راهرو")


def test_no_entry_begins_with_the_second_half_of_a_compound() -> None:
    here = language()
    assert here.pair(START, "افزاری") < here.word("افزاری") - 4


def test_a_line_is_expected_to_begin_as_those_around_it() -> None:
    here = language()
    far = here.pair(START, "عدم")
    here.leave_out([], near=["عدم", "عدم", "فقدان"])
    assert here.pair(START, "عدم") > far + 1
    here.leave_out([])
    assert here.pair(START, "عدم") == far


def test_a_word_stands_where_one_does_that_it_is_coordinated_with() -> None:
    here = language()
    for line in ("بنگاه های کوچک".split(), "بنگاه های کوچک".split()):
        here.document.add(line, begins=True)
    assert here.pair("های", "خرد") > here.pair("های", "نهاده") + 1
    here.leave_out([(LINES[0], True)])
    assert here.pair("های", "خرد") < here.pair("های", "کوچک") - 3


def test_the_possessor_of_nothing_is_not_natural() -> None:
    assert language().pair("ذی", "اند") < language().pair("عبارت", "اند") - 3


def test_a_proposition_hardly_begins_with_and() -> None:
    assert language().pair(START, "و") < language().pair(BREAK, "و") - 3


def test_a_sentence_begins_unlike_the_entries_around_it() -> None:
    here = language()
    alone = here.pair(SENTENCE, "آموزش")
    here.leave_out([], near=["آموزش", "آموزش", "خرید"])
    assert here.pair(SENTENCE, "آموزش") == alone < here.pair(START, "آموزش") - 1
    assert here.pair(SENTENCE, "این") > here.pair(SENTENCE, "نهاده")


def test_one_of_stands_before_a_plural() -> None:
    here = language()
    assert one_of("یکی", "از") == ONE_OF and one_of("پس", "از") == "از"
    assert here.agrees(ONE_OF, "تعاونی", "های") == here.agrees(ONE_OF, "مشکلات", "کشور") == 0.0
    assert here.agrees(ONE_OF, "تعاونی", "کشور") < -2 < here.agrees("از", "تعاونی", "کشور")
    assert here.pair(ONE_OF, "تعاونی") == here.pair("از", "تعاونی")


def test_no_verb_prefix_stands_before_what_is_no_verb() -> None:
    here = language()
    assert here.pair("می", "این") < here.pair("به", "این") - 4
    assert "میاین" not in persian_lexicon().words
    assert here.pair("می", "شود") > here.pair("می", "و") + 4


def test_a_listed_word_with_a_written_on_ending_is_known() -> None:
    lexicon = persian_lexicon()
    assert lexicon.known("استادکاران") and not lexicon.known("استادکارگان")


def test_what_follows_a_rare_word_is_told_by_words_of_its_class() -> None:
    classes = word_classes()
    assert classes.leaning("مشعل", "های") > 1 > classes.leaning("مشعل", "است")
    assert classes.leaning(START, "تشکیل") > classes.leaning("های", "تشکیل")


def test_a_word_that_no_list_has_is_of_the_class_of_its_ending() -> None:
    classes = word_classes()
    assert classes.leaning("در", "زعفلانستان") == classes.leaning("در", "بلغستان") > 0


def test_a_latin_word_leans_on_none() -> None:
    assert word_classes().leaning("خوشه", FOREIGN) == word_classes().leaning(FOREIGN, "است") == 1.0


def test_an_ending_behind_itself_is_worse_than_one_that_hangs_on_nothing() -> None:
    here = language()
    assert here.pair("های", "های") < here.pair("که", "های") - 3


def test_a_plural_of_people_takes_no_second_ending() -> None:
    language = Language(persian_lexicon(), Counts())
    assert language.pair("نمایندگان", "های") < language.pair("ارگان", "های") - 8
