"""In whose name the read-only pages read, and when they are open at all.

The pages know no sign-in yet. They are open only while `dangvu serve` runs for the demo, on this machine, for
the account that started it; that account's rights are asked as everywhere else.
"""

import os

from django.http import Http404

from dangvu.access.demo import READER
from dangvu.access.services import actor_named
from dangvu.audit.actor import Actor


def reader() -> Actor:
    """The actor of this reading. Raises `Http404` outside the demo."""
    username = os.environ.get(READER)
    if not username:
        raise Http404("Các trang này chỉ mở khi xem dữ liệu trình diễn (bin/demo).")
    return actor_named(username)
