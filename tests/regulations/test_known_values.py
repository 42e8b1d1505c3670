"""The figures that people ask most, on the first and last days of each regime."""

from datetime import date
from fractions import Fraction

import pytest

from dangvu.regulations import figure_of_law

CAP = "classification.members.excellent_cap"
ORGS = "classification.organizations.excellent_cap"
TWO_THIRDS, HALF = Fraction(2, 3), Fraction(1, 2)

KNOWN: list[tuple[str, str, object, str, str]] = [
    (CAP, "2018-09-24", 20, "21-hd-btctw-2019", "D"),
    (CAP, "2019-10-17", 20, "21-hd-btctw-2019", "D"),
    (CAP, "2019-10-18", 20, "21-hd-btctw-2019", "B"),
    (CAP, "2019-12-31", 20, "21-hd-btctw-2019", "B"),
    (CAP, "2023-11-09", 20, "21-hd-btctw-2019", "B"),
    (CAP, "2023-11-10", 20, "124-qd-tw-2023", "D"),
    (CAP, "2025-08-29", 20, "124-qd-tw-2023", "D"),
    (CAP, "2025-08-30", 20, "366-qd-tw-2025", "C"),
    (ORGS, "2018-12-31", 20, "21-hd-btctw-2019", "D"),
    (ORGS, "2019-12-31", 20, "21-hd-btctw-2019", "D"),
    (ORGS, "2024-12-31", 20, "124-qd-tw-2023", "D"),
    (ORGS, "2025-12-31", 20, "366-qd-tw-2025", "D"),
    ("classification.leaders.excellent_cap", "2019-12-31", 20, "21-hd-btctw-2019", "B"),
    (
        "classification.organizations.excellent.subordinates_good_percent",
        "2020-12-31",
        80,
        "21-hd-btctw-2019",
        "B",
    ),
    ("classification.points.excellent", "2025-08-30", 90, "366-qd-tw-2025", "B"),
    ("classification.points.good", "2026-11-20", 70, "366-qd-tw-2025", "B"),
    ("classification.points.completed", "2026-11-20", 50, "366-qd-tw-2025", "B"),
    ("classification.completed.late_percent", "2026-11-20", 20, "366-qd-tw-2025", "B"),
    ("classification.excellent.exceeding_percent", "2026-11-20", 30, "366-qd-tw-2025", "B"),
    ("classification.collectives.failed.units_disciplined_percent", "2023-10-04", 20, "124-qd-tw-2023", "B"),
    ("classification.members.failed.tasks_under_percent", "2018-09-24", 50, "16-hd-btctw-2018", "B"),
    ("admissions.yearly_rate.minimum", "2022-06-16", 3, "21-nq-tw-2022", "B"),
    ("admissions.yearly_rate.maximum", "2022-12-31", 4, "21-nq-tw-2022", "B"),
    ("targets.good_or_better_percent", "2022-12-31", 90, "21-nq-tw-2022", "B"),
    ("review.unrated_under_months", "2019-12-31", 6, "21-hd-btctw-2019", "B"),
    ("review.unrated_under_months", "2026-11-20", 6, "21-hd-btctw-2019", "C"),
    ("review.groups_from_members", "2023-11-09", 30, "21-hd-btctw-2019", "B"),
    ("review.sick_leave_months", "2019-12-31", 3, "21-hd-btctw-2019", "B"),
    ("review.score.general_points", "2025-12-31", 30, "366-qd-tw-2025", "B"),
    ("screening.education_months", "2022-12-31", 12, "02-hd-btctw-2021", "D"),
    ("screening.listing_vote", "2022-12-31", TWO_THIRDS, "02-hd-btctw-2021", "B"),
    ("screening.failed_years", "2021-04-12", 2, "02-hd-btctw-2021", "B"),
    ("admissions.age.min_months", "2016-07-25", 216, "29-qd-tw-2016", "B"),
    ("admissions.age.max_months", "2025-07-01", 720, "294-qd-tw-2025", "A"),
    ("admissions.age.max_months", "2026-11-20", 720, "208-qd-tw-2026", "C"),
    ("admissions.certificate.valid_months", "2026-05-18", 60, "06-hd-tw-2025", "A"),
    ("admissions.certificate.valid_months", "2026-05-19", 60, "01-hd-tw-2026", "C"),
    ("admissions.stale_file_months", "2026-05-19", 12, "06-hd-tw-2025", "C"),
    ("admissions.introducers.min_months_together", "2026-04-07", 12, "294-qd-tw-2025", "A"),
    ("admissions.introducers.min_months_together", "2026-04-08", 12, "294-qd-tw-2025", "C"),
    ("admissions.introducers.full_members_with_union_resolution", "2025-12-31", 1, "294-qd-tw-2025", "D"),
    ("admissions.decide_working_days", "2025-06-30", 60, "232-qd-tw-2025", "B"),
    ("admissions.decide_working_days", "2025-07-01", 45, "294-qd-tw-2025", "A"),
    ("admissions.decide_working_days", "2026-04-08", 45, "294-qd-tw-2025", "D"),
    ("admissions.extension_working_days", "2024-01-01", 30, "24-qd-tw-2021", "B"),
    ("admissions.extension_working_days", "2026-04-07", 15, "294-qd-tw-2025", "A"),
    ("admissions.ceremony_counted_from", "2026-07-25", "ngày nhận được quyết định", "294-qd-tw-2025", "D"),
    ("admissions.ceremony_counted_from", "2026-07-26", "ngày ban hành quyết định", "208-qd-tw-2026", "C"),
    ("admissions.verification.reply_abroad_working_days", "2025-06-09", 90, "06-hd-tw-2025", "A"),
    ("admissions.delegation.min_members", "2025-12-31", 100, "294-qd-tw-2025", "A"),
    ("probation.months", "2026-11-20", 12, "dieu-le-dang-2011", "A"),
    ("probation.review_working_days", "2025-12-31", 30, "294-qd-tw-2025", "A"),
    ("readmission.wait_months", "2025-06-30", 36, "232-qd-tw-2025", "B"),
    ("readmission.wait_after_crime_months", "2025-07-01", 60, "294-qd-tw-2025", "A"),
    ("transfers.official.start_working_days", "2025-12-31", 60, "294-qd-tw-2025", "A"),
    ("transfers.official.present_working_days", "2017-06-05", 30, "09-hd-btctw-2017", "B"),
    ("transfers.strike_off_months", "2025-09-29", 3, "38-hd-btctw-2025", "A"),
    ("transfers.strike_off_months", "2026-07-26", 3, "38-hd-btctw-2025", "C"),
    ("strike_off.no_progress_months", "2025-12-31", 12, "294-qd-tw-2025", "A"),
    ("strike_off.complaint_answer_central_working_days", "2025-12-31", 180, "294-qd-tw-2025", "A"),
    ("organizations.min_full_members", "2025-12-31", 3, "294-qd-tw-2025", "A"),
    ("organizations.commune_is_direct_superior", "2026-07-25", True, "294-qd-tw-2025", "C"),
    ("organizations.commune_is_direct_superior", "2026-07-26", False, "208-qd-tw-2026", "C"),
    ("organizations.district_level_exists", "2025-06-30", True, "232-qd-tw-2025", "D"),
    ("organizations.district_level_exists", "2025-07-01", False, "294-qd-tw-2025", "A"),
    ("committees.standing_committee_share", "2025-12-31", Fraction(1, 3), "294-qd-tw-2025", "A"),
    ("committees.cell_term_months", "2025-06-30", 30, "232-qd-tw-2025", "D"),
    ("committees.cell_term_months", "2025-07-01", 60, "294-qd-tw-2025", "A"),
    ("ballots.admission.cell", "2025-12-31", TWO_THIRDS, "06-hd-tw-2025", "A"),
    ("ballots.deciding_body", "2025-12-31", HALF, "294-qd-tw-2025", "A"),
    ("ballots.level.threshold", "2019-12-31", HALF, "21-hd-btctw-2019", "D"),
    ("ballots.discipline.lighter", "2025-05-29", HALF, "22-qd-tw-2021", "B"),
    ("ballots.discipline.lighter", "2026-04-11", HALF, "21-qd-tw-2026", "C"),
    ("meetings.cell_minutes", "2025-10-28", 90, "42-hd-btctw-2025", "B"),
    ("meetings.attendance_percent", "2020-01-01", 85, "12-hd-btctw-2018", "B"),
    ("discipline.limitation.member.reprimand_months", "2017-11-15", 60, "102-qd-tw-2017", "B"),
    ("discipline.limitation.member.warning_months", "2026-08-16", 120, "69-qd-tw-2022", "B"),
    ("discipline.lapse_months", "2022-07-06", 12, "69-qd-tw-2022", "B"),
    ("suspension.days", "2025-05-29", 90, "22-qd-tw-2021", "B"),
    ("suspension.extension_days", "2026-04-11", 30, "21-qd-tw-2026", "C"),
    ("suspension.with_extension_working_days", "2021-07-27", 180, "30-qd-tw-2016", "B"),
    ("dues.salaried_percent", "2026-01-31", 1, "342-qd-tw-2010", "B"),
    ("dues.kept_at_base_percent", "2026-01-31", 70, "342-qd-tw-2010", "C"),
    ("dues.kept_at_base_percent", "2026-02-01", 70, "01-qd-tw-2026", "B"),
    ("dues.working_age_uninsured_percent", "2027-12-31", Fraction(3, 10), "01-qd-tw-2026", "B"),
    ("dues.working_age_uninsured_percent", "2028-01-01", HALF, "01-qd-tw-2026", "B"),
    ("dues.student_dong", "2026-02-01", 5000, "01-qd-tw-2026", "B"),
    ("badges.bonus.55", "2026-11-20", Fraction(7, 2), "56-hd-vptw-2015", "B"),
    ("badges.wait_after_warning_months", "2025-12-31", 9, "294-qd-tw-2025", "A"),
]


