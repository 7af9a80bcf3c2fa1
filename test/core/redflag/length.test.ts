// A text much longer than what it replaces.
import { body, examples, file, lines } from "./examples.ts";

examples("length", {
  raised: [body(lines(200, "something"))],
  quiet: [body(lines(100, "something")), file("src/b.js", lines(200, "something"))],
});
