"""Columns of a person that several reports count by, as SQL on the member `p`."""

#: Code of the Kinh in the catalogue of ethnic groups, and of "no religion" in that of religions.
KINH = "01"
NO_RELIGION = "none"

ETHNIC_MINORITY = f"(p.ethnicity <> '' and p.ethnicity_code <> '{KINH}')"
RELIGIOUS = f"(p.religion <> '' and p.religion_code <> '{NO_RELIGION}')"

#: Age groups in full years: from, first age no longer in it (None: open), key.
AGE_GROUPS = (
    (18, 31, "18_30"),
    (31, 36, "31_35"),
    (36, 41, "36_40"),
    (41, 46, "41_45"),
    (46, 51, "46_50"),
    (51, 56, "51_55"),
    (56, 61, "56_60"),
    (61, None, "over_60"),
)


def of_age(youngest: int, too_old: int | None) -> str:
    """The condition on `birth_date` of somebody of these full years on the last day."""
    old_enough = f"birth_date <= %(born_{youngest})s"
    return old_enough if too_old is None else f"{old_enough} and birth_date > %(born_{too_old})s"


def member_on(table: str, day: str, columns: str) -> str:
    """Rows of a table about members, each placed in the official cell of a day of its own.

    That is the cell on the day, on the tree of that day; who had left by then counts in the last cell, on the
    last day there. Who has no cell up to that day stands under no organisation.
    """
    return f"""
    select s.place, c.member_id, h.organization_id, h.day, {columns}
    from {table} c
    join lateral (
        select m.organization_id, least(c.{day}, m.valid_to - 1) as day from members_membership m
        where m.member_id = c.member_id and m.kind = 'official' and m.valid_from <= c.{day}
        order by m.valid_from desc limit 1
    ) h on true
    join {{scope}} s on s.organization_id = h.organization_id and {{covers:s:h.day}}"""
