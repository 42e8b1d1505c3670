"""What the law of the day says about re-admission and recognition; its confidence decides what blocks."""

from collections.abc import Iterator, Sequence
from datetime import date

from dangvu.kernel.days import display_day
from dangvu.kernel.findings import Finding, Severity, by_law
from dangvu.kernel.periods import add_months
from dangvu.members.rules.history import EXITS, PROBATIONARY, History, StageSpan
from dangvu.members.rules.stays import READMITTED
from dangvu.regulations import LawValue, NoLawOnThatDay, figure_of_law


def readmission_findings(history: History, *, on: date, scope: Sequence[str] = ()) -> list[Finding]:
    """294-QĐ/TW §3.5 and what stands in its place on the day: wait, once only, not after withdrawing."""
    return [
        *_waited(history, on, scope),
        *_only_once(history, on, scope),
        *_after_withdrawal(history, on, scope),
    ]


def recognition_findings(history: History, *, on: date, scope: Sequence[str] = ()) -> list[Finding]:
    """Điều lệ Đảng, Điều 5: probation of 12 months; its last day decides, however late the decision comes."""
    probation = history.stage_on(on) or _stage_before(history, on)
    months = law("probation.months", on, scope)
    if probation is None or probation.stage != PROBATIONARY or months is None:
        return []
    due = add_months(probation.period.start, int(str(months.value)))
    if on < due:
        message = (
            f"{history.name} dự bị từ {display_day(probation.period.start)}, đến {display_day(due)} mới đủ "
            f"{months.value} tháng; ngày công nhận chính thức không thể sớm hơn."
        )
        return [_by(months, "recognition.too_early", message)]
    rule = law("probation.effective_day", on, scope)
    if on == due or rule is None:
        return []
    message = (
        f"{history.name} hết {months.value} tháng dự bị ngày {display_day(due)}; ngày công nhận chính thức "
        f"là ngày đó, kể cả khi xét chậm, nhưng đang ghi {display_day(on)}."
    )
    # Only a warning on every day: one province lets the probation be prolonged.
    return [Finding("recognition.late_day", Severity.WARNING, rule.provision, rule.confidence, message)]


def law(name: str, on: date, scope: Sequence[str] = ()) -> LawValue | None:
    """The value of the day, or None where nothing that was read speaks of that day."""
    try:
        return figure_of_law(name, on=on, scope=scope)
    except NoLawOnThatDay:
        return None


def _waited(history: History, on: date, scope: Sequence[str]) -> Iterator[Finding]:
    left = history.last_official(on)
    wait = law("readmission.wait_months", on, scope)
    if left is None or left.reason_out not in EXITS or wait is None:
        return
    earliest = add_months(left.period.end, int(str(wait.value)))
    if on < earliest:
        message = (
            f"{history.name} ra khỏi Đảng ngày {display_day(left.period.end)}; phải đủ {wait.value} tháng, "
            f"tức từ {display_day(earliest)}, mới được xét kết nạp lại."
        )
        yield _by(wait, "readmission.too_early", message)


def _only_once(history: History, on: date, scope: Sequence[str]) -> Iterator[Finding]:
    times = law("readmission.times", on, scope)
    before = sum(stay.reason_in == READMITTED for stay in history.official)
    if times is not None and before >= int(str(times.value)):
        message = f"{history.name} đã được kết nạp lại {before} lần; chỉ được kết nạp lại {times.value} lần."
        yield _by(times, "readmission.again", message)


def _after_withdrawal(history: History, on: date, scope: Sequence[str]) -> Iterator[Finding]:
    left = history.last_official(on)
    barred = law("readmission.barred", on, scope)
    if left is None or left.reason_out != "withdrew" or barred is None:
        return
    message = (
        f"{history.name} đã xin ra khỏi Đảng; chỉ được kết nạp lại nếu khi đó gia đình đặc biệt khó khăn."
    )
    # The exception cannot be seen from the record, so this never blocks.
    yield Finding(
        "readmission.after_withdrawal", Severity.WARNING, barred.provision, barred.confidence, message
    )


def _by(value: LawValue, code: str, message: str) -> Finding:
    return by_law(code, message, provision=value.provision, confidence=value.confidence)


def _stage_before(history: History, on: date) -> StageSpan | None:
    begun = [span for span in history.stages_in_order if span.period.start < on]
    return begun[-1] if begun else None
