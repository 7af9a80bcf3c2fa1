// Which paths are tests, and which ones Quorum never writes.

const testFolders = new Set([
  "__mocks__",
  "__snapshots__",
  "__tests__",
  "cypress",
  "e2e",
  "spec",
  "specs",
  "test",
  "testdata",
  "tests",
]);

const testNames: readonly RegExp[] = [
  /[._-](?:test|tests|spec|specs|e2e|cy|test-d|bench)\.[a-z]+$/i,
  /^tests?\.(?:[cm]?[jt]sx?|py|rs)$/i,
  /^(?:test_.*|.*_test|conftest)\.py$/i,
  /_tests?\.(?:go|rb|c|cc|cpp|cxx|h|hpp|rs|exs)$|_spec\.rb$|_unittest\.(?:c|cc|cpp|cxx)$/i,
  /^test_.*\.(?:rb|c|cc|cpp|cxx|h|hpp)$/i,
  /\.snap$/i,
  // A word that merely ends in "it" or "test", such as Latest.java, is no test.
  /(?:Test|Tests|TestCase|[a-z0-9_]IT)\.(?:java|kt|cs|scala|cc|cpp|cxx)$|^Test[A-Z]\w*\.java$/,
];

/** True for tests, their fixtures and snapshots, by folder or file name. */
export function isTestPath(path: string): boolean {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  if (parts.some((part) => testFolders.has(part.toLowerCase()))) return true;
  return testNames.some((shape) => shape.test(name));
}

const folders = new Set([
  ".aider",
  ".buildkite",
  ".cargo",
  ".ci",
  ".circleci",
  ".claude",
  ".codex",
  ".continue",
  ".cursor",
  ".devcontainer",
  ".forgejo",
  ".gemini",
  ".git",
  ".gitea",
  ".githooks",
  ".github",
  ".gitlab",
  ".husky",
  ".idea",
  ".lefthook",
  ".mvn",
  ".quorum",
  ".roo",
  ".vscode",
  ".windsurf",
  ".woodpecker",
  ".yarn",
  ".zed",
]);

/** Lower case, whole names. */
const files = new Set(
  [
    // CI and build entry
    ".appveyor.yml .cirrus.yml .drone.yml .gitlab-ci.yml .travis.yml appveyor.yml",
    "azure-pipelines.yml bitbucket-pipelines.yml buildspec.yml cloudbuild.yaml jenkinsfile",
    "dockerfile containerfile makefile gnumakefile justfile taskfile.yml rakefile procfile",
    "vagrantfile build.rs flake.nix shell.nix default.nix netlify.toml vercel.json",
    // people and bots
    "codeowners dependabot.yml dependabot.yaml renovate.json renovate.json5 .renovaterc",
    "owners owners_aliases .mergify.yml .kodiak.toml .bulldozer.yml .policy.yml .pullapprove.yml",
    ".palantir.yml bors.toml .bors.toml .reviewdog.yml .reviewdog.yaml .coderabbit.yaml",
    "agents.md claude.md gemini.md .cursorrules .windsurfrules .clinerules .mcp.json mcp.json",
    // dependencies
    "package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock",
    "bun.lockb deno.json deno.jsonc deno.lock pnpm-workspace.yaml lerna.json nx.json turbo.json",
    "cargo.toml cargo.lock go.mod go.sum go.work go.work.sum gemfile gemfile.lock",
    "pyproject.toml poetry.lock pipfile pipfile.lock uv.lock pdm.lock setup.py setup.cfg",
    "pom.xml build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.lockfile",
    "gradle.properties gradlew gradlew.bat mvnw mvnw.cmd composer.json composer.lock mix.exs",
    "mix.lock environment.yml conda-lock.yml",
    // what tools read before they run
    ".npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs .pnp.cjs .pnp.loader.mjs bunfig.toml pip.conf",
    ".gitattributes .gitmodules .gitconfig .gitignore .envrc .tool-versions .nvmrc .node-version",
    ".python-version .ruby-version mise.toml .editorconfig rust-toolchain rust-toolchain.toml",
    "lefthook.yml lefthook.yaml .lefthook.yml .pre-commit-config.yaml .overcommit.yml",
    "conftest.py sitecustomize.py usercustomize.py rails_helper.rb spec_helper.rb test_helper.rb",
    // tests, coverage, types and lint
    "pytest.ini tox.ini noxfile.py .coveragerc .nycrc .c8rc.json codecov.yml .codecov.yml",
    "mypy.ini .mypy.ini ruff.toml .ruff.toml .flake8 .pylintrc pyrightconfig.json .rubocop.yml",
    ".golangci.yml .golangci.yaml clippy.toml rustfmt.toml biome.json biome.jsonc tslint.json",
    ".oxlintrc.json .swcrc .babelrc jsconfig.json .rspec",
  ].flatMap((line) => line.split(" ")),
);

const configured = [
  "ava babel c8 commitlint cypress eslint jest karma lint-staged nyc playwright prettier",
  "stryker stylelint vite vitest wdio",
].flatMap((line) => line.split(" "));

const shapes: readonly RegExp[] = [
  /^\.env(?:\..*)?$/,
  /^(?:docker-)?compose(?:\..*)?\.ya?ml$/,
  /^(?:dockerfile|containerfile)\..*$|\.dockerfile$/,
  /^requirements.*\.(?:txt|in)$|^constraints.*\.txt$/,
  /^tsconfig(?:\..*)?\.json$/,
  new RegExp(`^(?:${configured.join("|")})[.-](?:[\\w-]+\\.)*(?:config|conf|workspace|setup)\\.`),
  /^\.(?:eslint|prettier|stylelint|mocha|jshint|commitlint|lintstaged)(?:rc|ignore)(?:\..*)?$/,
  /^\.(?:nyc|c8|babel|markdownlint)rc(?:\..*)?$|^\.aider/,
  /^(?:(?:global|jest|vitest)?-?setup-?tests?|(?:jest|vitest|test)-?setup)\.[cm]?[jt]sx?$/,
  /\.(?:pth|gemspec|pem|p12|pfx|keystore|jks)$/,
];

/** True for what steers CI, dependencies, tools, ownership or agents; case does not matter. */
export function protectedPath(path: string): boolean {
  const parts = path.toLowerCase().split("/");
  const name = parts.pop() ?? "";
  if (parts.some((part) => folders.has(part))) return true;
  return files.has(name) || shapes.some((shape) => shape.test(name));
}

const commandFolders = new Set(
  "benches benchmark benchmarks bin cli cmd example examples scripts tools".split(" "),
);

/** True where a program may well print and end by itself: commands, scripts, examples. */
export function commandLine(path: string): boolean {
  const parts = path.toLowerCase().split("/");
  const name = parts.pop() ?? "";
  if (parts.some((part) => commandFolders.has(part))) return true;
  return /^(?:main|__main__|cli|cmd)\.[a-z]+$|(?:_|-|\.)cli\.[a-z]+$|\.rake$/.test(name);
}
