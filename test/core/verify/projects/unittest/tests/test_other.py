import unittest
from adder import add


class Other(unittest.TestCase):
    def test_other(self):
        """Docs ... ok"""
        self.assertEqual(add(1, 1), 2)

    def test_subs(self):
        for i in range(2):
            with self.subTest(i=i):
                self.assertEqual(add(1, i), 1 + i)
