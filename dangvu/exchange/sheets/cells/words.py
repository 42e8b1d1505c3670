"""Words of closed lists: sex, status, ethnic group, religion, level; and names in capitals."""

import re

from dangvu.exchange.sheets.cells.said import Level, Said
from dangvu.exchange.sheets.grids import Cell
from dangvu.kernel.vietnamese import fold, is_clean, tidy
from dangvu.regulations import catalogue

_SEX = {"nam": "male", "m": "male", "male": "male", "nu": "female", "f": "female", "female": "female"}
_YES = frozenset({"x", "co", "1", "yes", "true", "v"})
_CLASSES = re.compile(r"\d{1,2}/(?:10|12)(?:\s.*)?")
_NAME = re.compile(r"[^\d!?#$%^&*=+<>@]+")


def read_sex(where: str, cell: Cell, *, ones: str) -> Said:
    """Nam/Nữ, M/F; of 1 and 0 the answer `ones` says which sex 1 is."""
    said = Said()
    text = fold(str(cell))
    if isinstance(cell, bool) or text in ("0", "1"):
        if ones in ("male", "female"):
            other = "female" if ones == "male" else "male"
            said.values[where] = ones if text in ("1", "true") else other
        else:
            said.note(
                where, Level.ASK, "sex_numbers", "Giới tính ghi bằng số; hãy cho biết số 1 là nam hay nữ."
            )
    elif text in _SEX:
        said.values[where] = _SEX[text]
    else:
        said.note(
            where, Level.ERROR, "sex", f"Không hiểu giới tính “{tidy(str(cell))[:40]}”; hãy ghi Nam hoặc Nữ."
        )
    return said


def read_mark(cell: Cell) -> bool:
    """Whether a cell is marked (X, Có, 1)."""
    return fold(str(cell)) in _YES


def read_status(where: str, cell: Cell, *, answers: dict[str, str]) -> Said:
    """A status of the list; words of other lists are proposals to confirm once per file."""
    said = Said()
    text = tidy(str(cell))
    found = catalogue("member_status").find(text)
    word = catalogue("member_status_import_words").find(text)
    answered = answers.get(f"status:{fold(text)}", "")
    if word is not None and word.code == "word_temporary":
        said.values["membership_kind"] = "temporary"
    if answered:
        said.values[where] = answered
    elif found is not None:
        said.values[where] = found.code
    elif word is not None and word.code in ("word_member", "word_temporary"):
        said.values[where] = "active"
    else:
        proposal = str(word.facts.get("maps_to", "")) if word is not None else ""
        said.values["status_word"] = f"{text}|{proposal}"
        said.note(
            where, Level.ASK, "status_word", f"Trạng thái “{text[:40]}” không có trong danh mục; hãy chọn."
        )
    return said


def read_religion(where: str, cell: Cell) -> Said:
    """Không, không có and 0 all mean none."""
    said = Said()
    text = tidy(str(cell))
    found = catalogue("religions").find(text)
    said.values[where] = "Không" if found is not None and found.code == "none" else text
    if found is None:
        said.note(
            where, Level.WARNING, "religion", f"Tôn giáo “{text[:40]}” không có trong danh mục; giữ nguyên."
        )
    return said


def read_ethnicity(where: str, cell: Cell) -> Said:
    """By name and its other spellings, never by position in a list."""
    said = Said()
    text = tidy(str(cell))
    if text.isdecimal():
        said.note(
            where, Level.ERROR, "ethnicity_number", f"Dân tộc ghi bằng số “{text[:10]}”; hãy ghi tên dân tộc."
        )
        return said
    said.values[where] = text
    if catalogue("ethnic_groups").find(text) is None:
        said.note(
            where, Level.WARNING, "ethnicity", f"Dân tộc “{text[:40]}” không có trong danh mục; giữ nguyên."
        )
    return said


def read_education(where: str, cell: Cell) -> Said:
    """Classes ("9/12 bổ túc") stay as text; the level follows only where the list is certain of it."""
    said = Said()
    text = tidy(str(cell))
    if catalogue("general_education").find(text) is not None or _CLASSES.fullmatch(text):
        said.values["general_education"] = text
    else:
        said.values[where] = text
    return said


def read_name(where: str, cell: Cell) -> Said:
    """A person's name; one in capitals is offered in ordinary letters, its tones kept."""
    said = Said()
    text = tidy(str(cell))
    if not _NAME.fullmatch(text) or not is_clean(text):
        said.note(where, Level.ERROR, "name", f"“{text[:40]}” không phải là họ tên; hãy xem lại ô này.")
        return said
    if text.isupper():
        said.values["name_as_written"] = text
        text = " ".join(word[:1] + word[1:].lower() for word in text.split())
        said.note(where, Level.WARNING, "name_capitals", f"Họ tên viết hoa toàn bộ; đề nghị ghi “{text}”.")
    said.values[where] = text
    return said
