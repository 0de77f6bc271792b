"""Word files with what people leave in them: notes, tracked changes, frames, remarks."""

import io
from pathlib import Path

import docx
import pptx
import pytest
from docx.document import Document as DocxDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from ingest.documents import Parsed, parse_document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(file: DocxDocument) -> bytes:
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def items(parsed: Parsed) -> list[tuple[str, str | None]]:
    return [(item.text, item.lead) for section in parsed.document.sections[1:] for item in section.items]


def noted(text: str, after: str, kind: str = "footnote") -> str:
    """A paragraph whose note 2 stands before `after`."""
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    mark = f"<w:r><w:{kind}Reference w:id='2'/></w:r>"
    return f"<w:p xmlns:w='{WORD}'>{run.format(text)}{mark}{run.format(after)}</w:p>"


def add_notes(file: DocxDocument, kind: str, text: str) -> None:
    said = f"<w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>"
    separator = f"<w:{kind} w:id='0' w:type='separator'><w:p><w:r><w:t>---</w:t></w:r></w:p></w:{kind}>"
    xml = f"<w:{kind}s xmlns:w='{WORD}'>{separator}<w:{kind} w:id='2'>{said}</w:{kind}></w:{kind}s>"
    part = Part(PackURI(f"/word/{kind}s.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), file.part.package)
    file.part.relate_to(part, f"{RELATIONSHIP_TYPE.FOOTNOTES.removesuffix('footnotes')}{kind}s")


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_docx_reads_notes_behind_what_they_are_set_to(kind: str) -> None:
    file = docx.Document()
    file.add_heading("سودها", 1)
    file.element.body.insert(1, parse_xml(noted("سودهای همکاری در خوشه", " این‌اند:", kind)))
    file.add_paragraph("خرید مشترک", style="List Bullet")
    file.add_paragraph("فروش مشترک", style="List Bullet")
    file.add_paragraph("پایان سخن است.")
    add_notes(file, kind, "خوشه گروهی از بنگاه‌های همسایه است.")
    assert items(parse_document("a.docx", saved(file))) == [
        ("خرید مشترک", "سودهای همکاری در خوشه این‌اند:"),
        ("فروش مشترک", "سودهای همکاری در خوشه این‌اند:"),
        ("پانوشت «همکاری در خوشه»: خوشه گروهی از بنگاه‌های همسایه است.", None),
        ("پایان سخن است.", None),
    ]


def test_docx_reads_what_was_inserted_and_not_what_was_deleted_or_hidden() -> None:
    file = docx.Document()
    text = "<w:r>{}<w:t xml:space='preserve'>{}</w:t></w:r>"
    pieces = (
        text.format("", "کارگاه‌ها "),
        f"<w:ins w:id='1' w:author='a'>{text.format('', 'مواد را ')}</w:ins>",
        f"<w:del w:id='2' w:author='a'>{text.format('', 'نخ را ').replace('w:t', 'w:delText')}</w:del>",
        f"<w:moveFrom w:id='3' w:author='a'>{text.format('', 'دیروز ')}</w:moveFrom>",
        text.format("<w:rPr><w:vanish/></w:rPr>", "پنهان "),
        f"<w:sdt><w:sdtContent>{text.format('', 'با هم ')}</w:sdtContent></w:sdt>",
        text.format("", "می‌خرند."),
    )
    file.element.body.insert(0, parse_xml(f"<w:p xmlns:w='{WORD}'>{''.join(pieces)}</w:p>"))
    assert items(parse_document("a.docx", saved(file))) == [("کارگاه‌ها مواد را با هم می‌خرند.", None)]


def test_docx_reads_frames_and_tables_in_cells() -> None:
    file = docx.Document()
    frame = file.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "همهٔ کارگاه‌ها در یک کوچه‌اند."
    frame.add_paragraph("خرید مشترک", style="List Bullet")
    outer = file.add_table(rows=1, cols=2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "استان", "یزد"
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for at, text in enumerate("عنوان تعداد کارگاه ۵".split()):
        inner.cell(at // 2, at % 2).text = text
    texts = [text for text, _ in items(parse_document("a.docx", saved(file)))]
    assert texts[:2] == ["همهٔ کارگاه‌ها در یک کوچه‌اند.", "خرید مشترک"]
    assert "کارگاه: تعداد ۵" in texts and any("یزد" in text for text in texts)


def test_docx_names_pictures_remarks_and_running_heads(tmp_path: Path) -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("متن گزارش کوتاه است.")
    Image.new("RGB", (40, 40), "green").save(tmp_path / "map.png")
    file.add_picture(str(tmp_path / "map.png"), width=docx.shared.Cm(8))
    file.add_picture(str(tmp_path / "map.png"), width=docx.shared.Cm(1))
    file.add_comment(paragraph.runs, text="آیا این درست است؟", author="بازبین")
    file.sections[0].header.paragraphs[0].text = "پیش‌نویس اداری"
    left_out = parse_document("a.docx", saved(file)).report.left_out
    assert [part.text for part in left_out] == ["آیا این درست است؟", "پیش‌نویس اداری", "Picture 1"]


def test_docx_reads_charts_and_diagrams_where_they_hang() -> None:
    data = CategoryChartData(number_format="0%")
    data.categories = ["۱۴۰۰", "۱۴۰۱"]
    data.add_series("سهم صادرات", (0.25, 0.5))
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE, 0, 0, Cm(9), Cm(9), data).chart
    point = "<dgm:pt modelId='{}'><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    points = "".join(point.format(at, text) for at, text in enumerate(("شناخت", "برنامه")))
    diagram = f"<dgm:dataModel xmlns:dgm='{DRAWN}/diagram' xmlns:a='{DRAWN}/main'>{points}</dgm:dataModel>"
    file = docx.Document()
    for text, kind, tag, key, xml in (
        ("سهم صادرات چنین است.", "chart", "chart", "id", chart.part.blob),
        ("کار چنین پیش می‌رود.", "diagram", "relIds", "dm", diagram.encode()),
    ):
        part = Part(PackURI(f"/word/{kind}.xml"), CONTENT_TYPE.XML, xml, file.part.package)
        related = file.part.relate_to(part, f"{RELATED}/{kind}")
        names = f"xmlns:w='{WORD}' xmlns:k='{DRAWN}/{kind}' xmlns:r='{RELATED}'"
        drawing = f"<w:drawing {names}><k:{tag} r:{key}='{related}'/></w:drawing>"
        file.add_paragraph(text).add_run()._r.append(parse_xml(drawing))
    assert [text for text, _ in items(parse_document("a.docx", saved(file)))] == [
        "سهم صادرات چنین است.",
        "۱۴۰۰: سهم صادرات 25٪",
        "۱۴۰۱: سهم صادرات 50٪",
        "کار چنین پیش می‌رود.",
        "شناخت",
        "برنامه",
    ]
