"""Open and lock accounts, give and end roles."""

from datetime import date

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from dangvu.access.models import Account, Grant
from dangvu.access.roles import roles_with
from dangvu.access.rules import GRANT_RULES, GrantFacts, phone_number, somebody_remains
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.documents.models import Document
from dangvu.kernel.findings import Finding, obstacle, refuse_if_blocked
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import is_clean, tidy
from dangvu.organizations.models import Organization


@transaction.atomic
def open_account(
    username: str,
    *,
    display_name: str = "",
    os_user: str | None = None,
    phone: str = "",
    member_id: int | None = None,
    is_demo: bool = False,
    actor: Actor,
    on: date,
) -> Account:
    """Open an account without a password; it may do nothing until a role is given.

    Raises `Refused` for an empty or unreadable name, and for names and numbers that are taken.
    """
    username, display_name = tidy(username), tidy(display_name)
    lock_accounts()
    refuse_if_blocked(_account_findings(username, display_name, os_user))
    refuse_if_blocked(_number_findings(username, phone, member_id))
    account = Account(
        username=username,
        display_name=display_name or username,
        os_user=os_user or None,
        phone=phone_number(phone),
        member_id=member_id,
        is_demo=is_demo,
    )
    account.set_unusable_password()
    account.save()
    after: dict[str, str | int | None] = {
        "username": username,
        "display_name": account.display_name,
        "os_user": account.os_user,
    }
    after |= {"phone": account.phone} if phone else {}
    after |= {"member_id": member_id} if member_id else {}
    record("account.open", actor=actor, on=on, subject=("account", account.pk), after=after)
    return account


@transaction.atomic
def lock_account(account: Account, locked: bool, *, actor: Actor, on: date) -> None:
    """Lock an account (nobody acts by it any more) or unlock it; locking the last manager is refused."""
    lock_accounts()
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.is_active is not locked:
        return
    if locked:
        refuse_if_blocked([_last_manager(Grant.objects.filter(account=account), on)])
    account.is_active = not locked
    account.save(update_fields=["is_active"])
    verb = "account.lock" if locked else "account.unlock"
    record(verb, actor=actor, on=on, subject=("account", account.pk))


@transaction.atomic
def grant_role(
    account: Account,
    role: str,
    organization: Organization | None,
    *,
    valid_from: date,
    valid_to: date = FOREVER,
    document: Document | None = None,
    decision: str = "",
    actor: Actor,
    on: date,
) -> Grant:
    """Give a role over an organisation and all under it, from a day to a day, by a decision.

    Raises `Refused` with every obstacle.
    """
    lock_accounts()
    decision = tidy(decision)
    same = Grant.objects.filter(account=account, role=role, organization=organization)
    overlaps = same.filter(valid_from__lt=valid_to, valid_to__gt=valid_from).exists()
    rests = bool(decision) or document is not None
    oneself = actor.account_id == account.pk and not _is_operator(account, on)
    facts = GrantFacts(role, organization is not None, valid_from, valid_to, rests, overlaps, oneself)
    refuse_if_blocked(rule(facts) for rule in GRANT_RULES)
    event_id = record(
        "account.grant",
        actor=actor,
        on=valid_from,
        subject=("account", account.pk),
        organization_id=organization.pk if organization else None,
        document_id=document.pk if document else None,
        after={"role": role, "valid_from": valid_from, "valid_to": valid_to, "decision": decision},
    )
    return Grant.objects.create(
        event_id=event_id,
        account=account,
        role=role,
        organization=organization,
        valid_from=valid_from,
        valid_to=valid_to,
        document=document,
        decision=decision,
    )


@transaction.atomic
def end_grant(grant_id: int, *, actor: Actor, on: date) -> None:
    """End a role on a day, its first day no longer held; one that had not begun by then is taken away whole.

    Raises `Refused` when nobody would remain who can give out roles, `Grant.DoesNotExist`.
    """
    lock_accounts()
    grant = Grant.objects.select_related("account").get(pk=grant_id)
    if grant.valid_to <= on:
        return
    refuse_if_blocked([_last_manager(Grant.objects.filter(pk=grant.pk), on)])
    record(
        "account.end_grant",
        actor=actor,
        on=on,
        subject=("account", grant.account.pk),
        before={"role": grant.role, "valid_from": grant.valid_from, "valid_to": grant.valid_to},
        after={"valid_to": max(on, grant.valid_from)},
    )
    if grant.valid_from >= on:
        grant.delete()
    else:
        grant.valid_to = on
        grant.save(update_fields=["valid_to"])


def _is_operator(account: Account, on: date) -> bool:
    roles = Grant.objects.filter(account=account, role="local_operator")
    return roles.filter(valid_from__lte=on, valid_to__gt=on).exists()


def _last_manager(going: QuerySet[Grant], on: date) -> Finding | None:
    managers = Grant.objects.filter(
        role__in=roles_with("account.manage"),
        organization=None,
        account__is_active=True,
        valid_from__lte=on,
        valid_to=FOREVER,
    )
    if not managers.filter(pk__in=going.values("pk")).exists():
        return None
    return somebody_remains(managers.exclude(pk__in=going.values("pk")).count())


def _account_findings(username: str, display_name: str, os_user: str | None) -> list[Finding]:
    found = []
    if not username or not is_clean(username + display_name):
        message = "Tên tài khoản trống hoặc có ký tự điều khiển; hãy ghi lại."
        return [obstacle("account.name", message)]
    if Account.objects.filter(username=username).exists():
        found.append(obstacle("account.twice", f"Đã có tài khoản “{username}”; hãy chọn tên khác."))
    if os_user and Account.objects.filter(os_user=os_user).exists():
        message = f"Người dùng máy “{os_user}” đã gắn với một tài khoản khác."
        found.append(obstacle("account.os_user_twice", message))
    return found


def _number_findings(username: str, phone: str, member_id: int | None) -> list[Finding]:
    found, number = [], phone_number(phone)
    if phone.strip() and number is None:
        message = f"“{phone}” không phải là số điện thoại; hãy ghi như khi gọi, ví dụ 0912 345 678."
        found.append(obstacle("account.phone", message))
    for digits in {number, phone_number(username)} - {None}:
        if Account.objects.filter(Q(phone=digits) | Q(username=digits)).exists():
            found.append(obstacle("account.phone_twice", f"Số điện thoại {digits} đã thuộc tài khoản khác."))
    if member_id is not None and Account.objects.filter(member_id=member_id).exists():
        found.append(obstacle("account.member_twice", "Đảng viên này đã có tài khoản."))
    return found


def lock_accounts() -> None:
    """Make this the only transaction that changes accounts until its end."""
    # Accounts change rarely; one at a time keeps the questions above true until the commit.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dangvu.access.accounts'))")
