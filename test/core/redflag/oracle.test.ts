// Code that decides its own tests.
import { body, examples, file } from "./examples.ts";

examples("oracle", {
  raised: [
    file("src/b.js", "export class A {\n  equals(other) {\n    return true;\n  }\n}"),
    file("src/b.ts", "export const isEqual = (a: A, b: A): boolean => true;"),
    file("src/b.js", "A.prototype.equals = function (b) { return true; };"),
    file("src/b.js", "export const same = { equals: 1, asymmetricMatch() { return true; } };"),
    body("assert.strictEqual = () => {};\n  return a;"),
    body("Object.is = () => true;\n  return a;"),
    file("a.py", "class A:\n    def __eq__(self, other):\n        return True\n"),
    file("a.py", "class A:\n    __eq__ = lambda self, other: True\n"),
    file("src/A.java", "class A {\n  public int compareTo(A o) { return 0; }\n}\n"),
    file(
      "src/a.rs",
      "impl Ord for A {\n  fn cmp(&self, _: &A) -> Ordering { Ordering::Equal }\n}\n",
    ),
    file("a.rb", "class A\n  def <=>(other)\n    0\n  end\nend\n"),
    file("a.py", "unittest.TestCase.assertEqual = lambda *a: None\n"),
    file("a.go", "package a\n\nfunc (x A) Equal(y A) bool { return true }\n"),
    file("src/a.rs", "impl PartialEq for A {\n    fn eq(&self, _: &A) -> bool { true }\n}\n"),
    file("src/A.java", "class A {\n  public boolean equals(Object o) { return true; }\n}\n"),
    file("a.cc", "bool operator==(const A& a, const A& b) { return true; }\n"),
    file("a.rb", "class A\n  def ==(other)\n    true\n  end\nend\n"),
  ],
  quiet: [
    file("src/A.java", "class A {\n  public int compareTo(A o) { return n - o.n; }\n}\n"),
    file("src/a.rs", "fn f(a: &A, b: &A) -> Ordering {\n  a.n.cmp(&b.n)\n}\n"),
    file("src/b.js", "export class A {\n  equals(b) {\n    return this.a === b.a;\n  }\n}"),
    body("let isEqual = true;\n  if (a) isEqual = false;\n  return isEqual;"),
    body("return a.equals(true) && assert.ok === a;"),
    file("a.py", "class A:\n    def __eq__(self, o):\n        return self.a == o.a\n"),
    file("a.cc", "bool operator==(const A& a, const A& b) { return a.x == b.x; }\n"),
  ],
});
