// Texts that lose more than half of their lines.
import { examples, lines } from "./examples.ts";

const from = (had: number, has: number, task = "do it") => ({
  files: { "src/a.js": `function f(a) {\n${lines(had, "g")}\n}\n` },
  place: "src/a.js#f",
  text: `function f(a) {\n${lines(has, "g")}\n}`,
  step: { task },
});

examples("halved", {
  raised: [from(40, 15), from(40, 18)],
  quiet: [from(40, 30), from(10, 4), from(40, 15, "Remove what is not needed")],
});
