"""What a reply of chosen lines looks like, and what it cites."""

from dataclasses import replace

import pytest

from bot.dialogue import texts
from bot.dialogue.catalogue import Group
from bot.dialogue.composing import LABEL, abstain, compare, compose, small_talk
from bot.dialogue.intent import Intent
from bot.dialogue.parts import Part, part_of, whole_group
from bot.dialogue.turn import BlockKind, Outcome, Reply, Tone
from bot.dialogue.verification import find_problems
from knowledge.document import Topic
from knowledge.persian import tokens
from tests.unit.dialogue.library import BRANCH, LIBRARY, OBSTACLES, REPORT, REPORT_OBSTACLES, SLIDES, STEPS


def groups(section: str) -> tuple[Group, ...]:
    return LIBRARY.catalogue.groups(section)


OBSTACLE_LIST = whole_group(groups("bees/2")[0])
REPORT_LIST = whole_group(groups("honey/1")[0])
ROWS = whole_group(groups("bees/4")[0])
SENTENCES = whole_group(groups("honey/2")[0])
PROCESS = tuple(whole_group(group) for group in groups("bees/3"))


def kinds(reply: Reply) -> list[BlockKind]:
    return [block.kind for block in reply.blocks]


def test_a_whole_list_stands_under_its_own_lead() -> None:
    lead, bullets = compose([OBSTACLE_LIST]).blocks
    assert lead.lines[0].text == "چهار چالش پیش روست:"
    assert tuple(line.text for line in bullets.lines) == OBSTACLES


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("از 2005 تا 1401: 138٪ و 3.5", "از ۲۰۰۵ تا ۱۴۰۱: ۱۳۸٪ و ۳.۵"),
        ("صنعت 1، صنعت 2", "صنعت ۱، صنعت ۲"),
        ("گواهی ISO 9001 و کد KH-1405-00001", "گواهی ISO 9001 و کد KH-1405-00001"),
        ("نشانی: info2@x.ir", "نشانی: info2@x.ir"),
        ("Only 12 words", "Only 12 words"),
        ("بله → اجرای پروژه", "بله ← اجرای پروژه"),
        ("پروژه سه - پنج ساله", "پروژه سه تا پنج ساله"),
        ("پروژه دو–سه ساله - ده نفر", "پروژه دو تا سه ساله - ده نفر"),
        ("گاز CO2 → CO و A → B", "گاز CO2 → CO و A → B"),
    ],
)
def test_a_persian_line_is_shown_as_print_has_it(said: str, shown: str) -> None:
    reply = compose([replace(SENTENCES, lines=(said,)), replace(OBSTACLE_LIST, lines=(said, "دو"))])
    assert [line.text for block in reply.blocks for line in block.lines].count(shown) == 2
    assert said in reply.citations[0].quote and not find_problems(reply)


def test_a_lead_that_counts_is_not_put_over_fewer_lines() -> None:
    some = part_of(groups("bees/2")[0], groups("bees/2")[0].items[:2])
    assert compose([some]).blocks[0].lines[0].text == "چالش‌های زنبورداری:"


def test_a_lead_that_does_not_count_stays_over_some_of_its_lines() -> None:
    lead = "کندوهایی که از دره رفتند:"
    some = replace(part_of(groups("bees/2")[0], groups("bees/2")[0].items[:1]), lead=lead)
    assert compose([some]).plain() == f"{lead} {OBSTACLES[0]}"


def test_sentences_become_one_paragraph() -> None:
    reply = compose([SENTENCES])
    assert kinds(reply) == [BlockKind.PARAGRAPH]
    assert reply.plain() == " ".join(SENTENCES.lines)


def test_steps_are_numbered_on_after_a_branch() -> None:
    steps = [block for block in compose(PROCESS).blocks if block.kind is BlockKind.STEPS]
    assert [block.start for block in steps] == [1, 3]


def test_a_branch_stands_below_its_question_which_is_not_repeated() -> None:
    text = compose(PROCESS).plain().split("\n")
    assert text[1:] == [f"• {line}" for line in (*STEPS[:2], *BRANCH, STEPS[2])]


def test_parts_of_one_section_share_one_citation() -> None:
    assert len(compose(PROCESS).citations) == 1
    assert len(compose([OBSTACLE_LIST, REPORT_LIST]).citations) == 2


def test_every_line_rests_on_a_citation_whose_quote_holds_it() -> None:
    reply = compose([OBSTACLE_LIST, ROWS, SENTENCES, *PROCESS])
    for block in reply.blocks:
        for line in block.lines:
            assert line.citation is not None
            citation = reply.citations[line.citation]
            held = tokens(f"{citation.quote} {citation.locator}")
            assert line.text == texts.RECOVERED or set(tokens(line.text)) <= set(held)


def test_a_mark_is_shown_once_for_each_citation() -> None:
    marks = [
        line.citation
        for block in compose([OBSTACLE_LIST, REPORT_LIST, SENTENCES]).blocks
        for line in block.lines
        if line.mark
    ]
    assert marks == [0, 1, 2]


def test_a_citation_says_where_the_words_stand() -> None:
    (slide,) = compose([OBSTACLE_LIST]).citations
    assert (slide.source, slide.title) == ("bees.md", "طرح زنبورداری دره")
    assert slide.locator == "بخش ۲: چالش‌های زنبورداری، اسلاید ۲"
    assert slide.quote.split("\n") == ["چهار چالش پیش روست:", *OBSTACLES]


def test_a_document_without_pages_is_cited_without_one() -> None:
    (citation,) = compose([REPORT_LIST]).citations
    assert citation.locator == "بخش ۱: چالش‌های عسل کوهستان"


