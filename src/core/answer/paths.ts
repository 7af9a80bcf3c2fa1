// Which paths are tests, and which only a person may change.
import type { Path } from "../tree.ts";

const tests =
  /(^|\/)(tests?|__tests__|spec|specs)\/|(^|\/)[^/]*[._-](test|tests|spec)\.[^/]+$|(^|\/)test[._-][^/]*$|(^|\/)conftest\.py$/i;

/** True for test files and everything below a folder of tests. */
export const isTestPath = (path: Path): boolean => tests.test(path);

const files =
  /^(package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|tsconfig[^/]*\.json|jsconfig\.json|makefile|dockerfile[^/]*|justfile|codeowners|\.npmrc|\.yarnrc[^/]*|\.gitattributes|\.gitmodules|\.gitignore|\.editorconfig|\.mcp\.json|agents\.md|claude\.md|gemini\.md|renovate\.json5?|lerna\.json|nx\.json|turbo\.json|\.pre-commit-config\.ya?ml|lefthook\.ya?ml|sitecustomize\.py|setup\.(py|cfg)|pyproject\.toml|requirements[^/]*\.txt|cargo\.(toml|lock)|go\.(mod|sum)|gemfile(\.lock)?|pom\.xml|build\.gradle(\.kts)?|jenkinsfile|\.travis\.yml|azure-pipelines\.yml|\.gitlab-ci\.yml|\.eslintrc[^/]*|\.oxlintrc\.json|biome\.jsonc?|(eslint|prettier|jest|vitest|vite|babel|rollup|webpack|nyc|mocha|ava|karma|playwright|cypress)[^/]*\.config\.[^/]+|\.(babelrc|mocharc|nycrc|c8rc|prettierrc|swcrc)[^/]*|[^/]*\.pth)$/i;
const folders =
  /(^|\/)(\.github|\.gitlab|\.circleci|\.husky|\.vscode|\.idea|\.devcontainer|\.claude|\.cursor|\.gemini|\.git|node_modules|vendor|third_party|dist|build)(\/|$)/i;

/** True for CI, manifests, lockfiles, hooks, tool settings and generated folders. */
export const protectedPath = (path: Path): boolean =>
  folders.test(path) || files.test(path.slice(path.lastIndexOf("/") + 1));
