"""A running process takes up a new index version, and keeps the old one when the new one is unusable."""

import gc
import threading
import time
import weakref
from collections.abc import Callable, Sequence

from bot.dialogue.ports import Found, KnowledgeState
from bot.latest import Knowledge, LatestKnowledge
from tests.fakes import FakeAnswers, answer


class Version:
    """Answers and search that name their version."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.knowledge = Knowledge(FakeAnswers(lambda question: answer(name)), self)

    def search(self, query: str, limit: int) -> Sequence[Found]:
        return [Found("p", self.name, "s", "t", "l", 1.0)]

    def state(self) -> KnowledgeState:
        return KnowledgeState(self.name, 1)


def until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    return condition()


def test_a_new_version_answers_without_a_restart() -> None:
    on_disk = ["one"]
    latest = LatestKnowledge(lambda: Version(on_disk[-1]).knowledge, lambda: on_disk[-1], pause=0)
    assert latest.state().version == "one"
    on_disk.append("two")
    assert until(lambda: latest.state().version == "two")
    assert latest.answer("؟") == answer("two")
    assert latest.search("؟", 1)[0].text == "two"


def test_an_unchanged_version_is_opened_once() -> None:
    opened: list[str] = []

    def open_knowledge() -> Knowledge:
        opened.append("one")
        return Version("one").knowledge

    looked = threading.Event()

    def newest() -> str:
        looked.set()
        return "one"

    latest = LatestKnowledge(open_knowledge, newest, pause=0)
    latest.answer("؟")
    assert looked.wait(20)
    assert until(lambda: not latest._looking.locked())
    assert opened == ["one"]


def test_an_unusable_new_version_leaves_the_old_one_answering_and_is_tried_again() -> None:
    on_disk, broken = ["one"], [False]

    def open_knowledge() -> Knowledge:
        if broken[0]:
            raise OSError("half written")
        return Version(on_disk[-1]).knowledge

    tried = threading.Event()

    def newest() -> str:
        tried.set()
        return on_disk[-1]

    latest = LatestKnowledge(open_knowledge, newest, pause=0)
    on_disk.append("two")
    broken[0] = True
    assert latest.state().version == "one"
    assert tried.wait(20)
    assert until(lambda: not latest._looking.locked())
    assert latest.answer("؟") == answer("one")
    broken[0] = False
    assert until(lambda: latest.state().version == "two")


def test_nobody_waits_while_a_new_version_is_opened() -> None:
    release, opening, on_disk = threading.Event(), threading.Event(), ["one"]

    def open_knowledge() -> Knowledge:
        if on_disk[-1] == "two":
            opening.set()
            assert release.wait(20)
        return Version(on_disk[-1]).knowledge

    latest = LatestKnowledge(open_knowledge, lambda: on_disk[-1], pause=0)
    on_disk.append("two")
    latest.state()
    assert opening.wait(20)
    assert latest.answer("؟") == answer("one")
    release.set()
    assert until(lambda: latest.state().version == "two")


def test_the_old_version_is_let_go_although_it_was_kept_from_collection() -> None:
    on_disk = ["one"]
    latest = LatestKnowledge(lambda: Version(on_disk[-1]).knowledge, lambda: on_disk[-1], pause=0)
    old = latest.current().search
    old.itself = old  # type: ignore[attr-defined]  # a cycle, as an answerer with its memory is one
    gone = weakref.ref(old)
    gc.collect()
    gc.freeze()  # as the server does when it is ready
    del old
    on_disk.append("two")
    assert until(lambda: latest.state().version == "two" and gc.get_freeze_count() == 0)
    gc.collect()
    assert gone() is None
