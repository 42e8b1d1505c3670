"""What `dangvu acts` says: as JSON in the shape of a load, with moves and the reconciliation; as text."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from dangvu.kernel.findings import Finding, blocks
from dangvu.reorganizations.acts_file import ActsRead, Mistake
from dangvu.reorganizations.rules import Remark
from dangvu.reorganizations.services.apply import Preview

_LISTED = 200

_WHAT = {
    "founded": "thành lập",
    "renamed": "đổi tên",
    "converted": "chuyển đổi",
    "moved": "chuyển trực thuộc",
    "merged": "sáp nhập",
    "split": "chia tách",
    "ended": "kết thúc hoạt động",
}

_DONE = {
    "preview": "Xem trước: tệp này thực hiện được; chưa ghi gì.",
    "apply": "Đã thực hiện.",
    "undo": "Đã thu hồi: mọi hồ sơ trở lại như trước khi thực hiện.",
}


@dataclass(slots=True)
class Outcome:
    """What came of a file of acts."""

    read: ActsRead
    errors: list[Mistake] = field(default_factory=list)
    warnings: list[Mistake] = field(default_factory=list)
    preview: Preview | None = None

    @classmethod
    def of_file(cls, read: ActsRead) -> "Outcome":
        return cls(read, read.errors, read.warnings)

    @classmethod
    def of_findings(cls, read: ActsRead, findings: Iterable[Finding]) -> "Outcome":
        return cls.of_remarks(read, [Remark(finding, None) for finding in findings])

    @classmethod
    def of_remarks(cls, read: ActsRead, remarks: Sequence[Remark]) -> "Outcome":
        outcome = cls(read, warnings=list(read.warnings))
        for remark in remarks:
            side = outcome.errors if blocks(remark.finding) else outcome.warnings
            side.append(_mistake(read.name, remark))
        return outcome

    @classmethod
    def of_preview(cls, read: ActsRead, preview: Preview) -> "Outcome":
        outcome = cls.of_remarks(read, preview.remarks)
        outcome.preview = preview
        return outcome

    def as_data(self) -> dict[str, Any]:
        """Return the outcome as JSON prints it."""
        data: dict[str, Any] = {
            "errors": [asdict(one) for one in self.errors],
            "warnings": [asdict(one) for one in self.warnings],
            "rows": {"acts": len(self.read.acts)},
        }
        return data if self.preview is None else data | _preview_data(self.preview)


def _mistake(file: str, remark: Remark) -> Mistake:
    line = remark.act.line if remark.act is not None and remark.act.line is not None else 1
    return Mistake(file, line, remark.column, remark.finding.code, remark.value, remark.finding.message)


def _preview_data(preview: Preview) -> dict[str, Any]:
    balance = preview.reconciliation
    return {
        "moves": [
            {"order": one.act.order, "code": one.code, "name": one.name, "what": one.what,
             "before": one.before, "after": one.after, "on": one.act.on.isoformat()}
            for one in preview.moves
        ],
        "members": [
            {"code": one.person.code, "name": one.person.name, "kind": one.kind, "from": one.source,
             "to": one.target, "on": one.on.isoformat()}
            for one in preview.member_moves
        ],
        "reconciliation": {
            "before": balance.before,
            "after": balance.after,
            "equal": balance.equal,
            "lost": list(balance.lost),
            "doubled": list(balance.doubled),
            "organizations": [asdict(one) | {"on": one.on.isoformat()} for one in balance.balances],
        },
    }  # fmt: skip


def print_text(outcome: Outcome, way: str) -> None:
    """Findings go to standard error, all of them; who and what moves to standard output."""
    for title, mistakes in (("LỖI", outcome.errors), ("Lưu ý", outcome.warnings)):
        for one in mistakes:
            column = f", cột {one.column}" if one.column else ""
            print(f"{title}: {one.file}, dòng {one.line}{column}: {one.message}", file=sys.stderr)
    if outcome.preview is not None:
        _print_preview(outcome.preview)
    if outcome.errors:
        print(f"Bị từ chối: {len(outcome.errors)} lỗi; không ghi gì.", file=sys.stderr)
    else:
        print(_DONE[way])


def _print_preview(preview: Preview) -> None:
    print(f"{len(preview.acts)} việc; {len(preview.moves)} thay đổi về tổ chức.")
    for move in preview.moves[:_LISTED]:
        change = " → ".join(part for part in (move.before, move.after) if part)
        print(f"  {move.act.on:%d/%m/%Y} {_WHAT[move.what]}: {move.name} ({move.code}) {change}".rstrip())
    if len(preview.moves) > _LISTED:
        print(f"  … và {len(preview.moves) - _LISTED} thay đổi nữa (xem đủ bằng --format json).")
    balance = preview.reconciliation
    print(f"{len(preview.member_moves)} lượt chuyển sinh hoạt; đảng viên chính thức ở các chi bộ liên quan:")
    print(f"  trước {balance.before}, sau {balance.after}: {'khớp' if balance.equal else 'KHÔNG KHỚP'}.")
    for one in balance.balances:
        print(f"  {one.name} ({one.code}): {one.before} → {one.after}")
        for word, names in (("đi", one.left), ("đến", one.came)):
            if names:
                print(f"    {word}: {'; '.join(names)}")
