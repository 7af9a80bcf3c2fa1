"""Runs every test function of tests/test_*.py and reports them as TAP."""
import glob
import importlib.util
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
sys.dont_write_bytecode = True


def load(path):
    name = os.path.basename(path)[:-3]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


found = []
for path in sorted(glob.glob(os.path.join(here, "test_*.py"))):
    for name, value in list(vars(load(path)).items()):
        if name.startswith("test_"):
            found.append((name, value))

print("1..%d" % len(found))
failed = 0
for number, (name, test) in enumerate(found, 1):
    try:
        test()
        print("ok %d - %s" % (number, name))
    except Exception as error:
        failed = 1
        print("not ok %d - %s" % (number, name))
        print("# %r" % (error,))
sys.exit(failed)
