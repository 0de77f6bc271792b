"""Why a file did not go in: one named error for each thing its owner can do about it."""


class UnreadableDocument(Exception):
    """A file that cannot become a document; `reason` is one Persian sentence for its owner."""

    reason = "خواندن این فایل ممکن نشد."

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(f"{self.reason} ({detail})" if detail else self.reason)


class DecisionsUnusable(UnreadableDocument):
    reason = "تصمیم‌هایی که دربارهٔ این سند ثبت شده خوانده نشد."


class FileMissing(UnreadableDocument):
    reason = "چنین فایلی نیست یا اجازهٔ خواندن آن داده نشده است."


class FormatUnknown(UnreadableDocument):
    reason = "این قالب پشتیبانی نمی‌شود."


class FileEmpty(UnreadableDocument):
    reason = "فایل متنی ندارد."


class FileTooLarge(UnreadableDocument):
    reason = "فایل از اندازهٔ مجاز بزرگ‌تر است."


class FileEncrypted(UnreadableDocument):
    reason = "فایل رمز دارد؛ نسخهٔ بی‌رمز آن را بدهید."


class FileTruncated(UnreadableDocument):
    reason = "فایل ناقص یا خراب است؛ دوباره دریافتش کنید."


class FileMislabelled(UnreadableDocument):
    reason = "محتوای فایل با پسوند نامش نمی‌خواند."


class FileHostile(UnreadableDocument):
    reason = "فایل ساختاری خطرناک دارد (بمب فشرده یا موجودیت XML) و باز نشد."


class ReadingTimedOut(UnreadableDocument):
    reason = "خواندن فایل بیش از زمان مجاز طول کشید."


class ToolMissing(UnreadableDocument):
    reason = "ابزار خواندن این قالب نصب نیست."


class ScanOnly(UnreadableDocument):
    reason = "صفحه‌ها تصویرند و متن ندارند؛ برای خواندنشان بخش [ocr] را نصب کنید."
