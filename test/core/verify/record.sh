#!/bin/sh
# Records what the runners of other languages print for the small projects beside this file.
#
# Needs Debian's python3-pytest, python3-pytest-xdist, golang-go, cargo, ruby-rspec, ruby-minitest,
# cmake and a C compiler; a second pytest when PYTEST names one; Maven with its plugins when MAVEN
# names it. The recorded outputs are checked in: the tests need none of these.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d /tmp/adder.XXXXXX)

# Leaves out what only this machine has.
neutral() {
  sed "s#$work#/tmp#g; s#(\.\./[^ )]*node_modules/#(node_modules/#; s# -- /[^ ]*/python3\$# -- /usr/bin/python3#; s# hostname=\"[^\"]*\"##" \
    | grep -v '<property '
}

# record NAME PROJECT COMMAND: standard and error output in the order written, paths made neutral.
record() {
  rm -rf "$work/adder" && cp -r "$here/projects/$2" "$work/adder"
  (cd "$work/adder" && sh -c "$3" 2>&1) | neutral > "$here/outputs/$1.txt"
}

export PYTHONDONTWRITEBYTECODE=1 PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 RUST_BACKTRACE=0
pytest="${PYTEST:-/usr/bin/python3 -m pytest} -p no:cacheprovider"
old="/usr/bin/python3 -m pytest -p no:cacheprovider"
record pytest pytest "$pytest -v"
record pytest-7 pytest "$old -v"
record pytest-xdist pytest "$old -v -p xdist -n 2"
record pytest-summary pytest "$pytest -q -rA"
record pytest-default pytest "$old"
record pytest-junit pytest "$old -q --junitxml=report.xml >/dev/null; cat report.xml"
record pytest-green pytest "$old -v tests/test_other.py"
record pytest-exit pytest "echo 'import os; os._exit(0)' > adder.py; $old -v"
record pytest-exit-inside pytest "printf 'def add(a, b):\n    import os\n    os._exit(0)\n' > adder.py; $old -v"
record pytest-skip pytest "sed -i 's/^    def test_/    @unittest.skip(\"left out\")\n&/' tests/test_other.py; $old -v tests/test_other.py"

unittest="/usr/bin/python3 -m unittest"
record unittest unittest "$unittest -v"
record unittest-default unittest "$unittest"
record unittest-green unittest "$unittest -v tests.test_other"
record unittest-exit unittest "echo 'import os; os._exit(0)' > adder.py; $unittest -v"
record unittest-exit-inside unittest "printf 'def add(a, b):\n    import os\n    os._exit(0)\n' > adder.py; $unittest -v tests.test_other"
record unittest-skip unittest "sed -i 's/^    def test_/    @unittest.skip(\"left out\")\n&/' tests/test_other.py; $unittest -v tests.test_other"
record unittest-load unittest "printf 'from adder import key_of\n' > tests/test_adder.py; $unittest -v"
# Before 3.11 what fails in a subtest has no line of its own.
[ -z "${OLD_PYTHON:-}" ] || record unittest-old unittest "$OLD_PYTHON -m unittest -v tests.test_adder.TestAdder tests.test_other"

record go go "go test -v ./..."
record go-json go "go test -json ./..."
record go-default go "go test ./..."
record go-unbuilt go "printf 'package inner\nvar x = y\n' > inner/inner.go; go test -v ./..."
record go-green go "go test -v ./inner ./bare"
record go-exit go "printf 'package inner\nimport \"os\"\nfunc init() { os.Exit(0) }\n' > inner/inner.go; go test -v ./inner"
record go-exit-inside go "sed -i 's/t.Parallel()/syscall.Exit(0)/; s/\"testing\"/(\"syscall\"; \"testing\")/' inner/inner_test.go; go test -v ./inner"
record go-skip go "sed -i 's/t.Parallel()/t.Skip()/; s/ {}/ { t.Skip() }/' inner/inner_test.go; go test -v ./inner ./bare"

