"""Report `admissions`: who was admitted, against the plan and the same days a year before."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from dangvu.kernel.numbers import growth, percent
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
from dangvu.statistics.figures.movement import OPENING_COUNT
from dangvu.statistics.figures.organizations import CELLS_COUNT, GRASSROOTS, GRASSROOTS_COUNT, STANDING
from dangvu.statistics.figures.people import ETHNIC_MINORITY, RELIGIOUS
from dangvu.statistics.figures.plan import Plan, plans
from dangvu.statistics.places import Place
from dangvu.targets.models import Indicator

_PROFILE = ("youth_union", "worker_private", "student", "farmer", "village_officer", "business_owner")

ADMITTED = Source(
    "admitted",
    Subject.MEMBER,
    f"""
    select s.place, m.member_id, m.organization_id, m.valid_from as day, m.reason_in, p.sex,
           {ETHNIC_MINORITY} as ethnic_minority, {RELIGIOUS} as religious,
           {", ".join(f"coalesce(a.{fact}, false) as {fact}" for fact in _PROFILE)}
    from {{scope}} s
    join members_membership m on m.organization_id = s.organization_id and m.kind = 'official'
         and m.valid_from >= %(first)s and m.valid_from < %(after)s
         and m.reason_in in ('admitted', 'readmitted')
    join members_member p on p.id = m.member_id
    left join members_admissionprofile a on a.member_id = m.member_id
    where s.valid_from <= m.valid_from and s.valid_to > m.valid_from""",
    flow=True,
)

ADMITTED_BEFORE = Source(
    "admitted_before",
    Subject.MEMBER,
    """
    select s.place, m.member_id, m.organization_id, m.valid_from as day
    from {scope} s
    join members_membership m on m.organization_id = s.organization_id and m.kind = 'official'
         and m.valid_from >= %(first)s and m.valid_from < %(after)s
         and m.reason_in in ('admitted', 'readmitted')
    where s.valid_from <= m.valid_from and s.valid_to > m.valid_from""",
    flow=True,
    year_before=True,
)

# Recognised: probation ended in full membership. A record that begins with full members recognises nobody.
RECOGNIZED = Source(
    "recognized",
    Subject.MEMBER,
    """
    select s.place, t.member_id, m.organization_id, t.valid_from as day
    from members_stage t
    join members_membership m on m.member_id = t.member_id and m.kind = 'official'
         and m.valid_from <= t.valid_from and m.valid_to > t.valid_from
    join {scope} s on s.organization_id = m.organization_id
         and s.valid_from <= t.valid_from and s.valid_to > t.valid_from
    where t.stage = 'full' and t.valid_from >= %(first)s and t.valid_from < %(after)s
      and 'probationary' = (select e.stage from members_stage e where e.member_id = t.member_id
                            and e.valid_from < t.valid_from order by e.valid_from desc limit 1)""",
    flow=True,
)

# An admission counts for what its cell stood under on its own day, so a successor does not inherit it.
WITHOUT_ADMISSION = Source(
    "without_admission",
    Subject.ORGANIZATION,
    f"""
    select * from ({STANDING.sql}) standing
    where kind in ('grassroots_committee', 'grassroots_cell', 'cell') and not exists (
        select 1 from organizations_organizationlink l
        join members_membership m on m.organization_id = l.descendant_id and m.kind = 'official'
             and m.reason_in in ('admitted', 'readmitted')
             and m.valid_from >= %(first)s and m.valid_from < %(after)s
        where l.ancestor_id = standing.organization_id and {{covers:l:m.valid_from}})""",
    flow=True,
)


def _end(end: str) -> Any:
    def compute(facts: Facts) -> Answer:
        plan: Plan | None = facts.beside["plan"]
        return NO_ANSWER if plan is None else Answer(getattr(plan, end), {"years": list(plan.years)})

    return compute


def _share_of_plan(facts: Facts) -> Answer:
    plan: Plan | None = facts.beside["plan"]
    if plan is None:
        return NO_ANSWER
    return Answer(percent(facts.counts["admitted"], plan.minimum), {"key": "plan.minimum"})


def _growth(facts: Facts) -> Answer:
    return Answer(
        growth(facts.counts["admitted"], facts.counts["admitted.previous"]), {"key": "admitted.previous"}
    )


def _rate(facts: Facts) -> Answer:
    opening = facts.counts["opening"]
    return Answer(percent(facts.counts["admitted"], opening), {"key": "opening", "opening": opening})


def _mean(facts: Facts) -> Answer:
    years, admitted = len(facts.asked.years), facts.counts["admitted"]
    if years < 2 or admitted is None:
        return NO_ANSWER
    return Answer(Fraction(admitted, years), {"years": years})


def _part(key: str, label: str, meaning: str, where: str) -> Count:
    return Count(f"admitted.{key}", label, meaning, ADMITTED, where, of="admitted")


_MEANINGS = (
    (
        "readmitted",
        "Đảng viên kết nạp lại",
        "Trong số kết nạp: người được kết nạp lại.",
        "reason_in = 'readmitted'",
    ),
    ("women", "Đảng viên kết nạp là nữ", "Trong số kết nạp: nữ.", "sex = 'female'"),
    (
        "youth_union",
        "Đảng viên kết nạp là đoàn viên thanh niên",
        "Là đoàn viên khi được kết nạp.",
        "youth_union",
    ),
    (
        "ethnic_minority",
        "Đảng viên kết nạp là người dân tộc thiểu số",
        "Có ghi dân tộc và không phải dân tộc Kinh.",
        "ethnic_minority",
    ),
    ("religious", "Đảng viên kết nạp là người có đạo", "Có ghi tôn giáo, khác “Không”.", "religious"),
    (
        "worker_private",
        "Đảng viên kết nạp là công nhân, lao động ở đơn vị kinh tế tư nhân",
        "Là người lao động trong đơn vị kinh tế tư nhân khi được kết nạp.",
        "worker_private",
    ),
    (
        "student",
        "Đảng viên kết nạp là học sinh, sinh viên",
        "Là học sinh, sinh viên khi được kết nạp.",
        "student",
    ),
    ("farmer", "Đảng viên kết nạp là nông dân", "Là nông dân khi được kết nạp.", "farmer"),
    (
        "village_officer",
        "Đảng viên kết nạp là cán bộ thôn, bản, tổ dân phố",
        "Là cán bộ thôn, bản, tổ dân phố khi được kết nạp.",
        "village_officer",
    ),
    (
        "business_owner",
        "Đảng viên kết nạp là chủ doanh nghiệp tư nhân",
        "Là chủ doanh nghiệp tư nhân khi được kết nạp.",
        "business_owner",
    ),
)

FIGURES: tuple[Figure, ...] = (
    Count(
        "admitted",
        "Đảng viên kết nạp trong kỳ",
        "Quyết định kết nạp và kết nạp lại, tính theo ngày tổ chức lễ kết nạp, tại chi bộ của ngày đó.",
        ADMITTED,
    ),
    Derived(
        "plan.minimum",
        "Chỉ tiêu kết nạp (mức thấp)",
        "Chỉ tiêu của chính tổ chức trong các năm dương lịch của kỳ, cộng lại, không chia theo tháng.",
        _end("minimum"),
    ),
    Derived(
        "plan.maximum",
        "Chỉ tiêu kết nạp (mức cao)",
        "Chỉ tiêu của chính tổ chức trong các năm dương lịch của kỳ, cộng lại, không chia theo tháng.",
        _end("maximum"),
    ),
    Derived(
        "admitted.share_of_plan",
        "Tỷ lệ so với chỉ tiêu",
        "Số kết nạp chia cho mức thấp của chỉ tiêu.",
        _share_of_plan,
        Form.PERCENT,
    ),
    Count(
        "admitted.previous",
        "Đảng viên kết nạp cùng kỳ năm trước",
        "Số kết nạp trong cùng những ngày của năm trước.",
        ADMITTED_BEFORE,
    ),
    Derived(
        "admitted.growth",
        "Tăng (giảm) so với cùng kỳ năm trước",
        "Số kết nạp so với cùng kỳ năm trước, tính bằng phần trăm tăng thêm.",
        _growth,
        Form.PERCENT,
        decimals=0,
    ),
    *(_part(*meaning) for meaning in _MEANINGS),
    Derived(
        "admitted.rate",
        "Tỷ lệ kết nạp trên số đảng viên đầu kỳ",
        "Số kết nạp chia cho số đảng viên đầu kỳ.",
        _rate,
        Form.PERCENT,
    ),
    Derived(
        "admitted.mean_per_year",
        "Bình quân kết nạp mỗi năm",
        "Số kết nạp chia cho số năm dương lịch của kỳ (từ hai năm trở lên).",
        _mean,
        Form.MEAN,
    ),
    Count(
        "recognized_full",
        "Đảng viên dự bị được công nhận chính thức",
        "Đảng viên hết thời gian dự bị và được công nhận chính thức, tính theo ngày chính thức.",
        RECOGNIZED,
    ),
    Count(
        "organizations.without_admission",
        "Tổ chức cơ sở đảng không kết nạp được đảng viên",
        "Tổ chức cơ sở đảng tồn tại vào ngày cuối kỳ mà không chi bộ nào của mình "
        "có người được kết nạp trong kỳ.",
        WITHOUT_ADMISSION,
        GRASSROOTS,
        of="organizations.grassroots",
    ),
    Count(
        "cells.without_admission",
        "Chi bộ trực thuộc không kết nạp được đảng viên",
        "Chi bộ trực thuộc tồn tại vào ngày cuối kỳ mà không có người được kết nạp trong kỳ.",
        WITHOUT_ADMISSION,
        "kind = 'cell'",
        of="organizations.subordinate_cells",
    ),
)


def _beside(places: Sequence[Place], asked: Asked) -> Mapping[int, Mapping[str, Any]]:
    found = plans(places, asked, Indicator.ADMISSIONS)
    return {place.number: {"plan": found.get(place.number)} for place in places}


ADMISSIONS = Matter(
    "admissions",
    "Kết nạp đảng viên",
    lambda asked: FIGURES,
    hidden=(OPENING_COUNT, GRASSROOTS_COUNT, CELLS_COUNT),
    beside=_beside,
)
