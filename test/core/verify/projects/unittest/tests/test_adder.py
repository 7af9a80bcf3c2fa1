import sys
import unittest

import adder
from adder import add, half


class TestAdder(unittest.TestCase):
    def test_top(self):
        self.assertEqual(add(1, 1), 2)

    def test_with_a_docstring(self):
        """Adds two ones ... ok

        and more lines
        """
        self.assertEqual(add(1, 1), 2)

    def test_noisy(self):
        print("printed by a test")
        print("printed on error output", file=sys.stderr)

    def test_unended(self):
        print("no end of line", end="", file=sys.stderr)

    @unittest.skip("left out")
    def test_left_out(self):
        pass

    @unittest.skip("left out ... ok")
    def test_left_out_with_docstring(self):
        """A docstring of a skipped test."""

    def test_skips(self):
        self.skipTest("in the middle")

    @unittest.expectedFailure
    def test_to_come(self):
        self.assertEqual(add(1, 1), 3)

    @unittest.expectedFailure
    def test_came(self):
        self.assertEqual(add(1, 1), 2)

    def test_breaks(self):
        self.assertEqual(add(1, 1), 3)

    def test_errs(self):
        half(None)

    def test_pairs(self):
        for a, b in [(1, 2), (2, 2), (3, 4)]:
            with self.subTest("pair", a=a):
                self.assertEqual(a, b)

    def test_good_pairs(self):
        for a, b in [(1, 1), (2, 2)]:
            with self.subTest(a=a):
                self.assertEqual(a, b)

    def test_own_typo(self):
        self.asertEqual(1, 1)

    def test_missing_member(self):
        adder.key_of("a")

    def test_wrong_message(self):
        self.assertEqual(1, 2, "name 'key_of' is not defined")


class TestSetUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise RuntimeError("no set-up")

    def test_never(self):
        pass


class TestSkippedClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise unittest.SkipTest("no network")

    def test_never(self):
        pass


@unittest.skip("whole class")
class TestLeftOut(unittest.TestCase):
    def test_one(self):
        pass


class TestSubs(unittest.TestCase):
    def test_doc_sub(self):
        """Docs of it."""
        for i in (1, 2):
            with self.subTest(i=i):
                self.assertEqual(i, 1)

    def test_sub_skip(self):
        for i in (1, 2):
            with self.subTest(i=i):
                if i == 1:
                    self.skipTest("one")

    def test_chained(self):
        """Docs of err."""
        try:
            [][1]
        except IndexError:
            open("fixtures/none.txt")

    @classmethod
    def tearDownClass(cls):
        print("bye", file=sys.stderr)
