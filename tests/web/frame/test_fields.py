"""Forms take what people type and say what to do about what they cannot take."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from dangvu.web.frame.fields import DayField, LineField, StyledForm, TextField


@pytest.mark.parametrize("typed", ["3/2/2026", "03.02.2026", "2026-02-03", " 3-2-2026 "])
def test_a_day_in_any_form_of_vietnam(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 2, 3)


def test_a_day_that_need_not_be_given() -> None:
    assert DayField(required=False).clean("") is None


@pytest.mark.parametrize("typed", ["30/2/2026", "2/2026", "3/2/26", "hôm qua", "3" * 41])
def test_a_wrong_day_is_explained(typed: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(typed)


def test_a_day_is_shown_as_forms_print_it() -> None:
    assert DayField().prepare_value(date(2026, 2, 3)) == "03/02/2026"


def test_a_line_is_composed_and_trimmed() -> None:
    assert LineField().clean("  Nguye\u0302\u0303n\u200b  Thi\u0323\tLan ") == "Nguyễn Thị Lan"


def test_a_longer_text_keeps_its_lines() -> None:
    assert TextField().clean("Một \r\nhai\r\n") == "Một\nhai"


@pytest.mark.parametrize("field", [LineField(), TextField()])
def test_signs_that_no_paper_carries_are_named(field: LineField | TextField) -> None:
    with pytest.raises(ValidationError, match="ký tự điều khiển U\\+0007"):
        field.clean("Lan\x07")


@pytest.mark.parametrize(("field", "longest"), [(LineField(), 300), (TextField(), 20_000)])
def test_what_is_too_long_is_refused(field: LineField | TextField, longest: int) -> None:
    assert field.clean("a" * longest) == "a" * longest
    with pytest.raises(ValidationError):
        field.clean("a" * (longest + 1))


@pytest.mark.parametrize("field", [LineField(), TextField()])
def test_blanks_alone_are_nothing(field: LineField | TextField) -> None:
    with pytest.raises(ValidationError):
        field.clean(" \u200b ")


def test_markup_and_other_signs_stay_what_they_are() -> None:
    assert LineField().clean("<b>Lan</b> 😀") == "<b>Lan</b> 😀"


def test_fields_are_drawn_as_the_office_draws_them() -> None:
    class Form(StyledForm):
        day = DayField(help_text="Ví dụ 3/2/2026")

    drawn = str(Form({"day": "x"})["day"])
    assert 'class="form-control"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'value="x"' in drawn
