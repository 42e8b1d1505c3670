"""Each report of a province, against the statements that it runs, run alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from bench.lines import Line, Paper, medians_in_turn
from bench.province import CODE
from dangvu.statistics.reports import run

_YEAR = (date(2019, 1, 1), date(2020, 1, 1))
_REPORTS = ("membership", "admissions", "classification", "screening", "discipline", "inspections")

Statement = tuple[str, Any]


def measure(package: Path, paper: Paper) -> None:
    """Measure the six reports for the year 2019."""
    for name in _REPORTS:

        def answer(name: str = name) -> None:
            run(name, organization_code=CODE, period=_YEAR)

        statements = statements_of(answer)

        def bare(statements: list[Statement] = statements) -> None:
            run_bare(statements)

        figure, baseline = medians_in_turn([answer, bare], 9)
        paper.add(
            Line(
                f"báo cáo {name}",
                figure,
                baseline=baseline,
                most=100,
                most_ratio=1.5,
                note=f"so với {len(statements)} câu SQL của nó",
            )
        )


def statements_of(work: Callable[[], object]) -> list[Statement]:
    """Return the statements that the work runs."""
    found: list[Statement] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        work()
    return found


def run_bare(statements: list[Statement]) -> None:
    """Run the statements and fetch their rows, without Django and without any work on the rows."""
    with connection.connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if cursor.description is not None:
                cursor.fetchall()
