"""Every Persian sentence of the intake that is not in its form; short, warm, شما."""

from bot.intake.case import Status

STATUS = {
    Status.NEW: "جدید",
    Status.REVIEW: "در بررسی",
    Status.REFERRED: "ارجاع‌شده",
    Status.DONE: "انجام‌شده",
    Status.REJECTED: "ردشده",
    Status.WITHDRAWN: "پس‌گرفته",
}


def status_changed(code: str, status: Status, date: str, referral: str, message: str) -> str:
    """What an applicant is told when the status of a case changes."""
    lines = [f"درخواست {ltr(code)} در {date} {_BECAME[status].format(referral=referral)}"]
    if message:
        lines.append(f"پیام کارشناس: {message}")
    return "\n".join(lines)


_BECAME = {
    Status.NEW: "دوباره در صف بررسی گذاشته شد.",
    Status.REVIEW: "به دست کارشناس رسید و در حال بررسی است.",
    Status.REFERRED: "به {referral} ارجاع شد.",
    Status.DONE: "به سرانجام رسید. سپاس که همراه ما بودید.",
    Status.REJECTED: "پذیرفته نشد. اگر پرسشی دارید همین‌جا بنویسید.",
    Status.WITHDRAWN: "پس گرفته شد.",
}


def note_for(code: str, message: str) -> str:
    """What an applicant is told when a member of the staff writes to them."""
    return f"دربارهٔ درخواست {ltr(code)}:\nپیام کارشناس: {message}"


def ltr(text: str) -> str:
    """Latin letters and numbers that keep their order inside Persian text."""
    return f"\u2066{text}\u2069"
