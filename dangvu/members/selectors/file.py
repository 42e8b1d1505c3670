"""The paper file of a member: what lies in it, line by line of the contents, and what is missing."""

from dataclasses import dataclass

from dangvu.members.file_contents import CONTENTS, STAGES, Item, missing_of
from dangvu.members.models import FilePaper, Member


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents with the papers filed under it."""

    item: Item
    papers: tuple[FilePaper, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class FileContents:
    """The lines by stage, in the official order; `next` is the first that is missing."""

    stages: tuple[tuple[str, tuple[Line, ...]], ...]
    missing: int
    next: Item | None


def papers_of(member_id: int) -> list[FilePaper]:
    """Return the papers of the file, those of one line by their day; one query."""
    return list(FilePaper.objects.filter(member=member_id).order_by("item", "dated", "id"))


def contents_of(member: Member, standing: str) -> FileContents:
    """Return the file against the contents due of who stands so towards the Party; one query."""
    papers = papers_of(member.pk)
    missing = missing_of(standing, {paper.item for paper in papers})
    lines = [
        Line(item, tuple(paper for paper in papers if paper.item == item.key), item in missing)
        for item in CONTENTS
    ]
    stages = tuple(
        (words, tuple(line for line in lines if line.item.stage == stage)) for stage, words in STAGES.items()
    )
    return FileContents(stages, len(missing), missing[0] if missing else None)
