"""The parser of the command line; what it says is Vietnamese."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

from dangvu.cli.failures import BAD_CALL

_SENTENCES: list[tuple[str, str]] = [
    (r"the following arguments are required: (.*)", r"thiếu tham số: \1"),
    (r"unrecognized arguments: (.*)", r"không hiểu tham số: \1"),
    (r"one of the arguments (.*) is required", r"phải có một trong các tham số: \1"),
    (r"argument (.*): not allowed with argument (.*)", r"tham số \1 không đi cùng \2"),
    (r"argument (.*): expected at least one argument", r"tham số \1 cần ít nhất một giá trị"),
    (r"argument (.*): expected one argument", r"tham số \1 cần một giá trị"),
    (r"argument (.*): expected (\d+) arguments?", r"tham số \1 cần \2 giá trị"),
    (r"argument (.*): ignored explicit argument (.*)", r"tham số \1 không nhận giá trị \2"),
    (
        r"argument (.*): invalid choice: (.*) \(choose from (.*)\)",
        r"tham số \1 không nhận \2; hãy chọn một trong: \3",
    ),
    (r"argument (.*): invalid int value: (.*)", r"tham số \1 phải là số nguyên, không phải \2"),
    (r"argument (.*): invalid \w+ value: (.*)", r"tham số \1 không nhận giá trị \2"),
    (r"ambiguous option: (.*) could match (.*)", r"tham số \1 chưa rõ: có thể là \2"),
    (r"argument ([^:]*): (.*)", r"tham số \1: \2"),
]


class Parser(argparse.ArgumentParser):
    """An argument parser that answers a bad call in Vietnamese with status 2 and takes no abbreviations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        print(f"Lỗi: {in_vietnamese(message)}. Xem: {self.prog} --help", file=sys.stderr)
        sys.exit(BAD_CALL)


def in_vietnamese(message: str) -> str:
    """The sentence of argparse in Vietnamese; as it is when it is unknown."""
    for pattern, sentence in _SENTENCES:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, sentence, message, flags=re.DOTALL)
    return message


def a_day(text: str) -> date:
    """Type of an argument: a day as YYYY-MM-DD."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày có thật dạng NĂM-THÁNG-NGÀY (2026-07-25)")


def a_year(text: str) -> int:
    """Type of an argument: a year of four digits."""
    if re.fullmatch(r"(19|20|21)\d{2}", text):
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” không phải là năm có bốn chữ số")


def each_parser(parser: argparse.ArgumentParser, do: Callable[[argparse.ArgumentParser], None]) -> None:
    """Do something with every command below this parser."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in {id(each): each for each in action.choices.values()}.values():
                do(below)
                each_parser(below, do)
