"""The messages of an assessment before its result: questions, the review of answers, place and trade."""

from collections.abc import Iterable, Sequence

from bot.assessment import texts
from bot.assessment.instrument import LEVELS, Dimension, Indicator, Instrument, Source
from bot.assessment.progress import Progress, possible
from bot.assessment.result import Unscored
from bot.assessment.scoring import Answer
from bot.dialogue.flow import BACK, CANCEL, PAUSE, SKIP
from bot.dialogue.turn import Block, BlockKind, Choice, Line, Outcome, Reply, Tone, paragraph
from knowledge.document import Citation
from knowledge.persian import persian_digits

NAME = "assess"  # of the flow
PREFIX = f":{NAME}:"  # of all button data; what follows is the name of what is pressed
PICK, IS, PART, GO, SECTOR = (f"{PREFIX}{name}:" for name in ("pick", "is", "part", "go", "sector"))
TO_REVIEW, FINISH, MORE = f"{PREFIX}review", f"{PREFIX}finish", f"{PREFIX}more"


def ask_what(instruments: Iterable[Instrument], before: Sequence[str] = ()) -> Reply:
    """Which instrument."""
    picks = (Choice(texts.choice(each.subject, each.minutes), f"{PICK}{each.key}") for each in instruments)
    return _reply([*map(paragraph, (*before, *texts.CHOOSE))], (*picks, CANCEL))


def ask_question(instrument: Instrument, progress: Progress, before: Sequence[str] = ()) -> Reply:
    """The question that waits with its levels; `before` stands above it."""
    asked = possible(instrument, progress.answers)
    keys = [indicator.key for _, indicator in asked]
    number = keys.index(progress.at) + 1
    dimension, indicator = asked[number - 1]
    place = texts.progress(number, len(asked), dimension.title), texts.bar(number, len(asked))
    head = tuple(Line(words, tone=Tone.SOFT) for words in place)
    given = progress.answers.get(indicator.key, Unscored.SKIPPED)
    again = [] if given is Unscored.SKIPPED else [texts.GIVEN.format(answer=words_of(indicator, given))]
    blocks = [
        *map(paragraph, before),
        Block(BlockKind.PARAGRAPH, head),
        paragraph(indicator.question, tone=Tone.STRONG),
        paragraph(indicator.help, tone=Tone.SOFT),
        Block(BlockKind.STEPS, tuple(Line(words) for words in indicator.levels)),
        *map(paragraph, again),
    ]
    return _reply(blocks, (*_answers(instrument, indicator), BACK, SKIP, PAUSE))


def tell_why(newest: Sequence[Source], question: Reply) -> Reply:
    """What the question that waits rests on, in the documents' words, and the question again."""
    citations = tuple(source.citation for source in newest)
    lines = tuple(Line(source.text, n) for n, source in enumerate(newest))
    blocks = (paragraph(texts.WHY_ASKED), Block(BlockKind.BULLETS, lines), *question.blocks)
    return _reply(blocks, question.choices, citations)


def review(instrument: Instrument, progress: Progress, before: Sequence[str] = ()) -> Reply:
    """All answers under their dimensions, each with its number, and how many questions are left."""
    asked = possible(instrument, progress.answers)
    blocks = [*map(paragraph, before), paragraph(texts.REVIEW)]
    for dimension in instrument.dimensions:
        lines = [
            Line(texts.numbered(number, words_of(indicator, progress.answers.get(indicator.key))))
            for number, (of, indicator) in enumerate(asked, 1)
            if of.key == dimension.key and indicator.key in progress.answers
        ]
        if lines:
            blocks.append(Block(BlockKind.PARAGRAPH, (Line(f"{dimension.title}:", tone=Tone.STRONG), *lines)))
    answered = [each for each in asked if each[1].key in progress.answers]
    more: list[Choice] = []
    if left := len(asked) - len(answered):
        blocks.append(paragraph(texts.WAITING.format(count=persian_digits(left))))
        more.append(Choice(texts.MORE_QUESTIONS.format(count=persian_digits(left)), MORE))
    parts = (
        Choice(texts.CHANGE_PART.format(title=dimension.title), f"{PART}{dimension.key}")
        for dimension in _dimensions(answered)
    )
    return _reply(blocks, (*more, Choice(texts.FINISH, FINISH), *parts, PAUSE))


def ask_which(instrument: Instrument, progress: Progress, before: Sequence[str] = ()) -> Reply:
    """Which answer of one dimension is to be changed."""
    asked = possible(instrument, progress.answers)
    numbered = [
        (number, indicator)
        for number, (dimension, indicator) in enumerate(asked, 1)
        if dimension.key == progress.at
    ]
    lines = tuple(Line(texts.numbered(number, indicator.question)) for number, indicator in numbered)
    choices = (Choice(texts.change_one(number), f"{GO}{indicator.key}") for number, indicator in numbered)
    blocks = (*map(paragraph, before), paragraph(texts.WHICH_ONE), Block(BlockKind.PARAGRAPH, lines))
    return _reply(blocks, (*choices, Choice(texts.TO_REVIEW, TO_REVIEW)))


def ask_province(before: Sequence[str] = ()) -> Reply:
    return _reply([*map(paragraph, before), paragraph(texts.PROVINCE, tone=Tone.STRONG)], (BACK, SKIP))


def ask_sector(before: Sequence[str] = ()) -> Reply:
    sectors = (Choice(name, f"{SECTOR}{n}") for n, name in enumerate(texts.SECTORS))
    return _reply(
        [*map(paragraph, before), paragraph(texts.SECTOR, tone=Tone.STRONG)], (*sectors, BACK, SKIP)
    )


def words_of(indicator: Indicator, answer: Answer | None) -> str:
    """The answer in words."""
    if answer is None or isinstance(answer, Unscored):
        return texts.UNSCORED[answer or Unscored.SKIPPED]
    return indicator.levels[answer - 1]


def _answers(instrument: Instrument, indicator: Indicator) -> Iterable[Choice]:
    """Five levels, «نمی‌دانم» and «مربوط نیست»."""
    for level, word in zip(LEVELS, instrument.scale, strict=True):
        yield Choice(texts.level(level, word), f"{IS}{indicator.key}:{level}")
    for without in (Unscored.UNKNOWN, Unscored.IRRELEVANT):
        yield Choice(texts.UNSCORED[without], f"{IS}{indicator.key}:{without}")


def _dimensions(asked: Sequence[tuple[Dimension, Indicator]]) -> Iterable[Dimension]:
    return {dimension.key: dimension for dimension, _ in asked}.values()


def _reply(blocks: Sequence[Block], choices: Iterable[Choice], citations: tuple[Citation, ...] = ()) -> Reply:
    return Reply(Outcome.FLOW, tuple(blocks), citations, tuple(choices))
