// C++ by example: spellings that are one, and differences that are never merged.
import type { Spellings } from "./spellings.ts";

const body = (text: string): string => `int A::f(int p) { ${text} }`;

export const cpp: Spellings = {
  one: [
    [
      "parameters of functions that return references",
      "T& A::f(int a) { return g(a); }",
      "T& A::f(int b) { return g(b); }",
    ],
    [
      "parameters and locals",
      "int A::f(const T& a) { auto b = a; return b.x(); }",
      "int A::f(const T& x) { auto y = x; return y.x(); }",
    ],
    [
      "lambdas",
      body("auto l = [&, k = p](int z) { return z + k; }; l(1);"),
      body("auto m = [&, q = p](int y) { return y + q; }; m(1);"),
    ],
    [
      "names of loops and conditions",
      body("for (auto& e : v) g(e); if (int w = h()) k(w);"),
      body("for (auto& x : v) g(x); if (int y = h()) k(y);"),
    ],
    [
      "structured bindings",
      body("auto [a, b] = g(p); return a + b;"),
      body("auto [x, y] = g(p); return x + y;"),
    ],
    [
      "catches",
      body("try { g(); } catch (const E& e) { h(e); }"),
      body("try { g(); } catch (const E& x) { h(x); }"),
    ],
    ["variables made by a call", body("std::string s(p); g(s);"), body("std::string t(p); g(t);")],
    ["separated digits", body("g(1'000);"), body("g(1000);")],
    [
      "methods inside classes",
      "class A { int f(int a) { return a + b; } int b; };",
      "class A { int f(int c) { return c + b; } int b; };",
    ],
    [
      "templates",
      "template <typename T> T f(T a) { return g<T>(a); }",
      "template <typename T> T f(T b) { return g<T>(b); }",
    ],
  ],
  two: [
    [
      "fields of a class behind a macro",
      "class EXPORT Foo { int a; void m() { a = 1; } };",
      "class EXPORT Foo { int b; void m() { b = 1; } };",
    ],
    [
      "fields of a class behind a macro with a base",
      "class EXPORT Foo : public Bar { int a; int b; int m() { return a; } };",
      "class EXPORT Foo : public Bar { int a; int b; int m() { return b; } };",
    ],
    [
      "fields",
      "class A { int a; int f() { return a; } };",
      "class A { int b; int f() { return b; } };",
    ],
    [
      "which argument makes it",
      "void f(int a, int b) { g(a); Foo s(a); }",
      "void f(int b, int a) { g(b); Foo s(a); }",
    ],
    ["scopes", body("return A::x;"), body("return B::x;")],
    [
      "locals of a class inside",
      body("int n = 1; struct L { int n; int g() { return n; } };"),
      body("int m = 1; struct L { int m; int g() { return m; } };"),
    ],
    ["captures", body("auto l = [p] { return p; };"), body("auto l = [&p] { return p; };")],
    [
      "returned references",
      "decltype(auto) f() { int x; return (x); }",
      "decltype(auto) f() { int x; return x; }",
    ],
    ["pointers to members", body("g(&(A::b));"), body("g(&A::b);")],
    ["const", "int A::f() const { return 1; }", "int A::f() { return 1; }"],
    ["casts", body("return static_cast<int>(p);"), body("return static_cast<long>(p);")],
    ["own suffixes", body("g(1_Km);"), body("g(1_km);")],
    ["calls of friends", body("return (g)(p);"), body("return g(p);")],
    ["access", "class A { public: int a; };", "class A { private: int a; };"],
    [
      "order of operands",
      body("int a = g(), b = h(); return a - b;"),
      body("int a = g(), b = h(); return b - a;"),
    ],
    ["moves", body("return std::move(p);"), body("return p;")],
  ],
};
