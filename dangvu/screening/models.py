"""Cases of the yearly screening rounds (rà soát, sàng lọc), as recorded."""

from django.db import models

from dangvu.audit.records import Record
from dangvu.members.models import Member


class Ground(models.TextChoices):
    FAILED = "failed", "Xếp loại không hoàn thành nhiệm vụ"
    FAILED_TWO_YEARS = "failed_two_years", "Hai năm liên tiếp không hoàn thành nhiệm vụ"
    DISCIPLINED = "disciplined", "Bị kỷ luật từ cảnh cáo đến dưới khai trừ"
    CONCLUDED_DEGRADATION = (
        "concluded_degradation",
        "Có kết luận suy thoái của cấp có thẩm quyền",
    )
    EXAMPLE_SETTING = "example_setting", "Vi phạm trách nhiệm nêu gương"
    LOST_WILL = "lost_will", "Giảm sút ý chí phấn đấu"
    ABSENCE_OR_ARREARS = "absence_or_arrears", "Bỏ sinh hoạt hoặc không đóng đảng phí"
    TRANSFER_NOT_HANDED_IN = (
        "transfer_not_handed_in",
        "Không nộp giấy giới thiệu sinh hoạt đảng",
    )


class Outcome(models.TextChoices):
    PROGRESSED = "progressed", "Được công nhận tiến bộ"
    CONTINUE_EDUCATION = "continue_education", "Tiếp tục giáo dục, giúp đỡ"
    STRUCK_OFF = "struck_off", "Xóa tên"
    EXPELLED = "expelled", "Khai trừ"
    WITHDREW = "withdrew", "Xin ra khỏi Đảng"


class Screening(Record):
    year = models.SmallIntegerField()
    member = models.ForeignKey(Member, models.PROTECT, related_name="screenings")
    ground = models.TextField(choices=Ground.choices)
    listed_on = models.DateField()
    outcome = models.TextField(choices=Outcome.choices, blank=True, default="")
    outcome_on = models.DateField(null=True)
    decision_number = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "member"], name="screening_once_a_year")]
