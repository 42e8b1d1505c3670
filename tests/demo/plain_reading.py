"""A plain reading of a package: every record in memory, no database, the definitions by hand."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

FOREVER = "9999-01-01"
GRASSROOTS = ("grassroots_committee", "grassroots_cell")


class Package:
    """The rows of every file, and the questions that the published figures answer."""

    def __init__(self, folder: Path) -> None:
        self.rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                self.rows[path.stem] = list(csv.DictReader(file))
        self.official = [row for row in self.rows["memberships"] if row["kind"] == "official"]
        self.organizations = {row["code"]: row for row in self.rows["organizations"]}
        self.parents: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.rows["organization_parents"]:
            self.parents[row["code"]].append(row)
        self.spells: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.official:
            self.spells[row["member_code"]].append(row)

    # ---- the tree

    def parent(self, code: str, on: str) -> str:
        for row in self.parents.get(code, []):
            if holds(row, on):
                return row["parent_code"]
        return self.organizations[code]["parent_code"]

    def grassroots_of(self, code: str, on: str) -> str:
        while self.organizations[code]["kind"] not in GRASSROOTS:
            code = self.parent(code, on)
        return code

    def standing(self, on: str, *kinds: str) -> list[str]:
        return [code for code, row in self.organizations.items() if row["kind"] in kinds and holds(row, on)]

    # ---- members

    def members_on(self, on: str) -> int:
        return sum(holds(row, on) for row in self.official)

    def flow_in(self, start: str, end: str, *reasons: str) -> int:
        return sum(start <= row["from"] < end and row["reason_in"] in reasons for row in self.official)

    def flow_out(self, start: str, end: str, *reasons: str) -> int:
        return sum(
            start <= row["to"] < end and row["reason_out"] in reasons for row in self.official if row["to"]
        )

    def cell_on(self, member: str, on: str) -> str | None:
        return next((row["organization_code"] for row in self.spells[member] if holds(row, on)), None)

    def sizes_of_cells(self) -> dict[str, list[tuple[str, int]]]:
        """Return for each cell how many it holds from each day on on which that changes."""
        changes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for row in self.official:
            changes[row["organization_code"]][row["from"]] += 1
            if row["to"]:
                changes[row["organization_code"]][row["to"]] -= 1
        sizes: dict[str, list[tuple[str, int]]] = {}
        for cell, days in changes.items():
            held, sizes[cell] = 0, []
            for on in sorted(days):
                held += days[on]
                sizes[cell].append((on, held))
        return sizes

    # ---- ratings

    def levels(self, year: int, subject: str) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for row in self.rows["ratings"]:
            if row["year"] == str(year) and row["subject"] == subject:
                found[row["level"]] += 1
        return found

    def member_levels_by_base(self, year: int) -> dict[str, dict[str, int]]:
        """Return the members' levels by grassroots organisation, in the cell of the decision's day."""
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for row in self.rows["ratings"]:
            if row["year"] == str(year) and row["subject"] == "member":
                on = row["decision_date"]
                cell = self.cell_on(row["subject_code"], on)
                if cell is None:
                    last = [
                        one for one in self.spells[row["subject_code"]] if one["from"] <= f"{year}-12-31"
                    ][-1]
                    cell, on = last["organization_code"], max(last["from"], f"{year}-01-01")
                found[self.grassroots_of(cell, on)][row["level"]] += 1
        return found

    def organization_levels_by_parent(self, year: int) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for row in self.rows["ratings"]:
            code = row["subject_code"]
            if row["year"] == str(year) and row["subject"] == "organization" and self.is_grassroots(code):
                found[self.parent(code, f"{year}-12-31")][row["level"]] += 1
        return found

    def is_grassroots(self, code: str) -> bool:
        return self.organizations[code]["kind"] in GRASSROOTS

    def unrecorded(self, year: int) -> set[str]:
        last = f"{year}-12-31"
        rated = {
            (row["subject"], row["subject_code"]) for row in self.rows["ratings"] if row["year"] == str(year)
        }
        people = {row["member_code"] for row in self.official if holds(row, last)}
        units = self.standing(last, *GRASSROOTS, "cell", "sectional_committee")
        return {code for code in people if ("member", code) not in rated} | {
            code for code in units if ("organization", code) not in rated
        }


def holds(row: dict[str, str], on: str) -> bool:
    return row["from"] <= on < (row["to"] or FOREVER)


def age(birth: str, on: str) -> int:
    born, today = date.fromisoformat(birth), date.fromisoformat(on)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
