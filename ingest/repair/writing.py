"""The tokens of a line whose runs have been put in order."""

from collections.abc import Sequence

from ingest.repair.beams import State
from ingest.repair.cuts import Cuts
from ingest.repair.readings import Readings
from ingest.repair.tokens import NOT_WORD_KEYS, Token
from ingest.repair.units import Gap, Unit, UnitKind


def write_out(
    final: State, units: Sequence[Unit], cuts: Cuts, readings: Readings, after_word: str, reads_on: bool
) -> tuple[Token, ...]:
    """The tokens of the runs that `final` has read, behind `after_word`.

    `reads_on`: each word is read by the one after it as well.
    """
    segments: list[State] = []
    state: State | None = final
    while state is not None:
        segments.append(state)
        state = state.before
    stretches: list[tuple[UnitKind, str, bool]] = []
    spaced = True
    for segment in reversed(segments):
        position = segment.start
        while position < segment.end:
            after = cuts.piece_end(position, segment.end)
            unit = units[position]
            tight = not spaced if position == segment.start else unit.gap not in (Gap.SPACE, Gap.WIDE)
            text = cuts.stretch(position, after)
            if position == segment.start and segment.joined:
                kind, begun, was_tight = stretches.pop()
                stretches.append((kind, begun + text, was_tight))
            else:
                stretches.append((unit.kind, text, tight))
            position = after
        spaced = not segment.tight
    tokens = []
    key = after_word
    for number, (kind, text, tight) in enumerate(stretches):
        if kind is UnitKind.WORD:
            following = None
            behind = stretches[number + 1 : number + 2]
            if reads_on and behind and behind[0][0] is kind:
                following = readings.of(behind[0][1])[0].keys[0]
            reading, _ = readings.fitting(text, key, following)
            key = reading.keys[-1]
            tokens.append(Token(kind, reading.parts, reading.strokes, tight))
        else:
            key = NOT_WORD_KEYS[kind]
            tokens.append(Token(kind, (text,), 0, tight))
    return tuple(tokens)