def test_a_quote_says_nothing_twice() -> None:
    quote = compose([OBSTACLE_LIST, OBSTACLE_LIST]).citations[0].quote.split("\n")
    assert len(quote) == len(set(quote))


def test_recovered_figures_are_marked() -> None:
    assert compose([ROWS]).blocks[-1].lines[0].text == texts.RECOVERED
    assert texts.RECOVERED not in compose([SENTENCES]).plain()


@pytest.mark.parametrize("parts", [[ROWS], [SENTENCES], [OBSTACLE_LIST, REPORT_LIST], PROCESS])
def test_what_is_composed_passes_the_last_look(parts: list[Part]) -> None:
    assert find_problems(compose(parts)) == ()


def test_a_comparison_has_a_block_for_each_document_under_its_name() -> None:
    reply = compare([(SLIDES, [OBSTACLE_LIST]), (REPORT, [REPORT_LIST])])
    heads = [line.text for block in reply.blocks for line in block.lines if line.citation is None]
    assert heads == ["در ارائهٔ «طرح زنبورداری دره»:", "در گزارش «گزارش عسل کوهستان»:"]
    text = reply.plain()
    assert text.index(OBSTACLES[0]) < text.index(heads[1]) < text.index(REPORT_OBSTACLES[0])


def test_a_comparison_cites_each_side_with_its_own_document() -> None:
    reply = compare([(SLIDES, [OBSTACLE_LIST]), (REPORT, [REPORT_LIST])])
    cited = {
        line.text: reply.citations[line.citation].source
        for block in reply.blocks
        for line in block.lines
        if line.citation is not None
    }
    assert {cited[text] for text in OBSTACLES} == {"bees.md"}
    assert {cited[text] for text in REPORT_OBSTACLES} == {"honey.md"}


def test_a_refusal_gives_its_reason_and_the_nearest_thing_there_is() -> None:
    reply = abstain(texts.NOTHING_FOUND, [OBSTACLE_LIST])
    assert reply.refused and not reply.citations
    assert reply.plain().startswith(texts.NOTHING_FOUND)
    assert [choice.label for choice in reply.choices] == ["چالش‌های زنبورداری"]
    assert "چالش‌های زنبورداری" in reply.plain()


def test_a_refusal_offers_nothing_when_nothing_is_near() -> None:
    reply = abstain(texts.NOTHING_FOUND, ())
    assert (reply.choices, reply.plain()) == ((), texts.NOTHING_FOUND)


def test_a_long_title_is_cut_to_a_button() -> None:
    long = replace(OBSTACLE_LIST, section=replace(OBSTACLE_LIST.section, title="عسل " * 40))
    label = abstain(texts.NOTHING_FOUND, [long]).choices[0].label
    assert len(label) <= LABEL and label.endswith("عسل…")


def test_a_button_does_not_carry_the_number_of_a_heading() -> None:
    named = replace(OBSTACLE_LIST, section=replace(OBSTACLE_LIST.section, title="ب) کوچ کندوها"))
    assert abstain(texts.NOTHING_FOUND, [named]).choices[0].label == "کوچ کندوها"


def test_a_heading_that_names_nothing_is_not_offered() -> None:
    summary = replace(OBSTACLE_LIST.section, title="جمع‌بندی", topic=Topic.CONCLUSION)
    reply = abstain(texts.NOTHING_FOUND, [replace(OBSTACLE_LIST, section=summary)])
    assert reply.choices == () and reply.plain() == texts.NOTHING_FOUND


@pytest.mark.parametrize("intent", [intent for intent in Intent if intent is not Intent.QUESTION])
def test_courtesies_are_answered_and_orders_declined(intent: Intent) -> None:
    declined = intent in (Intent.INSTRUCTION, Intent.TASK)
    reply = small_talk(intent)
    assert reply.outcome is (Outcome.ABSTENTION if declined else Outcome.SMALL_TALK)
    assert reply.plain() and not reply.citations


def test_what_perhaps_belongs_stands_last_under_a_heading_of_its_own() -> None:
    reply = compose([OBSTACLE_LIST], [REPORT_LIST])
    text = reply.plain()
    assert text.index(OBSTACLES[-1]) < text.index(texts.BESIDES) < text.index(REPORT_OBSTACLES[0])
    assert [citation.source for citation in reply.citations] == ["bees.md", "honey.md"]
    assert texts.BESIDES not in compose([OBSTACLE_LIST]).plain()


def test_a_section_has_one_citation_also_where_some_of_it_only_perhaps_belongs() -> None:
    group = groups("bees/2")[0]
    first, rest = (part_of(group, items) for items in (group.items[1:3], (group.items[0], group.items[3])))
    reply = compose([REPORT_LIST, first], [rest])
    assert [citation.source for citation in reply.citations] == ["honey.md", "bees.md"]
    assert reply.citations[1].quote.splitlines()[1:] == list(OBSTACLES)  # in the document's order
    said = {line.text: line for block in reply.blocks for line in block.lines}
    assert {said[line].citation for line in OBSTACLES} == {1}
    assert find_problems(reply) == ()


def test_whose_words_follow_stands_out() -> None:
    reply = compare([(SLIDES, [OBSTACLE_LIST]), (REPORT, [SENTENCES])], [REPORT_LIST])
    strong = [line.text for block in reply.blocks for line in block.lines if line.tone is Tone.STRONG]
    assert strong == [*(texts.side(each.kind, each.title) for each in (SLIDES, REPORT)), texts.BESIDES]


def test_what_perhaps_belongs_is_marked_as_such() -> None:
    reply = compare([(SLIDES, [OBSTACLE_LIST])], [REPORT_LIST])
    beside = [line.text for block in reply.blocks if block.beside for line in block.lines]
    assert beside == [texts.BESIDES, REPORT_LIST.lead, *REPORT_OBSTACLES]