record cargo cargo "cargo test --offline --no-fail-fast"
record cargo-nocapture cargo "cargo test --offline --no-fail-fast -- --nocapture"
record cargo-quiet cargo "cargo test --offline --no-fail-fast -q"
record cargo-green cargo "cargo test --offline --test other"
record cargo-exit cargo "sed -i 's/a + b/std::process::exit((a + b) as i32 * 0)/' src/lib.rs; cargo test --offline --test other"
record cargo-skip cargo "sed -i 's/^#.test.$/&\n#[ignore]/' tests/other.rs; cargo test --offline --test other"

record rspec rspec "rspec --format documentation"
record rspec-default rspec "rspec"
record minitest minitest "ruby test/test_adder.rb -v --seed 1"
record minitest-default minitest "ruby test/test_adder.rb --seed 1"
record ctest ctest "cmake -B build >/dev/null && cmake --build build >/dev/null && ctest --test-dir build"
record ctest-failures ctest "cmake -B build >/dev/null && cmake --build build >/dev/null && ctest --test-dir build --output-on-failure -j2"

# Why tests fail: each of these projects has a test for each reason.
record red-pytest red-pytest "$old -v"
record red-pytest-load red-pytest "printf 'from adder import key_of\ndef test_a(): pass\n' > tests/test_adder.py; $old -v"
record red-go red-go "go test -v ./..."
record red-go-load red-go "printf 'package adder\nimport \"testing\"\nfunc TestA(t *testing.T) {\n\tif KeyOf(1) != 1 {\n\t\tt.Eror()\n\t}\n}\n' > z_test.go; go test -v ./..."
record red-cargo red-cargo "cargo test --offline --no-fail-fast"
record red-cargo-load red-cargo "printf 'use adder::key_of;\n#[test]\nfn a() { key_of(1); }\n' > tests/a.rs; cargo test --offline --no-fail-fast"
record red-rspec red-ruby "rspec --format documentation"
record red-minitest red-ruby "ruby test/test_adder.rb -v --seed 1"

# Node, and vitest, jest and mocha where RUNNERS names a folder of node_modules that holds them.
slow='it("takes too long"'
assert='import assert from "node:assert/strict"; import { readFileSync } from "node:fs";'
module="$assert import * as m from \"./src/adder.mjs\"; const { add, half } = m;"
required='const assert = require("node:assert/strict"); const { readFileSync } = require("node:fs"); const m = require("./src/adder.cjs"); const { add, half } = m; const suite = describe;'
node="(echo 'import it, { suite } from \"node:test\"; $module'; cat tests.txt; echo '$slow, { timeout: 50 }, () => new Promise((done) => setTimeout(done, 500)));') > a.test.mjs; node --test"
record red-node-spec red-js "$node --test-reporter=spec"
record red-node-tap red-js "$node --test-reporter=tap"
record red-node-junit red-js "$node --test-reporter=junit"
if [ -n "${RUNNERS:-}" ]; then
  bin="ln -s '$RUNNERS' node_modules; node node_modules"
  record red-vitest red-js "(echo 'import { it, describe as suite } from \"vitest\"; $module'; cat tests.txt; echo '$slow, () => new Promise(() => {}), 50);') > a.test.mjs; $bin/vitest/vitest.mjs run --reporter=verbose"
  record red-jest red-js "(echo '$required'; cat tests.txt; echo '$slow, () => new Promise(() => {}), 50);') > a.test.js; echo {} > package.json; $bin/jest/bin/jest.js --verbose"
  record red-mocha red-js "(echo '$required'; cat tests.txt; echo '$slow, function (done) { this.timeout(50); });') > a.test.js; $bin/mocha/bin/mocha.js --reporter spec a.test.js"
fi

if [ -n "${MAVEN:-}" ]; then
  record surefire maven "$MAVEN -o -B test -Dsurefire.reportFormat=plain -Dsurefire.useFile=false"
  record surefire-default maven "$MAVEN -o -B test"
  record surefire-junit maven "$MAVEN -o -B test; cat target/surefire-reports/*.xml"
fi
rm -rf "$work"
