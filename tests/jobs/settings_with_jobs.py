"""Settings of a worker that knows the jobs of the tests."""

from config.settings import *  # noqa: F403

PROCRASTINATE_IMPORT_PATHS = ["tests.jobs.tasks_of_tests"]
