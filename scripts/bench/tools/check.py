# Prints the path of each Python file that CPython cannot parse.
import ast
import sys
import warnings

warnings.simplefilter("ignore")
for path in sys.argv[1:]:
    try:
        ast.parse(open(path, encoding="utf-8").read())
    except (SyntaxError, ValueError, RecursionError):
        print(path)
