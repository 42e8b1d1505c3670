"""A report as CSV that a spreadsheet opens without running anything in it."""

import csv
import io

from dangvu.statistics.rendering.tables import Cell, header, rows
from dangvu.statistics.report import Report

#: A cell that begins with one of these would be taken for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report) -> str:
    """The figures (or the list that was asked), with a header row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header(report))
    writer.writerows([guarded(cell) for cell in row] for row in rows(report))
    return text.getvalue()


def guarded(cell: Cell) -> Cell:
    """Text that would be a formula gets an apostrophe in front; printed numbers like "-5,2%" stay."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _is_printed_number(cell):
        return f"'{cell}"
    return cell


def _is_printed_number(cell: str) -> bool:
    return cell[0] == "-" and cell[1:].rstrip("%").replace(".", "").replace(",", "").isdecimal()
