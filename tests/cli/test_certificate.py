"""The certificate that an isolated office makes for itself."""

import ssl
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from dangvu.cli.certificate import certificate_for

NAMES = ["dangvu.xa", "192.168.1.10"]


def test_it_vouches_for_the_names_asked_for_and_this_machine(tmp_path: Path) -> None:
    made = certificate_for(NAMES, tmp_path / "tls")
    found = x509.load_pem_x509_certificate(made.server.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(name.value) for name in names} == {*NAMES, "localhost", "127.0.0.1"}
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    found.verify_directly_issued_by(authority)
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=398)
    ssl.create_default_context(cafile=str(made.authority)).load_cert_chain(made.server, made.key)


def test_keys_are_for_the_owner_only(tmp_path: Path) -> None:
    certificate_for(NAMES, tmp_path / "tls")
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700
    for key in (tmp_path / "tls").glob("*.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_it_stays_the_same_until_the_names_change(tmp_path: Path) -> None:
    first = certificate_for(NAMES, tmp_path)
    before = first.server.read_bytes()
    assert certificate_for(list(reversed(NAMES)), tmp_path).fingerprint == first.fingerprint
    assert first.server.read_bytes() == before
    assert certificate_for([*NAMES, "moi.xa"], tmp_path).fingerprint != first.fingerprint
    assert first.server.read_bytes() != before


@pytest.mark.parametrize(("name", "good"), [("dangvu.xa", True), ("nganhang.example", False)])
def test_its_authority_cannot_vouch_for_anybody_else(tmp_path: Path, name: str, good: bool) -> None:
    """Whoever steals the authority's key could not be believed as another site."""
    from datetime import UTC, datetime

    from cryptography.hazmat.primitives import serialization

    from dangvu.cli import certificate

    made = certificate_for(NAMES, tmp_path)
    stolen, key = tmp_path / "stolen.crt", tmp_path / "stolen.key"
    certificate._make_server(
        stolen, key, made.authority, tmp_path / "authority.key", [name], datetime.now(UTC)
    )
    assert serialization.load_pem_private_key(key.read_bytes(), None)
    ran = subprocess.run(
        ["openssl", "verify", "-CAfile", made.authority, "-verify_hostname", name, stolen],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode == 0) is good, ran.stdout + ran.stderr
    assert good or "permitted subtree" in ran.stderr
