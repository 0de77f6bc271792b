"""Files that are broken, disguised or made to harm end in one named error each."""

import io
import os
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from ingest import errors
from ingest.documents import parse_document
from ingest.pipeline import prepare
from ingest.readers import READERS, read_bytes
from ingest.readers.archives import check_archive
from ingest.readers.pdf import read_pdf
from ingest.report import Outcome

FILES = Path(__file__).parents[1] / "unit" / "ingest" / "pdf"
PDF = (FILES / "chromium.pdf").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def archive(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return target.getvalue()


def word() -> bytes:
    target = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("متن است.")
    document.save(target)
    return target.getvalue()


BOMB = archive({"word/document.xml": b"\0" * 30_000_000})
ENTITIES = archive({"word/document.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.xyz", b"text", errors.FormatUnknown),
        ("a.md", b" \n ", errors.FileEmpty),
        ("a.txt", b"\x00\x01\x02" * 50, errors.FileMislabelled),
        ("a.pdf", b"no pdf at all", errors.FileMislabelled),
        ("a.pdf", PDF[:600], errors.FileTruncated),
        ("a.pdf", (FILES / "locked.pdf").read_bytes(), errors.FileEncrypted),
        ("a.docx", b"plain words", errors.FileMislabelled),
        ("a.docx", PDF, errors.FileMislabelled),
        ("a.docx", OLE, errors.FileMislabelled),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), errors.FileEncrypted),
        ("a.docx", word()[:2_000], errors.FileTruncated),
        ("a.docx", BOMB, errors.FileHostile),
        ("a.docx", ENTITIES, errors.FileHostile),
        ("a.pptx", word(), errors.FileMislabelled),
        ("a.xlsx", archive({"xl/workbook.xml": b"<broken"}), errors.FileTruncated),
        ("a.html", b"no tag", errors.FileMislabelled),
        ("a.csv", "فقط یک ستون\nدیگر".encode(), errors.FileMislabelled),
        ("a.png", b"\x89PNG\r\n\x1a\n broken", errors.UnreadableDocument),
    ],
)
def test_one_named_error_each(name: str, data: bytes, error: type[errors.UnreadableDocument]) -> None:
    with pytest.raises(error):
        parse_document(name, data)


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        ("a.docx", PDF, "PDF است؛ پسوند نامش را .pdf بگذارید"),
        ("a.pdf", word(), "سند Word است؛ پسوند نامش را .docx بگذارید"),
        ("a.docx", OLE, "قالب قدیمی Office است؛ آن را با قالب docx، pptx یا xlsx ذخیره کنید"),
        ("a.csv", b"<html><body>text</body></html>", "صفحهٔ وب است؛ پسوند نامش را .html بگذارید"),
        ("a.doc", OLE, ".doc؛ آن را با قالب .docx ذخیره کنید و همان را بدهید"),
    ],
)
def test_its_owner_learns_what_to_do_about_it(name: str, data: bytes, advice: str) -> None:
    with pytest.raises(errors.UnreadableDocument) as caught:
        parse_document(name, data)
    assert caught.value.detail == advice


def test_a_password_is_named() -> None:
    encrypted = archive({"word/document.xml": b"x"})
    locked = bytearray(encrypted)
    at = locked.find(b"PK\x01\x02") + 8
    locked[at] |= 1
    with pytest.raises(errors.FileEncrypted):
        check_archive(bytes(locked), "word/")


def test_a_name_that_climbs_out_of_the_archive_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableDocument):
        parse_document("a.docx", archive({"word/document.xml": b"<a/>", "../../climbed.txt": b"x"}))
    assert not (tmp_path.parent / "climbed.txt").exists()


def test_a_deep_page_does_not_exhaust_the_stack() -> None:
    page = "<div>" * 5_000 + "متن است." + "</div>" * 5_000
    with pytest.raises(errors.UnreadableDocument):
        parse_document("a.html", page.encode())


def test_after_a_crash_the_next_file_is_read() -> None:
    with pytest.raises(errors.UnreadableDocument):
        parse_document("a.pdf", PDF[:900])
    assert parse_document("b.pdf", PDF).document.sections


def test_a_missing_and_a_huge_file_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(errors.FileMissing):
        read_bytes(tmp_path / "none.txt")
    (tmp_path / "large.txt").write_bytes(b"x" * 2_000)
    monkeypatch.setattr("ingest.readers.LARGEST_FILE", 1_000)
    with pytest.raises(errors.FileTooLarge):
        read_bytes(tmp_path / "large.txt")


@pytest.mark.timeout(20)
def test_a_pipe_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.txt")
    with pytest.raises(errors.FileMissing, match="a device or pipe"):
        read_bytes(tmp_path / "endless.txt")


def test_a_book_of_more_pages_than_anyone_cites_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.MOST_PAGES", 0)
    with pytest.raises(errors.FileTooLarge):
        read_pdf(PDF)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_noise_never_escapes_as_another_error(suffix: str) -> None:
    for seed in range(4):
        noise = bytes((at * 37 + seed * 101) % 256 for at in range(3_000))
        try:
            parse_document(f"a{suffix}", noise)
        except errors.UnreadableDocument:
            continue


def test_a_presentation_of_entities_and_a_workbook_bomb_are_named() -> None:
    entities = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    with pytest.raises(errors.FileHostile):
        parse_document("a.pptx", archive({"ppt/presentation.xml": entities}))
    with pytest.raises(errors.FileHostile):
        parse_document("a.xlsx", archive({"xl/workbook.xml": b"<a/>", "xl/sheet.xml": b" " * 30_000_000}))


def test_ten_thousand_pages_are_refused_within_the_limits() -> None:
    book = pypdfium2.PdfDocument.new()
    for _ in range(10_000):
        book.new_page(200, 200)
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(errors.UnreadableDocument) as refused:
        parse_document("a.pdf", target.getvalue())
    assert type(refused.value) in (errors.FileTooLarge, errors.FileEmpty)


def test_hostile_files_do_not_stop_the_others(tmp_path: Path) -> None:
    hostile = {"bomb.docx": BOMB, "entities.docx": ENTITIES, "cut.pdf": PDF[:600], "fake.pdf": b"words"}
    for name, data in hostile.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "sound.md").write_text("# طرح\n\nطرح در ۱۲ روستا آغاز شد.\n", encoding="utf-8")
    prepared = prepare([tmp_path], tmp_path / "data")
    assert [document.source for document in prepared.documents] == ["sound.md"]
    failed = {report.source: report.reason for report in prepared.files if report.outcome is Outcome.FAILED}
    assert failed.keys() == hostile.keys()
    assert all(failed.values())
