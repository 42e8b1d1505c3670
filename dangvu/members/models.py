"""Members and what was true of them when: memberships, stages, statuses, posts, facts at admission."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value

from dangvu.audit.records import DatedRecord, Record, end_after_start, no_overlap
from dangvu.organizations.models import Organization


class Sex(models.TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class MembershipKind(models.TextChoices):
    OFFICIAL = "official", "Chính thức"
    TEMPORARY = "temporary", "Tạm thời"
    RESIDENCE = "residence", "Nơi cư trú"


class ReasonIn(models.TextChoices):
    ADMITTED = "admitted", "Kết nạp"
    READMITTED = "readmitted", "Kết nạp lại"
    TRANSFERRED_IN = "transferred_in", "Chuyển sinh hoạt đến"
    RESTORED = "restored", "Phục hồi"
    REORGANIZED = "reorganized", "Sắp xếp tổ chức"
    INITIAL = "initial", "Bắt đầu ghi chép"


class ReasonOut(models.TextChoices):
    TRANSFERRED_OUT = "transferred_out", "Chuyển sinh hoạt đi"
    DIED = "died", "Từ trần"
    STRUCK_OFF = "struck_off", "Xóa tên"
    EXPELLED = "expelled", "Khai trừ"
    WITHDREW = "withdrew", "Xin ra khỏi Đảng"
    ANNULLED = "annulled", "Hủy quyết định kết nạp"
    REORGANIZED = "reorganized", "Sắp xếp tổ chức"


class StageName(models.TextChoices):
    PROBATIONARY = "probationary", "Dự bị"
    FULL = "full", "Chính thức"


class StatusName(models.TextChoices):
    EXEMPT = "exempt", "Miễn công tác và sinh hoạt đảng"
    SUSPENDED = "suspended", "Đình chỉ sinh hoạt đảng"


class FoldedName(models.Model):
    """The dictionary of distinct full names without accents: a search finds here, then joins the members.

    `given_first` is the order of a search: the given name first, letters without their accents.
    """

    folded = models.TextField(unique=True, db_collation="C")
    words = models.GeneratedField(
        expression=SearchVector("folded", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    given_first = models.GeneratedField(
        expression=Func(F("folded"), Value("^(.*) ([^ ]+)$"), Value("\\2 \\1"), function="regexp_replace"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="folded_name_words"),
            models.Index(fields=["given_first"], name="folded_name_order"),
        ]


class Member(Record):
    """A person admitted to the Party, as the papers of the file describe them.

    The dates are what the papers say; memberships and stages are what counts. Fields of a catalogue keep the
    text as received beside the code it was recognised as ("" when it was not).
    """

    code = models.TextField(unique=True, db_collation="C")
    full_name = models.TextField()
    name_key = models.TextField(db_collation="C")
    folded_name = models.ForeignKey(FoldedName, models.PROTECT, related_name="members", db_index=False)
    sex = models.TextField(choices=Sex.choices)
    birth_date = models.DateField()
    ethnicity = models.TextField(blank=True, default="")
    ethnicity_code = models.TextField(blank=True, default="")
    religion = models.TextField(blank=True, default="")
    religion_code = models.TextField(blank=True, default="")
    citizen_id = models.TextField(blank=True, default="")
    card_number = models.TextField(blank=True, default="")
    old_card_number = models.TextField(blank=True, default="")
    file_number = models.TextField(blank=True, default="")
    home_town = models.TextField(blank=True, default="")
    admission_decision_date = models.DateField(null=True)
    admitted_on = models.DateField(null=True)
    full_on = models.DateField(null=True)
    general_education = models.TextField(blank=True, default="")
    general_education_code = models.TextField(blank=True, default="")
    qualification = models.TextField(blank=True, default="")
    qualification_code = models.TextField(blank=True, default="")
    political_theory = models.TextField(blank=True, default="")
    political_theory_code = models.TextField(blank=True, default="")
    occupation = models.TextField(blank=True, default="")
    occupation_code = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            # What reports count people by, in the order of memberships, without looking at the rows.
            models.Index(
                fields=["id"],
                include=["sex", "birth_date", "ethnicity", "ethnicity_code", "religion", "religion_code"],
                name="member_counted_by",
            ),
            models.Index(fields=["name_key", "id"], name="member_by_name"),
            # A search sorts everybody who bears a fitting name without looking at their rows.
            models.Index(fields=["folded_name", "name_key", "id"], name="member_by_folded_name"),
            models.Index(
                fields=["citizen_id"],
                condition=~Q(citizen_id=""),
                name="member_citizen_id",
            ),
            models.Index(
                fields=["card_number"],
                condition=~Q(card_number=""),
                name="member_card_number",
            ),
            models.Index(
                fields=["old_card_number"],
                condition=~Q(old_card_number=""),
                name="member_old_card_number",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Membership(DatedRecord):
    """Belonging to an organisation for a period; only `official` ones count, and never two on one day."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships", db_index=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="memberships", db_index=False)
    kind = models.TextField(choices=MembershipKind.choices)
    reason_in = models.TextField(choices=ReasonIn.choices)
    reason_out = models.TextField(choices=ReasonOut.choices, blank=True, default="")

    class Meta:
        constraints = [
            end_after_start("membership_end_after_start"),
            no_overlap("membership_one_official_cell", "member", Q(kind="official")),
            models.UniqueConstraint(
                fields=["member", "organization", "kind", "valid_from"],
                name="membership_once",
            ),
        ]
        indexes = [
            # Only one day is a key: with both, PostgreSQL 18 counts on a skip scan and reads the whole index.
            models.Index(
                fields=["organization", "valid_to"],
                include=["member", "valid_from"],
                condition=Q(kind="official"),
                name="membership_official_in",
            ),
            # Where somebody belongs on a day, without looking at the rows.
            models.Index(
                fields=["member"],
                include=["organization", "valid_from", "valid_to"],
                condition=Q(kind="official"),
                name="membership_official_of",
            ),
            models.Index(
                fields=["organization"],
                condition=~Q(kind="official"),
                name="membership_other_in",
            ),
            models.Index(
                fields=["valid_from"],
                condition=Q(kind="official"),
                name="membership_begun",
            ),
            models.Index(
                fields=["valid_to"],
                condition=Q(kind="official", valid_to__lt="9999-01-01"),
                name="membership_ended",
            ),
        ]


