"""Vy gives out accounts and roles at the command line."""

import re
from datetime import date

import pytest

from dangvu.access.models import Account, Grant
from dangvu.cli.failures import CommandFailed
from dangvu.organizations.models import Organization
from tests.cli.conftest import Run


def test_an_account_gets_a_role_works_by_it_and_loses_it(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    Organization.objects.create(code="24.01", valid_from=date(2020, 1, 1))
    assert run("account", "add", "binh", "--display-name", "Bình") == 0
    assert run("document", "list", "--as", "binh") == 1
    role = ("binh", "provincial_organization_committee", "--org", "24.01")
    assert run("account", "grant", *role) == 1
    assert "theo quyết định nào" in capsys.readouterr().err
    assert run("account", "grant", *role, "--decision", "Phân công công tác") == 0
    assert run("account", "list") == 0
    listed = capsys.readouterr().out
    assert "binh  Bình" in listed
    assert "Ban tổ chức tỉnh ủy (tương đương) – 24.01" in listed
    grant = Grant.objects.get(account__username="binh")
    assert run("account", "end", str(grant.pk)) == 0
    assert run("account", "end", str(grant.pk)) == 1
    assert run("account", "list", "--as", "binh") == 1


def test_an_unknown_account_is_named(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("account", "lock", "quang") == 1
    assert "Không có tài khoản “quang”" in capsys.readouterr().err
    run("account", "add", "quang")
    assert run("account", "lock", "quang") == 0
    assert run("document", "list", "--as", "quang") == 1
    assert "đã bị khóa" in capsys.readouterr().err
    assert run("account", "unlock", "quang") == 0


def test_an_unknown_organization_is_a_bad_call(run: Run) -> None:
    run("account", "add", "binh")
    with pytest.raises(CommandFailed, match="“99”") as failure:
        run("account", "grant", "binh", "grassroots_clerk", "--org", "99", "--decision", "x")
    assert failure.value.status == 2


def test_the_operator_prints_a_slip_for_somebody_who_has_no_password(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("account", "add", "vy")
    assert run("account", "slip", "vy") == 0
    printed = capsys.readouterr().out
    assert re.search(r"Mã: [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$", printed, re.MULTILINE)
    account = Account.objects.get(username="vy")
    account.set_password("đã có rồi")
    account.save()
    assert run("account", "slip", "vy") == 1
    assert "hai người" in capsys.readouterr().err
