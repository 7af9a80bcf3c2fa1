# Renames locals of Rust files in place whose name is a word of one meaning in the whole file.
import re
import sys

for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    plain = re.sub(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\]|\\.)*"', lambda m: " " * len(m.group()), text, flags=re.S)
    strings = " ".join(re.findall(r'"(?:[^"\\]|\\.)*"', text, flags=re.S))
    names = re.findall(r"\blet\s+(?:mut\s+)?([a-z][a-z0-9_]*)\b", plain)
    out = text
    for n, name in enumerate(sorted(set(names))):
        word = r"\b" + name + r"\b"
        uses = list(re.finditer(word, plain))
        odd = any(
            re.search(r"[.:'$]\s*$", plain[: m.start()]) or re.match(r"\s*(?:!|::|:(?!:))", plain[m.end() :])
            for m in uses
        )
        declared = len(re.findall(r"\b(?:let|mut|ref|for|fn)\s+" + name + r"\b|\|[^|\n]*" + word, plain))
        literal = re.search(r"[{,]\s*" + name + r"\s*[,}]", plain)
        unknown = re.search(r"\b(?!(?:println|format|write|writeln|panic|assert|assert_eq|vec)\b)\w+!\s*[(\[{]", plain)
        if odd or declared != 1 or literal or unknown or re.search(word, strings) or len(uses) < 2:
            continue
        out = re.sub(word, "local_%d" % n, out)
    if out != text:
        open(path, "w", encoding="utf-8").write(out)
