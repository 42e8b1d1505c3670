"""Report `membership`: the stock of members, how it moved, and the organisations they stand in."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from dangvu.kernel.numbers import growth, percent
from dangvu.organizations.models import Population
from dangvu.statistics.asked import Asked
from dangvu.statistics.counting import count
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
from dangvu.statistics.figures.movement import MOVEMENT, OPENING_COUNT
from dangvu.statistics.figures.organizations import ORGANIZATIONS
from dangvu.statistics.figures.people import AGE_GROUPS, ETHNIC_MINORITY, RELIGIOUS, of_age
from dangvu.statistics.places import Place

STOCK = Source(
    "stock",
    Subject.MEMBER,
    f"""
    select s.place, m.member_id, m.organization_id, %(last)s::date as day, p.sex,
           coalesce(t.stage, '') as stage, coalesce(u.status, '') as status,
           {ETHNIC_MINORITY} as ethnic_minority, {RELIGIOUS} as religious, p.birth_date
    from {{scope}} s
    join members_membership m on m.organization_id = s.organization_id and m.kind = 'official'
         and m.valid_from <= %(last)s and m.valid_to > %(last)s
    join members_member p on p.id = m.member_id
    left join members_stage t on t.member_id = m.member_id
         and t.valid_from <= %(last)s and t.valid_to > %(last)s
    left join members_status u on u.member_id = m.member_id
         and u.valid_from <= %(last)s and u.valid_to > %(last)s
    where s.valid_from <= %(last)s and s.valid_to > %(last)s""",
)

VILLAGE_HEADS = Source(
    "village_heads",
    Subject.CIVIC_POST,
    """
    select s.place, c.id as civic_post_id, c.member_id, s.organization_id, %(last)s::date as day,
           exists (select 1 from members_membership m where m.member_id = c.member_id and m.kind = 'official'
                   and m.valid_from <= %(last)s and m.valid_to > %(last)s) as is_member
    from {scope} s
    join members_civicpost c on c.organization_id = s.organization_id and c.post = 'village_head'
         and c.valid_from <= %(last)s and c.valid_to > %(last)s
    where s.valid_from <= %(last)s and s.valid_to > %(last)s""",
)


def _age_label(youngest: int, too_old: int | None) -> str:
    if too_old is None:
        return f"Đảng viên trên {youngest - 1} tuổi"
    return f"Đảng viên từ {youngest} đến {too_old - 1} tuổi"


def _population_share(facts: Facts) -> Answer:
    population: Population | None = facts.beside["population"]
    if population is None:
        return NO_ANSWER
    of = {
        "population": population.population,
        "on": population.counted_on.isoformat(),
        "source": population.source,
    }
    return Answer(percent(facts.counts["closing"], population.population), of)


def _growth(facts: Facts) -> Answer:
    base: int | None = facts.beside["base"]
    of = _base(facts)
    return Answer(growth(facts.counts["closing"], base), of)


def _factor(facts: Facts) -> Answer:
    base: int | None = facts.beside["base"]
    closing = facts.counts["closing"]
    return Answer(Fraction(closing, base) if base and closing is not None else None, _base(facts))


def _base(facts: Facts) -> dict[str, Any] | None:
    since = facts.asked.since
    return None if since is None else {"opening": facts.beside["base"], "on": date(since, 1, 1).isoformat()}


def _stock(key: str, label: str, meaning: str, where: str) -> Count:
    return Count(f"stock.{key}", label, f"{meaning} vào ngày cuối kỳ.", STOCK, where, of="closing")


FIGURES: tuple[Figure, ...] = (
    *MOVEMENT,
    Count(
        "closing",
        "Đảng viên cuối kỳ",
        "Đảng viên sinh hoạt chính thức vào ngày cuối kỳ, trên hệ thống tổ chức của ngày đó.",
        STOCK,
    ),
    _stock("women", "Đảng viên nữ", "Đảng viên là nữ", "sex = 'female'"),
    _stock("full", "Đảng viên chính thức", "Đảng viên đã được công nhận chính thức", "stage = 'full'"),
    _stock(
        "probationary", "Đảng viên dự bị", "Đảng viên đang trong thời gian dự bị", "stage = 'probationary'"
    ),
    _stock(
        "exempt",
        "Đảng viên được miễn công tác và sinh hoạt đảng",
        "Đảng viên đang được miễn công tác và sinh hoạt đảng",
        "status = 'exempt'",
    ),
    _stock(
        "suspended",
        "Đảng viên bị đình chỉ sinh hoạt đảng",
        "Đảng viên đang bị đình chỉ sinh hoạt đảng",
        "status = 'suspended'",
    ),
    _stock(
        "ethnic_minority",
        "Đảng viên là người dân tộc thiểu số",
        "Đảng viên có ghi dân tộc và không phải dân tộc Kinh",
        "ethnic_minority",
    ),
    _stock("religious", "Đảng viên có đạo", "Đảng viên có ghi tôn giáo, khác “Không”", "religious"),
    Derived(
        "stock.population_share",
        "Tỷ lệ đảng viên trên dân số",
        "Đảng viên cuối kỳ chia cho dân số của địa bàn theo số liệu gần nhất đến ngày cuối kỳ.",
        _population_share,
        Form.PERCENT,
        decimals=2,
    ),
    Derived(
        "stock.growth",
        "Tốc độ tăng đảng viên so với năm gốc",
        "Đảng viên cuối kỳ so với đầu ngày 01/01 của năm gốc, tính bằng phần trăm tăng thêm.",
        _growth,
        Form.PERCENT,
    ),
    Derived(
        "stock.factor",
        "Số lần so với năm gốc",
        "Đảng viên cuối kỳ chia cho số đảng viên đầu ngày 01/01 của năm gốc.",
        _factor,
        Form.FACTOR,
        decimals=3,
    ),
    *(
        _stock(
            f"age.{key}",
            _age_label(youngest, too_old),
            f"{_age_label(youngest, too_old)} (tính đủ năm)",
            of_age(youngest, too_old),
        )
        for youngest, too_old, key in AGE_GROUPS
    ),
    *ORGANIZATIONS,
    Count(
        "village_heads",
        "Trưởng thôn, bản, tổ dân phố",
        "Trưởng thôn, bản, tổ dân phố đương nhiệm vào ngày cuối kỳ trên địa bàn của các tổ chức cơ sở đảng.",
        VILLAGE_HEADS,
    ),
    Count(
        "village_heads.members",
        "Trưởng thôn, bản, tổ dân phố là đảng viên",
        "Trưởng thôn, bản, tổ dân phố đương nhiệm đang sinh hoạt đảng chính thức vào ngày cuối kỳ.",
        VILLAGE_HEADS,
        "is_member",
        of="village_heads",
    ),
)


def _beside(places: Sequence[Place], asked: Asked) -> Mapping[int, Mapping[str, Any]]:
    """The latest population up to the last day, and the opening of 1 January of the year asked since."""
    ids = {place.organization_id for place in places if not place.only_itself}
    latest: dict[int, Population] = {}
    for one in Population.objects.filter(organization_id__in=ids, counted_on__lte=asked.last).order_by(
        "counted_on"
    ):
        latest[one.organization_id] = one
    since = asked.since_period()
    bases = count([OPENING_COUNT], places, since) if since else {}
    return {
        place.number: {
            "population": None if place.only_itself else latest.get(place.organization_id),
            "base": bases.get(place.number, {}).get("opening"),
        }
        for place in places
    }


MEMBERSHIP = Matter(
    "membership", "Tình hình đảng viên và tổ chức đảng", lambda asked: FIGURES, beside=_beside
)
