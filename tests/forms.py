"""A short form that stands for any flow of several turns."""

from datetime import timedelta

from bot.dialogue import texts
from bot.dialogue.flow import BACK, CANCEL, SKIP, Step, is_aside
from bot.dialogue.ports import Json, OpenSession
from bot.dialogue.turn import Choice, Reply, Turn, ask, notice


class Form:
    """Asks a name and a town, and says both; the town may be skipped."""

    name, version, title = "form", 1, "پرسشنامهٔ آزمون"
    patience, asides, lasting, explains, command = timedelta(hours=1), 3, False, False, "form"

    def __init__(self) -> None:
        self.seeds: list[Json] = []

    def start(self, seed: Json) -> Step:
        self.seeds.append(seed)
        return self._step({"said": []})

    def ask(self, state: Json) -> Reply:
        town = Choice("تهران", ":form:tehran")
        return ask("شهر؟", town, BACK, SKIP) if self._said(state) else ask("نام؟", CANCEL)

    def advance(self, state: Json, turn: Turn, session: OpenSession) -> Step | None:
        if turn.choice is not None:
            return self._take(state, "تهران") if turn.choice == ":form:tehran" and self._said(state) else None
        return None if is_aside(turn.text) else self._take(state, turn.text)

    def back(self, state: Json, session: OpenSession) -> Step:
        return self._step({"said": list(self._said(state)[:-1])})

    def skip(self, state: Json, session: OpenSession) -> Step:
        return self._take(state, "—") if self._said(state) else self._step(state)

    def cancel(self, state: Json, session: OpenSession) -> Reply:
        return notice(texts.FLOW_CANCELLED)

    def _said(self, state: Json) -> list[Json]:
        assert isinstance(state, dict)
        said = state["said"]
        assert isinstance(said, list)
        return said

    def _take(self, state: Json, text: str) -> Step:
        said = [*self._said(state), text]
        return self._step({"said": said}) if len(said) < 2 else Step(notice(f"{said[0]} از {said[1]}"))

    def _step(self, state: Json) -> Step:
        return Step(self.ask(state), state)
