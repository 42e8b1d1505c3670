"""What stands against registering a document, a task or a relation. Facts in, a finding or nothing out."""

from collections.abc import Iterator
from datetime import date

from dangvu.documents.drafts import DocumentDraft
from dangvu.documents.kinds import KINDS, OWN_WORK, RELATIONS
from dangvu.documents.numbers import is_usual
from dangvu.kernel.findings import Finding, Severity, obstacle
from dangvu.kernel.vietnamese import is_clean


def document_findings(draft: DocumentDraft, *, on: date) -> list[Finding]:
    """Return everything that is wrong or odd about a draft, the day of entry being `on`."""
    return [*_missing(draft), *_wrong(draft, on), *_odd(draft)]


def _missing(draft: DocumentDraft) -> Iterator[Finding]:
    for name, words in (("number", "số và ký hiệu"), ("issuer", "cơ quan ban hành")):
        if not getattr(draft, name):
            yield obstacle(f"document.{name}_missing", f"Văn bản chưa có {words}; hãy ghi như trên bản gốc.")


def _wrong(draft: DocumentDraft, on: date) -> Iterator[Finding]:
    if draft.kind not in KINDS:
        kinds = ", ".join(KINDS)
        yield obstacle("document.kind", f"Không có loại văn bản “{draft.kind}”; hãy chọn một trong: {kinds}.")
    if draft.issued_on > on:
        day = f"{draft.issued_on:%d/%m/%Y}"
        yield obstacle("document.in_future", f"Ngày ban hành {day} ở sau ngày ghi sổ {on:%d/%m/%Y}.")
    if draft.valid_from is not None and draft.valid_to <= draft.valid_from:
        yield obstacle("document.period_empty", "Thời gian thực hiện phải kết thúc sau ngày bắt đầu.")
    for name, value in draft.as_fields().items():
        if not all(map(is_clean, value if isinstance(value, tuple) else [str(value)])):
            message = f"Mục “{name}” có ký tự điều khiển không đọc được; hãy xóa ký tự đó."
            yield obstacle("document.control_character", message)


def _odd(draft: DocumentDraft) -> Iterator[Finding]:
    if draft.number and not is_usual(draft.number):
        message = f"Số “{draft.number}” không theo dạng thường gặp (ví dụ 124-QĐ/TW); được giữ như đã ghi."
        yield remark("document.number_unusual", message)
    if draft.kind in OWN_WORK and draft.valid_from is None:
        words = KINDS[draft.kind]
        yield remark("document.period_missing", f"{words} chưa ghi thời gian thực hiện.")


def task_findings(position: int, text: str) -> list[Finding]:
    """Return what stands against a task: its place starts at 1, and it says something readable."""
    found = []
    if position < 1:
        found.append(obstacle("task.position", f"Số thứ tự {position} không dùng được; hãy đánh số từ 1."))
    if not text:
        found.append(obstacle("task.text_missing", "Nhiệm vụ chưa có nội dung."))
    elif not is_clean(text):
        found.append(obstacle("task.control_character", "Nội dung nhiệm vụ có ký tự điều khiển; hãy xóa đi."))
    return found


def relation_findings(kind: str, issued_on: date, target_issued_on: date, *, itself: bool) -> list[Finding]:
    """Return what stands against a relation: a document cannot carry out or change a later one."""
    if kind not in RELATIONS:
        kinds = ", ".join(RELATIONS)
        return [obstacle("relation.kind", f"Không có quan hệ “{kind}”; hãy chọn một trong: {kinds}.")]
    if itself:
        return [obstacle("relation.itself", "Một văn bản không thể có quan hệ với chính nó.")]
    if target_issued_on > issued_on:
        message = (
            f"Văn bản ngày {issued_on:%d/%m/%Y} không thể {RELATIONS[kind].lower()} "
            f"văn bản ban hành sau nó ({target_issued_on:%d/%m/%Y})."
        )
        return [obstacle("relation.later_target", message)]
    return []


def remark(code: str, message: str) -> Finding:
    """Return a finding that warns and never blocks."""
    return Finding(code, Severity.WARNING, None, None, message)
