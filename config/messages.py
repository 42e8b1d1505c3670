"""Compiles translated sentences (.po to .mo) without gettext on the machine; run by `bin/setup`.

Knows what our own catalogues hold: msgid, msgid_plural and msgstr, over several lines where they are long.
"""

import ast
import struct
import sys
from pathlib import Path

_MAGIC = 0x950412DE


def read_po(text: str) -> dict[str, str]:
    """Sentence -> translation as a .mo holds them; raises `ValueError` naming the line it cannot read."""
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    field = ""
    for number, line in enumerate([*text.splitlines(), 'msgid ""'], start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if not line.startswith('"'):
            field, _, line = line.partition(" ")
            if field == "msgid":
                _keep(parts, found)
                parts = {}
            elif not field.startswith(("msgid_plural", "msgstr")):
                raise ValueError(f"line {number}: {field} is not understood")
        parts[field] = parts.get(field, "") + _string(line, number)
    return found


def _keep(parts: dict[str, str], found: dict[str, str]) -> None:
    if "msgid" not in parts:
        return
    forms = [parts[key] for key in sorted(parts) if key.startswith("msgstr")]
    key = "\0".join(parts[name] for name in ("msgid", "msgid_plural") if name in parts)
    if all(forms):
        found[key] = "\0".join(forms)


def _string(quoted: str, number: int) -> str:
    try:
        return str(ast.literal_eval(quoted))
    except (SyntaxError, ValueError) as error:
        raise ValueError(f"line {number}: {quoted} is no string") from error


def mo_of(catalogue: dict[str, str]) -> bytes:
    """Return the .mo file of a catalogue."""
    pairs = sorted((key.encode(), value.encode()) for key, value in catalogue.items())
    count, start = len(pairs), 28
    texts = start + 16 * count
    tables, block = [b"", b""], b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<2I", len(pair[side]), texts + len(block))
            block += pair[side] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, count, start, start + 8 * count, 0, texts)
    return head + tables[0] + tables[1] + block


def compile_all(root: Path) -> None:
    """Write the .mo of every .po below the folder that changed since."""
    for po in root.glob("**/locale/*/LC_MESSAGES/*.po"):
        wanted = mo_of(read_po(po.read_text(encoding="utf-8")))
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != wanted:
            mo.write_bytes(wanted)


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]))
