"""All checks of a staged package, asked at once, so that the sender sees every obstacle."""

from dangvu.exchange import references
from dangvu.exchange.desk import Desk
from dangvu.exchange.matters import histories, members, organizations, others, periods, ratings, remarks, tree


def resolve_rows(desk: Desk) -> None:
    """Turn codes into records; from here on rows with unknown codes are left out, having been noted."""
    references.refuse_duplicates(desk)
    periods.refuse_bad_periods(desk)
    references.resolve_organizations(desk)
    references.resolve_members(desk)
    for matter in (organizations, members, ratings, others):
        matter.resolve(desk)


def check_rows(desk: Desk) -> None:
    tree.check(desk)
    histories.check(desk)
    ratings.check(desk)
    others.check(desk)
    remarks.check_identifiers(desk)
    remarks.check_papers(desk)
    remarks.check_disciplines(desk)
