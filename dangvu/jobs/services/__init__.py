"""Verbs of jobs: ask for one, let it run, stop it."""

from dangvu.jobs.services.asking import ask_job, ask_to_stop
from dangvu.jobs.services.running import StoppedByPerson, Working, job

__all__ = ["StoppedByPerson", "Working", "ask_job", "ask_to_stop", "job"]
