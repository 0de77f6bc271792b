"""Results of a self-assessment as a person may get them, made up for looks."""

from datetime import UTC, datetime

from bot.assessment.result import Action, Answered, DimensionScore, Result, Verdict, Warned
from knowledge.document import Citation

TITLES = (
    "مکان و همسایگان",
    "اعتماد و همکاری",
    "زنجیرهٔ تأمین و مواد اولیه",
    "خدمات توسعهٔ کسب‌وکار و نهادهای پشتیبان",
    "بازار، برند و صادرات",
    "مهارت، نوآوری و فناوری",
    "مدیریت، مالی و آمادگی دیجیتال",
)
WORDS = (
    "هیچ بنگاه هم‌رشته‌ای در اطراف ما نیست.",
    "یکی دو بنگاه هستند، ولی با هم کاری نداریم.",
    "چند بنگاه هستند و گاهی با هم حرف می‌زنیم.",
    "بیشتر بنگاه‌های هم‌رشته نزدیک‌اند و با هم کار می‌کنیم.",
    "ده‌ها بنگاه نزدیک‌اند و پیوسته با هم سفارش می‌گیریم.",
)
CITATION = Citation(
    "cluster-programme.md",
    "برنامهٔ توسعهٔ خوشه‌های کسب‌وکار",
    "بخش ۲٫۱۷: پیشنهادها، اسلاید ۲۹",
    "تشکیل کنسرسیوم‌های صادراتی و ایجاد برند مشترک برای خوشه‌های دارای توان صادرات (SPX) تا سال ۱۴۰۷",
)


def sample(
    scores: tuple[float | None, ...] = (82, 35, 58, 47, 64, 71, None),
    overall: float | None = 58,
    taken_at: datetime = datetime(2026, 11, 22, 8, 30, tzinfo=UTC),
    warned: bool = False,
) -> Result:
    """A firm's result with these scores by dimension."""
    dimensions = tuple(
        DimensionScore(f"d{n}", title, score, 0.3 if score is None else 1.0)
        for n, (title, score) in enumerate(zip(TITLES, scores, strict=True))
    )
    answers = tuple(
        Answered(
            f"d{n}i{i}",
            f"d{n}",
            f"پرسش {'یکم دوم'.split()[i]} دربارهٔ «{title}»: وضع شما چگونه است؟",
            level,
            words,
        )
        for n, (title, score) in enumerate(zip(TITLES, scores, strict=True))
        for i, (level, words) in enumerate(_answers(score))
    )
    actions = tuple(
        Action(text, stage, TITLES[n], f"d{n}i0", CITATION)
        for n, text, stage in (
            (1, "برگزاری نشست‌های اعتمادآفرینی میان بنگاه‌های خوشه با راهبری عامل توسعه", "اعتمادآفرینی"),
            (3, "راه‌اندازی مرکز خدمات مشترک با ارائه‌دهندگان خدمات توسعهٔ کسب‌وکار (BDS)", "مطالعهٔ شناختی"),
            (2, "خرید گروهی مواد اولیه از راه شرکت تعاونی تأمین", "برنامهٔ عمل"),
        )
    )
    gate = Warned("بدون تمرکز جغرافیایی بنگاه‌های هم‌رشته به‌سختی می‌توان خوشه‌ای پدید آورد.", "d0i0", CITATION)
    return Result(
        id="r1",
        instrument="firm",
        title="آمادگی بنگاه برای خوشه",
        version="1",
        taken_at=taken_at,
        answers=answers,
        overall=overall,
        coverage=0.89 if overall is not None else 0.3,
        least_coverage=0.6,
        verdict=None
        if overall is None
        else Verdict(
            "در حال شکل‌گیری",
            "پایه‌های کار گروهی در منطقهٔ شما هست، ولی هنوز به هم گره نخورده است. با چند گام کوچک مشترک، "
            "مانند خرید گروهی یا حضور مشترک در نمایشگاه، اعتماد میان بنگاه‌ها بیشتر می‌شود.",
        ),
        dimensions=dimensions,
        warnings=(gate,) if warned else (),
        actions=actions if overall is not None else (),
    )


def earlier() -> Result:
    """The same firm three months before."""
    return sample((78, 35, 46, 52, 40, 60, 30), 49, datetime(2026, 8, 20, 8, 30, tzinfo=UTC))


def _answers(score: float | None) -> list[tuple[int | None, str]]:
    if score is None:
        return [(None, "نمی‌دانم"), (None, "مربوط نیست")]
    level = 1 + round(score / 25)
    return [(level, WORDS[level - 1]), (max(level - 1, 1), WORDS[max(level - 2, 0)])]
