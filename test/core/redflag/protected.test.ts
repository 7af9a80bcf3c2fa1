// Files that steer tools, rights or the build.
import { examples, file } from "./examples.ts";

examples("protected", {
  raised: [
    file(".github/workflows/ci.yml", "on: push"),
    file("package.json", "{}"),
    file("Makefile", "a:"),

    file("src/.GitHub/a.md", "words"),
    file("go.mod", "module a"),
    file("Dockerfile.dev", "FROM a"),
    file(".env.local", "A=1"),
    file("CODEOWNERS", "* @a"),
  ],
  quiet: [
    file("src/github/workflows.js", "f();"),
    file("docs/makefile-tips.md", "words"),
    file("src/package.js", "f();"),
  ],
});
