// Where the benches take real code from: installed npm packages and Debian packages.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../../src/core/patch/syntax.ts";

const modules = fileURLToPath(new URL("../../node_modules/", import.meta.url));

/** What apt-get brings that is not there yet: formatters and code. */
export const debianPackages: readonly string[] = [
  "astyle black clang-format g++ golang-go rubocop ruby rustfmt python3-clang-14",
  "openjdk-17-source",
  "openjdk-17-jdk-headless golang-golang-x-tools-dev golang-golang-x-net-dev unzip dpkg-dev",
  "golang-github-gin-gonic-gin-dev golang-github-spf13-cobra-dev librust-regex-dev",
  "librust-clap-dev librust-tokio-dev librust-syn-dev librust-rayon-dev libabsl-dev libfmt-dev",
  "libpython3.11-testsuite",
  "nlohmann-json3-dev ruby-rack ruby-sinatra ruby-mail ruby-sequel ruby-activesupport ruby-thor",
].flatMap((line) => line.split(" "));

/** Debian source packages whose code is in no binary package. */
const debianSources = ["redis", "jansson", "lua5.4", "re2", "leveldb", "libgit2"];
/** Of which only the tests are read. */
const testSources = ["libcommons-lang3-java"];
/** Packages of the npm registry that ship TSX. */
const npmPackages = ["react-native-paper@5.12.5", "react-native-ui-lib@9.1.3"];

interface Source {
  readonly language: Language;
  /** Below the work folder when it is relative. */
  readonly folders: readonly string[];
  readonly ending: RegExp;
}

const inModules = (names: string): readonly string[] => names.split(" ").map((n) => modules + n);

/** Folders of unpacked source packages begin with their name. */
const debian = (names: string): readonly string[] => names.split(" ").map((n) => `debian/${n}-`);
const include = (names: string): readonly string[] =>
  names.split(" ").map((name) => `/usr/include/${name}`);

export const sources: readonly Source[] = [
  {
    language: "javascript",
    folders: inModules("zod/v4 yaml/dist pino/lib probot/lib vitest/dist octokit openai ajv/dist"),
    ending: /\.[cm]?js$/,
  },
  { language: "typescript", folders: inModules("zod/src openai/src ajv/lib"), ending: /\.ts$/ },
  { language: "tsx", folders: ["npm"], ending: /\.tsx$/ },
  {
    language: "python",
    folders: ["/usr/lib/python3.11", "/usr/lib/python3/dist-packages"],
    ending: /\.py$/,
  },
  { language: "go", folders: ["/usr/lib/go-1.19/src", "/usr/share/gocode/src"], ending: /\.go$/ },
  { language: "rust", folders: ["/usr/share/cargo/registry"], ending: /\.rs$/ },
  { language: "java", folders: ["java"], ending: /\.java$/ },
  { language: "c", folders: debian("redis lua jansson libgit2"), ending: /\.c$/ },
  {
    language: "cpp",
    folders: [...debian("re2 leveldb"), ...include("absl fmt nlohmann")],
    ending: /\.(?:cc|cpp|h|hpp)$/,
  },
  {
    language: "ruby",
    folders: ["/usr/lib/ruby", "/usr/share/rubygems-integration"],
    ending: /\.rb$/,
  },
];

/** Installs and unpacks what is missing; says each thing that it fetches on standard error. */
export function prepare(work: string): void {
  mkdirSync(work, { recursive: true });
  const missing = debianPackages.filter((name) => !isInstalled(name));
  if (missing.length > 0) {
    run(work, "apt-get", ["install", "-y", "--no-install-recommends", ...missing]);
  }
  const javaHome = readdirSync("/usr/lib/jvm").find((name) => name.startsWith("java-1.17"));
  once(work, "java", (folder) => {
    run(folder, "unzip", ["-q", `/usr/lib/jvm/${javaHome}/lib/src.zip`, "java.base/java/*"]);
  });
  once(work, "npm", (folder) => {
    for (const name of npmPackages) {
      const file = execFileSync("npm", ["pack", "--silent", name], {
        cwd: folder,
        encoding: "utf8",
      });
      const own = join(folder, file.trim().replace(".tgz", ""));
      mkdirSync(own);
      run(folder, "tar", ["xzf", file.trim(), "-C", own]);
    }
  });
  once(work, "debian", (folder) => debianCode(folder, debianSources));
  once(work, "tests/debian", (folder) => debianCode(folder, testSources));
}

