"""Verbs of spreadsheets: preview, answer, correct, apply, undo, export."""

from dangvu.exchange.sheets.services.apply import apply_import
from dangvu.exchange.sheets.services.asking import ask_apply, ask_preview, ask_recheck, ask_undo
from dangvu.exchange.sheets.services.export import LayoutA, export_layout_a
from dangvu.exchange.sheets.services.mend import answer_import, answer_row, correct_row, recheck
from dangvu.exchange.sheets.services.preview import preview_file
from dangvu.exchange.sheets.services.undo import undo_import

__all__ = [
    "LayoutA",
    "answer_import",
    "answer_row",
    "apply_import",
    "ask_apply",
    "ask_preview",
    "ask_recheck",
    "ask_undo",
    "correct_row",
    "export_layout_a",
    "preview_file",
    "recheck",
    "undo_import",
]
