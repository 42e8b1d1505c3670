"""The square of roles and rights, written a second time as people would draw it on paper."""

import pytest

from dangvu.access.roles import RIGHTS, ROLES, gives

#: Columns: local operator, member, cell secretary, its deputy, cell committee, clerk, committee member,
#: organisation board, standing committee, province, inspection, training centre, mass organisation, auditor,
#: administrator. x = may.
SQUARE = """
                        LO ME SE DE CM CL KM OB ST PR IN TC MO AU AD
account.manage          x  .  .  .  .  .  .  .  .  .  .  .  .  .  x
account.recover         x  .  .  .  .  x  .  x  .  x  .  .  .  .  x
account.slip            x  .  x  x  .  x  .  x  .  x  .  .  .  .  x
acts.apply              x  .  .  .  .  .  .  x  .  x  .  .  .  .  .
audit.read              x  .  .  .  .  .  .  .  .  .  .  .  .  x  .
audit.seal              x  .  .  .  .  .  .  .  .  .  .  .  .  x  x
document.read           x  .  x  x  .  x  x  x  x  x  x  .  .  .  .
document.write          x  .  x  x  .  x  .  x  .  x  .  .  .  .  .
exchange.dump           x  .  .  .  .  .  .  .  .  x  .  .  .  .  .
exchange.load           x  .  .  .  .  .  .  .  .  x  .  .  .  .  .
exchange.sheet          x  .  .  .  .  x  .  x  .  x  .  .  .  .  .
member.export           x  .  x  x  .  x  .  x  .  x  .  .  .  .  .
member.merge            x  .  .  .  .  x  .  x  .  x  .  .  .  .  .
member.read             x  .  x  x  .  x  .  x  x  x  x  .  .  .  .
member.read_masked      x  .  x  x  x  x  x  x  x  x  x  x  .  .  .
member.read_sensitive   x  .  .  .  .  .  .  x  .  x  .  .  .  .  .
member.write            x  .  x  x  .  x  .  x  .  x  .  .  .  .  .
organization.read       x  .  x  x  x  x  x  x  x  x  x  x  x  .  .
organization.write      x  .  .  .  .  .  .  x  .  x  .  .  .  .  .
own.read                x  x  .  .  .  .  .  .  .  .  .  .  .  .  .
report.list             x  .  x  x  .  x  .  x  x  x  x  .  .  .  .
report.read             x  .  x  x  x  x  x  x  x  x  x  x  .  .  .
report.seal             x  .  .  .  .  x  .  x  .  x  .  .  .  .  .
"""
ROWS = {words[0]: words[1:] for line in SQUARE.strip().splitlines()[1:] if (words := line.split())}


def test_the_square_names_every_right_and_every_role() -> None:
    assert sorted(ROWS) == sorted(RIGHTS)
    assert {len(marks) for marks in ROWS.values()} == {len(ROLES)}


@pytest.mark.parametrize("right", sorted(RIGHTS))
@pytest.mark.parametrize(("column", "role"), list(enumerate(ROLES)))
def test_a_role_gives_what_the_square_says(right: str, column: int, role: str) -> None:
    assert gives(role, right) == (ROWS[right][column] == "x")


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_reads_records_or_writes_them_also_reads_what_is_less(role: str) -> None:
    for more, less in (
        ("member.write", "member.read"),
        ("member.read", "member.read_masked"),
        ("member.read_masked", "organization.read"),
        ("organization.write", "organization.read"),
        ("document.write", "document.read"),
        ("report.list", "report.read"),
        ("report.seal", "report.read"),
    ):
        assert gives(role, less) or not gives(role, more), (role, more, less)
