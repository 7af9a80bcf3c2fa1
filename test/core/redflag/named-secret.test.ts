// Long texts under a name such as password.
import { body, examples, file, key, test } from "./examples.ts";

examples("named-secret", {
  raised: [
    body(`const password = "${key("correct-horse", "-battery")}";\n  return a + password;`),

    body(`a.api_key = "${key("9f8e7d6c5b4a", "39281706")}";`),
    file("a.py", `TOKEN = "${key("9f8e7d6c5b4a", "39281706")}"`),
  ],
  quiet: [
    body("const password = process.env.PASSWORD;\n  return a + password;"),
    body('const token = "your-token-goes-here";'),
    test(`const password = "${key("correct-horse", "-battery")}";\ntest('a', () => ok(1));`),
    body('return { secret: "short" };'),
  ],
});
