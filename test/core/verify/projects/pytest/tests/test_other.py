import unittest


class Other(unittest.TestCase):
    def test_other(self):
        self.assertTrue(True)

    def test_subs(self):
        for i in range(2):
            with self.subTest(i=i):
                self.assertEqual(i, i)
