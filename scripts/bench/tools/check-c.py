# Tells which C and C++ texts clang refuses, each read in the place of the file that it was made of.
# Standard input: `text file<tab>original file<tab>folder with headers<tab>…`, one text a line.
# Standard output: the path of each text that is refused, and `grammar` or `meaning` behind a tab.
import sys

from clang.cindex import Index, TranslationUnit

index = Index.create()
options = TranslationUnit.PARSE_PRECOMPILED_PREAMBLE
grammar = {"Parse Issue", "Lexical or Preprocessor Issue"}
ERROR = 3
units = {}


def unit_of(path, folders, text):
    if path in units:
        units[path].reparse([(path, text)], options)
        return units[path]
    # Only the last file is kept, whose headers are read once for all texts made of it.
    units.clear()
    kind = ["-xc", "-std=gnu11"] if path.endswith(".c") else ["-xc++", "-std=c++17"]
    flags = kind + ["-w", "-ferror-limit=0", "-D_GNU_SOURCE"]
    # Behind the system's own, for some names are theirs.
    flags += [part for folder in folders for part in ("-idirafter", folder)]
    units[path] = index.parse(path, flags, [(path, text)], options)
    return units[path]


for line in sys.stdin:
    file, path, *folders = line.rstrip("\n").split("\t")
    with open(file, encoding="utf-8", newline="") as opened:
        text = opened.read()
    errors = [d for d in unit_of(path, folders, text).diagnostics if d.severity >= ERROR]
    if errors:
        names = {error.category_name for error in errors}
        print(file, "grammar" if names & grammar else "meaning", sep="\t")
