"""A report as a Word document in the layout of Party papers: Times New Roman, A4, head in two columns."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from dangvu.kernel.findings import BLOCKING_CONFIDENCE
from dangvu.statistics.rendering.as_text import caption
from dangvu.statistics.report import Line, Report

_FONT = "Times New Roman"
_MARGINS = {"top_margin": 2, "bottom_margin": 2, "left_margin": 3, "right_margin": 1.5}


def render(report: Report) -> bytes:
    """The document: head, title, figures, units, findings, definitions."""
    document = Document()
    _page(document)
    _head(document, report)
    first, *rest = caption(report)
    _line(document, first.upper(), bold=True, centred=True)
    for text in rest:
        _line(document, text, centred=True)
    figures = [(one.label, one.display, one.share.display if one.share else "") for one in report.figures]
    _table(document, ("Chỉ tiêu", "Số liệu", "Tỷ lệ"), figures, (11, 2.75, 2.75))
    _units(document, report)
    _findings(document, report)
    _line(document, "Cách tính", bold=True)
    for one in report.figures:
        _line(document, f"- {one.label}: {one.definition}", size=12)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for name, centimetres in _MARGINS.items():
        setattr(section, name, Cm(centimetres))
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), _FONT)
    style.paragraph_format.space_after = Pt(4)


def _head(document: Any, report: Report) -> None:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Cm(7.5), Cm(9)
    _write(left, report.line.name.upper(), bold=True, centred=True, size=13)
    _write(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, centred=True, size=13)
    document.add_paragraph()


def _units(document: Any, report: Report) -> None:
    """The units by the figures that are not empty everywhere, a few columns wide at most."""
    if report.children is None or report.own is None:
        return
    lines: list[Line] = [*report.children, report.own]
    filled = [n for n in range(len(report.figures)) if any(line.figures[n].value for line in lines)][:5]
    if not filled:
        return
    _line(document, "Theo tổ chức trực thuộc", bold=True)
    names = [*(line.name for line in report.children), f"{report.own.name} (trực tiếp)"]
    rows = [
        (name, *(line.figures[n].display for n in filled)) for name, line in zip(names, lines, strict=True)
    ]
    heads = ("Tổ chức", *(report.figures[n].label for n in filled))
    _table(document, heads, rows, (5.5, *[11 / len(filled)] * len(filled)), size=12)


def _findings(document: Any, report: Report) -> None:
    if not report.findings:
        return
    _line(document, "Điều cần lưu ý", bold=True)
    for one in report.findings:
        verified = one.confidence is None or one.confidence in BLOCKING_CONFIDENCE
        _line(document, f"- {one.message}{'' if verified else ' (căn cứ chưa kiểm chứng)'}")


def _table(
    document: Any,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    size: int = 13,
) -> None:
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    table.autofit = False
    for number, head in enumerate(heads):
        _write(table.rows[0].cells[number], head, bold=True, centred=True, size=size)
    _repeat(table.rows[0])
    for row in rows:
        cells = table.add_row().cells
        for number, text in enumerate(row):
            _write(cells[number], text, size=size, right=number > 0)
    for line in table.rows:
        for number, width in enumerate(widths):
            line.cells[number].width = Cm(width)
    document.add_paragraph()


def _repeat(row: Any) -> None:
    """The head of a table stands on every page that it runs over."""
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))


def _write(
    cell: Any, text: str, *, bold: bool = False, centred: bool = False, right: bool = False, size: int = 14
) -> None:
    _fill(cell.paragraphs[0], text, bold=bold, centred=centred, right=right, size=size)


def _line(document: Any, text: str, *, bold: bool = False, centred: bool = False, size: int = 14) -> None:
    _fill(document.add_paragraph(), text, bold=bold, centred=centred, size=size)


def _fill(paragraph: Any, text: str, *, bold: bool, centred: bool, right: bool = False, size: int) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
