// Output left over from looking for a mistake.
import { body, examples, file } from "./examples.ts";

examples("debug-output", {
  raised: [
    body("console.log(a);\n  return a + 1;"),

    file("a.py", "def f(a):\n    print(a)\n    return a\n"),
    file("a.go", 'package a\n\nimport "fmt"\n\nfunc F() { fmt.Println(1) }\n'),
    file("src/a.rs", 'pub fn f(a: u8) -> u8 {\n    println!("{}", a);\n    dbg!(a)\n}\n'),
    file("src/A.java", "class A {\n  void f() { System.out.println(1); }\n}\n"),
    file("a.c", '#include <stdio.h>\nvoid f(void) { printf("a"); }\n'),
    file("a.cc", "#include <iostream>\nvoid f() { std::cout << 1; }\n"),
    file("a.rb", "def f(a)\n  puts a\n  a\nend\n"),
    file("src/a.ts", "export const f = (a: string) => console.debug(a);\n"),
  ],
  quiet: [
    body('return a + "console.log(1)";'),
    file("bin/a.js", "console.log(1);"),
    file("src/main.rs", 'fn main() {\n    println!("a");\n}\n'),
    file("a.py", "def f(doc):\n    return doc.print(1)\n"),
    file("a.go", 'package a\n\nimport "fmt"\n\nfunc F() string { return fmt.Sprintf("a") }\n'),
    file("a.rb", "def f(p)\n  p.to_s + p\nend\n"),
    file("a.c", '#include <stdio.h>\nint f(char *s) { return snprintf(s, 1, "a"); }\n'),
  ],
});
