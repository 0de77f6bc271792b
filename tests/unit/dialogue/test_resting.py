"""A model that keeps failing is left alone, tried again, and taken back."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.dialogue.resting import FAILURES, LONGEST_REST, REST, RestingWriter
from bot.dialogue.writing import WriterFailed


class Model:
    """Works or fails as it is told, at a clock that is set by hand."""

    name = "small"

    def __init__(self) -> None:
        self.works = False
        self.asked = 0
        self.now = 1000.0

    def say(self, messages: Sequence[str], seconds: float) -> str:
        self.asked += 1
        if not self.works:
            raise WriterFailed("failed")
        return "بله"


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def writer(model: Model) -> RestingWriter:
    return RestingWriter(model, lambda: model.now)


def fail(writer: RestingWriter, times: int = FAILURES) -> None:
    for _ in range(times):
        with pytest.raises(WriterFailed):
            writer.say(["؟"], 1.0)


def test_after_failures_in_a_row_the_model_is_not_asked(model: Model, writer: RestingWriter) -> None:
    fail(writer, FAILURES + 5)
    assert model.asked == FAILURES
    with pytest.raises(WriterFailed, match="rests"):
        writer.say(["؟"], 1.0)


def test_a_success_in_between_starts_the_count_again(model: Model, writer: RestingWriter) -> None:
    fail(writer, FAILURES - 1)
    model.works = True
    assert writer.say(["؟"], 1.0) == "بله"
    model.works = False
    fail(writer, FAILURES - 1)
    assert model.asked == 2 * FAILURES - 1


def test_after_the_rest_a_model_that_works_is_taken_back(model: Model, writer: RestingWriter) -> None:
    fail(writer)
    model.works = True
    model.now += REST - 1
    fail(writer, 1)
    model.now += 1
    assert [writer.say(["؟"], 1.0) for _ in range(5)] == ["بله"] * 5


def test_every_try_that_fails_doubles_the_rest_up_to_the_longest(model: Model, writer: RestingWriter) -> None:
    fail(writer)
    rest = REST
    for tries in range(1, 9):
        model.now += rest - 1
        fail(writer, 1)
        assert model.asked == FAILURES + tries - 1
        model.now += 1
        fail(writer, 1)
        assert model.asked == FAILURES + tries
        rest = min(rest * 2, LONGEST_REST)
    model.now += rest
    model.works = True
    writer.say(["؟"], 1.0)
    model.works = False
    fail(writer)
    model.now += REST
    fail(writer, 1)
    assert model.asked == FAILURES + 8 + 1 + FAILURES + 1  # the first rest is short again


class Meeting(Model):
    """Answers nobody before eight have asked."""

    def __init__(self) -> None:
        super().__init__()
        self.everybody = threading.Barrier(8)

    def say(self, messages: Sequence[str], seconds: float) -> str:
        self.everybody.wait(10)
        return super().say(messages, seconds)


def test_many_that_fail_at_once_do_not_prolong_the_rest() -> None:
    model = Meeting()
    writer = RestingWriter(model, lambda: model.now)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: fail(writer, 1), range(8)))
    assert model.asked == 8
    model.now += REST
    model.works, model.everybody = True, threading.Barrier(1)
    assert writer.say(["؟"], 1.0) == "بله"


class Held(Model):
    """Says when it is asked, and answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.entered, self.leave = threading.Event(), threading.Event()

    def say(self, messages: Sequence[str], seconds: float) -> str:
        self.entered.set()
        self.leave.wait(10)
        return super().say(messages, seconds)


def test_while_one_tries_the_others_go_on_without_the_model() -> None:
    model = Held()
    model.leave.set()
    writer = RestingWriter(model, lambda: model.now)
    fail(writer)
    model.now += REST
    model.works = True
    model.leave.clear()
    model.entered.clear()
    with ThreadPoolExecutor(1) as pool:
        trying = pool.submit(writer.say, ["؟"], 1.0)
        assert model.entered.wait(10)
        fail(writer, 3)
        model.leave.set()
        assert trying.result(10) == "بله"
    assert writer.say(["؟"], 1.0) == "بله"
    assert model.asked == FAILURES + 2
