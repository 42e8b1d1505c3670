"""`bin/bench`: measures Đảng vụ and prints each figure beside its baseline of the same run.

    bin/bench                       the province of Bắc Giang: loading, reports, search
    bin/bench --nation              5.6 million members, generated; about an hour and 20 GB of disk
    bin/bench --nation --scale 0.02 the same in small, to try it out

The exit status is 0 whatever was measured.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench.lines import Paper


def main(argv: list[str] | None = None) -> int:
    """Run the benchmarks asked for."""
    args = _parser().parse_args(argv)
    folder = args.folder or Path(tempfile.mkdtemp(prefix="dangvu-bench-"))
    print("phép đo · kết quả · mốc so sánh · tỷ lệ · mức phải đạt · kết luận", flush=True)
    paper = Paper()
    try:
        _measure(args, folder.resolve(), paper)
    finally:
        if args.json is not None:
            paper.write(args.json)
    return 0


def _measure(args: argparse.Namespace, folder: Path, paper: Paper) -> None:
    only = tuple(args.only)
    if args.nation:
        from bench.nation.run import measure_nation

        measure_nation(folder, paper, scale=args.scale, keep=args.keep, only=only)
    else:
        from bench.province import measure_province

        measure_province(folder, paper, keep=args.keep, only=only)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Các phép đo của Đảng vụ.")
    parser.add_argument("--nation", action="store_true", help="đo ở quy mô cả nước")
    parser.add_argument("--scale", type=float, default=1.0, metavar="TỶ_LỆ", help="quy mô so với cả nước")
    parser.add_argument("--keep", action="store_true", help="giữ lại cơ sở dữ liệu sau khi đo")
    parser.add_argument("--folder", type=Path, metavar="THƯ_MỤC", help="nơi để dữ liệu đo")
    parser.add_argument("--only", nargs="+", default=[], metavar="PHẦN", help="chỉ đo những phần này")
    parser.add_argument("--json", type=Path, metavar="TỆP", help="ghi thêm kết quả vào tệp JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
