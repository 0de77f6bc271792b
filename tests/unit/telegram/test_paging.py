"""Long lists in pages: nothing is lost, nothing is shown twice, numbers and marks stay right."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply, paragraph
from bot.telegram.paging import Page, more_button, page_of
from knowledge.document import Citation

CITED = tuple(Citation(f"{n}.md", "سند", "بخش", "نقل") for n in range(2))


def listing(*blocks: Block) -> Reply:
    return Reply(Outcome.ANSWER, blocks, CITED, (Choice("دیگر", "ask"),))


def items(count: int, kind: BlockKind = BlockKind.BULLETS, start: int = 1) -> Block:
    return Block(kind, tuple(Line(f"{n}", 0, mark=n == 0) for n in range(count)), start)


def pages(reply: Reply) -> list[Page]:
    all_pages = [page_of(reply)]
    while not all_pages[-1].is_last:
        all_pages.append(page_of(reply, all_pages[-1].end))
    return all_pages


@given(st.lists(st.tuples(st.sampled_from(BlockKind), st.integers(1, 30)), min_size=1, max_size=5))
def test_all_pages_together_are_the_whole_reply(shape: list[tuple[BlockKind, int]]) -> None:
    blocks = [
        Block(kind, tuple(Line(f"{at}/{n}") for n in range(1 if kind is BlockKind.PARAGRAPH else count)))
        for at, (kind, count) in enumerate(shape)
    ]
    shown = [line for page in pages(listing(*blocks)) for block in page.reply.blocks for line in block.lines]
    assert shown == [line for block in blocks for line in block.lines]


def test_eight_of_fifteen_and_then_the_rest() -> None:
    reply = listing(items(15))
    first, second = pages(reply)
    assert [len(page.reply.blocks[0].lines) for page in (first, second)] == [8, 7]
    (button,) = more_button(first, "p0123456789abcdef", "5000000000")
    assert button.label == "ادامه (۸ از ۱۵)"
    assert button.data == ":more:p0123456789abcdef:8:5000000000"
    assert more_button(second, "t") == ()


def test_a_list_that_is_hardly_longer_is_not_torn() -> None:
    assert [len(pages(listing(items(count)))) for count in (8, 11, 12)] == [1, 1, 2]


def test_a_lead_stands_with_its_list_and_a_last_paragraph_at_the_end() -> None:
    lead, last = (paragraph(text) for text in ("سپس:", "پایان"))
    first, second = pages(listing(items(8), lead, items(8), last))
    assert [block.lines[0].text for block in first.reply.blocks] == ["0"]
    assert [block.lines[0].text for block in second.reply.blocks] == ["سپس:", "0", "پایان"]


def test_steps_go_on_counting_and_the_first_line_shows_its_mark_again() -> None:
    reply = listing(items(20, BlockKind.STEPS, start=3))
    first, second, *_ = pages(reply)
    assert (first.reply.blocks[0].start, second.reply.blocks[0].start) == (3, 11)
    assert [line.mark for line in second.reply.blocks[0].lines] == [True, *[False] * 7]


def test_suggestions_stand_under_the_first_page_only() -> None:
    first, second = pages(listing(items(15)))
    assert (len(first.reply.choices), len(second.reply.choices)) == (1, 0)


def test_a_start_beyond_the_list_shows_nothing() -> None:
    page = page_of(listing(items(15)), 10**9)
    assert (page.is_last, page.reply.blocks) == (True, ())


def test_the_question_that_waits_below_a_long_list_stands_on_its_first_page() -> None:
    waiting = (Block(BlockKind.PARAGRAPH, (Line("شهر؟"),), asks=True), replace(items(12), asks=True))
    first, *others = pages(listing(items(15), *waiting))
    assert first.reply.blocks[1:] == waiting
    assert all(not block.asks for page in others for block in page.reply.blocks)
    assert first.total == 15
