// Powers that a file did not use before.
import { body, examples, file, test } from "./examples.ts";

const had = (old: string): Readonly<Record<string, string>> => ({ "src/a.js": old });

examples("capability", {
  raised: [
    body("return execSync(a);"),
    body("return eval(a);"),
    body('return new Function("a", a)(1);'),
    body("return fetch(a);"),
    body("rmSync(a, { recursive: true });"),
    body("return db.query(`SELECT * FROM users WHERE name = '${a}'`);"),
    body('return db.query("DELETE FROM users WHERE id = " + a);'),
    file("src/a.ts", "export const f = (a: string) => new WebSocket(a);\n"),
    file("src/a.tsx", "export const f = (a: string) => eval(a);\n"),
    file("a.py", "import subprocess\n\ndef f(a):\n    return subprocess.run(a, shell=True)\n"),
    file("a.py", "import os\n\ndef f(a):\n    os.system(a)\n"),
    file("a.py", "def f(a):\n    return eval(a)\n"),
    file("a.py", "import pickle\n\ndef f(a):\n    return pickle.loads(a)\n"),
    file("a.py", "import yaml\n\ndef f(a):\n    return yaml.load(a)\n"),
    file("a.py", 'def f(c, a):\n    c.execute(f"SELECT * FROM t WHERE id = {a}")\n'),
    file("a.py", 'def f(c, a):\n    c.execute("SELECT * FROM t WHERE id = %s" % a)\n'),
    file("a.go", 'package a\n\nimport "os/exec"\n\nfunc F(a string) { exec.Command(a).Run() }\n'),
    file("a.go", "package a\n\nfunc F(a string) { http.Get(a) }\n"),
    file(
      "a.go",
      'package a\n\nfunc F(a string) { q(fmt.Sprintf("SELECT x FROM t WHERE a = %s", a)) }\n',
    ),
    file("src/a.rs", "pub fn f(a: &str) -> Child {\n    Command::new(a).spawn()\n}\n"),
    file("src/a.rs", "pub fn f(a: *const u8) -> u8 {\n    unsafe { *a }\n}\n"),
    file(
      "src/A.java",
      "class A {\n  int f(String a) { return Runtime.getRuntime().exec(a); }\n}\n",
    ),
    file(
      "src/A.java",
      "class A {\n  Object f(In a) { return new ObjectInputStream(a).readObject(); }\n}\n",
    ),
    file("a.c", "int f(char *a) { return system(a); }\n"),
    file("a.cc", "void f(char *a, char *b) { strcpy(a, b); }\n"),
    file("a.rb", "def f(a)\n  system(a)\nend\n"),
    file("a.rb", "def f(a)\n  Marshal.load(a)\nend\n"),
  ],
  quiet: [
    body("return a.exec(1) + a.eval(2) + a.fetch(3);"),
    body("return /a/.exec(a);"),
    body("return 'eval(a)' + \"fetch(b)\";"),
    body("// execSync(a)\n  return a;"),
    body("return db.query('SELECT * FROM users WHERE name = ?', [a]);"),
    body("return fetch(a + 1);", { files: had("function f(a) {\n  return fetch(a);\n}\n") }),
    body("return g(a);", { files: had("function f(a) {\n  return a;\n}\nfetch(1);\n") }),
    body("return `Please select a file FROM the list: ${a}`;"),
    test("test('a', () => { ok(execSync('a')); });"),
    file("a.py", "import re\n\nx = re.compile('a')\ny = model.eval()\n"),
    file("a.py", "import yaml\n\ndef f(a):\n    return yaml.safe_load(a)\n"),
    file("a.go", "package a\n\nfunc F(a Runner) { a.exec.Run() }\n"),
    file("a.c", "int f(struct a *a) { return a->system(1); }\n"),
    file("a.rb", "def f(a)\n  a.system(1)\nend\n"),
  ],
});
