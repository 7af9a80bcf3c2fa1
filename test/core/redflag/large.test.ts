// Changes larger than a reviewer should be asked for.
import { body, examples, f } from "./examples.ts";

examples("large", {
  raised: [
    body("return a + 1;", { patchLinesMax: 1 }),
    // The earlier steps of the unit count, too.
    body("return a + 1;", {
      files: { "src/a.js": f, "src/b.js": "g();\nh();\n" },
      base: { "src/a.js": f },
      patchLinesMax: 3,
    }),
  ],
  quiet: [body("return a + 1;"), body("return a + 1;", { patchLinesMax: 2 })],
});
