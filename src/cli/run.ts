// `run`: an issue from a file on the user's own git repository, worked on a copy of it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { Misuse, Refusal, type Values, type Verb } from "../cli.ts";
import { explain } from "../core/report/why.ts";
import { openSandbox } from "../sandbox/sandbox.ts";
import { splitIssue } from "./issue.ts";
import { workLocally } from "./local.ts";
import { chooseModel } from "./model.ts";
import { textOf } from "./numbers.ts";

const issueBytesMax = 64 * 1024;

export const verb: Verb = {
  help: "Work an issue on your own git repository, on a copy; your checkout is not changed",
  usage:
    "npm run quorum -- run --repo PATH --issue FILE.md [--test 'npm test'] [--model openai]\n" +
    "npm run quorum -- run --repo PATH --issue FILE.md --model book --answers FILE\n\n" +
    "  --test  command that judges a change, in place of `test:` in .github/quorum.yml\n" +
    "  --keep  folder for the forge's data; a new temporary one otherwise",
  options: {
    repo: { type: "string" },
    issue: { type: "string" },
    test: { type: "string" },
    model: { type: "string" },
    answers: { type: "string" },
    keep: { type: "string" },
  },
  async run(values) {
    const repo = repositoryOf(values);
    const issue = issueOf(values);
    const test = textOf(values, "test") ?? testOf(repo);
    const deps = dependenciesOf(repo);
    const seed = process.env["QUORUM_SEED"] ?? "1";
    const opened = await openSandbox(deps === null ? {} : { deps });
    if (!opened.ok) {
      const { because, remedy } = opened.error;
      throw new Refusal(
        `${because} Nothing was executed and nothing was asked of a model. ${remedy}`,
      );
    }
    const sandbox = opened.value;
    const chosen = await chooseModel(values, seed, null);
    console.log(`answers come from ${chosen.words}`);
    const folder = textOf(values, "keep") ?? mkdtempSync(join(tmpdir(), "quorum-run-"));
    const result = await workLocally({
      folder,
      name: nameOf(repo),
      fill: (forge, repository) =>
        forge.admin.pushFromGit(repository, repo, "HEAD").then(() => undefined),
      issue,
      model: chosen.model,
      models: chosen.models,
      sandbox,
      seed: `run-${seed}-${Date.now()}`,
      test,
      spacingMs: 20,
      label: "quorum:auto",
      say: (line) => console.log(line),
    });
    const { run } = result;
    const git = result.forge.repositoryDir(result.repository);
    console.log(`\n${explain(run, Date.now())}`);
    console.log(
      "\nYour checkout was not changed. To fetch what was made:\n" +
        `  git -C ${repo} fetch ${git} "quorum/*:quorum/*"`,
    );
    if (run.merged > 0) console.log(`  git -C ${repo} log --oneline ..${run.line.name}`);
    await result.close();
    await sandbox.close();
    chosen.close();
    return run.phase.kind === "done" ? 0 : 1;
  },
};

function repositoryOf(values: Values): string {
  const given = textOf(values, "repo");
  if (given === null) throw new Misuse("Which repository? Give --repo PATH.");
  const repo = resolve(given);
  try {
    execFileSync("git", ["-C", repo, "rev-parse", "--verify", "HEAD^{commit}"], {
      stdio: "ignore",
    });
  } catch {
    throw new Refusal(
      `${repo} is not a git repository with a commit. Run \`git init\` and commit first.`,
    );
  }
  const changed = execFileSync("git", ["-C", repo, "status", "--porcelain"], { encoding: "utf8" });
  if (changed.trim() !== "") console.log("note: uncommitted changes are not part of the copy");
  return repo;
}

function issueOf(values: Values): { readonly title: string; readonly body: string } {
  const file = textOf(values, "issue");
  if (file === null)
    throw new Misuse("Which issue? Give --issue FILE.md (its first line is the title).");
  if (!existsSync(file)) throw new Refusal(`There is no file ${file}.`);
  if (statSync(file).size > issueBytesMax) {
    throw new Refusal(
      `${file} is larger than 64 KiB. Say what matters in fewer words; nothing was started.`,
    );
  }
  const issue = splitIssue(readFileSync(file, "utf8"));
  if (issue.title === "" || issue.body === "") {
    throw new Refusal(`${file} needs a title in its first line and a text below it.`);
  }
  return issue;
}

/** `npm test` where package.json has a test script; else the repository's settings must say. */
function testOf(repo: string): string | null {
  if (existsSync(join(repo, ".github/quorum.yml"))) return null;
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(repo, "package.json"), "utf8"));
    const scripts =
      manifest && typeof manifest === "object" && "scripts" in manifest ? manifest.scripts : null;
    if (scripts && typeof scripts === "object" && "test" in scripts) return "npm test";
  } catch {
    // No package.json that can be read: the sentence below says what to do.
  }
  throw new Refusal(
    "How is a change judged? Give --test COMMAND, such as --test 'npm test'; nothing was started.",
  );
}

/**
 * The checkout's node_modules, mounted read-only, when its hidden lockfile agrees with the
 * repository's; null when the repository needs none. Throws Refusal before a sample is bought.
 */
function dependenciesOf(repo: string): string | null {
  const manifest = join(repo, "package.json");
  const lock = join(repo, "package-lock.json");
  const needs =
    existsSync(manifest) &&
    /"(dev)?[dD]ependencies"\s*:\s*\{\s*"/.test(readFileSync(manifest, "utf8"));
  if (!needs) return null;
  const modules = join(repo, "node_modules");
  const inside = join(modules, ".package-lock.json");
  const remedy = `Run \`npm ci\` in ${repo}, then try again. Nothing was started.`;
  if (!existsSync(modules))
    throw new Refusal(`${repo} has dependencies but no node_modules. ${remedy}`);
  if (!existsSync(lock) || !existsSync(inside)) return modules;
  const missing = unlike(readFileSync(lock, "utf8"), readFileSync(inside, "utf8"));
  if (missing.length > 0) {
    throw new Refusal(
      `node_modules differs from package-lock.json: ${missing.slice(0, 5).join(", ")}. ${remedy}`,
    );
  }
  return modules;
}

function unlike(lock: string, inside: string): string[] {
  const wanted = packagesOf(lock);
  const there = packagesOf(inside);
  return [...wanted].flatMap(([name, entry]) => {
    if (name === "" || entry.optional || there.get(name)?.version === entry.version) return [];
    return [name.replace(/^.*node_modules\//, "")];
  });
}

function packagesOf(
  text: string,
): Map<string, { readonly version: string; readonly optional: boolean }> {
  const lock: unknown = JSON.parse(text);
  const packages = lock && typeof lock === "object" && "packages" in lock ? lock.packages : {};
  return new Map(
    Object.entries(packages ?? {}).map(([name, entry]: [string, Record<string, unknown>]) => [
      name,
      {
        version: typeof entry["version"] === "string" ? entry["version"] : "",
        optional: entry["optional"] === true,
      },
    ]),
  );
}

const nameOf = (repo: string): string =>
  basename(repo).replace(/[^A-Za-z0-9._-]/g, "-") || "repository";