@pytest.mark.parametrize(("name", "day", "value", "provision", "confidence"), KNOWN)
def test_a_figure_on_a_day_has_its_value_document_and_confidence(
    name: str, day: str, value: object, provision: str, confidence: str
) -> None:
    found = figure_of_law(name, on=date.fromisoformat(day))
    assert (found.value, found.provision, found.confidence) == (value, provision, confidence)


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("2026-04-07", (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)),
        ("2026-07-25", (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)),
        ("2026-07-26", (30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95)),
    ],
)
def test_the_badges_of_35_and_95_years_come_with_the_regulation_of_july_2026(
    day: str, years: tuple[int, ...]
) -> None:
    assert figure_of_law("badges.years", on=date.fromisoformat(day)).value == years


@pytest.mark.parametrize(
    ("name", "comparison"),
    [
        (CAP, "at_most"),
        ("ballots.admission.cell", "at_least"),
        ("ballots.deciding_body", "more_than"),
        ("targets.good_or_better_percent", "more_than"),
        ("review.unrated_under_months", "less_than"),
        ("admissions.age.min_months", "at_least"),
        ("screening.listing_vote", "at_least"),
    ],
)
def test_a_figure_says_how_it_bounds(name: str, comparison: str) -> None:
    assert figure_of_law(
        name, on=date(2022, 12, 31) if "ballots" not in name else date(2025, 12, 31)
    ).comparison == (comparison)
