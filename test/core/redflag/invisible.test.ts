// Characters that nobody can see.
import { body, examples, f, file } from "./examples.ts";

examples("invisible", {
  raised: [
    body("return a\u200b;"),
    body("return '\u202e';"),
    file("a.md", "x\u{e0041}"),
    body("\u0007"),
  ],
  quiet: [
    body("return a; // naïve café, 日本語"),
    body("return '👩';"),
    body("return a + 1;", { files: { "src/a.js": `\uFEFF${f}` } }),
  ],
});
