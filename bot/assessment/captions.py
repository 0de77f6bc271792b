"""Words that stand on the picture and in the report of a result."""

from collections.abc import Sequence
from datetime import datetime

from bot.assessment.result import DimensionScore, Result
from bot.dialogue.calendar import written
from knowledge.persian import persian_digits

OUT_OF = "از ۱۰۰"
NO_VERDICT = "پاسخ‌ها برای داوری کافی نبود"
NO_SCORE = "پاسخ کافی نبود"
STRONGEST, WEAKEST = "قوی‌ترین", "ضعیف‌ترین"
HELD_BACK = (
    "پاسخ‌هایتان در بخش‌های دیگر امتیاز دارد، ولی تا شرط لازمی که در ادامه آمده است برآورده نشود، "
    "نتیجه «{band}» می‌ماند."
)
GATE_CLOSED = "شرط لازم خوشه فراهم نیست؛ شرح آن در گزارش"
BRAND = "خوشه‌یار"


def points(score: float | None) -> str:
    """«۶۴»; a dash where there is no score."""
    return "—" if score is None else persian_digits(round(score))


def change(now: float | None, before: float | None) -> str:
    """«+۱۲», «−۳», «بی‌تغییر»; empty where one of them is missing."""
    if now is None or before is None:
        return ""
    difference = round(now) - round(before)
    if difference == 0:
        return "بی‌تغییر"
    return f"\u2066{'+' if difference > 0 else '−'}{persian_digits(abs(difference))}\u2069"


def answered(coverage: float) -> str:
    """How much of the weight was answered."""
    return f"{persian_digits(round(coverage * 100))}٪ پاسخ داده شد"


def earlier(moment: datetime) -> str:
    return f"نتیجهٔ پیشین، {written(moment)}"


def since(now: float | None, before: float | None, moment: datetime) -> str:
    """The change of the overall score since an earlier result; empty where there is nothing to compare."""
    changed = change(now, before)
    return f"{changed} نسبت به {written(moment)}" if changed else ""


def extremes(dimensions: tuple[DimensionScore, ...]) -> dict[str, str]:
    """Key of the strongest and the weakest dimension to its tag; empty when all are alike."""
    scored = [(d.score, d.key) for d in dimensions if d.score is not None]
    if len(scored) < 2 or round(max(scored)[0]) == round(min(scored)[0]):
        return {}
    first_best = max(scored, key=lambda found: found[0])
    first_worst = min(scored, key=lambda found: found[0])
    return {first_best[1]: STRONGEST, first_worst[1]: WEAKEST}


def narrative(result: Result) -> str:
    """What the verdict means; "" without one. A band held down by a gate is told as such."""
    if result.verdict is None:
        return ""
    return HELD_BACK.format(band=result.verdict.title) if result.warnings else result.verdict.narrative


def in_words(result: Result, previous: Result | None = None) -> str:
    """What the picture shows, for those who do not see it: a line for the whole and one a dimension."""
    before = {} if previous is None else {d.key: d.score for d in previous.dimensions}
    tags = extremes(result.dimensions)
    verdict = result.verdict.title if result.verdict else NO_VERDICT
    head = f"{result.title}، {written(result.taken_at)}: {verdict}"
    if result.overall is not None:
        head += f"، {points(result.overall)} {OUT_OF}"
        if previous is not None and (moved := since(result.overall, previous.overall, previous.taken_at)):
            head += f" ({moved})"
    lines = [head, *([GATE_CLOSED] if result.warnings else [])]
    for dimension in result.dimensions:
        said = NO_SCORE if dimension.score is None else points(dimension.score)
        notes = [tags.get(dimension.key, ""), change(dimension.score, before.get(dimension.key))]
        shown = "، ".join(filter(None, notes))
        lines.append(f"{dimension.title}: {said}" + (f" ({shown})" if shown else ""))
    return "\n".join(lines)


def trend(title: str) -> str:
    return f"روند {title}"


def trend_in_words(results: Sequence[Result]) -> str:
    """What the picture of the trend shows."""
    steps = "، ".join(f"{written(each.taken_at)}: {points(each.overall)}" for each in results)
    return f"{trend(results[-1].title)} ({OUT_OF}): {steps}"


# The report

REPORT = "گزارش خودارزیابی"
SCORES, PLAN, ANSWERS = "امتیاز بخش‌ها", "گام‌های پیشنهادی", "پاسخ‌های شما"
READING = "این گزارش را چگونه بخوانیم"
COLUMNS = ("بخش", "", "امتیاز", "پیشین", "تغییر")
GATE = "شرط لازم فراهم نیست"
NO_PLAN = "پاسخ‌های بیشتری لازم است تا گامی پیشنهاد شود. پرسش‌های بی‌پاسخ را هر وقت خواستید دوباره ببینید."
MARK = "خط عمودی: {earlier}"
HOW_TO_READ = (
    "امتیازها از ۰ تا ۱۰۰ هستند و تنها از پاسخ‌های خود شما به دست آمده‌اند؛ کسی آن‌ها را بازبینی نکرده است. "
    "«نمی‌دانم» و «مربوط نیست» از امتیاز چیزی کم نمی‌کند، ولی هرچه پاسخ‌ها کمتر باشد نتیجه سست‌تر است. "
    "گام‌ها از سندهای سیاستی خوشه‌ها آمده‌اند؛ زیر هر گام نام سند و جای آن را می‌بینید، و آنچه میان گیومه است "
    "عین سخن سند است. "
    "چند ماه دیگر دوباره همین پرسش‌ها را پاسخ دهید تا ببینید چه چیزی بهتر شده است."
)


def version(number: str) -> str:
    return f"نسخهٔ {persian_digits(number)} پرسشنامه"


def page(number: int, total: int) -> str:
    return f"صفحهٔ {persian_digits(number)} از {persian_digits(total)}"


def stage(title: str, dimension: str) -> str:
    """Where a proposed step belongs."""
    return f"مرحلهٔ {title} · برای {dimension}"


def level(chosen: int) -> str:
    return f"{persian_digits(chosen)} از ۵"
