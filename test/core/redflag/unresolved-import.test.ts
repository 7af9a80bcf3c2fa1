// Imports of modules that are nowhere.
import { body, examples, file, test } from "./examples.ts";
import type { Asked } from "./reading.ts";

const manifest = { "package.json": '{ "name": "own", "dependencies": { "left-pad": "1" } }' };
const js = (statement: string, files: Asked["files"] = {}, more: Partial<Asked> = {}) =>
  file("src/b.js", `${statement}\nf();\n`, { files: { ...manifest, ...files }, ...more });
const py = (statement: string, files: Asked["files"] = {}) =>
  file("src/b.py", `${statement}\n\nx = 1\n`, {
    files: { "requirements.txt": "requests==2\nPyYAML\nscikit-learn\n", ...files },
  });
const go = (path: string, files: Asked["files"] = {}) =>
  file("b/b.go", `package b\n\nimport "${path}"\n`, {
    files: { "go.mod": "module example.com/own\n\nrequire github.com/a/b v1.0.0\n", ...files },
  });
const rust = (path: string, files: Asked["files"] = {}) =>
  file("src/b.rs", `use ${path};\n\nfn f() -> u8 {\n    1\n}\n`, {
    files: { "Cargo.toml": '[dependencies]\nserde = "1"\nfutures-util = "1"\n', ...files },
  });
const java = (name: string, files: Asked["files"] = {}) =>
  file("src/main/java/com/own/B.java", `package com.own;\n\nimport ${name};\n\nclass B {\n}\n`, {
    files: { "pom.xml": "<groupId>org.apache.commons</groupId>", ...files },
  });
const c = (name: string, files: Asked["files"] = {}) =>
  file("src/b.c", `#include ${name}\n\nint x;\n`, { files });
const build = { "CMakeLists.txt": "project(own)\nfind_package(OpenSSL)\n" };
const ruby = (statement: string, files: Asked["files"] = {}) =>
  file("lib/b.rb", `${statement}\n\nX = 1\n`, { files: { Gemfile: 'gem "nokogiri"\n', ...files } });

