"""Repaired lines as people have decided: accepted, corrected, rejected, and not at all."""

from ingest.documents import parse_document
from ingest.following import follow
from ingest.repair import Damage, Repair, RepairedLine
from knowledge.decisions import NONE, Decision, Decisions, Verdict

RAW = "هاي كسب وكارتعريف \nخوشه"
REPAIRED = RepairedLine(
    "تعریف خوشه‌های کسب‌وکار",
    RAW,
    (
        Repair(Damage.RUN_ORDER, RAW, "", 0.6),
        Repair(Damage.ZWNJ, RAW, "", 0.9),
        Repair(Damage.ZWNJ, RAW, "", 0.8),
    ),
)


def decided(verdict: Verdict, text: str = "") -> Decisions:
    return Decisions([Decision(RAW, verdict, text)])


def test_nothing_decided_leaves_the_repair_and_tells_its_kinds_with_the_weakest_confidence() -> None:
    said, record = follow(REPAIRED, NONE, 3)
    assert said.confidence == 0.6
    assert record is not None
    assert (record.original, record.page, record.verdict) == (RAW, 3, None)
    assert record.repairs == (("run_order", 0.6), ("zwnj", 0.8))


def test_an_accepted_repair_is_sure() -> None:
    said, record = follow(REPAIRED, decided(Verdict.ACCEPTED))
    assert (said.text, said.confidence) == (REPAIRED.text, 1.0)
    assert record is not None
    assert (record.verdict, record.confidence) == (Verdict.ACCEPTED, 0.6)


def test_a_rejected_repair_returns_the_original() -> None:
    said, record = follow(REPAIRED, decided(Verdict.REJECTED))
    assert said.text == "هاي كسب وكارتعريف  خوشه"
    assert (said.repairs, said.original) == ((), RAW)
    assert record is not None
    assert (record.repaired, record.text) == (REPAIRED.text, said.text)


def test_a_correction_says_whatever_the_person_wrote() -> None:
    said, record = follow(REPAIRED, decided(Verdict.CORRECTED, "هر چیزی"))
    assert (said.text, said.confidence) == ("هر چیزی", 1.0)
    assert record is not None
    assert record.text == "هر چیزی"


def test_a_line_that_nobody_has_touched_leaves_no_record() -> None:
    line = RepairedLine("متن سالم", "متن سالم")
    assert follow(line, decided(Verdict.REJECTED)) == (line, None)


def test_a_sound_line_can_be_corrected_too() -> None:
    text = "■ عنوان\nاین سطر غلت دارد.\n\nسطری دیگر هم هست.\n"
    decisions = Decisions([Decision("این سطر غلت دارد.", text="این سطر غلط دارد.")])
    parsed = parse_document("a.txt", text.encode(), decisions)
    said = [item.text for section in parsed.document.sections for item in section.items]
    assert "این سطر غلط دارد." in said
    assert [(line.text, line.repairs) for line in parsed.report.lines] == [("این سطر غلط دارد.", ())]
    assert parsed.document.decisions == decisions.digest
