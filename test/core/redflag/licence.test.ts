// The words at the top of a file on licence and copyright.
import { examples, file } from "./examples.ts";

const changed = (path: string, old: string, text: string) =>
  file(path, text, { files: { [path]: old } });
const mit = "/* Copyright (c) 2020 A. Licensed under the MIT licence. */\n";

examples("licence", {
  raised: [
    changed("src/a.js", `${mit}f();\n`, "f();\ng();\n"),
    changed("src/a.js", `${mit}f();\n`, "/* Copyright (c) 2026 B. */\nf();\n"),
    changed(
      "a.py",
      "#!/usr/bin/python3\n# SPDX-License-Identifier: MIT\nf()\n",
      "#!/usr/bin/python3\nf()\n",
    ),
    changed(
      "a.go",
      "// Copyright 2020 The A Authors. All rights reserved.\n\npackage a\n",
      "package a\n",
    ),
    changed(
      "src/a.rs",
      "// SPDX-License-Identifier: MIT\n\nfn f() {\n    g()\n}\n",
      "fn f() {\n    g()\n}\n",
    ),
    changed("a.c", `${mit}int x;\n`, `${mit.replace("MIT", "BSD")}int x;\n`),
  ],
  quiet: [
    changed("src/a.js", `${mit}f();\n`, `${mit}f();\ng();\n`),
    changed(
      "src/a.js",
      `${mit}f();\n`,
      "// Copyright (c) 2020 A. Licensed under the MIT licence.\nf();\n",
    ),
    changed("src/a.js", "// What it is.\nf();\n", "f();\n"),
    changed("src/a.js", "f();\n// licence\n", "f();\n"),
    file("src/b.js", mit),
  ],
});
