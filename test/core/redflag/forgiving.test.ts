// Tests that catch the failure of their own assertions.
import { body, examples, test } from "./examples.ts";

const js = (inside: string) => test(`test('a', async () => {\n  ${inside}\n});\n`);
const py = (inside: string) => test(`def test_a():\n${inside}`, undefined, "test_a.py");
const java = (inside: string) =>
  test(`class ATest {\n  @Test void a() {\n    ${inside}\n  }\n}\n`, undefined, "src/ATest.java");
const rust = (inside: string) =>
  test(`#[test]\nfn a() {\n    ${inside}\n}\n`, undefined, "tests/a.rs");
const cpp = (inside: string) => test(`TEST(A, b) {\n  ${inside}\n}\n`, undefined, "a_test.cc");
const ruby = (inside: string) =>
  test(`RSpec.describe A do\n  it 'a' do\n${inside}  end\nend\n`, undefined, "spec/a_spec.rb");

examples("forgiving", {
  raised: [
    js("try { expect(f(1)).toBe(2); } catch {}"),
    js("try {\n    assert.equal(f(1), 2);\n  } catch (e) {\n    console.log(e);\n  }"),
    js("try { ok(f(1)); } catch (e) { return; }"),
    js("try { g(() => { ok(f(1)); }); } catch (e) { /* flaky */ }"),
    js("await g().then((a) => { expect(a).toBe(2); }).catch(() => {});"),
    py("    try:\n        assert f() == 1\n    except AssertionError:\n        pass\n"),
    py(
      "    try:\n        self.assertEqual(f(), 1)\n    except Exception as e:\n        print(e)\n",
    ),
    py("    with suppress(AssertionError):\n        assert f() == 1\n"),
    py("    with contextlib.suppress(Exception):\n        assert f() == 1\n"),
    java("try { assertEquals(1, f()); } catch (Throwable e) { }"),
    java("try { assertEquals(1, f()); } catch (AssertionError e) { e.printStackTrace(); }"),
    rust("let _ = std::panic::catch_unwind(|| assert_eq!(f(), 1));"),
    cpp("try { REQUIRE(f() == 1); } catch (...) { }"),
    ruby("    begin\n      expect(f).to eq 1\n    rescue Exception\n      nil\n    end\n"),
    ruby("    expect(f).to eq 1 rescue nil\n"),
  ],
  quiet: [
    js("try { f(1); ok(false); } catch (e) { equal(e.message, 'a'); }"),
    js("try { ok(f(1)); } catch (e) { clean(); throw e; }"),
    js("try { await clean(); } catch {}\n  ok(f(1));"),
    js("try { ok(f(1)); } finally { clean(); }"),
    js("await g().catch(() => {});\n  ok(f(1));"),
    js("ok('try { ok(1) } catch {}');"),
    py("    try:\n        f()\n    except ValueError:\n        pass\n    assert g() == 1\n"),
    py("    try:\n        assert f('x') == 1\n    except ValueError:\n        pass\n"),
    java("try { assertEquals(1, f()); } catch (IOException e) { }"),
    ruby("    begin\n      expect(f).to eq 1\n    rescue IOError\n    end\n"),
    py("    with suppress(FileNotFoundError):\n        remove('a')\n    assert f() == 1\n"),
    py("    try:\n        assert f() == 1\n    except OSError:\n        pytest.fail('no disk')\n"),
    java("try { f(); fail(); } catch (IllegalStateException e) { assertNotNull(e); }"),
    rust("let caught = std::panic::catch_unwind(|| assert!(f()));\n    assert!(caught.is_err());"),
    cpp('try { f(); } catch (const E& e) { EXPECT_STREQ(e.what(), "a"); }'),
    ruby("    begin\n      clean\n    rescue IOError\n    end\n    expect(f).to eq 1\n"),
    body("try { assert(a); } catch {}\n  return a;"),
  ],
});
