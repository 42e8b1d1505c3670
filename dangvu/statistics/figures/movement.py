"""Opening, increase and decrease: who crosses the edge of a place, by which way."""

from dangvu.statistics.figures.base import Count, Source, Subject

_OFFICIAL = "join members_membership m on m.organization_id = s.organization_id and m.kind = 'official'"

#: Days of the period on which somebody enters or leaves: with the membership, or because the tree moved.
_EDGES = f"""
    select s.place, m.member_id, m.organization_id, m.valid_from as day, true as entering,
           m.reason_in as reason
    from {{scope}} s {_OFFICIAL} and m.valid_from >= %(first)s and m.valid_from < %(after)s
    where s.valid_from <= m.valid_from and s.valid_to > m.valid_from
    union all
    select s.place, m.member_id, m.organization_id, s.valid_from, true, 'reorganized'
    from {{scope}} s {_OFFICIAL} and m.valid_from < s.valid_from and m.valid_to > s.valid_from
    where s.valid_from >= %(first)s and s.valid_from < %(after)s
    union all
    select s.place, m.member_id, m.organization_id, m.valid_to, false, m.reason_out
    from {{scope}} s {_OFFICIAL} and m.valid_to >= %(first)s and m.valid_to < %(after)s
    where s.valid_from < m.valid_to and s.valid_to >= m.valid_to
    union all
    select s.place, m.member_id, m.organization_id, s.valid_to, false, 'reorganized'
    from {{scope}} s {_OFFICIAL} and m.valid_from < s.valid_to and m.valid_to > s.valid_to
    where s.valid_to >= %(first)s and s.valid_to < %(after)s"""

# Leaving one cell of the place and entering another on the same day makes two edges: no flow. A lone edge of
# a person is a transfer if the person left or entered another cell, outside, on that day. (`offset 0` keeps
# the planner from asking that anew for every figure.)
FLOWS = Source(
    "flows",
    Subject.MEMBER,
    f"""
    select place, member_id, organization_id, day, entering,
        case when reason in ('reorganized', 'initial', 'transferred_in', 'transferred_out') then reason
             when entering and exists (select 1 from members_membership o where o.member_id = e.member_id
                  and o.kind = 'official' and o.valid_to = e.day) then 'transferred_in'
             when not entering and exists (select 1 from members_membership o where o.member_id = e.member_id
                  and o.kind = 'official' and o.valid_from = e.day) then 'transferred_out'
             else reason end as reason
    from (
        select place, member_id, day, min(organization_id) as organization_id,
               bool_and(entering) as entering, min(reason) as reason
        from ({_EDGES}) edges
        group by place, member_id, day having count(*) = 1
    ) e offset 0""",
    flow=True,
)

# `initial`: the record begins here; begun inside the period it belongs to the opening, once for a person.
OPENING = Source(
    "opening",
    Subject.MEMBER,
    """
    select s.place, m.member_id, m.organization_id, %(before)s::date as day
    from {scope} s
    join members_membership m on m.organization_id = s.organization_id and m.kind = 'official'
         and m.valid_from <= %(before)s and m.valid_to > %(before)s
    where s.valid_from <= %(before)s and s.valid_to > %(before)s
    union all
    (select distinct on (s.place, m.member_id) s.place, m.member_id, m.organization_id, m.valid_from
    from {scope} s
    join members_membership m on m.organization_id = s.organization_id and m.kind = 'official'
         and m.reason_in = 'initial' and m.valid_from >= %(first)s and m.valid_from < %(after)s
         and s.valid_from <= m.valid_from and s.valid_to > m.valid_from
    where not exists (
        select 1 from members_membership o join {scope} t on t.organization_id = o.organization_id
        where t.place = s.place and o.member_id = m.member_id and o.kind = 'official'
          and ((o.valid_to = m.valid_from and t.valid_from < m.valid_from and t.valid_to >= m.valid_from)
            or (o.valid_from <= %(before)s and o.valid_to > %(before)s
                and t.valid_from <= %(before)s and t.valid_to > %(before)s)))
    order by s.place, m.member_id, m.valid_from)""",
)

INCREASES = {
    "admitted": (
        "Đảng viên mới kết nạp",
        "Đảng viên được kết nạp lần đầu trong kỳ, tính tại ranh giới của tổ chức; không gồm kết nạp lại.",
    ),
    "readmitted": (
        "Đảng viên kết nạp lại",
        "Đảng viên được kết nạp lại trong kỳ, tính tại ranh giới của tổ chức.",
    ),
    "transferred_in": (
        "Đảng viên chuyển sinh hoạt đến",
        "Đảng viên từ tổ chức đảng bên ngoài chuyển sinh hoạt chính thức đến trong kỳ.",
    ),
    "restored": ("Đảng viên được phục hồi", "Đảng viên được khôi phục quyền đảng viên trong kỳ."),
    "reorganized": (
        "Đảng viên tăng do sắp xếp tổ chức",
        "Đảng viên đến cùng tổ chức được chuyển về hoặc do sắp xếp tổ chức đảng trong kỳ.",
    ),
}
DECREASES = {
    "died": ("Đảng viên từ trần", "Đảng viên từ trần trong kỳ."),
    "struck_off": ("Đảng viên bị xóa tên", "Đảng viên bị xóa tên trong danh sách trong kỳ."),
    "expelled": ("Đảng viên bị khai trừ", "Đảng viên bị khai trừ trong kỳ."),
    "withdrew": ("Đảng viên được cho ra khỏi Đảng", "Đảng viên xin ra và được cho ra khỏi Đảng trong kỳ."),
    "transferred_out": (
        "Đảng viên chuyển sinh hoạt đi",
        "Đảng viên chuyển sinh hoạt chính thức đến tổ chức đảng bên ngoài trong kỳ.",
    ),
    "annulled": (
        "Đảng viên bị hủy quyết định kết nạp",
        "Đảng viên có quyết định kết nạp bị hủy bỏ trong kỳ.",
    ),
    "reorganized": (
        "Đảng viên giảm do sắp xếp tổ chức",
        "Đảng viên đi cùng tổ chức được chuyển đi hoặc do sắp xếp tổ chức đảng trong kỳ.",
    ),
}

OPENING_COUNT = Count(
    "opening",
    "Đảng viên đầu kỳ",
    "Đảng viên sinh hoạt chính thức vào ngày trước ngày đầu kỳ, cộng người bắt đầu được ghi vào sổ trong kỳ.",
    OPENING,
)

MOVEMENT = (
    OPENING_COUNT,
    Count(
        "increase",
        "Đảng viên tăng trong kỳ",
        "Đảng viên vào tổ chức trong kỳ; chuyển giữa hai chi bộ cùng trực thuộc trong một ngày không tính.",
        FLOWS,
        "entering and reason <> 'initial'",
    ),
    *(
        Count(f"increase.{reason}", label, meaning, FLOWS, f"entering and reason = '{reason}'")
        for reason, (label, meaning) in INCREASES.items()
    ),
    Count(
        "decrease",
        "Đảng viên giảm trong kỳ",
        "Đảng viên ra khỏi tổ chức trong kỳ (ngày quyết định ra có hiệu lực thuộc kỳ).",
        FLOWS,
        "not entering",
    ),
    *(
        Count(f"decrease.{reason}", label, meaning, FLOWS, f"not entering and reason = '{reason}'")
        for reason, (label, meaning) in DECREASES.items()
    ),
)
