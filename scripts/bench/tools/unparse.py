# Rewrites Python files in place by CPython's own syntax tree; "names" renames locals by symtable.
import ast
import symtable
import sys


def locals_of(table, found):
    """Names of each function's plain locals, by its line and name."""
    if table.get_type() == "function":
        names = [
            s.get_name()
            for s in table.get_symbols()
            if s.is_local() and not s.is_parameter() and not s.is_global() and not s.is_imported()
            and not s.is_namespace() and not s.is_free() and s.is_assigned()
        ]
        found.setdefault((table.get_lineno(), table.get_name()), set()).update(names)
    for child in table.get_children():
        locals_of(child, found)


class Rename(ast.NodeTransformer):
    def __init__(self, names):
        self.names = names

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_ExceptHandler(self, node):
        if node.name:
            node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)


def renamed(tree, text):
    """Renames names that are a plain local of exactly one function and nothing else anywhere."""
    found = {}
    locals_of(symtable.symtable(text, "unit", "exec"), found)
    every = [name for names in found.values() for name in names]
    used = {}
    for node in ast.walk(tree):
        for field in ("name", "arg", "names", "rest"):
            value = getattr(node, field, None)
            if isinstance(node, ast.ExceptHandler):
                continue
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str):
                    used[one] = True
    shown = {"eval", "exec", "locals", "vars", "globals", "dir"}
    if any(isinstance(n, ast.Name) and n.id in shown for n in ast.walk(tree)):
        return False
    names = {}
    for name in every:
        if every.count(name) == 1 and name not in used and not name.startswith("_"):
            names[name] = "local_%d" % (len(names) + 1)
    Rename(names).visit(tree)
    return bool(names)


for path in sys.argv[2:]:
    text = open(path, encoding="utf-8").read()
    try:
        tree = ast.parse(text)
        if sys.argv[1] == "names" and not renamed(tree, text):
            continue
        out = ast.unparse(tree) + "\n"
    except (SyntaxError, ValueError, RecursionError):
        continue
    open(path, "w", encoding="utf-8").write(out)
