"""The Vietnamese sentences that templates and code of a screen mark for translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

WEB = Path(__file__).resolve().parents[2] / "dangvu" / "web"
_MARKED = re.compile(
    r"""\b_\((?P<text>u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')\)|gettext\((?P<block>u?'.*?')\)"""
)
_CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}


def marked(folder: Path) -> set[str]:
    """Every marked sentence of one subject's screens."""
    found: set[str] = set()
    for template in folder.glob("templates/**/*.html"):
        found |= set(_of_template(template.read_text(encoding="utf-8")))
    for module in folder.rglob("*.py"):
        found |= set(_of_module(module.read_text(encoding="utf-8")))
    return found


def _of_template(text: str) -> Iterator[str]:
    for match in _MARKED.finditer(templatize(text)):
        yield ast.literal_eval(match["text"] or match["block"])


def _of_module(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and _name(node.func) in _CALLS:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""
