// Tests and protected files by path.
import { describe, expect, it } from "vitest";
import { isTestPath, protectedPath } from "../../../src/core/redflag/paths.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const tests = words(`
  test/a.js tests/fixtures/a.json src/__tests__/a.ts src/a.test.ts src/a.spec.tsx a_test.go
  test_a.py pkg/a_test.py conftest.py spec/a_spec.rb src/test/java/A.java ATest.java A_Test.java
  FooTests.java src/__snapshots__/a.snap e2e/login.ts src/types.test-d.ts test.js Test/A.js
  app/tests.py src/parser/tests.rs src/parser_tests.rs pkg/testdata/a.json test_a.rb a_test.cc
  a_unittest.cc test_a.c FooTest.cpp src/a_test.h
`);

const noTests = words(`
  src/a.ts src/testing/a.ts src/latest.js src/contest.js src/attest.go src/Latest.java
  src/inspect.js src/specification.md src/respec.ts src/protest/a.js src/test-support.js
  src/testing.rs src/Latest.cpp src/latest_tests_run.py src/testament.rb src/contest.c
`);

const guarded = words(`
  .github/workflows/ci.yml .github/CODEOWNERS CODEOWNERS docs/CODEOWNERS .gitlab-ci.yml
  .circleci/config.yml Jenkinsfile azure-pipelines.yml .travis.yml renovate.json
  package.json packages/a/package.json package-lock.json yarn.lock pnpm-lock.yaml bun.lockb
  Cargo.toml Cargo.lock go.mod go.sum Gemfile Gemfile.lock pyproject.toml poetry.lock setup.py
  requirements.txt requirements-dev.txt pom.xml build.gradle.kts composer.json Makefile
  Dockerfile Dockerfile.prod api.dockerfile docker-compose.yml compose.prod.yaml
  .devcontainer/devcontainer.json .vscode/tasks.json .husky/pre-commit lefthook.yml .npmrc
  .yarnrc.yml .gitattributes .gitmodules conftest.py sitecustomize.py a.pth jest.config.js
  vitest.config.ts vitest.workspace.ts playwright.config.ts .mocharc.json .eslintrc.cjs
  eslint.config.js .prettierrc tsconfig.json tsconfig.build.json babel.config.js .babelrc
  AGENTS.md CLAUDE.md .mcp.json .claude/settings.json .cursor/rules/a .cursorrules .env
  .env.production tox.ini pytest.ini .coveragerc biome.json build.rs .cargo/config.toml
  jest.setup.ts server.pem OWNERS .mergify.yml .kodiak.toml .bulldozer.yml .policy.yml bors.toml
  .pullapprove.yml .coderabbit.yaml setupTests.ts vitest-setup.js spec_helper.rb test_helper.rb
`);

const free = words(`
  src/a.ts README.md docs/package.md src/config.ts src/makefile.ts lib/docker.js src/env.ts
  src/jest.ts CHANGELOG.md src/vite-plugin.ts data/requirements.md github/a.ts src/test.config.ts
  src/owners.ts docs/owners.md src/setup.ts test/setup.test.ts setup_test.go
`);

describe("paths", () => {
  it.each(tests)("%s is a test", (path) => expect(isTestPath(path)).toBe(true));
  it.each(noTests)("%s is no test", (path) => expect(isTestPath(path)).toBe(false));
  it.each(guarded)("%s is protected, in any case", (path) => {
    expect(protectedPath(path)).toBe(true);
    expect(protectedPath(path.toUpperCase())).toBe(true);
    expect(protectedPath(`a/b/${path}`)).toBe(true);
  });
  it.each(free)("%s is not protected", (path) => expect(protectedPath(path)).toBe(false));
});
