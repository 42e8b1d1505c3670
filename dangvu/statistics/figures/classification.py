"""Report `classification`: the yearly levels of organisations, units below them, members and collectives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangvu.kernel.numbers import percent
from dangvu.reviews.models import NotRatedReason
from dangvu.statistics.asked import Asked
from dangvu.statistics.figures.base import (
    NO_ANSWER,
    Answer,
    Count,
    Derived,
    Facts,
    Figure,
    Form,
    Matter,
    Source,
    Subject,
)
from dangvu.statistics.figures.plan import thresholds
from dangvu.statistics.places import Place
from dangvu.targets.models import Indicator

LEVELS = ("excellent", "good", "completed", "failed")
REASONS = tuple(NotRatedReason.values)
#: Columns of the counters and of the roll-up.
MEASURES = (*LEVELS, "not_rated", *REASONS)

#: Which subject a rating of an organisation is reported under, by its kind `k.kind` on its day.
GROUP_OF_KIND = """case when k.kind in ('grassroots_committee', 'grassroots_cell') then 'organizations'
         when k.kind in ('cell', 'sectional_committee') then 'units' else '' end"""

#: The day on whose tree the rating of an organisation counts.
DAY_OF_RATING = """case
         when r.decision_date >= o.valid_from and r.decision_date < o.valid_to then r.decision_date
         else least(make_date(r.year, 12, 31), o.valid_to - 1) end"""

RATED_ORGANIZATIONS = Source(
    "rated_organizations",
    Subject.ORGANIZATION,
    f"""
    select s.place, r.organization_id, r.day, r.level, r.not_rated_reason as reason,
           case when r.subject = 'collective' then 'collectives' else {GROUP_OF_KIND} end as subject
    from (
        select r.organization_id, r.level, r.not_rated_reason, r.subject, {DAY_OF_RATING} as day
        from reviews_organizationrating r join organizations_organization o on o.id = r.organization_id
        where r.year = any(%(years)s)
    ) r
    join organizations_organizationkind k on k.organization_id = r.organization_id
         and k.valid_from <= r.day and k.valid_to > r.day
    join {{scope}} s on s.organization_id = r.organization_id and {{covers:s:r.day}} offset 0""",
)

RATED_MEMBERS_LIVE = Source(
    "rated_members",
    Subject.MEMBER,
    """
    select s.place, r.member_id, r.cell_id as organization_id, r.counted_on as day,
           r.level, r.not_rated_reason as reason
    from {scope} s
    join reviews_memberrating r on r.cell_id = s.organization_id and r.year = any(%(years)s)
    where s.valid_from <= r.counted_on and s.valid_to > r.counted_on""",
)

#: One row for each level and each reason out of a row `w` that has them side by side.
UNPIVOTED = "cross join lateral (values {}) v(level, reason, n)".format(
    ", ".join(
        [f"('{level}', '', w.{level})" for level in LEVELS]
        + [f"('not_rated', '{reason}', w.{reason})" for reason in REASONS]
        + [f"('not_rated', '', w.not_rated - {' - '.join(f'w.{reason}' for reason in REASONS)})"]
    )
)

RATED_MEMBERS = replace(
    RATED_MEMBERS_LIVE,
    counters=f"""
    select w.place, v.level, v.reason, v.n from (
        select s.place, {", ".join(f"sum(c.{name})::bigint as {name}" for name in MEASURES)}
        from {{scope}} s
        join reviews_ratingcounter c on c.cell_id = s.organization_id and c.year = any(%(years)s)
        where s.valid_from <= c.counted_on and s.valid_to > c.counted_on
        group by s.place
    ) w {UNPIVOTED}""",
)

UNRECORDED_MEMBERS = Source(
    "unrecorded_members",
    Subject.MEMBER,
    """{each_year}
    select s.place, m.member_id, m.organization_id, date '{year}-12-31' as day
    from {scope} s
    join members_membership m on m.organization_id = s.organization_id and m.kind = 'official'
         and m.valid_from <= date '{year}-12-31' and m.valid_to > date '{year}-12-31'
    where s.valid_from <= date '{year}-12-31' and s.valid_to > date '{year}-12-31'
      and not exists (select 1 from reviews_memberrating r
                      where r.member_id = m.member_id and r.year = {year}){/each_year}""",
)

UNRECORDED_ORGANIZATIONS = Source(
    "unrecorded_organizations",
    Subject.ORGANIZATION,
    f"""{{each_year}}
    select s.place, s.organization_id, date '{{year}}-12-31' as day, {GROUP_OF_KIND} as subject
    from {{scope}} s
    join organizations_organizationkind k on k.organization_id = s.organization_id
         and k.valid_from <= date '{{year}}-12-31' and k.valid_to > date '{{year}}-12-31'
    join organizations_organization o on o.id = s.organization_id
         and o.valid_from <= date '{{year}}-12-31' and o.valid_to > date '{{year}}-12-31'
    where s.valid_from <= date '{{year}}-12-31' and s.valid_to > date '{{year}}-12-31'
      and not exists (select 1 from reviews_organizationrating r where r.organization_id = s.organization_id
                      and r.subject = 'organization' and r.year = {{year}}){{/each_year}}""",
)

_LEVEL_WORDS = {
    "excellent": "hoàn thành xuất sắc nhiệm vụ",
    "good": "hoàn thành tốt nhiệm vụ",
    "completed": "hoàn thành nhiệm vụ",
    "failed": "không hoàn thành nhiệm vụ",
}
_REASON_WORDS = {
    "exempt": "được miễn công tác và sinh hoạt đảng",
    "suspended": "bị đình chỉ sinh hoạt đảng",
    "under_six_months": "kết nạp chưa đủ 6 tháng",
    "newly_founded": "mới thành lập chưa đủ 6 tháng",
    "long_absence": "nghỉ dài ngày",
    "not_yet": "chưa được kiểm điểm, đánh giá, xếp loại",
    "other": "lý do khác",
}
#: Subject of a report: its word, what is counted, what is missing, and the target it is measured against.
_SUBJECTS: Mapping[str, tuple[str, Source, Source | None, Indicator | None]] = {
    "organizations": (
        "Tổ chức cơ sở đảng",
        RATED_ORGANIZATIONS,
        UNRECORDED_ORGANIZATIONS,
        Indicator.ORGANIZATIONS_GOOD_OR_BETTER,
    ),
    "units": ("Chi bộ, đảng bộ bộ phận trực thuộc", RATED_ORGANIZATIONS, UNRECORDED_ORGANIZATIONS, None),
    "members": ("Đảng viên", RATED_MEMBERS, UNRECORDED_MEMBERS, Indicator.MEMBERS_GOOD_OR_BETTER),
    "collectives": ("Tập thể lãnh đạo, quản lý", RATED_ORGANIZATIONS, None, None),
}


def _subject_figures(subject: str) -> Iterator[Figure]:
    word, rated, missing, _ = _SUBJECTS[subject]
    which = "" if subject == "members" else f"subject = '{subject}' and "
    base, whole = f"{subject}.rated", f"{subject}.subject"

    def rows(key: str, label: str, meaning: str, where: str, of: str) -> Count:
        return Count(f"{subject}.{key}", label, meaning, rated, which + where, of=of)

    yield Derived(
        whole,
        f"{word} thuộc diện đánh giá, xếp loại",
        "Số được xếp loại, số không xếp loại và số chưa có kết quả cộng lại.",
        _sum_of(f"{subject}.rated", f"{subject}.not_rated", f"{subject}.unrecorded"),
    )
    yield rows(
        "rated",
        f"{word} được xếp loại",
        "Số có một trong bốn mức xếp loại của năm.",
        "level <> 'not_rated'",
        whole,
    )
    for level, words in _LEVEL_WORDS.items():
        yield rows(
            level,
            f"{word} {words}",
            f"Số được xếp loại {words}; bốn mức loại trừ nhau.",
            f"level = '{level}'",
            base,
        )
    yield rows(
        "good_or_better",
        f"{word} hoàn thành tốt nhiệm vụ trở lên",
        "Số hoàn thành xuất sắc và hoàn thành tốt nhiệm vụ cộng lại.",
        "level in ('excellent', 'good')",
        base,
    )
    yield Derived(
        f"{subject}.good_or_better.target",
        f"Chỉ tiêu {word[0].lower()}{word[1:]} hoàn thành tốt nhiệm vụ trở lên",
        "Chỉ tiêu của chính tổ chức cho năm đó.",
        _target_of(subject),
        Form.PERCENT,
    )
    yield rows(
        "not_rated",
        f"{word} không xếp loại",
        "Số có ghi lý do không xếp loại; không suy ra từ dữ liệu khác.",
        "level = 'not_rated'",
        whole,
    )
    for reason, words in _REASON_WORDS.items():
        yield rows(
            f"not_rated.{reason}",
            f"{word} không xếp loại: {words}",
            f"Số không xếp loại với lý do: {words}.",
            f"level = 'not_rated' and reason = '{reason}'",
            whole,
        )
    yield _unrecorded(subject, word, missing, which, whole)
    yield Derived(
        f"{subject}.excellent_of_good",
        f"Tỷ lệ {word[0].lower()}{word[1:]} xuất sắc so với số hoàn thành tốt",
        "Số hoàn thành xuất sắc chia cho số hoàn thành tốt nhiệm vụ (không gồm xuất sắc).",
        _excellent_of_good(subject),
        Form.PERCENT,
    )


def _unrecorded(subject: str, word: str, missing: Source | None, which: str, whole: str) -> Figure:
    key, label = f"{subject}.unrecorded", f"{word} chưa có kết quả xếp loại"
    if missing is None:
        return Derived(
            key,
            label,
            "Không tính: không có danh sách các tập thể thuộc diện xếp loại.",
            lambda facts: NO_ANSWER,
            of=whole,
        )
    where = which.removesuffix(" and ") or "true"
    return Count(
        key, label, "Số có mặt vào ngày 31/12 của năm mà không có dòng kết quả nào.", missing, where, of=whole
    )


def _sum_of(*keys: str) -> Any:
    def compute(facts: Facts) -> Answer:
        return Answer(sum(facts.counts.get(key) or 0 for key in keys))

    return compute


def _excellent_of_good(subject: str) -> Any:
    def compute(facts: Facts) -> Answer:
        good = f"{subject}.good"
        return Answer(percent(facts.counts[f"{subject}.excellent"], facts.counts[good]), {"key": good})

    return compute


def _target_of(subject: str) -> Any:
    def compute(facts: Facts) -> Answer:
        found: Answer | None = facts.beside["targets"].get(subject)
        return found or NO_ANSWER

    return compute


FIGURES = tuple(figure for subject in _SUBJECTS for figure in _subject_figures(subject))


def _beside(places: Sequence[Place], asked: Asked) -> Mapping[int, Mapping[str, Any]]:
    found = {
        subject: thresholds(places, asked, indicator)
        for subject, (_, _, _, indicator) in _SUBJECTS.items()
        if indicator is not None
    }
    return {
        place.number: {
            "targets": {
                subject: answers[place.number]
                for subject, answers in found.items()
                if place.number in answers
            }
        }
        for place in places
    }


CLASSIFICATION = Matter("classification", "Kết quả đánh giá, xếp loại", lambda asked: FIGURES, beside=_beside)
