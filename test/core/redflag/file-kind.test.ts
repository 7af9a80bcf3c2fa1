// Kinds of files that a text change must not make.
import { examples, f, file } from "./examples.ts";

examples("file-kind", {
  raised: [
    file("dist/a.js", "f();"),
    file("src/A.js", "f();", { files: { "src/a.js": f } }),
    file("src/a.js/b.js", "f();", { files: { "src/a.js": f } }),
    file("src/b.txt", "a\u0000b"),

    file("vendor/lib/a.js", "f();"),
    file("src/a.min.js", "f();"),
  ],
  quiet: [
    file("src/b.js", "f();", { files: { "src/a.js": f } }),
    file("src/builder/outline.js", "f();"),
    { files: { "run.sh": { mode: "100755", content: "a" } }, place: "run.sh", text: "echo 1" },
  ],
});
