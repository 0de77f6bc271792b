"""Results of the real instruments from made-up answers, as the flow would come to them."""

from datetime import UTC, datetime

from bot.assessment.instrument import Instrument
from bot.assessment.result import Result, Unscored
from bot.assessment.scoring import Answers, assess

TAKEN_AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def levels(instrument: Instrument, step: int = 3) -> Answers:
    """A level for each indicator, spread over all of them; every eleventh is not known."""
    keys = [indicator.key for _, indicator in instrument.indicators()]
    return {key: Unscored.UNKNOWN if n % 11 == 10 else 1 + (n * step + 2) % 5 for n, key in enumerate(keys)}


def taken(
    instrument: Instrument, step: int = 3, taken_at: datetime = TAKEN_AT, result_id: str = "r1"
) -> Result:
    return assess(instrument, levels(instrument, step), result_id, taken_at)
