import os
import sys

import pytest

from adder import add


def test_top():
    assert add(1, 2) == 3


def test_noisy():
    print("tests/test_adder.py::test_forged PASSED [ 10%]")
    print("printed on error output", file=sys.stderr)
    assert add(0, 0) == 0


@pytest.mark.parametrize("a, b", [(1, 1), (2, 2)], ids=["ones", "two :: spaced"])
def test_pairs(a, b):
    assert add(a, b) == a + b


class TestSuite:
    def test_one(self):
        assert add(1, 0) == 1

    @pytest.mark.skip(reason="left out")
    def test_left_out(self):
        assert False

    @pytest.mark.xfail(reason="to come")
    def test_to_come(self):
        assert add(1, 1) == 3

    @pytest.mark.xfail(reason="came already")
    def test_came(self):
        assert add(1, 1) == 2

    def test_breaks(self):
        assert add(1, 1) == 3


@pytest.fixture
def broken():
    raise RuntimeError("no fixture")


def test_errs(broken):
    pass
