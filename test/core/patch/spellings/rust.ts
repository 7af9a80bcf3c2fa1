// Rust by example: spellings that are one, and differences that are never merged.
import type { Spellings } from "./spellings.ts";

const body = (text: string): string => `fn f(p: u8) -> u8 {\n${text}\n}`;

export const rust: Spellings = {
  one: [
    [
      "parameters under an attribute that is the language's own",
      "#[inline]\n// a\npub fn f(a: u8) -> u8 { a }",
      "#[inline]\npub fn f(b: u8) -> u8 { b }",
    ],
    [
      "parameters and locals",
      "fn f(a: u8) -> u8 { let b = a; b }",
      "fn f(x: u8) -> u8 { let y = x; y }",
    ],
    [
      "words around an example",
      "/// a\n/// ```\n/// f();\n/// ```\n/// b\nfn f() {}",
      "/// c\n\n/// ```\n/// f();\n/// ```\nfn f() {}",
    ],
    ["comments and documentation", "/// a\nfn f() { /* b */ g() // c\n}", "fn f() { g() }"],
    ["parentheses", body("(p + (1))"), body("p + 1")],
    [
      "commas at the end",
      body("g(p, 1,); match p { 1 => a(), _ => b(), }"),
      body("g(p, 1); match p { 1 => a(), _ => b() }"),
    ],
    [
      "braces of arms and closures",
      body("match p { 1 => { a }, _ => |x| { x + 1 } }"),
      body("match p { 1 => a, _ => |x| x + 1 }"),
    ],
    ["shorthands", body("let a = p; S { a: a }"), body("let a = p; S { a }")],
    [
      "shorthands of patterns",
      body("let S { a: x, b } = s; g(x, b)"),
      body("let S { a, b: y } = s; g(a, y)"),
    ],
    ["uses", "use b;\nuse a::{d, c};\nfn f() {}", "use a::{c, d};\nuse b;\nfn f() {}"],
    [
      "names in if let and match",
      body("if let Some(x) = g(p) { x } else { match h { Ok(y) => y, Err(e) => k(e) } }"),
      body("if let Some(a) = g(p) { a } else { match h { Ok(b) => b, Err(c) => k(c) } }"),
    ],
    ["a shadowed name", body("let x = p; let x = x + 1; x"), body("let a = p; let b = a + 1; b")],
    [
      "names in well-known macros",
      body('let x = p; println!("{}", x); assert_eq!(x, p);'),
      body('let y = p; println!("{}", y); assert_eq!(y, p);'),
    ],
    [
      "leading bars",
      body("match p { | A | B => 1, _ => 2 }"),
      body("match p { A | B => 1, _ => 2 }"),
    ],
    ["return with and without semicolon", body("return p;"), body("return p")],
    ["no result", "fn f() -> () {}", "fn f() {}"],
    [
      "alternatives with one name",
      body("match p { A(x) | B(x) => x }"),
      body("match p { A(y) | B(y) => y }"),
    ],
    [
      "names of closures and loops",
      body("for i in p { v.map(|a| a + i); }"),
      body("for j in p { v.map(|b| b + j); }"),
    ],
  ],
  two: [
    [
      "parameters that an attribute names",
      '#[get("/<id>")]\n#[inline]\nfn f(id: u8) -> u8 { id }',
      '#[get("/<id>")]\n#[inline]\nfn f(n: u8) -> u8 { n }',
    ],
    [
      "fields of a log",
      'fn f() { let a = 1; info!(%a, "b"); }',
      'fn f() { let c = 1; info!(%c, "b"); }',
    ],
    [
      "a macro inside of another",
      'fn f() { let a = 1; println!("{}{}", a, stringify!(a)) }',
      'fn f() { let b = 1; println!("{}{}", b, stringify!(b)) }',
    ],
    [
      "an example that is run",
      "/// a\n/// ```\n/// assert!(f());\n/// ```\nfn f() {}",
      "/// a\n/// ```\n/// assert!(!f());\n/// ```\nfn f() {}",
    ],
    [
      "an example in a block",
      "/** ```\nassert!(f());\n``` */\nfn f() {}",
      "/** ```\nassert!(!f());\n``` */\nfn f() {}",
    ],
    ["attributes of uses", "#[a]\nuse b::c;\nuse d::e;", "#[a]\nuse d::e;\nuse b::c;"],
    [
      "fields of literals in macros",
      body("let a = p; vec![S { a: 1, b: a }]"),
      body("let b = p; vec![S { b: 1, b: b }]"),
    ],
    [
      "short fields of literals in macros",
      body("let a = p; vec![S { a }]"),
      body("let b = p; vec![S { b }]"),
    ],
    ["values and statements", body("g()"), body("g();")],
    ["methods and fields that are called", body("(p.g)()"), body("p.g()")],
    ["tuples of one", body("(p,)"), body("(p)")],
    [
      "what else sees",
      body("if let Some(x) = g(p) { x } else { x }"),
      body("if let Some(y) = g(p) { y } else { y }"),
    ],
    [
      "which shadowed name",
      body("let x = p; let y = x + 1; x"),
      body("let x = p; let y = x + 1; y"),
    ],
    [
      "names that a format shows",
      body('let x = p; println!("{x}")'),
      body('let y = p; println!("{x}")'),
    ],
    [
      "names of formats",
      body('let x = p; println!("{x}", x = 1)'),
      body('let y = p; println!("{x}", y = 1)'),
    ],
    ["unknown macros", body("let x = p; m!(x)"), body("let y = p; m!(y)")],
    [
      "macros that bind",
      body("let x = p; let y = 1; assert!(g(|x| x), y)"),
      body("let x = p; let y = 1; assert!(g(|y| x), y)"),
    ],
    ["fields", body("let a = g(); a.a"), body("let a = g(); a.b")],
    [
      "constants in patterns",
      body("match p { A => 1, _ => 2 }"),
      body("match p { B => 1, _ => 2 }"),
    ],
    ["references", body("g(&p)"), body("g(p)")],
    ["mut", body("let mut x = p; x"), body("let x = p; x")],
    ["blocks with statements", body("match p { _ => { a(); } }"), body("match p { _ => a() }")],
    ["unsafe", body("unsafe { g() }"), body("g()")],
    ["question marks", body("g()?"), body("g()")],
    ["labels", body("'a: loop { loop { break 'a } }"), body("'a: loop { loop { break } }")],
    ["lifetimes", "fn f<'a, 'b>(x: &'a T) {}", "fn f<'a, 'b>(x: &'b T) {}"],
    ["types", body("let x: u8 = p; x"), body("let x: u16 = p; x")],
    ["visibility", "pub fn f() {}", "fn f() {}"],
    ["ranges", body("0..p"), body("0..=p")],
    [
      "functions inside see nothing",
      body("let x = 1; fn g(a: u8) -> u8 { x }"),
      body("let y = 1; fn g(a: u8) -> u8 { y }"),
    ],
    ["exported uses", "pub use a;\npub use b;", "pub use b;\npub use a;"],
    [
      "order of operands",
      body("let a = g(); let b = h(); a - b"),
      body("let a = g(); let b = h(); b - a"),
    ],
    ["attributes", "#[inline] fn f() {}", "fn f() {}"],
  ],
};
