"""CSV files in blocks of rows, in bounded memory, however large a file, a line or a cell is.

The physical lines of a file are read in chunks; a chunk is decoded and normalised to NFC as a whole, which
cannot join signs across cells because no comma, quote or line break composes with anything.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from dangvu.exchange.problems import Problems
from dangvu.exchange.schema import Column, File
from dangvu.exchange.sources import ZIP_FAULTS, BadSource, Source, zip_fault

#: The longest cell, in characters, and the longest line, in bytes.
LONGEST_CELL = 100_000
LONGEST_LINE = 1 << 20
_CHUNK = 1 << 20
_ROWS = 10_000
_BOM = b"\xef\xbb\xbf"
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of equal length, with the line on which each begins."""

    lines: list[int]
    rows: list[list[str]]


class Unreadable(Exception):
    """The rest of the file cannot be read; the error has been noted."""


class CsvFile:
    """One file of a package while it is read. `columns` are those of its header, in its order."""

    def __init__(self, source: Source, file: File, path: str, errors: Problems) -> None:
        self.file = file
        self.columns: list[Column] = []
        self.sha256 = ""
        self._source = source
        self._path = path
        self._errors = errors
        self._first_line = 1

    def blocks(self) -> Iterator[Block]:
        """Yield the rows after the header. Raises `Unreadable` where the file cannot be followed further."""
        digest = hashlib.sha256()
        try:
            with self._source.open(self._path) as stream:
                yield from self._parsed(_Lines(self, stream, digest.update))
        except ZIP_FAULTS as error:
            self._note_source(zip_fault(self.file.path))
            raise Unreadable from error
        except BadSource as bad:
            self._note_source(bad)
            raise Unreadable from bad
        self.sha256 = digest.hexdigest()

    def note(
        self, code: str, message: str, *, line: int, column: str | None = None, value: str | None = None
    ) -> None:
        self._errors.add(code, message, file=self.file.path, line=line, column=column, value=value)

    def _note_source(self, bad: BadSource) -> None:
        self._errors.add(bad.code, bad.message, file=self.file.path)

    def _parsed(self, lines: "_Lines") -> Iterator[Block]:
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(chain.from_iterable(lines.chunks()), strict=True)
        last = 0
        try:
            header = next(reader, None)
            self._read_header(header)
            last = reader.line_num
            while True:
                begins: list[int] = []
                rows: list[list[str]] = []
                for row in islice(reader, _ROWS):
                    begins.append(last + 1)
                    rows.append(row)
                    last = reader.line_num
                if not rows:
                    return
                yield self._of_equal_length(begins, rows)
        except csv.Error as error:
            self._note_csv(error, last + 1)
            raise Unreadable from error

    def _read_header(self, header: list[str] | None) -> None:
        names = header or []
        faults = self._header_faults(names)
        for code, name, message in faults:
            self.note(code, message, line=1, column=name, value=name)
        if faults:
            raise Unreadable
        self.columns = [self.file.by_name[name] for name in names]

    def _header_faults(self, names: list[str]) -> list[tuple[str, str, str]]:
        known = self.file.by_name
        missing = [
            column.name for column in self.file.columns if column.required and column.name not in names
        ]
        unknown = [name for name in names if name not in known]
        twice = sorted({name for name in names if names.count(name) > 1})
        return [
            *(("column.missing", name, f"{self.file.path} thiếu cột bắt buộc “{name}”.") for name in missing),
            *(
                (
                    "column.unknown",
                    name,
                    f"{self.file.path} có cột lạ “{name[:60]}”; các cột được dùng: {', '.join(known)}.",
                )
                for name in unknown
            ),
            *(("column.twice", name, f"{self.file.path} có hai cột “{name}”.") for name in twice),
        ]

    def _of_equal_length(self, begins: list[int], rows: list[list[str]]) -> Block:
        width = len(self.columns)
        if set(map(len, rows)) == {width}:
            return Block(begins, rows)
        good = []
        for line, row in zip(begins, rows, strict=True):
            if len(row) == width:
                good.append((line, row))
            elif row:  # an empty line is no row
                message = (
                    f"Dòng có {len(row)} ô, tiêu đề có {width} cột; hãy xem lại dấu phẩy và dấu ngoặc kép."
                )
                self.note("row.length", message, line=line)
        return Block([line for line, _ in good], [row for _, row in good])

    def _note_csv(self, error: csv.Error, line: int) -> None:
        if "field larger" in str(error):
            message = f"Có ô dài hơn {LONGEST_CELL} ký tự; có thể thiếu dấu ngoặc kép đóng."
            self.note("cell.too_long", message, line=line)
            return
        self.note(
            "file.quoting", f"Dấu ngoặc kép không theo RFC 4180 trong dòng bắt đầu từ {line}.", line=line
        )


