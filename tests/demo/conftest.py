"""The packages are generated once for all tests of a run."""

import pytest

from demo.generate import generate
from tests.demo.plain_reading import Package


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Package:
    [folder] = generate(tmp_path_factory.mktemp("demo"), ["city"])
    return Package(folder)


@pytest.fixture(scope="session")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    folder = tmp_path_factory.mktemp("demo-provinces")
    return {path.name: Package(path) for path in generate(folder, ["bacgiang", "kiengiang"])}
