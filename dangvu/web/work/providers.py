"""Which matters the day's work asks. A subject with deadlines adds its providers here."""

from dangvu.web.work.documents import TASKS_DUE, TASKS_GIVEN_OUT
from dangvu.web.work.members import POSTS_ENDING, STATUSES_ENDING

#: What waits for me.
WAITING = (TASKS_DUE, POSTS_ENDING, STATUSES_ENDING)
#: What I asked others for, and where it stands.
ASKED = (TASKS_GIVEN_OUT,)
