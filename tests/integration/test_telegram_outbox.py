"""The outbox on real databases and in memory: the same promises."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.dialogue.owed import Outbox
from bot.store.outbox import SqlOutbox
from bot.telegram.outbox import MemoryOutbox


def keeps_what_is_put_in_order_until_it_is_closed(outbox: Outbox) -> None:
    first, second = outbox.put("a", "1", ["یک", "دو"])
    (third,) = outbox.put("b", "2", ["سه"])
    assert list(outbox.waiting()) == [first, second, third]
    outbox.close(first, 17)
    assert list(outbox.waiting()) == [second, third]


def a_key_is_put_once_even_after_it_was_closed(outbox: Outbox) -> None:
    for parcel in outbox.put("a", "1", ["یک"]):
        outbox.close(parcel, 5)
    assert outbox.put("a", "1", ["یک"]) == ()
    assert list(outbox.waiting()) == []


def a_further_key_counts_as_put_and_keeps_the_next_one_out(outbox: Outbox) -> None:
    (first,) = outbox.put("page 2", "1", ["یک"], ["update 7"])
    assert outbox.knows("page 2") and outbox.knows("update 7")
    assert not outbox.knows("page 3")
    assert outbox.put("page 3", "1", ["دو"], ["update 7"]) == ()
    assert not outbox.knows("page 3")
    assert list(outbox.waiting()) == [first]
    assert len(outbox.put("page 3", "1", ["دو"], ["update 8"])) == 1


def knows_the_newest_message_of_each_chat(outbox: Outbox) -> None:
    first, second = outbox.put("a", "1", ["یک", "دو"])
    outbox.close(first, 41)
    outbox.close(second)
    assert (outbox.newest("1"), outbox.newest("2")) == (41, 0)
    assert ("1", 41) in outbox.recent(5)


def a_message_that_is_being_sent_is_known_for_it(outbox: Outbox) -> None:
    first, second = outbox.put("a", "1", ["یک", "دو"])
    outbox.begin(first, 40)
    assert [parcel.above for parcel in outbox.waiting()] == [40, None]
    outbox.close(first, 41)
    assert list(outbox.waiting()) == [second]


def a_block_forgets_what_waits_for_that_chat_only(outbox: Outbox) -> None:
    outbox.put("a", "1", ["یک"])
    (other,) = outbox.put("b", "2", ["دو"])
    outbox.block("1")
    outbox.block("1")
    assert list(outbox.waiting()) == [other]
    assert (outbox.blocked("1"), outbox.blocked("2")) == (True, False)


def someone_who_writes_again_is_no_longer_blocked(outbox: Outbox) -> None:
    outbox.block("1")
    outbox.put("a", "1", ["یک"])
    assert not outbox.blocked("1")


def what_is_owed_is_never_pruned_and_what_is_sent_only_when_it_is_old(outbox: Outbox) -> None:
    (sent,) = outbox.put("a", "1", ["یک"])
    (owed,) = outbox.put("b", "1", ["دو"])
    outbox.close(sent, 17)
    now = datetime.now(UTC)
    assert outbox.prune(now - timedelta(hours=1)) == 0
    assert not outbox.put("a", "1", ["یک"])
    assert outbox.prune(now + timedelta(hours=1)) == 1
    assert list(outbox.waiting()) == [owed]
    assert outbox.put("a", "1", ["یک"])


PROMISES = [
    what_is_owed_is_never_pruned_and_what_is_sent_only_when_it_is_old,
    a_message_that_is_being_sent_is_known_for_it,
    keeps_what_is_put_in_order_until_it_is_closed,
    a_key_is_put_once_even_after_it_was_closed,
    a_further_key_counts_as_put_and_keeps_the_next_one_out,
    knows_the_newest_message_of_each_chat,
    a_block_forgets_what_waits_for_that_chat_only,
    someone_who_writes_again_is_no_longer_blocked,
]


@pytest.mark.parametrize("promise", PROMISES)
def test_in_memory(promise: Callable[[Outbox], None]) -> None:
    promise(MemoryOutbox())


@pytest.mark.parametrize("promise", PROMISES)
def test_in_a_database(promise: Callable[[Outbox], None], database: Engine) -> None:
    promise(SqlOutbox(database, "telegram"))


def test_channels_do_not_see_each_other(database: Engine) -> None:
    SqlOutbox(database, "telegram").put("a", "1", ["یک"])
    other = SqlOutbox(database, "other")
    assert list(other.waiting()) == []
    assert len(other.put("a", "1", ["یک"])) == 1


def test_another_process_finds_what_is_owed(database: Engine) -> None:
    (parcel,) = SqlOutbox(database, "telegram").put("a", "1", ["یک"])
    assert list(SqlOutbox(database, "telegram").waiting()) == [parcel]
