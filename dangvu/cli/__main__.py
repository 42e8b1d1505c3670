"""`python -m dangvu.cli` and the installed `dangvu`."""

import sys

from dangvu.cli.main import main


def start() -> None:
    sys.exit(main())


if __name__ == "__main__":
    start()
