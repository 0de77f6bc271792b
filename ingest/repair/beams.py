"""The best few ways of having read a part of a line, while the search over its cuts goes on."""

from dataclasses import dataclass, field

from ingest.repair.language import AND, ONE_OF

_BEAM = 16
_HOPE = -8.0  # of a word whose other half is still to come


@dataclass(slots=True)
class Place:
    """Where reading has come to."""

    score: float
    key: str  # the last word read
    second: str  # the one before it
    stretch: str | None = None  # its letters, when it is a word
    score_before: float = 0.0  # before the last word
    key_before: str = ""


@dataclass(slots=True)
class State:
    """Runs read so far, the last one's units `start` to `end`."""

    place: Place
    tight: bool  # no space after it
    start: int
    end: int
    joined: bool  # its first word continues a word of `before`
    before: "State | None"
    cuts: int
    way_on: tuple[str, str, str | None, bool] = field(init=False)  # what the words to come are judged by

    def __post_init__(self) -> None:
        place = self.place
        told = place.key == AND or place.second == ONE_OF
        self.way_on = place.key, place.second if told else "", place.stretch, self.tight


def keep(beam: list[State], state: State) -> None:
    """Keeps the best few states, one for each way the last word can go on."""
    way_on = state.way_on
    for position, other in enumerate(beam):
        if other.way_on == way_on:
            if other.place.score < state.place.score:
                beam[position] = state
            return
    beam.append(state)
    beam.sort(key=_promise, reverse=True)
    del beam[_BEAM:]


def _promise(state: State) -> float:
    """Its score, or what it may become when the next run completes its last word."""
    if state.tight and state.place.stretch is not None:
        return max(state.place.score, state.place.score_before + _HOPE)
    return state.place.score
