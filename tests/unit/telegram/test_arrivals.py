"""The lanes and the pace, without a network."""

import asyncio

import pytest
from telegram import Chat, Message, Update, User

from bot.telegram import pace as pace_module
from bot.telegram.arrivals import Arrivals, OrderedByPerson
from bot.telegram.pace import Pace


def update(number: int, person: int) -> Update:
    user, chat = User(person, "x", False), Chat(person, "private")
    return Update(number, message=Message(number, None, chat, from_user=user, text="x"))  # type: ignore[arg-type]


def test_the_same_update_in_work_is_joined_and_not_queued_twice() -> None:
    async def run() -> None:
        arrivals = Arrivals()
        first, second = arrivals.receive(update(1, 1)), arrivals.receive(update(1, 1))
        assert first is second and arrivals.queue.qsize() == 1
        arrivals.settle(1)
        assert await first is True

    asyncio.run(run())


def test_a_spoiled_update_comes_again_until_it_counts_as_poison() -> None:
    async def run() -> None:
        arrivals = Arrivals()
        endings = []
        for _ in range(5):
            ending = arrivals.receive(update(1, 1))
            arrivals.spoil(1)
            arrivals.settle(1)
            endings.append(await ending)
        assert endings == [False, False, False, False, True]

    asyncio.run(run())


def test_one_person_in_order_and_different_people_side_by_side() -> None:
    async def run() -> None:
        processor = OrderedByPerson(Arrivals())
        log: list[str] = []
        go = asyncio.Event()

        async def work(name: str) -> None:
            log.append(f"{name} begins")
            if name == "a1":
                await go.wait()
            log.append(f"{name} ends")

        jobs: list[tuple[int, int, str]] = [(1, 1, "a1"), (2, 1, "a2"), (3, 2, "b1"), (4, 1, "a3")]
        tasks = [
            asyncio.create_task(processor.process_update(update(n, p), work(name))) for n, p, name in jobs
        ]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert log == ["a1 begins", "b1 begins", "b1 ends"]
        go.set()
        await asyncio.gather(*tasks)
        assert log[3:] == ["a1 ends", "a2 begins", "a2 ends", "a3 begins", "a3 ends"]
        assert not processor._lanes and not processor._waiting  # nothing is kept of people who are done

    asyncio.run(run())


class Clock:
    """Time that passes only when someone sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    async def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(pace_module.asyncio, "sleep", clock.sleep)
    return clock


def moments(pace: Pace, clock: Clock, *chats: str) -> list[float]:
    """When each message goes out, one asked for after the other."""

    async def run() -> list[float]:
        out = []
        for chat in chats:
            await pace.wait(chat)
            out.append(round(clock.now - 100, 3))
        return out

    return asyncio.run(run())


def test_one_message_a_second_in_one_chat_and_three_seconds_in_a_group(clock: Clock) -> None:
    assert moments(Pace(clock=lambda: clock.now, overall=0), clock, "1", "1", "1") == [0, 1, 2]
    clock.now = 100
    assert moments(Pace(clock=lambda: clock.now, overall=0), clock, "-1", "-1", "2") == [0, 3, 3]


def test_thirty_messages_a_second_in_all(clock: Clock) -> None:
    chats = [str(n) for n in range(31)]
    assert moments(Pace(clock=lambda: clock.now), clock, *chats)[-1] == 1.0


def test_a_held_chat_waits_as_long_as_telegram_asks(clock: Clock) -> None:
    pace = Pace(clock=lambda: clock.now, overall=0)
    pace.hold("1", 7)
    assert moments(pace, clock, "2", "1") == [0, 7]
