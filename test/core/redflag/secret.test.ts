// Keys and passwords by their shape.
import { body, examples, file, key } from "./examples.ts";

examples("secret", {
  raised: [
    body(`g("${key("AKIA", "ABCDEFGHIJKLMNOP")}");`),
    body(`g("${key("ghp_", "a".repeat(36))}");`),
    body(`g("${key("sk_live_", "a1".repeat(12))}");`),
    body(`g("${key("sk-ant-", "a1".repeat(20))}");`),
    body(`g("${key("AIza", "b".repeat(35))}");`),
    body(`g("${key("xoxb-", "1234567890-abc")}");`),
    body(`g("${key("postgres://admin:", "hunter22@db.internal/x")}");`),
    file("notes.txt", key("-----BEGIN RSA ", "PRIVATE KEY-----")),
  ],
  quiet: [
    body('return g("https://example.com:443/a@b");'),
    body('return g("postgres://${user}:${password}@db/x");'),
    body(`return g("${key("sk_test_", "a1".repeat(12))}");`),
    body('return "AKIA";'),
    body(`g("${key("AKIA", "ABCDEFGHIJKLMNOP")}");`, {
      files: { "src/a.js": `function f(a) {\n  g("${key("AKIA", "ABCDEFGHIJKLMNOP")}");\n}\n` },
    }),
  ],
});
