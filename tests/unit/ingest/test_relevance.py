from dataclasses import replace

from ingest.blocks import Block, BlockKind
from ingest.relevance import split_articles, split_relevant

ABOUT = [
    "خوشهٔ صنعتی کفش با همکاری بنگاه‌های کوچک و متوسط استان شکل گرفت و زنجیره ارزش آن کامل شد.",
    "عامل توسعه خوشه با اعتمادآفرینی میان اعضا شبکه‌های همکاری بنگاه‌ها را پدید آورد و صادرات افزایش یافت.",
    "نهادهای پشتیبان و اتحادیه‌های صنفی در نوآوری و فناوری به بنگاه‌های خوشه کمک کردند.",
]
FOREIGN = [
    "تیم فوتبال شهر دیشب در ورزشگاه آزادی مقابل حریف خود با نتیجهٔ سه بر یک به برتری رسید و مربی راضی بود.",
    "هواشناسی از بارش باران و وزش باد شدید در نوار شمالی خبر داد و به رانندگان هشدار داد که احتیاط کنند.",
    "فیلم تازهٔ این کارگردان از هفتهٔ آینده روی پردهٔ سینماهای پایتخت می‌رود و بلیت آن پیش‌فروش شده است.",
    "پزشکان سفارش می‌کنند در فصل سرما میوه و سبزی تازه خورده شود و خواب شبانه کافی باشد.",
]


def paragraphs(texts: list[str]) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


def test_a_foreign_article_on_the_page_is_left_out_whole() -> None:
    kept, dropped = split_relevant(paragraphs(ABOUT * 2 + FOREIGN))
    assert [block.text for block in kept] == ABOUT * 2
    assert [block.text for run in dropped for block in run] == FOREIGN


def test_a_document_on_another_subject_stays_whole() -> None:
    kept, dropped = split_relevant(paragraphs(FOREIGN))
    assert len(kept) == len(FOREIGN)
    assert dropped == []


OPENING = "برنامه صرفه‌جویی انرژی در کارگاه‌ها و بنگاه‌های کوچک خوشه صنعتی"
ENERGY = [
    "ممیزی انرژی راه‌های کاهش مصرف برق و گاز کوره‌ها و مشعل‌ها را نشان می‌دهد و هزینه را پایین می‌آورد.",
    "پایین بودن قیمت انرژی بازگشت سرمایه طرح‌های صرفه‌جویی را در کارگاه‌ها طولانی می‌کند.",
    "کنتور هوشمند الگوی مصرف برق را در ساعت‌های اوج بار ثبت می‌کند و خاموشی تابستان کمتر می‌شود.",
    "آموزش سرپرستان در نگهداری مشعل‌ها، موتورها و روشنایی از هدررفت انرژی جلوگیری می‌کند.",
    "نیروگاه خورشیدی روی سقف سوله‌ها بخشی از برق کوره‌ها را در روزهای گرم تأمین می‌کند.",
    "عایق‌کاری دیواره کوره و بازیافت گرمای دودکش مصرف گاز را تا یک‌پنجم پایین می‌آورد.",
    "تعویض موتورهای فرسوده با نمونه‌های کم‌مصرف هزینه برق پمپ‌ها و دمنده‌ها را نصف می‌کند.",
    "وام تعویض مشعل با بازپرداخت از محل صرفه‌جویی گاز پرداخت می‌شود و ضامن نمی‌خواهد.",
    "دمای آب برج خنک‌کننده و فشار هوای فشرده هر هفته خوانده و در دفتر انرژی نوشته می‌شود.",
]


def test_a_document_whose_opening_alone_speaks_of_the_field_stays_whole() -> None:
    blocks = paragraphs([OPENING, *ENERGY])
    assert split_relevant(blocks) == (blocks, [])


SHOES = [
    "خوشه کفش ماشینی تبریز با بیش از هزار کارگاه و نزدیک به دوازده هزار شاغل، بزرگ‌ترین خوشه کفش کشور است.",
    "رئیس اتحادیه کفاشان سه علت برای افت تولید می‌شمارد: قاچاق از مرزهای غربی، کهنگی ماشین‌آلات برش و تخت‌کوبی "
    "و گرانی چرم مصنوعی؛ نیمی از کفاشان هنوز با دستگاه‌هایی می‌دوزند که بیست سال از عمرشان گذشته است.",
    "طراحان جوان کارگاه‌ها را ترک کرده‌اند و دانش‌آموختگان طراحی صنعتی جذب کفاشی‌ها نمی‌شوند.",
    "شصت کارگاه با میانجیگری عامل توسعه خوشه چرم و زیره را با خرید مشترک ارزان‌تر تهیه می‌کنند.",
    "شهرداری زمین بازارچه دائمی کفش را کنار نمایشگاه واگذار می‌کند و آزمایشگاه کفش تکمیل می‌شود.",
]


def test_an_article_that_says_little_of_the_field_keeps_what_says_less() -> None:
    blocks = paragraphs(SHOES)
    assert split_relevant(blocks) == (blocks, [])


def test_a_notice_of_ours_among_much_else_is_kept_alone() -> None:
    kept, dropped = split_relevant(paragraphs([OPENING, *FOREIGN]))
    assert [block.text for block in kept] == [OPENING]
    assert [block.text for run in dropped for block in run] == FOREIGN


def test_an_aside_is_no_foreign_article() -> None:
    kept, dropped = split_relevant(paragraphs([*ABOUT, FOREIGN[0], *ABOUT]))
    assert dropped == []
    assert len(kept) == 2 * len(ABOUT) + 1


def article(number: int | None, texts: list[str]) -> list[Block]:
    return [replace(block, article=number) for block in paragraphs(texts)]


def test_a_foreign_article_of_several_is_left_out_and_an_odd_paragraph_of_ours_stays() -> None:
    ours = article(1, [*ABOUT, FOREIGN[0]])
    kept, dropped = split_articles([*ours, *article(2, FOREIGN[:2]), *article(3, ABOUT[:1])])
    assert kept == [*ours, *article(3, ABOUT[:1])]
    assert dropped == [article(2, FOREIGN[:2])]


def test_teasers_count_together_and_text_beside_articles_stays() -> None:
    beside = article(None, FOREIGN[3:])
    teasers = [block for number, text in enumerate(FOREIGN[:3], start=2) for block in article(number, [text])]
    kept, dropped = split_articles([*beside, *article(1, ABOUT), *teasers])
    assert kept == [*beside, *article(1, ABOUT)]
    assert dropped == [teasers]


def test_articles_on_another_subject_only_stay_whole() -> None:
    blocks = [*article(1, FOREIGN[:2]), *article(2, FOREIGN[2:])]
    assert split_articles(blocks) == (blocks, [])


def test_a_part_that_says_what_the_rest_says_is_no_foreign_article() -> None:
    _, dropped = split_relevant(paragraphs([*FOREIGN, *ABOUT * 2, *FOREIGN]))
    assert len(dropped) == 2  # both are foreign to what stands between them
    again = [text for one, other in zip(FOREIGN, ABOUT * 2, strict=False) for text in (one, other)]
    _, dropped = split_relevant(paragraphs([*FOREIGN, *ABOUT * 2, *again]))
    assert not dropped
