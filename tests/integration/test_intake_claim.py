"""A request from elsewhere: seen and deleted by code, mobile and a one-time code."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.dialogue import texts as dialogue_texts
from bot.intake import texts
from bot.intake.access import READ_OUT_TRIES, code_digest
from bot.intake.case import Case, EventKind, Status, staff_member
from bot.intake.ports import CaseFilter
from bot.intake.tracking import tracking_code
from bot.store.cases import SqlCases
from bot.store.notifying import Notifier
from bot.store.outbox import SqlOutbox
from bot.store.vault import Vault
from tests.applicants import NOW, PERSONAL, SAID, SECRET, Applicant, open_talk

MOBILE = PERSONAL["mobile"]


def only_case(engine: Engine) -> Case:
    (case,) = SqlCases(engine, Vault(), Notifier()).every(CaseFilter(), personal=True)
    return case


@pytest.fixture
def case(engine: Engine) -> Case:
    """Sent from Telegram."""
    Applicant(open_talk(engine), "17", "telegram").says(*SAID)
    return only_case(engine)


def letters(engine: Engine) -> list[str]:
    return [
        parcel.body.translate({0x2066: None, 0x2069: None})
        for parcel in SqlOutbox(engine, "telegram").collect()
    ]


def at_the_code(engine: Engine, case: Case, mobile: str = MOBILE, person: str = "visitor") -> Applicant:
    visitor = Applicant(open_talk(engine), person)
    visitor.says(f"وضعیت {case.code}")
    visitor.presses(texts.CLAIM_BUTTON)
    assert visitor.says(mobile) == texts.CLAIM_SENT
    return visitor


def test_who_has_the_code_the_mobile_and_the_phone_sees_everything(engine: Engine, case: Case) -> None:
    visitor = at_the_code(engine, case, "+98 912 123 4567")
    (letter,) = letters(engine)
    assert "۰۴۸۲۱۳" in letter
    assert case.code in letter
    held = visitor.says("۰۴۸ ۲۱۳")
    for own in (case.code, "کفش نگین", "سارا احمدی", MOBILE, "نجف‌آباد", "سرمایهٔ خرید چرم"):
        assert own in held


def test_it_can_be_deleted_after_a_confirmation(engine: Engine, case: Case) -> None:
    visitor = at_the_code(engine, case)
    visitor.says(SECRET)
    assert visitor.presses(texts.CLAIM_ERASE) == texts.CLAIM_SURE
    visitor.says("بازگشت")
    assert only_case(engine) == SqlCases(engine, Vault(), Notifier()).find(case.id, personal=True)
    visitor.presses(texts.CLAIM_ERASE)
    assert visitor.presses(texts.CLAIM_YES) == texts.CLAIM_ERASED
    kept = only_case(engine)
    assert (kept.status, kept.applicant, kept.request.personal) == (Status.WITHDRAWN, None, {})


def test_a_wrong_mobile_or_code_looks_the_same_and_opens_nothing(engine: Engine, case: Case) -> None:
    visitor = at_the_code(engine, case, "09350000000")
    assert letters(engine) == []
    assert visitor.says(SECRET) == texts.CLAIM_WRONG
    other = Applicant(open_talk(engine), "other")
    other.sends("دکمه", f":start:claim::{tracking_code(1405, 2)}")  # there is no such case
    assert other.says(MOBILE) == texts.CLAIM_SENT
    assert other.says(SECRET) == texts.CLAIM_WRONG
    assert letters(engine) == []


def test_guessing_ends_after_a_few_tries(engine: Engine, case: Case) -> None:
    visitor = at_the_code(engine, case)
    heard = [visitor.says(f"{number:06}") for number in range(5)]
    assert heard == [texts.CLAIM_WRONG] * 4 + [texts.CLAIM_LATE]
    assert "احمدی" not in visitor.says(SECRET)


def test_a_code_is_good_for_ten_minutes(engine: Engine, case: Case) -> None:
    visitor = at_the_code(engine, case)
    visitor.talk = open_talk(engine, clock=lambda: NOW + timedelta(minutes=11))
    assert "احمدی" not in visitor.says(SECRET, "ادامه", SECRET)


def test_what_it_opens_closes_again(engine: Engine, case: Case) -> None:
    visitor = at_the_code(engine, case)
    visitor.says(SECRET)
    button = visitor.reply.choices[0] if visitor.reply else None
    assert button is not None
    visitor.talk = open_talk(engine, clock=lambda: NOW + timedelta(minutes=11))
    assert visitor.sends(button.label, button.data) == texts.CLAIM_LATE
    assert only_case(engine).status is Status.NEW


def test_nobody_is_flooded_with_codes(engine: Engine, case: Case) -> None:
    for number in range(6):
        at_the_code(engine, case, person=f"visitor-{number}")
    assert len(letters(engine)) == 3


@pytest.mark.parametrize("data", [":claim:yes", ":claim:erase", ":claim:", ":start:claim::x", ":start:claim"])
def test_made_up_buttons_open_nothing(data: str, engine: Engine, case: Case) -> None:
    visitor = Applicant(open_talk(engine), "visitor")
    assert "احمدی" not in visitor.sends("دکمه", data)
    visitor = at_the_code(engine, case)
    assert "احمدی" not in visitor.sends("دکمه", data)
    assert only_case(engine).status is Status.NEW


def test_a_case_from_the_web_gets_its_code_there(engine: Engine) -> None:
    sara = Applicant(open_talk(engine), "sara")
    sara.says(*SAID)
    other = at_the_code(engine, only_case(engine), person="phone")
    assert "۰۴۸۲۱۳" in sara.says("سلام")
    assert "سارا احمدی" in other.says(SECRET)


def test_it_is_not_offered_out_of_the_blue_nor_in_groups(engine: Engine, case: Case) -> None:
    talk = open_talk(engine)
    assert [choice.data for choice in talk.offers] == [":start:intake"]
    visitor = Applicant(talk, "-100:5", "telegram")
    assert visitor.sends("دکمه", f":start:claim::{case.code}") == dialogue_texts.IN_PRIVATE_ONLY


def read_out(engine: Engine, case: Case, secret: str = "20468135") -> str:
    """What a member of the staff does who has the applicant on the telephone."""
    with SqlCases(engine, Vault(), Notifier(), lambda: NOW).change() as changes:
        changes.give_code(case.id, code_digest(case.code, secret), staff_member("mina"))
    return secret


def events(engine: Engine, case: Case) -> list[EventKind]:
    return [event.kind for event in SqlCases(engine, Vault(), Notifier()).timeline(case.id)]


def test_a_code_read_out_on_the_telephone_opens_once(engine: Engine, case: Case) -> None:
    secret = read_out(engine, case)
    assert "سارا احمدی" in at_the_code(engine, case).says("۲۰۴۶ ۸۱۳۵")
    assert at_the_code(engine, case, person="second").says(secret) == texts.CLAIM_WRONG


def test_a_newer_code_takes_the_place_of_the_one_before(engine: Engine, case: Case) -> None:
    first, second = read_out(engine, case), read_out(engine, case, "86420975")
    visitor = at_the_code(engine, case)
    assert visitor.says(first) == texts.CLAIM_WRONG
    assert "سارا احمدی" in visitor.says(second)


def test_a_code_read_out_opens_nothing_late_or_with_another_mobile(engine: Engine, case: Case) -> None:
    secret = read_out(engine, case)
    assert at_the_code(engine, case, "09350000000").says(secret) == texts.CLAIM_WRONG
    late = open_talk(engine, clock=lambda: NOW + timedelta(minutes=31))
    visitor = Applicant(late, "late")
    visitor.says(f"وضعیت {case.code}")
    visitor.presses(texts.CLAIM_BUTTON)
    visitor.says(MOBILE)
    assert visitor.says(secret) == texts.CLAIM_WRONG


def test_wrong_tries_void_a_code_whoever_makes_them(engine: Engine, case: Case) -> None:
    secret = read_out(engine, case)
    for number in range(READ_OUT_TRIES):
        at_the_code(engine, case, person=f"guest-{number}").says(f"{number:08}")
    assert at_the_code(engine, case).says(secret) == texts.CLAIM_WRONG


def test_who_cannot_get_back_asks_for_a_call_which_staff_read(engine: Engine, case: Case) -> None:
    called = texts.CLAIM_CALLED.format(code=case.code)
    for number in range(2):
        visitor = at_the_code(engine, case, person=f"visitor-{number}")
        assert visitor.presses(texts.CLAIM_CALL) == called
    assert at_the_code(engine, case, "09350000000", "stranger").says("به آنجا دسترسی ندارم") == called
    assert events(engine, case).count(EventKind.CALL) == 1


def test_nobody_reads_the_digest_of_a_code(engine: Engine, case: Case) -> None:
    digest = code_digest(case.code, read_out(engine, case))
    kept = SqlCases(engine, Vault(), Notifier()).timeline(case.id)
    assert EventKind.CODE in [event.kind for event in kept]
    assert digest not in str(kept)
