// Changes outside of the one place of a step.
import { body, code, examples, f } from "./examples.ts";

examples("scope", {
  raised: [
    code("function f(a) { return a + 1; }\nfunction g() {}"),
    code("function f(a) { return a + 1; }\nf(1);"),
    code("function renamed(a) { return a + 1; }"),
    code("f();"),
    code("function f(a) { return a + 1; }\n/* open", { files: { "src/a.js": `${f}g(); /* */` } }),
    { files: { "src/a.js": f }, place: "src/a.js+g", text: "function h() {}" },
    {
      files: { "src/a.js": "class C {\n  m() { return 1; }\n  n() {}\n}\n" },
      place: "src/a.js#C.m",
      text: "m() { return 2; }\no() {}",
    },
    {
      files: { "src/a.js": "class C {\n  m() { return 1; }\n}\n" },
      place: "src/a.js#C.m",
      text: "m() { return 2; }\n}\nclass D {",
    },
  ],
  quiet: [
    {
      files: { "a.c": "#define F(a,b) ((a) + (b))\nint g(int a);\n" },
      place: "a.c#F",
      text: "#define F(a, b) ((a) + (b) + 1)",
    },
    body("return a + 1;"),
    code("function f(a) { return a + 1; }", { files: { "src/a.js": `${f}g(); /* x */` } }),
    { files: { "src/a.js": f }, place: "src/a.js+g", text: "function g() {\n  return 1;\n}" },
  ],
});
