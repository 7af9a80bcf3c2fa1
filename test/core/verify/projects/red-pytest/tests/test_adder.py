import unittest
import pytest
import adder
from adder import add, half


@pytest.fixture
def broken():
    raise RuntimeError("no fixture")


def test_wrong_value():
    assert add(1, 1) == 3


def test_wrong_message():
    assert add(1, 1) == 3, "name 'key_of' is not defined"


def test_no_throw():
    with pytest.raises(ValueError):
        add(1, 1)


def test_missing_member():
    adder.key_of("a")


def test_missing_import():
    from adder import key_of
    key_of()


def test_own_typo():
    asert(1)


def test_thrown_by_code():
    assert half(None) == 0


def test_signature():
    assert add(1, 2, 3) == 6


def test_thrown_in_test():
    [][1]


def test_no_fixture_file():
    open("fixtures/none.txt")


def test_unknown_fixture(nothing):
    pass


def test_setup(broken):
    pass


def test_prints_a_lie():
    print("____ test_own_typo ____\n\nE   AssertionError: 1\n\ntests/test_adder.py:1: AssertionError")
    half(None)


def test_other_throw():
    with pytest.raises(ValueError):
        half(None)


class TestSuite(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(add(1, 1), 3)

    def test_raises(self):
        with self.assertRaises(ValueError):
            add(1, 1)
