// Texts that lose most of their lines.
import { examples, lines } from "./examples.ts";

examples("shrink", {
  raised: [
    {
      files: { "src/a.js": `function f(a) {\n${lines(40, "g")}\n}\n` },
      place: "src/a.js#f",
      text: "function f(a) {\n  g(0);\n}",
    },
  ],
  quiet: [
    {
      files: { "src/a.js": `function f(a) {\n${lines(40, "g")}\n}\n` },
      place: "src/a.js#f",
      text: "function f(a) {\n  return g(a);\n}",
      step: { task: "Remove the calls one by one" },
    },
    {
      files: { "src/a.js": `function f(a) {\n${lines(40, "g")}\n}\n` },
      place: "src/a.js#f",
      text: `function f(a) {\n${lines(20, "g")}\n}`,
    },
    // The same code on fewer lines.
    {
      files: { "src/a.js": `function f(a) {\n${lines(40, "g")}\n}\n` },
      place: "src/a.js#f",
      text: `function f(a) {\n${lines(40, "g").replaceAll("\n", "")}\n}`,
    },
  ],
});
