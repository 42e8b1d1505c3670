"""Verbs of posts: of the Party, and of the place (village head …)."""

from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Finding, Refused, obstacle, refuse_if_blocked
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import tidy
from dangvu.members.changes import appointed, post_ended
from dangvu.members.models import CivicPost, CivicPostName, Member
from dangvu.members.permissions import require_write
from dangvu.members.rules import PostSpan
from dangvu.members.services.cases import Act, Done, lock, settle, step
from dangvu.members.services.memberships import term
from dangvu.organizations.models import Organization
from dangvu.regulations.catalogues import catalogue

#: The word of the catalogue for holding none.
NO_POST = "none"


@transaction.atomic
def appoint(
    member: Member,
    *,
    post: str,
    organization: Organization,
    until: date = FOREVER,
    actor: Actor,
    on: date,
    decision: int | None = None,
) -> Done:
    """A member takes a post (catalogue `party_posts`) for a term. Raises `Refused` with every obstacle."""
    case = lock(member, Act("member.appoint", actor, on, decision))
    require_write(actor, organization)
    step(case, "appoint")
    span = PostSpan(organization.pk, organization.code, post, term(on, until))
    return settle(case, lambda: appointed(case.before, span), _unknown_post(post))


@transaction.atomic
def end_post(
    member: Member,
    *,
    post: str,
    organization: Organization,
    actor: Actor,
    on: date,
    decision: int | None = None,
) -> Done:
    """The post ends; `on` is the first day without it. Raises `Refused` with every obstacle."""
    case = lock(member, Act("member.end_post", actor, on, decision))
    require_write(actor, organization)
    step(case, "end_post")
    held = [
        span
        for span in case.before.posts
        if span.post == post and span.organization_id == organization.pk and span.period.contains(on)
    ]
    if not held:
        message = f"{case.before.name} không giữ chức vụ này ở {organization.code} vào ngày {on:%d/%m/%Y}."
        raise Refused([obstacle("post.none", message)])
    return settle(case, lambda: post_ended(case.before, held[0], on))


@transaction.atomic
def record_civic_post(
    organization: Organization,
    *,
    post: str,
    holder_name: str = "",
    member: Member | None = None,
    until: date = FOREVER,
    actor: Actor,
    on: date,
    decision: int | None = None,
) -> CivicPost:
    """Record who holds a post of the place, a member or not (R4). Raises `Refused` with every obstacle."""
    require_write(actor, organization)
    name = tidy(holder_name) or (member.full_name if member is not None else "")
    period = term(on, until)
    refuse_if_blocked(_wrong(organization, post, name, on))
    held = {
        "post": post,
        "holder_name": name,
        "member": member.code if member is not None else None,
        "valid_from": period.start,
        "valid_to": period.end,
    }
    event_id = record(
        "member.civic_post",
        actor=actor,
        on=on,
        subject=("member", member.pk) if member is not None else None,
        organization_id=organization.pk,
        document_id=decision,
        after=held,
    )
    return CivicPost.objects.create(
        organization=organization,
        post=post,
        holder_name=name,
        member=member,
        valid_from=period.start,
        valid_to=period.end,
        event_id=event_id,
    )


def _unknown_post(post: str) -> list[Finding]:
    if post != NO_POST and post in catalogue("party_posts"):
        return []
    return [obstacle("value.not_in_list", f"Danh mục chức vụ đảng không có mã “{post}”.")]


def _wrong(organization: Organization, post: str, name: str, on: date) -> list[Finding]:
    found = []
    if post not in CivicPostName.values:
        found.append(obstacle("value.not_in_list", f"Không có chức vụ “{post}” ở thôn, bản, tổ dân phố."))
    if not name:
        found.append(obstacle("value.missing", "Chưa ghi người giữ chức vụ."))
    if not organization.valid_from <= on < organization.valid_to:
        message = f"{organization.code} không hoạt động vào ngày {on:%d/%m/%Y}."
        found.append(obstacle("post.outside_organization", message, organization=organization.code))
    return found
