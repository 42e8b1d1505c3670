"""What a file really is, whatever its name says; nothing of it is interpreted here but its outer shell."""

import re
import zipfile
from pathlib import Path

from dangvu.exchange.sheets.refusals import SheetRefused

XLSX, XLS, CSV = "xlsx", "xls", "csv"

#: Bytes of a file, bytes it may unfold to, and how much more the latter may be.
LARGEST, LARGEST_UNFOLDED, LARGEST_RATIO = 50_000_000, 600_000_000, 150
# Small parts compress well without harm.
_RATIO_FROM = 1_000_000
_MOST_PARTS = 2_000

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_OTHERS = {b"%PDF": "tệp PDF", b"\x89PNG": "ảnh PNG", b"\xff\xd8\xff": "ảnh JPEG", b"Rar!": "tệp nén RAR"}
_MACRO = re.compile(r"vbaproject|macrosheets|/activex/", re.IGNORECASE)
_BLOCK = 1 << 20


def kind_of_file(path: Path) -> str:
    """Return what the file is by its content: `xlsx`, `xls` or `csv`. Raises `SheetRefused`."""
    size = path.stat().st_size
    if not size:
        raise SheetRefused("Tệp rỗng; hãy chọn lại tệp.")
    if size > LARGEST:
        raise SheetRefused(
            f"Tệp lớn {size // 1_000_000} MB, quá mức {LARGEST // 1_000_000} MB; hãy chia nhỏ theo chi bộ."
        )
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_PROGRAMS):
        raise SheetRefused("Tệp là chương trình chạy được, không phải bảng tính; không mở.")
    for magic, name in _OTHERS.items():
        if head.startswith(magic):
            raise SheetRefused(f"Tệp là {name}, không phải bảng tính; hãy gửi tệp .xlsx hoặc .csv.")
    if head.startswith(_ZIP):
        _look_into(path)
        return XLSX
    if head.startswith(_OLE):
        _refuse_macros_of_xls(path)
        return XLS
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetRefused("Không nhận ra loại tệp; hãy gửi tệp .xlsx, .xls hoặc .csv.")
    return CSV


def _look_into(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_odd_parts(parts)
            _unfold(archive, parts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise SheetRefused(
            "Tệp .xlsx bị hỏng hoặc có mật khẩu; hãy mở bằng Excel rồi lưu lại không mật khẩu."
        ) from error


def _refuse_odd_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise SheetRefused("Tệp nén này không phải bảng tính .xlsx; hãy gửi tệp .xlsx, .xls hoặc .csv.")
    if any(_MACRO.search(name) for name in names):
        raise SheetRefused("Bảng tính có chứa macro; hãy lưu lại thành .xlsx không macro rồi gửi.")
    if len(parts) > _MOST_PARTS:
        raise SheetRefused("Bảng tính có quá nhiều phần; hãy lưu riêng trang danh sách rồi gửi.")
    unfolded = sum(part.file_size for part in parts)
    heavy = [part for part in parts if part.file_size > _RATIO_FROM]
    dense = any(part.file_size > LARGEST_RATIO * max(1, part.compress_size) for part in heavy)
    if unfolded > LARGEST_UNFOLDED or dense:
        raise SheetRefused("Tệp nén bất thường (khi mở ra lớn gấp rất nhiều lần); không mở.")


def _unfold(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Read every part once: a part longer than it says it is, or a broken one, raises `BadZipFile`."""
    for part in parts:
        with archive.open(part) as stream:
            while stream.read(_BLOCK):
                pass


def _refuse_macros_of_xls(path: Path) -> None:
    content = path.read_bytes()
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise SheetRefused("Bảng tính có chứa macro; hãy lưu lại thành .xlsx không macro rồi gửi.")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetRefused("Bảng tính có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