class _Lines:
    """The physical lines of a file, in chunks, checked for what no cell may hold."""

    def __init__(self, csv_file: CsvFile, stream: BinaryIO, digest: Callable[[bytes], None]) -> None:
        self._csv_file = csv_file
        self._stream = stream
        self._digest = digest
        self._line = 1

    def chunks(self) -> Iterator[io.StringIO]:
        for chunk in self._whole_lines():
            text = self._decoded(chunk)
            yield io.StringIO(text, newline="\n")
            self._line += chunk.count(b"\n")

    def _whole_lines(self) -> Iterator[bytes]:
        rest = self._read(len(_BOM)).removeprefix(_BOM)
        while block := self._read(_CHUNK):
            end = block.rfind(b"\n") + 1
            if end:
                yield rest + block[:end]
                rest = block[end:]
                continue
            rest += block
            if len(rest) > LONGEST_LINE:
                self._refuse_long_line(rest)
        if rest:
            yield rest

    def _read(self, size: int) -> bytes:
        block = self._stream.read(size)
        self._digest(block)
        return block

    def _refuse_long_line(self, start: bytes) -> None:
        place = sum(part.count(b",") for part in start.split(b'"')[::2])  # commas outside of quotes
        columns = self._csv_file.columns
        column = columns[place].name if place < len(columns) else None
        message = f"Dòng {self._line} dài hơn 1 MB; không ô nào được dài hơn {LONGEST_CELL} ký tự."
        shown = start.rsplit(b",", 1)[-1][:200].decode(errors="replace")
        self._csv_file.note("cell.too_long", message, line=self._line, column=column, value=shown)
        raise Unreadable

    def _decoded(self, chunk: bytes) -> str:
        try:
            text = chunk.decode("utf-8")
        except UnicodeDecodeError as error:
            line = self._line + chunk.count(b"\n", 0, error.start)
            value = chunk[max(0, error.start - 10) : error.start + 10].decode("latin-1")
            message = (
                "Tệp không phải mã UTF-8 (có thể là TCVN3, VNI hoặc Windows-1258); hãy lưu lại bằng UTF-8."
            )
            self._csv_file.note("file.encoding", message, line=line, value=value)
            raise Unreadable from error
        text = self._without_controls(chunk, text)
        if text.isascii() or unicodedata.is_normalized("NFC", text):
            return text
        return unicodedata.normalize("NFC", text)

    def _without_controls(self, chunk: bytes, text: str) -> str:
        plain = len(chunk.translate(None, _CONTROL_BYTES)) == len(chunk)
        if plain and b"\xc2" not in chunk and chunk.count(b"\r") == chunk.count(b"\r\n"):
            return text
        for found in _CONTROL.finditer(text):
            line = self._line + text.count("\n", 0, found.start())
            sign = f"U+{ord(found.group()):04X}"
            message = f"Có ký tự điều khiển {sign}, không đọc được; hãy xóa ký tự ấy."
            self._csv_file.note("cell.control_character", message, line=line, value=sign)
        return _CONTROL.sub("", text)
