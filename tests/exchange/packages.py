"""Small packages about the cell of Hamlet 1, written for one test each."""

import json
from pathlib import Path

from dangvu.audit.actor import Actor
from dangvu.exchange.services import Result, dump, load

TUAN = Actor(None, "Tuấn")

#: Lan (secretary), Minh (full member), Hoa (on probation) in the cell of Hamlet 1; Quang in that of Hamlet 2.
HAMLET = {
    "organizations": """\
code,name,kind,parent_code,from,to,sector
X,Đảng bộ xã An Bình,grassroots_committee,,1990-01-01,,commune_unit
X.1,Chi bộ thôn 1,cell,X,1990-01-01,,
X.2,Chi bộ thôn 2,cell,X,1990-01-01,,
""",
    "members": """\
code,full_name,sex,birth_date,ethnicity,religion,citizen_id,admitted_on,full_on
LAN,Nguyễn Thị Lan,female,1975-05-01,Kinh,Không,000175000001,2000-03-01,2001-03-01
MINH,Trần Văn Minh,male,1980-06-02,Tày,,000080000002,2005-04-10,2006-04-10
HOA,Lê Thị Hoa,female,2000-07-03,Kinh,,000300000003,2025-02-03,
QUANG,Phạm Quang,male,1970-08-04,Kinh,,000070000004,1995-01-01,1996-01-01
""",
    "memberships": """\
member_code,organization_code,kind,from,to,reason_in,reason_out
LAN,X.1,official,2000-03-01,,admitted,
MINH,X.1,official,2005-04-10,,admitted,
HOA,X.1,official,2025-02-03,,admitted,
QUANG,X.2,official,1995-01-01,,admitted,
""",
    "stages": """\
member_code,stage,from,to
LAN,probationary,2000-03-01,2001-03-01
LAN,full,2001-03-01,
MINH,probationary,2005-04-10,2006-04-10
MINH,full,2006-04-10,
HOA,probationary,2025-02-03,
QUANG,full,1996-01-01,
""",
    "ratings": """\
year,subject,subject_code,level,not_rated_reason,decided_by_code,decision_number,decision_date
2024,member,LAN,excellent,,X,12-QĐ/ĐU,2024-12-20
2024,member,MINH,good,,X,12-QĐ/ĐU,2024-12-20
2024,organization,X.1,good,,X,12-QĐ/ĐU,2024-12-20
""",
}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write a package of these files; the name is the file without ".csv"."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(data)
    describe(folder, list(files))
    return folder


def describe(folder: Path, names: list[str], **more: object) -> None:
    """Write datapackage.json naming these files."""
    resources = [{"name": name, "path": f"{name}.csv"} for name in names]
    text = json.dumps({"name": "thử", "resources": resources, **more})
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def hamlet(**changed: str) -> dict[str, str | bytes]:
    """The package of Hamlet 1 with some files replaced, or lengthened by `name__more`."""
    files: dict[str, str | bytes] = dict(HAMLET)
    for name, content in changed.items():
        if name.endswith("__more"):
            name = name.removesuffix("__more")
            content = HAMLET[name] + content + "\n"
        files[name] = content
    return files


def load_files(folder: Path, files: dict[str, str | bytes]) -> Result:
    return load(write(folder, files), actor=TUAN)


def bytes_of_dump(folder: Path) -> dict[str, bytes]:
    """Dump into a new folder; return its files."""
    dump(folder, actor=TUAN)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def codes(result: Result) -> list[str]:
    return [problem.code for problem in result.errors.listed()]
