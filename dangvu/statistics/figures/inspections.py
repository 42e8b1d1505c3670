"""Report `inspections`: inspections and supervision of the period, beside the same days a year before."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dangvu.statistics.figures.base import Answer, Count, Derived, Facts, Figure, Matter, Source, Subject
from dangvu.statistics.figures.people import member_on

_IN_PERIOD = "opened_on >= %(first)s and opened_on < %(after)s"

OF_MEMBERS = Source(
    "inspected_members",
    Subject.MEMBER,
    member_on(
        f"(select * from inspections_inspection where member_id is not null and {_IN_PERIOD})",
        "opened_on",
        "c.kind",
    ),
    flow=True,
)

OF_ORGANIZATIONS = Source(
    "inspected_organizations",
    Subject.ORGANIZATION,
    f"""
    select s.place, c.organization_id, c.day, c.kind
    from (
        select i.organization_id, i.kind, least(i.opened_on, o.valid_to - 1) as day
        from inspections_inspection i join organizations_organization o on o.id = i.organization_id
        where {_IN_PERIOD}
    ) c
    join {{scope}} s on s.organization_id = c.organization_id and {{covers:s:c.day}}""",
    flow=True,
)

_SUBJECTS = {"organizations": ("Tổ chức đảng", OF_ORGANIZATIONS), "members": ("Đảng viên", OF_MEMBERS)}
_KINDS = {
    "inspected": ("được kiểm tra", "kind = 'inspection'"),
    "supervised": ("được giám sát", "kind = 'supervision'"),
    "inspected_or_supervised": ("được kiểm tra, giám sát", "kind in ('inspection', 'supervision')"),
    "signs_of_violation": ("được kiểm tra khi có dấu hiệu vi phạm", "kind = 'signs_of_violation'"),
}


def _subject_figures(subject: str) -> Iterator[Figure]:
    word, source = _SUBJECTS[subject]
    before = replace(source, name=f"{source.name}_before", year_before=True)
    for key, (words, where) in _KINDS.items():
        whole = f"{subject}.{key}"
        meaning = f"Số lượt {word[0].lower()}{word[1:]} {words}, tính theo ngày bắt đầu"
        yield Count(whole, f"{word} {words}", f"{meaning}.", source, where)
        yield Count(
            f"{whole}.previous",
            f"{word} {words}, cùng kỳ năm trước",
            f"{meaning}, trong cùng những ngày của năm trước.",
            before,
            where,
        )
        yield Derived(
            f"{whole}.change",
            f"{word} {words}: tăng (giảm) so với cùng kỳ năm trước",
            "Hiệu số giữa kỳ này và cùng kỳ năm trước.",
            _change(whole),
        )


def _change(key: str) -> Any:
    def compute(facts: Facts) -> Answer:
        now, before = facts.counts[key], facts.counts[f"{key}.previous"]
        return Answer(None if now is None or before is None else now - before)

    return compute


FIGURES = tuple(figure for subject in _SUBJECTS for figure in _subject_figures(subject))
INSPECTIONS = Matter("inspections", "Kiểm tra, giám sát", lambda asked: FIGURES)
