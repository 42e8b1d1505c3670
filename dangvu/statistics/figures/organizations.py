"""Party organisations that stand under a place on the last day, by kind."""

from dangvu.statistics.figures.base import Count, Source, Subject

GRASSROOTS = "kind in ('grassroots_committee', 'grassroots_cell')"
SUBORDINATE_UNITS = "kind in ('cell', 'sectional_committee')"

STANDING = Source(
    "organizations",
    Subject.ORGANIZATION,
    """
    select s.place, s.organization_id, %(last)s::date as day, k.kind
    from {scope} s
    join organizations_organizationkind k on k.organization_id = s.organization_id
         and k.valid_from <= %(last)s and k.valid_to > %(last)s
    join organizations_organization o on o.id = s.organization_id
         and o.valid_from <= %(last)s and o.valid_to > %(last)s
    where s.valid_from <= %(last)s and s.valid_to > %(last)s""",
)


def _standing(key: str, label: str, where: str) -> Count:
    return Count(f"organizations.{key}", label, f"{label} đang tồn tại vào ngày cuối kỳ.", STANDING, where)


GRASSROOTS_COUNT = _standing("grassroots", "Tổ chức cơ sở đảng", GRASSROOTS)
CELLS_COUNT = _standing("subordinate_cells", "Chi bộ trực thuộc", "kind = 'cell'")
ORGANIZATIONS = (
    GRASSROOTS_COUNT,
    _standing("grassroots_committees", "Đảng bộ cơ sở", "kind = 'grassroots_committee'"),
    _standing("grassroots_cells", "Chi bộ cơ sở", "kind = 'grassroots_cell'"),
    CELLS_COUNT,
    _standing("sectional_committees", "Đảng bộ bộ phận", "kind = 'sectional_committee'"),
    _standing("subordinate_units", "Chi bộ, đảng bộ bộ phận trực thuộc", SUBORDINATE_UNITS),
)
