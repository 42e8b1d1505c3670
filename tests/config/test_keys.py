"""The secret of an installation."""

from pathlib import Path

import pytest

from config.keys import keep_secret_key, secret_key


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    var = tmp_path / "var"
    kept = keep_secret_key(var)
    assert len(kept) >= 50
    assert keep_secret_key(var) == secret_key(var) == kept
    file = var / "keys" / "secret-key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [file] == [*file.parent.iterdir()]


def test_asking_for_the_secret_writes_nothing(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "var") != secret_key(tmp_path / "var")
    assert not (tmp_path / "var").exists()


def test_a_given_secret_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGVU_SECRET_KEY", "của nhiều máy chủ")
    assert keep_secret_key(tmp_path / "var") == "của nhiều máy chủ"
    assert not (tmp_path / "var").exists()
