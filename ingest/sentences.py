"""Persian sentences: where one ends, and which line introduces a list."""

import re

_OPENING, _CLOSING = "(«[{", ")»]}"
_END = ".!؟?"
_WORD_BEFORE = re.compile(r"[^\W\d_]{2,}[)»\]]?$")


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in order, each with its closing mark; brackets and quotes stay whole.

    An ellipsis, a decimal point, an enumerator («۲.») and an initial («ج.») end no sentence.
    """
    sentences, start, depth = [], 0, 0
    for at, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif char in _END and depth == 0 and _ends_here(text, at):
            sentences.append(text[start : at + 1])
            start = at + 1
    sentences.append(text[start:])
    return [sentence.strip() for sentence in sentences if any(char.isalnum() for char in sentence)]


def _ends_here(text: str, at: int) -> bool:
    before, after = text[:at], text[at + 1 :]
    if after[:1] in (*_END, "…") or before[-1:] in (".", "…"):
        return after[:1] == " " and text[at] in "!؟?"
    if text[at] != ".":
        in_address = bool(after) and after[0].isascii() and not after[0].isspace()  # «clusters?id=12»
        return not in_address
    if not _WORD_BEFORE.search(before) and not re.search(r"[٪%\d)»]\s*$", before):
        return False
    if re.search(r"(^|\s)[\d۰-۹]{1,2}$", before) and len(before.strip()) <= 2:
        return False  # an enumerator at the start of the line
    if not after or after[0].isspace():
        return True
    # «گیرد.با این حال»: extraction lost the space; never inside a number, a file name or Latin
    return bool(re.match(r"[\u0621-\u06cc]{2}", after) and re.search(r"[\u0621-\u06cc]{2}$", before))


def split_lead(text: str) -> tuple[list[str], str | None]:
    """The sentences before the last one, and the last one when it ends in «:» (else all, and None)."""
    if not text.rstrip().endswith(":"):
        return split_sentences(text), None
    *before, lead = split_sentences(text.rstrip()) or [text.rstrip()]
    return before, lead