examples("unresolved-import", {
  raised: [
    js('import { pad } from "left-pad-pro";'),
    js('import { pad } from "./pad.js";'),
    js('import { pad } from "../../pad.js";'),
    js('import { test } from "node:tests";'),
    js('export { pad } from "@left/pad";'),
    js('const pad = require("left-pad-pro");'),
    js('const pad = await import("left-pad-pro");'),
    body("return b(a);", {
      files: { "src/a.js": "function f(a) {\n  return a;\n}\n", ...manifest },
      imports: [{ op: "add", statement: 'import b from "bee";' }],
    }),
    py("import reqests"),
    py("from reqests.adapters import A"),
    py("from .sibling import a"),
    py("from ..far.off import a"),
    go("github.com/made/up"),
    go("net/htttp"),
    rust("serd::Serialize"),
    rust("tokio::fs"),
    java("io.madeup.Thing"),
    java("java.utils.List"),
    java("com.own.other.D", { "src/main/java/com/own/other/C.java": "" }),
    java("static com.own.other.D.f", { "src/main/java/com/own/other/C.java": "" }),
    c('"nowhere.h"'),
    c("<nowhere.h>", build),
    c("<made/up/vector.hpp>", build),
    file("src/b.h", "#ifndef B_H\n#define B_H\n#include <nowhere.h>\n#endif\n", { files: build }),
    file("src/b.cc", '#ifdef A\n#include "nowhere.h"\n#endif\n', { files: build }),
    ruby('require "madeup"'),
    ruby('require_relative "nowhere"'),
  ],
  quiet: [
    js('import pad from "left-pad";'),
    js('import pad from "left-pad/sub";'),
    js('import own from "own";'),
    js('import { readFile } from "fs/promises";'),
    js('import test from "node:test";'),
    js('import { pad } from "./pad.js";', { "src/pad.ts": "" }),
    js('import { pad } from "./pad";', { "src/pad/index.js": "" }),
    js('import { pad } from "./pad.js";', {}, { planned: ["src/pad.js"] }),
    js('import { pad } from "./dist/pad.js";'),
    js('import { pad } from "@/pad";'),
    js('import pad from "virtual:pad";'),
    js('import pad from "workspace-pad";', {
      "packages/pad/package.json": '{ "name": "workspace-pad" }',
    }),
    js('import pad from "deep-pad";', { "package-lock.json": '{ "node_modules/deep-pad": {} }' }),
    js('import pad from "used-pad";', { "src/c.js": 'import pad from "used-pad";\n' }),
    js('import pad from "utils/pad";', {
      "tsconfig.json": '{ "compilerOptions": { "baseUrl": "src" } }',
      "src/utils/pad.js": "",
    }),
    js('try { require("left-pad-pro"); } catch (e) { g(e); }'),
    js("const pad = require(name);"),
    js("g(\"import x from 'made-up'\");"),
    file("src/b.js", 'import pad from "left-pad-pro";\n'),
    { ...test('import pad from "../src/pad.js";\n'), planned: ["src/pad.js"] },
    py("import os.path, json"),
    py("import requests, yaml, sklearn"),
    py("from . import a"),
    py("from .sibling import a", { "src/sibling.py": "" }),
    py("import own.thing", { "own/thing.py": "" }),
    py("try:\n    import reqests\nexcept ImportError:\n    reqests = None"),
    py("import used", { "src/c.py": "import used\n" }),
    file("src/b.py", "import anything\n"),
    go("net/http"),
    go("example.com/own/c"),
    go("github.com/a/b/sub"),
    rust("std::fs"),
    rust("crate::c::D"),
    rust("serde::Serialize"),
    rust("futures_util::StreamExt"),
    rust("{std::fs, serde::Serialize}"),
    rust("local::D", { "src/local.rs": "" }),
    java("java.util.List"),
    java("com.own.other.C", { "src/main/java/com/own/other/C.java": "" }),
    java("org.apache.commons.lang3.StringUtils"),
    c('"own.h"', { "include/own.h": "" }),
    c('"config.h"'),
    java("com.own.other.D.f", { "src/main/java/com/own/other/C.java": "class D {}\n" }),
    java("com.own.other.C.D", { "src/main/java/com/own/other/C.java": "" }),
    java("com.own.other.D", {
      "src/main/java/com/own/other/C.java": "",
      "src/main/java/com/own/F.java": "import com.own.other.D;\n",
    }),
    // Written by a build.
    java("com.own.other.R", { "src/main/java/com/own/other/C.java": "" }),
    java("com.own.other.Msg", {
      "src/main/java/com/own/other/C.java": "",
      "src/main/proto/a.proto": "message Msg {}\n",
    }),
    java("com.own.other.*", { "src/main/java/com/own/other/C.java": "" }),
    java("java.util.concurrent.atomic.AtomicInteger"),
    java("static java.lang.Math.max"),
    c("<stdio.h>", build),
    c("<sys/epoll.h>", build),
    c("<cstdint>", build),
    c("<openssl/ssl.h>", build),
    c("<own/a.h>", { ...build, "include/own/a.h": "" }),
    c("<used/a.h>", { ...build, "src/c.c": "#include <used/b.h>\n" }),
    c("<nowhere.h>"),
    c('"gtest/gtest.h"', { "src/a_test.cc": '#include "gtest/gtest.h"\n' }),
    file("src/b.c", "#ifdef _WIN32\n#include <nowhere.h>\n#endif\n", { files: build }),
    ruby('require "json"'),
    ruby('require "nokogiri"'),
    ruby('require "own/thing"', { "lib/own/thing.rb": "" }),
    ruby('require_relative "c"', { "lib/c.rb": "" }),
  ],
});
