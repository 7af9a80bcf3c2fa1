# Renames parameters and locals of C and C++ files in place, as libclang finds them.
import re
import sys

from clang.cindex import CursorKind, Index, TokenKind

index = Index.create()
kinds = (CursorKind.PARM_DECL, CursorKind.VAR_DECL)
before = {".", "->", "::", "struct", "union", "enum", "goto", "class", "~"}

for path in sys.argv[1:]:
    text = open(path, "rb").read()
    args = ["-xc++", "-std=c++17"] if path.endswith(".cc") else ["-xc"]
    unit = index.parse(path, args=args)
    tokens = list(unit.get_tokens(extent=unit.cursor.extent))
    declared = {}

    def look(cursor, inside):
        for child in cursor.get_children():
            if inside and child.kind in kinds and child.spelling:
                declared.setdefault(child.spelling, []).append(child.location.offset)
            look(child, inside or child.kind in (CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD))

    look(unit.cursor, False)
    words = re.findall(r"[A-Za-z_]\w*", text.decode("utf-8", "replace"))
    spots = []
    for name, places in sorted(declared.items()):
        uses = [
            (n, t) for n, t in enumerate(tokens)
            if t.kind == TokenKind.IDENTIFIER and t.spelling == name
        ]
        odd = any(
            (n > 0 and tokens[n - 1].spelling in before)
            or (n + 1 < len(tokens) and tokens[n + 1].spelling in (":", "::"))
            for n, _ in uses
        )
        # A word that stands anywhere else, as in a macro or a comment, is left alone.
        if odd or len(set(places)) != 1 or len(uses) < 2 or words.count(name) != len(uses):
            continue
        spots += [(t.location.offset, len(name), b"local_%d" % len(spots)) for _, t in uses[:1]]
        label = spots[-1][2]
        spots += [(t.location.offset, len(name), label) for _, t in uses[1:]]
    if not spots:
        continue
    out = text
    for offset, length, label in sorted(spots, reverse=True):
        out = out[:offset] + label + out[offset + length :]
    open(path, "wb").write(out)
