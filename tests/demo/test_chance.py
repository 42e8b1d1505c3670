"""Chance that falls the same way every time."""

from hypothesis import given
from hypothesis import strategies as st

from demo.chance import Weighted, chance, shared_out


@given(
    total=st.integers(0, 100_000),
    weights=st.lists(st.floats(0.1, 1000, allow_nan=False), min_size=1, max_size=40),
)
def test_parts_add_up_and_lie_within_one_of_their_share(total: int, weights: list[float]) -> None:
    parts = shared_out(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1 + 1e-6


def test_streams_of_one_name_are_the_same_and_of_two_names_differ() -> None:
    assert chance("city", "tree").random() == chance("city", "tree").random()
    assert chance("city", "tree").random() != chance("city", "people").random()


def test_a_weight_of_nothing_is_never_picked() -> None:
    heavy = Weighted([("never", 0), ("always", 1), ("never again", 0)])
    random = chance("test")
    assert {heavy.pick(random) for _ in range(200)} == {"always"}
