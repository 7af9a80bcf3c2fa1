// Tests that test their own mock.
import { examples, test } from "./examples.ts";

const js = (inside: string, head = "") => test(`${head}test('a', () => {\n  ${inside}\n});\n`);
const py = (text: string) => test(text, undefined, "test_a.py");
const go = (inside: string) =>
  test(`package a\n\nfunc TestA(t *testing.T) {\n\t${inside}\n}\n`, undefined, "a_test.go");
const java = (inside: string) =>
  test(`class ATest {\n  @Test void a() {\n    ${inside}\n  }\n}\n`, undefined, "src/ATest.java");
const rust = (inside: string) =>
  test(`#[test]\nfn a() {\n    ${inside}\n}\n`, undefined, "tests/a.rs");
const cpp = (inside: string) => test(`TEST(A, b) {\n  ${inside}\n}\n`, undefined, "a_test.cc");
const ruby = (inside: string) =>
  test(
    `RSpec.describe A do\n  it 'a' do\n    ${inside}\n  end\nend\n`,
    undefined,
    "spec/a_spec.rb",
  );
const imports = "import { f } from '../src/a.js';\n";

examples("mocked-subject", {
  raised: [
    js("vi.spyOn(a, 'f').mockReturnValue(2);\n  expect(a.f(1)).toBe(2);"),
    js("f.mockReturnValue(2);\n  expect(f(1)).toBe(2);"),
    js("jest.mocked(f).mockResolvedValue(2);\n  expect(await f(1)).toBe(2);"),
    js("mock.method(a, 'f', () => 2);\n  assert.equal(a.f(1), 2);"),
    js("sinon.stub(a, 'f').returns(2);\n  assert.equal(a.f(1), 2);"),
    js("expect(f(1)).toBe(2);", `vi.mock('../src/a.js', () => ({ f: () => 2 }));\n${imports}`),
    js("expect(f(1)).toBeUndefined();", `jest.mock('../src/a.js');\n${imports}`),
    py("@patch('own.a.f')\ndef test_a(f):\n    f.return_value = 2\n    assert f(1) == 2\n"),
    py(
      "def test_a():\n    with patch.object(a, 'f', return_value=2):\n        assert a.f(1) == 2\n",
    ),
    py("def test_a(monkeypatch):\n    monkeypatch.setattr(a, 'f', g)\n    assert a.f(1) == 2\n"),
    py("from a import f\n\n@patch('a.f')\ndef test_a(g):\n    assert f(1) == 2\n"),
    py("def test_a():\n    a.f = Mock(return_value=2)\n    self.assertEqual(a.f(1), 2)\n"),
    go("m.EXPECT().Find(1).Return(2)\n\tassert.Equal(t, 2, m.Find(1))"),
    go('m.On("Find", 1).Return(2)\n\tif m.Find(1) != 2 {\n\t\tt.Error("no")\n\t}'),
    java("when(a.find(1)).thenReturn(2);\n    assertEquals(2, a.find(1));"),
    java("doReturn(2).when(a).find(1);\n    assertThat(a.find(1)).isEqualTo(2);"),
    rust("m.expect_find().returning(|_| 2);\n    assert_eq!(m.find(1), 2);"),
    cpp("EXPECT_CALL(m, Find(1)).WillOnce(Return(2));\n  EXPECT_EQ(m.Find(1), 2);"),
    test(
      "void a(void) {\n  will_return(__wrap_f, 2);\n  assert_int_equal(f(1), 2);\n}\n",
      undefined,
      "test/test_a.c",
    ),
    ruby("allow(a).to receive(:find).and_return(2)\n    expect(a.find(1)).to eq 2"),
  ],
  quiet: [
    js("vi.spyOn(a, 'f').mockReturnValue(2);\n  expect(g(1)).toBe(2);"),
    js("vi.spyOn(a, 'f');\n  expect(a.f(1)).toBe(2);"),
    // What is tested is called as what it passes its calls on to.
    js("s.get.mockReturnValue(2);\n  expect(cache(s).get(1)).toBe(2);"),
    js("vi.spyOn(s, 'get').mockReturnValue(2);\n  expect(new Cache(s).get(1)).toBe(2);"),
    py("def test_a():\n    s.load.return_value = 2\n    assert load(s) == 2\n"),
    py("def test_a(m):\n    m.setattr('requests.get', g)\n    assert get(1) == 2\n"),
    go('m.On("Get", 1).Return(2)\n\tassert.Equal(t, 2, NewCache(m).Get(1))'),
    java("when(s.get(1)).thenReturn(2);\n    assertEquals(2, new Cache(s).get(1));"),
    rust("m.expect_get().returning(|_| 2);\n    assert_eq!(Cache::new(m).get(1), 2);"),
    cpp("EXPECT_CALL(m, Get(1)).WillOnce(Return(2));\n  EXPECT_EQ(Cache(&m).Get(1), 2);"),
    ruby("allow(s).to receive(:get).and_return(2)\n    expect(Cache.new(s).get(1)).to eq 2"),
    js("f.mockReturnValue(2);\n  g(1);\n  expect(f).toHaveBeenCalledWith(1);"),
    js("expect(g(1)).toBe(2);", `vi.mock('../src/a.js');\n${imports}`),
    js(
      "expect(f(1)).toBe(2);",
      `vi.mock('../src/a.js', async (real) => ({ ...(await real()), g: () => 2 }));\n${imports}`,
    ),
    py("@patch('own.a.get')\ndef test_a(get):\n    get.return_value = 2\n    assert f(1) == 2\n"),
    py("def test_a():\n    a.g = Mock()\n    f(1)\n    a.g.assert_called_once_with(1)\n"),
    go("m.EXPECT().Find(1).Return(2)\n\tassert.Equal(t, 2, Use(m))"),
    java("when(a.find(1)).thenReturn(2);\n    assertEquals(2, use(a));\n    verify(a).find(1);"),
    rust("m.expect_find().returning(|_| 2);\n    assert_eq!(use_it(&m), 2);"),
    cpp("EXPECT_CALL(m, Find(1)).WillOnce(Return(2));\n  EXPECT_EQ(Use(&m), 2);"),
    ruby(
      "allow(a).to receive(:find) { 2 }\n    expect(B.use(a)).to eq 2\n    expect(a).to have :find",
    ),
  ],
});
