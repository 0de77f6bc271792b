"""A reply becomes messages that Telegram accepts and that read well from the right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply, Tone, paragraph
from bot.telegram.message import Message
from bot.telegram.rendering import render_reply, render_sources, render_text
from bot.telegram.typography import cut, isolate, shown_length, to_html, to_plain, utf16_length
from knowledge.document import Citation
from tests.telegram.markup import parse_html, utf16

INVISIBLE = dict.fromkeys([0x200F, 0x2066, 0x2069])
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&;. ؟ aB12۳۴𝐀"), max_size=300
)
LINES = st.builds(Line, TEXTS.filter(str.strip), st.none() | st.integers(0, 2), tone=st.sampled_from(Tone))
BLOCKS = st.builds(Block, st.sampled_from(BlockKind), st.lists(LINES, min_size=1, max_size=8).map(tuple))
CITATIONS = st.builds(Citation, TEXTS, TEXTS, TEXTS, TEXTS)
REPLIES = st.builds(
    Reply,
    st.just(Outcome.ANSWER),
    st.lists(BLOCKS, min_size=1, max_size=4).map(tuple),
    st.lists(CITATIONS, max_size=3).map(tuple),
)


def squeezed(text: str) -> str:
    return "".join(text.translate(INVISIBLE).split())


@given(REPLIES, st.integers(60, 400))
def test_every_message_fits_parses_and_no_word_is_lost(reply: Reply, limit: int) -> None:
    messages = render_reply(reply, ":sources:1", limit)
    plain = ""
    for message in messages:
        text, _ = parse_html(message.html)  # raises where Telegram would refuse
        assert text == to_plain(message.html)
        assert 0 < utf16(text) <= limit
        plain += text
    for block in reply.blocks:
        for line in block.lines:
            assert squeezed(line.text)[:20] in squeezed(plain)
    assert len(squeezed(plain)) >= sum(
        len(squeezed(line.text)) for block in reply.blocks for line in block.lines
    )


@given(st.lists(CITATIONS, min_size=1, max_size=4))
def test_every_source_message_fits_and_parses_and_tells_each_title(citations: list[Citation]) -> None:
    plain = ""
    for message in render_sources(citations):
        text, _ = parse_html(message.html)
        assert 0 < utf16(text) <= 4096
        plain += text
    for citation in citations:
        assert squeezed(citation.title)[:20] in squeezed(plain)


@given(TEXTS)
def test_what_is_escaped_is_shown_as_it_was(text: str) -> None:
    assert parse_html(to_html(text))[0] == isolate(text)
    assert to_plain(to_html(text)) == isolate(text)
    assert shown_length(to_html(text)) == utf16_length(isolate(text))


@given(TEXTS)
def test_isolates_are_balanced_and_change_nothing_else(text: str) -> None:
    plain = text.translate(INVISIBLE)
    marked = isolate(plain)
    assert marked.count("\u2066") == marked.count("\u2069")
    assert marked.translate(INVISIBLE) == plain


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("شرکت BDS Provider آمد", "شرکت ⁦BDS Provider⁩ آمد"),
        ("تلفن 021-88776655 است", "تلفن ⁦021-88776655⁩ است"),
        ("تلفن ۰۲۱ ۸۸۷۷ ۶۶۵۵.", "تلفن ⁦۰۲۱ ۸۸۷۷ ۶۶۵۵⁩."),
        ("سال ۱۳۹۵ و ۵۱۱ خوشه", "سال ۱۳۹۵ و ۵۱۱ خوشه"),
        ("نشانی https://example.org/a?b=1 است", "نشانی https://example.org/a?b=1 است"),
        ("فقط فارسی", "فقط فارسی"),
    ],
)
def test_latin_terms_and_phone_numbers_are_isolated(text: str, marked: str) -> None:
    assert isolate(text) == marked


def test_cuts_after_sentences_before_words() -> None:
    assert cut("یک دو. سه چهار؟ پنج شش.", 15) == ["یک دو. سه چهار؟", "پنج شش."]
    assert cut("یک دو سه چهار پنج", 9) == ["یک دو سه", "چهار پنج"]
    assert cut("الف " + "ب" * 25, 20) == ["الف " + "ب" * 9, "ب" * 16]


def test_length_is_counted_in_utf16_units() -> None:
    assert utf16_length("𝐀ب") == 3


def test_a_line_that_begins_with_latin_is_still_read_from_the_right() -> None:
    block = Block(BlockKind.BULLETS, (Line("SPX نظام مبادلات است"),))
    (message,) = render_reply(Reply(Outcome.ANSWER, (block,)))
    assert message.html.startswith("\u200f• \u2066SPX\u2069")


def test_a_mark_stays_with_the_last_piece_of_its_sentence() -> None:
    block = paragraph("یک دو سه. چهار پنج شش.", 0)
    reply = Reply(Outcome.ANSWER, (block,), (Citation("a", "a", "a", "a"),))
    assert [to_plain(m.html).translate(INVISIBLE) for m in render_reply(reply, None, 22)] == [
        "یک دو سه.",
        "چهار پنج شش. [۱]",
    ]


def test_a_mark_without_its_citation_is_not_shown() -> None:
    reply = Reply(Outcome.ANSWER, (Block(BlockKind.PARAGRAPH, (Line("متن", 4), Line("متن", -1))),))
    assert "[" not in render_reply(reply)[0].html


def test_a_mark_that_stands_above_is_not_shown_again() -> None:
    block = Block(BlockKind.BULLETS, (Line("یک", 0), Line("دو", 0, mark=False)))
    (message,) = render_reply(Reply(Outcome.ANSWER, (block,), (Citation("a", "a", "a", "a"),)))
    assert to_plain(message.html).translate(INVISIBLE) == "• یک [۱]\n• دو"


def test_steps_go_on_counting_after_the_bullets_of_a_step() -> None:
    steps = [
        Block(BlockKind.STEPS, (Line(a), Line(b)), start)
        for a, b, start in (("یک", "دو", 1), ("سه", "چهار", 3), ("یک", "دو", 1))
    ]
    bullets = Block(BlockKind.BULLETS, (Line("بله"), Line("خیر")))
    reply = Reply(Outcome.ANSWER, (steps[0], bullets, steps[1], paragraph("دیگر:"), steps[2]))
    (message,) = render_reply(reply)
    assert to_plain(message.html).translate(INVISIBLE) == (
        "۱. یک\n۲. دو\n• بله\n• خیر\n۳. سه\n۴. چهار\n\nدیگر:\n\n۱. یک\n۲. دو"
    )


def test_a_long_quote_is_folded() -> None:
    (message,) = render_sources([Citation("a", "a", "a", "ب " * 300)])
    assert "<blockquote expandable>" in message.html


def test_empty_lines_of_a_text_are_kept() -> None:
    assert to_plain(render_text("یک\n\nدو")[0].html).translate(INVISIBLE) == "یک\n\nدو"


@given(st.text(max_size=50), st.integers(0, 2**52))
def test_a_message_comes_back_from_the_outbox_as_it_went_in(text: str, number: int) -> None:
    text = text.encode(errors="ignore").decode()
    message = Message(text, (Choice(text, "d"),), number, None, number)
    assert Message.load(message.dump()) == message


def test_an_unreadable_outbox_entry_is_a_value_error() -> None:
    with pytest.raises(ValueError):
        Message.load("{}")


def test_a_question_stands_out_and_what_may_be_passed_over_steps_back() -> None:
    asked, example = Line("چند نفرید؟", tone=Tone.STRONG), Line("<۱۲> نفر", tone=Tone.SOFT)
    (message,) = render_reply(
        Reply(Outcome.FLOW, (Block(BlockKind.PARAGRAPH, (asked, example, Line("پایان"))),))
    )
    assert "<b>چند نفرید؟</b>" in message.html
    assert "<i>&lt;۱۲&gt; نفر</i>" in message.html
    assert "پایان" in message.html and message.html.count("<b>") == message.html.count("<i>") == 1
