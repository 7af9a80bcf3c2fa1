// Notes that something is still to be done.
import { body, examples, file } from "./examples.ts";

examples("unfinished", {
  raised: [
    body("// TODO: more\n  return a + 1;"),

    file("a.py", "# FIXME later\nx = 1\n"),
    file("a.rb", "# HACK around it\nx = 1\n"),
    file("src/a.rs", "/* XXX */\nfn f() -> u8 {\n    1\n}\n"),
  ],
  quiet: [
    body('return "TODO";'),
    body("// todos are listed\n  return a;"),
    body("return TODO + a;"),
  ],
});