class Stage(DatedRecord):
    """Loại đảng viên: probationary or full, for a period."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="stages", db_index=False)
    stage = models.TextField(choices=StageName.choices)

    class Meta:
        constraints = [
            end_after_start("stage_end_after_start"),
            no_overlap("stage_one_a_day", "member"),
            # With its end: reports read who was at which stage on a day without looking at the rows.
            models.UniqueConstraint(
                fields=["member", "stage", "valid_from"],
                include=["valid_to"],
                name="stage_once",
            ),
        ]


class Status(DatedRecord):
    """Tình trạng sinh hoạt on top of the stage: exempt or suspended, for a period, by decision."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="statuses", db_index=False)
    status = models.TextField(choices=StatusName.choices)
    decision_number = models.TextField(blank=True, default="")
    decision_date = models.DateField(null=True)

    class Meta:
        constraints = [
            end_after_start("status_end_after_start"),
            no_overlap("status_one_a_day", "member"),
            models.UniqueConstraint(fields=["member", "status", "valid_from"], name="status_once"),
        ]


class Post(DatedRecord):
    """Chức vụ đảng of a member in an organisation for a term (catalogue `party_posts`)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="posts")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="posts")
    post = models.TextField()

    class Meta:
        constraints = [
            end_after_start("post_end_after_start"),
            models.UniqueConstraint(
                fields=["member", "organization", "post", "valid_from"],
                name="post_once",
            ),
        ]


class CivicPostName(models.TextChoices):
    VILLAGE_HEAD = "village_head", "Trưởng thôn, bản, tổ dân phố"
    VILLAGE_DEPUTY = "village_deputy", "Phó trưởng thôn, bản, tổ dân phố"
    FRONT_HEAD = "front_head", "Trưởng ban công tác Mặt trận"
    UNION_HEAD = "union_head", "Người đứng đầu đoàn thể ở thôn"
    UNION_DEPUTY = "union_deputy", "Cấp phó của người đứng đầu đoàn thể ở thôn"


class CivicPost(DatedRecord):
    """A post of the place (village head …), held by a member or by a non-member (R4)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="civic_posts")
    post = models.TextField(choices=CivicPostName.choices)
    holder_name = models.TextField(blank=True, default="")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="civic_posts")

    class Meta:
        constraints = [end_after_start("civic_post_end_after_start")]


class AdmissionProfile(Record):
    """What the person was when admitted; null = not known."""

    member = models.OneToOneField(Member, models.PROTECT, related_name="admission_profile")
    youth_union = models.BooleanField(null=True)
    trade_union = models.BooleanField(null=True)
    student = models.BooleanField(null=True)
    worker_private = models.BooleanField(null=True)
    business_owner = models.BooleanField(null=True)
    farmer = models.BooleanField(null=True)
    village_officer = models.BooleanField(null=True)


class FilePaper(Record):
    """A paper in a member's file: which line of the contents, from which day, what stands on it."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="file_papers", db_index=False)
    item = models.TextField()
    dated = models.DateField(null=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["member", "item"], name="file_paper_of_member")]


class SavedView(models.Model):
    """A list of members as somebody likes to see it: filters and columns under a name of their own."""

    account = models.ForeignKey("access.Account", models.CASCADE, related_name="+", db_index=False)
    name = models.TextField()
    query = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="saved_view_once")]
