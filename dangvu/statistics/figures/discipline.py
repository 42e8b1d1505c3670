"""Report `discipline`: decisions of the period by form and by content of the violation."""

from collections.abc import Iterator

from dangvu.discipline.models import Content, Form
from dangvu.statistics.asked import Asked, BadQuestion
from dangvu.statistics.figures.base import Count, Figure, Matter, Source, Subject
from dangvu.statistics.figures.people import member_on

_IN_PERIOD = "decided_on >= %(first)s and decided_on < %(after)s"

OF_MEMBERS = Source(
    "disciplined_members",
    Subject.MEMBER,
    member_on(
        f"(select * from discipline_discipline where member_id is not null and {_IN_PERIOD})",
        "decided_on",
        "c.form, c.contents",
    ),
    flow=True,
)

# An organisation dissolved by the decision counts on its last day.
OF_ORGANIZATIONS = Source(
    "disciplined_organizations",
    Subject.ORGANIZATION,
    f"""
    select s.place, c.organization_id, c.day, c.form, c.contents
    from (
        select d.organization_id, d.form, d.contents, least(d.decided_on, o.valid_to - 1) as day
        from discipline_discipline d join organizations_organization o on o.id = d.organization_id
        where {_IN_PERIOD}
    ) c
    join {{scope}} s on s.organization_id = c.organization_id and {{covers:s:c.day}}""",
    flow=True,
)

_SUBJECTS = {"organizations": ("Tổ chức đảng", OF_ORGANIZATIONS), "members": ("Đảng viên", OF_MEMBERS)}


def _figures(asked: Asked) -> tuple[Figure, ...]:
    for content in (code for codes in asked.contents for code in codes):
        if content not in Content.values:
            raise BadQuestion(
                f"Không có nội dung vi phạm “{content}”; hãy chọn trong: {', '.join(Content.values)}."
            )
    return tuple(figure for subject in _SUBJECTS for figure in _subject_figures(subject, asked))


def _subject_figures(subject: str, asked: Asked) -> Iterator[Count]:
    word, source = _SUBJECTS[subject]
    whole = f"{subject}.disciplined"
    yield Count(
        whole,
        f"{word} bị thi hành kỷ luật",
        "Số quyết định kỷ luật trong kỳ, tính theo ngày quyết định; bằng tổng của các hình thức.",
        source,
    )
    for form in Form:
        meaning = f"Số quyết định kỷ luật bằng hình thức {form.label.lower()}."
        yield Count(
            f"{subject}.{form.value}",
            f"{word} bị {form.label.lower()}",
            meaning,
            source,
            f"form = '{form.value}'",
            whole,
        )
    for content in Content:
        yield _of_contents(subject, (content.value,), decimals=1)
    for codes in asked.contents:
        if len(codes) > 1:
            yield _of_contents(subject, codes, decimals=0)


def _of_contents(subject: str, codes: tuple[str, ...], decimals: int) -> Count:
    word, source = _SUBJECTS[subject]
    words = "; ".join(Content(code).label for code in codes)
    listed = ", ".join(f"'{code}'" for code in codes)
    return Count(
        f"{subject}.content.{'+'.join(codes)}",
        f"{word} bị kỷ luật về: {words}",
        "Số quyết định có nội dung này."
        if len(codes) == 1
        else "Số quyết định có ít nhất một trong các nội dung này, mỗi quyết định tính một lần.",
        source,
        f"contents && array[{listed}]",
        f"{subject}.disciplined",
        decimals,
    )


DISCIPLINE = Matter("discipline", "Thi hành kỷ luật trong Đảng", _figures)
