// Changes larger than a reviewer should be asked for.
import { body, examples } from "./examples.ts";

examples("large", {
  raised: [body("return a + 1;", { patchLinesMax: 1 })],
  quiet: [body("return a + 1;"), body("return a + 1;", { patchLinesMax: 2 })],
});
