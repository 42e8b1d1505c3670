"""A certificate of our own for an isolated network: an authority that can vouch for this installation only.

The authority's certificate is what other machines are told to trust. It is limited to the names and addresses
of this installation: whoever stole its key could not pretend to be any other site to those machines.
"""

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_AUTHORITY_DAYS, _SERVER_DAYS, _RENEW_BEFORE = 3650, 397, timedelta(days=30)
_ALWAYS = ("localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files for the web server, and the authority that other machines must trust, with its fingerprint."""

    server: Path
    key: Path
    authority: Path
    fingerprint: str


def certificate_for(names: Sequence[str], folder: Path) -> Certificate:
    """The certificate for these names and addresses, made or renewed in the folder (0700) where needed."""
    wanted = sorted({*names, *_ALWAYS})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    authority, authority_key = folder / "authority.crt", folder / "authority.key"
    server, key = folder / "server.crt", folder / "server.key"
    now = datetime.now(UTC)
    if not _good(authority, wanted, now):
        _make_authority(authority, authority_key, wanted, now)
        server.unlink(missing_ok=True)
    if not _good(server, wanted, now):
        _make_server(server, key, authority, authority_key, wanted, now)
    digest = _read(authority).fingerprint(hashes.SHA256())
    return Certificate(server, key, authority, digest.hex(":").upper())


def _good(file: Path, wanted: list[str], now: datetime) -> bool:
    if not file.exists():
        return False
    found = _read(file)
    return _names_in(found) == wanted and found.not_valid_after_utc - now > _RENEW_BEFORE


def _names_in(found: x509.Certificate) -> list[str]:
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return sorted(str(name.value) for name in names)


def _make_authority(file: Path, key_file: Path, wanted: list[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Đảng vụ"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Đảng vụ, chứng thư gốc nội bộ {now:%d/%m/%Y}"),
        ]
    )
    made = (
        _begun(name, name, key.public_key(), wanted, now, _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints([_permitted(each) for each in wanted], None), critical=True)
        .add_extension(_usage(sign_certificates=True), critical=True)
    )
    _write(key_file, _private(key), 0o600)
    _write(file, made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), 0o644)


def _make_server(
    file: Path, key_file: Path, authority: Path, authority_key: Path, wanted: list[str], now: datetime
) -> None:
    issuer_key = serialization.load_pem_private_key(authority_key.read_bytes(), password=None)
    assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Đảng vụ")])
    made = (
        _begun(name, _read(authority).subject, key.public_key(), wanted, now, _SERVER_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_usage(sign_certificates=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    _write(key_file, _private(key), 0o600)
    _write(file, made.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM), 0o644)


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    wanted: list[str],
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # clocks of isolated machines differ
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([_name(each) for each in wanted]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _permitted(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_network(text))
    except ValueError:
        return x509.DNSName(text)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def _write(file: Path, content: bytes, mode: int) -> None:
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.touch(mode=mode)
    fresh.chmod(mode)
    fresh.write_bytes(content)
    fresh.replace(file)
