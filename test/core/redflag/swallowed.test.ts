// Errors that are caught and forgotten.
import { body, examples, file, test } from "./examples.ts";

const go = (inside: string): string =>
  `package a\n\nfunc F() error {\n\t${inside}\n\treturn nil\n}\n`;
const rust = (inside: string): string => `pub fn f() -> u8 {\n    ${inside}\n    1\n}\n`;
const java = (inside: string): string =>
  `class A {\n  int f() {\n    try { g(); }\n    catch (E e) {\n      ${inside}\n    }\n    return 1;\n  }\n}`;

examples("swallowed", {
  raised: [
    body("try { g(a); } catch {}"),
    body("try { g(a); } catch (e) { /* fine */ }"),
    body("try { g(a); } catch (e) { console.error(e); }"),
    body("for (const b of a) { try { g(b); } catch { continue; } }"),
    file("src/a.ts", "export const f = () => { try { g(); } catch { } };\n"),
    file("src/a.tsx", "export const f = () => { try { g(); } catch { } };\n"),
    file("a.py", "def f(a):\n    try:\n        g(a)\n    except Exception:\n        pass\n"),
    file(
      "a.py",
      "def f(a):\n    try:\n        g(a)\n    except:\n        # never mind\n        ...\n",
    ),
    file(
      "a.py",
      "def f(a):\n    try:\n        g(a)\n    except E as e:\n        logging.info(e)\n",
    ),
    file("a.go", go("if err := g(); err != nil {\n\t}")),
    file("a.go", go("err := g()\n\t_ = err")),
    file("a.go", go("n, _ := strconv.Atoi(a)\n\tg(n)")),
    file("src/a.rs", rust("let _ = g();")),
    file("src/a.rs", rust("h().ok();")),
    file("src/a.rs", rust("match g() {\n        Ok(a) => h(a),\n        Err(_) => {}\n    }")),
    file("src/a.rs", rust('if let Err(e) = g() {\n        eprintln!("{}", e);\n    }')),
    file("src/A.java", java("// nothing")),
    file("src/A.java", java("e.printStackTrace();")),
    file("a.cc", "int f() {\n  try {\n    g();\n  } catch (...) {\n  }\n  return 1;\n}\n"),
    file("a.rb", "def f(a)\n  g(a)\nrescue StandardError\nend\n"),
    file("a.rb", "def f(a)\n  g(a)\nrescue => e\n  nil\nend\n"),
    file("a.rb", "def f(a)\n  g(a) rescue nil\nend\n"),
  ],
  quiet: [
    body("try { g(a); } catch (e) { return e; }"),
    body("try { g(a); } catch (e) { console.error(e); throw e; }"),
    body("try { g(a); } catch (e) { console.error(e); process.exit(1); }"),
    body("try { g(a); } catch {}\n  h();", {
      files: { "src/a.js": "function f(a) {\n  try { g(a); } catch {}\n}\n" },
    }),
    body("return 'try {} catch {}';"),
    test("test('a', () => { try { g(); } catch {} });"),
    file("a.py", "def f(a):\n    try:\n        g(a)\n    except E:\n        return None\n"),
    file("a.go", go("if err := g(); err != nil {\n\t\treturn err\n\t}")),
    file("a.go", go("_ = context.Background()")),
    file("a.go", go("a, _ := strings.Cut(b, c)\n\td, _ := m[a]\n\tg(d)")),
    file("src/a.rs", rust("let _guard = g();")),
    file("src/a.rs", rust("let a = h().ok();")),
    file("src/A.java", java("throw new F(e);")),
    file("a.rb", "def f(a)\n  g(a)\nrescue E => e\n  raise F, e\nend\n"),
  ],
});
