// Functions that are not written.
import { body, examples, file as whole } from "./examples.ts";

/** A whole file, in a run whose issue speaks of its functions. */
const file = (path: string, text: string) => whole(path, text, { words: "Write f, F and A.f." });

examples("stub", {
  raised: [
    body('throw new Error("Not implemented");'),
    body("// nothing"),
    body("const g = () => { throw new Error('TODO'); };\n  return g(a);"),

    file("a.py", "def f(a):\n    pass\n"),
    file("a.py", 'def f(a):\n    """Does."""\n    ...\n'),
    file("a.py", "class A:\n    def f(self):\n        raise NotImplementedError\n"),
    file("a.go", 'package a\n\nfunc F() int {\n\tpanic("not implemented")\n}\n'),
    file("a.go", "package a\n\nfunc F() {\n}\n"),
    file("src/a.rs", "pub fn f() -> u8 {\n    todo!()\n}\n"),
    file("src/a.rs", 'pub fn f() -> u8 {\n    unimplemented!("later")\n}\n'),
    file("src/A.java", 'class A {\n  int f() { throw new E("Not implemented yet"); }\n}\n'),
    file("src/A.java", "class A {\n  void f() { }\n}\n"),
    file("a.c", "void f(void) {\n  /* later */\n}\n"),
    file("a.cc", 'int A::f() { throw std::logic_error("not implemented"); }\n'),
    file("a.rb", "def f(a)\nend\n"),
    file("a.rb", "class A\n  def f\n    raise NotImplementedError\n  end\nend\n"),
    file("src/a.ts", "export class A {\n  f(): void {}\n}\n"),
    file("src/a.tsx", 'export function A() {\n  throw new Error("TODO");\n}\n'),
    whole("a.py", "def hook(a):\n    # TODO: write it\n    pass\n"),
    whole("a.py", 'def hook(a):\n    raise NotImplementedError("not implemented yet")\n'),
    whole("src/b.js", 'export function hook() {\n  throw new Error("not implemented");\n}\n'),
  ],
  quiet: [
    body("a.catch(() => {});\n  return a + 1;"),
    { files: {}, place: "src/b.js", text: "class A {\n  constructor() {}\n}" },
    body('if (!a) throw new Error("not implemented for this");\n  return a;'),
    body('throw new Error("wrong");'),
    file("a.py", "class E(Exception):\n    pass\n"),
    file("a.py", "class A(ABC):\n    @abstractmethod\n    def f(self): ...\n"),
    file("a.py", "class Reader(Protocol):\n    def f(self) -> int: ...\n"),
    file("a.py", "class A:\n    def __init__(self):\n        pass\n"),
    file("a.go", "package a\n\nfunc (A) isShape() {}\n"),
    file("src/a.rs", "trait A {\n    fn f(&self);\n}\n"),
    file("src/A.java", "class A {\n  A() { }\n  abstract void f();\n}\n"),
    file("a.cc", "struct A {\n  A() {}\n  ~A() {}\n  int f();\n};\n"),
    file("a.rb", "class A\n  def initialize\n  end\nend\n"),
    file("a.rb", "def f(a) = a + 1\n"),
    // Hooks that nobody asked to be filled.
    whole("a.py", "class A:\n    def hook(self):\n        pass\n"),
    whole("a.rb", "class A\n  def hook\n    raise NotImplementedError\n  end\nend\n"),
    whole("src/A.java", "class A {\n  void hook() { }\n}\n"),
    whole("src/b.js", "export function hook() {}\n"),
    body("return new Stream({ start() {}, pull: a });"),
  ],
});
