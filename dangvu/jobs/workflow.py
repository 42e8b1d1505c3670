"""The states of a job, and the way through them."""

WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"

LABELS = {
    WAITING: "Đang chờ",
    RUNNING: "Đang chạy",
    DONE: "Xong",
    FAILED: "Không xong",
    STOPPED: "Đã dừng theo yêu cầu",
}

#: A job is on its way; all other states are ends.
ON_ITS_WAY = (WAITING, RUNNING)

#: A worker that was killed leaves its job; so often it is begun again.
MOST_ATTEMPTS = 3
