"""The starter corpus keeps to the form the ingest parser reads, and its figures agree with each other."""

import re
from pathlib import Path

import pytest

from knowledge.starter import CORPUS

DECK = CORPUS / "cluster-programme-deck.md"
ARTICLE = CORPUS / "industrial-clusters-article.md"
BOTH = pytest.mark.parametrize("path", [DECK, ARTICLE], ids=["deck", "article"])

HEADING = re.compile(r"^(##|###) ([۰-۹]+(?:\.[۰-۹]+)?)\. (\S.*)$")
BULLET = re.compile(r"^( *)(?:- |[0-9۰-۹]+\. )(\S.*)$")


def front_matter(path: Path) -> dict[str, str]:
    _, block, _ = path.read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in block.splitlines())


def body(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("---\n", 2)[2].splitlines()


def section(path: Path, number: str) -> list[str]:
    """Lines under the heading with that number, up to the next heading."""
    lines: list[str] = []
    inside = False
    for line in body(path):
        if match := HEADING.match(line):
            inside = match[2] == number
        elif inside and line:
            lines.append(line)
    return lines


def bullets(path: Path, number: str) -> list[str]:
    return [match[2] for line in section(path, number) if (match := BULLET.match(line)) and not match[1]]


def table(path: Path, number: str) -> list[list[str]]:
    """Rows of the section's table without its header and rule."""
    rows = [line for line in section(path, number) if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def recovered_rows() -> list[list[str]]:
    return table(DECK, "۳.۲")


@BOTH
def test_front_matter_names_the_document_as_its_heading_does(path: Path) -> None:
    meta = front_matter(path)
    assert {"title", "kind", "language"} <= meta.keys()
    assert f"# {meta['title']}" in body(path)


@BOTH
def test_front_matter_claims_neither_publisher_nor_date_which_the_sources_lack(path: Path) -> None:
    assert not {"publisher", "date"} & front_matter(path).keys()


@BOTH
def test_headings_are_numbered_without_gap_or_repetition(path: Path) -> None:
    chapter = part = 0
    for line in body(path):
        if not line.startswith("##"):
            continue
        match = HEADING.match(line)
        assert match, line
        if match[1] == "##":
            chapter, part = chapter + 1, 0
            assert int(match[2]) == chapter
        else:
            part += 1
            assert [int(number) for number in match[2].split(".")] == [chapter, part]


@BOTH
def test_every_list_hangs_under_a_line_that_ends_with_a_colon(path: Path) -> None:
    parents: dict[int, str] = {}  # indent -> the last line that stood there; -1 is the paragraph
    for line in filter(None, body(path)):
        match = BULLET.match(line)
        if not match:
            parents = {-1: line}
            continue
        indent = len(match[1])
        assert indent in (0, 2), line
        parent = parents[-1] if indent == 0 else parents[0]
        assert parent.endswith(":"), f"{parent!r} introduces {line!r}"
        parents[indent] = line


@BOTH
def test_every_line_that_ends_with_a_colon_introduces_a_list(path: Path) -> None:
    lines = [line for line in body(path) if line]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.endswith(":"):
            assert BULLET.match(following), line


@BOTH
def test_letters_and_digits_are_persian(path: Path) -> None:
    text = re.sub(r"^[0-9]+\. ", "", "\n".join(body(path)), flags=re.MULTILINE)
    assert not re.findall("[يكىة٠-٩ـ0-9]", text.replace("هـ)", ""))


@pytest.mark.parametrize("row", recovered_rows(), ids=lambda row: row[0])
def test_recovered_figures_satisfy_their_own_percentage(row: list[str]) -> None:
    _, before, now, growth, status = row
    exact = (int(now) / int(before) - 1) * 100
    # the source truncates 138.8 and rounds 49.6
    assert int(growth.removesuffix("٪")) in (int(exact), round(exact))
    assert status == "بازسازی‌شده"


def test_all_six_achievements_are_there() -> None:
    assert len(recovered_rows()) == 6


def test_status_table_holds_the_five_counts_of_1401_in_their_order() -> None:
    assert [row[2] for row in table(DECK, "۳.۱")] == ["۵۰۵", "۲۵۲", "۵۴", "۱۲۴", "۱۱۰۶ نفر"]


@pytest.mark.parametrize(
    ("path", "number", "count", "word"),
    [
        (DECK, "۴", 15, "پانزده"),  # 5 + 5 + 5 on the three slides
        (DECK, "۵", 17, "هفده"),  # 5 + 5 + 3 + 4 on the four slides
        (ARTICLE, "۴", 6, "شش"),  # «الف» to «و»
        (ARTICLE, "۵", 7, "هفت"),
    ],
)
def test_long_lists_hold_as_many_items_as_their_lead_announces(
    path: Path, number: str, count: int, word: str
) -> None:
    assert word in section(path, number)[0].split()
    assert len(bullets(path, number)) == count


@pytest.mark.parametrize("number", ["۴", "۵"])
def test_article_overviews_repeat_the_titles_of_their_parts(number: str) -> None:
    headings = [match for line in body(ARTICLE) if (match := HEADING.match(line))]
    titles = [match[3] for match in headings if match[2].startswith(f"{number}.")]
    assert bullets(ARTICLE, number) == [re.sub(r"^\S+\) ", "", title) for title in titles]


def test_article_leaves_out_the_neighbours_on_the_newspaper_page() -> None:
    text = "\n".join(body(ARTICLE))
    assert not [word for word in ("بانک", "مزایده", "چاپخانه", "دامپروری") if word in text]