const isInstalled = (name: string): boolean => {
  try {
    const shown = execFileSync("dpkg-query", ["-W", "-f", "${Status}", name], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return shown.startsWith("install ok");
  } catch {
    return false;
  }
};

/** Fetches source packages through lists of our own, so that the machine's stay as they are. */
function debianCode(folder: string, names: readonly string[]): void {
  const key = "/usr/share/keyrings/debian-archive-keyring.gpg";
  const line = `deb-src [signed-by=${key}] http://deb.debian.org/debian bookworm main\n`;
  writeFileSync(join(folder, "sources.list"), line);
  mkdirSync(join(folder, "lists/partial"), { recursive: true });
  const own = [
    `Dir::Etc::sourcelist=${folder}/sources.list`,
    "Dir::Etc::sourceparts=/dev/null",
    `Dir::State::lists=${folder}/lists`,
  ].flatMap((option) => ["-o", option]);
  run(folder, "apt-get", [...own, "update"]);
  run(folder, "apt-get", [...own, "source", "--download-only", ...names]);
  for (const file of readdirSync(folder).filter((name) => /\.orig\.tar\./.test(name))) {
    run(folder, "tar", ["xf", file]);
  }
}

function once(work: string, name: string, make: (folder: string) => void): void {
  const folder = join(work, name);
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  make(folder);
}

function run(cwd: string, command: string, args: readonly string[]): void {
  process.stderr.write(`${command} ${args.join(" ").slice(0, 200)}\n`);
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

const testFolders: Readonly<Record<Language, readonly string[]>> = {
  javascript: [modules],
  typescript: [modules],
  tsx: [modules],
  python: ["/usr/lib/python3.11/test", "/usr/lib/python3/dist-packages"],
  go: ["/usr/lib/go-1.19/src", "/usr/share/gocode/src"],
  rust: ["/usr/share/cargo/registry"],
  java: ["tests/debian"],
  c: ["debian"],
  cpp: ["debian"],
  ruby: ["/usr/lib/ruby", "/usr/share/rubygems-integration"],
};

const testEndings: Readonly<Record<Language, RegExp>> = {
  javascript: /(?:[._-]test|\/test\/[^/]+)\.[cm]?js$/,
  typescript: /\.test\.ts$/,
  tsx: /\.test\.tsx$/,
  python: /\/test_\w+\.py$/,
  go: /_test\.go$/,
  rust: /\/tests\/\w+\.rs$/,
  java: /Test\.java$/,
  c: /\/tests?\/.*\.c$/,
  cpp: /_test\.(?:cc|cpp)$/,
  ruby: /(?:\/(?:test|spec)_\w+|_(?:test|spec))\.rb$/,
};

/** Test files of a language in the order of their paths. */
export function testFilesOf(language: Language, work: string): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      const stats = statSync(path, { throwIfNoEntry: false });
      if (stats?.isDirectory()) walk(path);
      else if (stats?.isFile() && testEndings[language].test(path)) found.push(path);
    }
  };
  for (const folder of testFolders[language]) {
    const path = folder.startsWith("/") ? folder : join(work, folder);
    if (existsSync(path)) walk(path);
  }
  return found;
}

/** The files of a source in the order of their paths, tests and generated code aside. */
export function filesOf(source: Source, work: string): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      const stats = statSync(path, { throwIfNoEntry: false });
      if (
        stats?.isDirectory() &&
        !/^(?:__pycache__|test|tests|testdata|idlelib|lib2to3)$/.test(name)
      ) {
        walk(path);
      } else if (stats?.isFile() && source.ending.test(name) && stats.size < 300_000) {
        if (!/\.min\.js$|\.d\.ts$|_test\.go$|\.pb\./.test(name)) found.push(path);
      }
    }
  };
  for (const folder of source.folders) {
    const path = folder.startsWith("/") ? folder : join(work, folder);
    const above = dirname(path);
    const begins = path.endsWith("-") && existsSync(above);
    for (const own of begins ? readdirSync(above) : []) {
      const whole = join(above, own);
      if (whole.startsWith(path) && statSync(whole).isDirectory()) walk(whole);
    }
    if (!begins && existsSync(path)) walk(path);
  }
  return found;
}

export const textOf = (path: string): string => readFileSync(path, "utf8");
