// The README's tables are those of the code: commands, settings, variables, red flags.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verb as run } from "../src/cli/run.ts";
import { commandTable } from "../src/core/command/table.ts";
import { defaultConfig } from "../src/core/config/config.ts";
import { oddsText } from "../src/core/report/odds-text.ts";
import { oddsReport } from "../src/core/report/odds.ts";
import { standings } from "../src/core/config/red-flags.ts";
import { redFlags } from "../src/core/redflag/table.ts";
import { variableTable } from "../src/core/config/variables.ts";
import { variables as ofGithub } from "../src/github/settings.ts";
import { variables as ofModels } from "../src/openai/settings.ts";
import { variables as ofProcess } from "../src/settings.ts";
import { runners } from "../src/core/verify/runners.ts";
import { top } from "./tidy/source.ts";

const readme = readFileSync(join(top, "README.md"), "utf8");
const aboutFlags = readFileSync(join(top, "docs/red-flags.md"), "utf8");

/** The rows between `<!-- table: name -->` and `<!-- end -->`, without indentation. */
function table(name: string, page = readme): string {
  const after = page.split(`<!-- table: ${name} -->\n`)[1];
  const rows = after?.split("<!-- end -->")[0] ?? "";
  return rows.replace(/^ +/gm, "").trimEnd();
}

/** `vote.lead` → 5, for every key of the standard settings. */
function flatten(value: object, prefix = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const name = prefix + key;
    const group = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    return group && Object.keys(inner).length > 0 ? flatten(inner, `${name}.`) : [[name, inner]];
  });
}

const shown = (value: unknown): string => {
  if (value === null) return "none";
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
};

describe("the README", () => {
  it("lists the commands as their table does", () => {
    expect(table("commands")).toBe(commandTable());
  });

  it("lists every key of the settings with its default", () => {
    const rows = table("config").split("\n").slice(2);
    const keys = rows.map((row) =>
      row
        .split("|")
        .slice(1, 3)
        .map((cell) => cell.trim()),
    );
    const expected = flatten(defaultConfig).map(([key, value]) => [`\`${key}\``, shown(value)]);
    expect(keys).toEqual(expected);
  });

  it.each([
    ["app variables", ofGithub],
    ["model variables", ofModels],
    ["process variables", ofProcess],
  ])("lists the %s with their meaning", (name, variables) => {
    expect(table(name)).toBe(variableTable(variables));
  });

  it("lists the options of run with what they do", () => {
    const rows = Object.entries(run.options).map(
      ([name, { value = "", help }]) => `| \`--${name} ${value}\` | ${help} |`,
    );
    const head = ["| option | meaning |", "|---|---|"];
    expect(table("run options")).toBe([...head, ...rows].join("\n"));
  });

  it("lists the red flags with what they do and the rule", () => {
    const rows = redFlags.map(({ id, severity, rule }) => {
      const least = standings[id]?.least ?? "";
      return `| \`${id}\` | ${severity} | ${least === severity ? "" : least} | ${rule} |`;
    });
    const head = ["| red flag | what it does | at the least | rule |", "|---|---|---|---|"];
    expect(table("red flags")).toBe([...head, ...rows].join("\n"));
  });

  it("has a page that lists them with what people are told", () => {
    const rows = table("red flags", aboutFlags).split("\n").slice(2);
    const cells = rows.map((row) => row.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));
    expect(cells.map(([id, , ...more]) => [id, ...more])).toEqual(
      redFlags.map(({ id, severity, rule, explain }) => [`\`${id}\``, severity, rule, explain]),
    );
  });

  it("lists the runners whose output is read, with a command for each", () => {
    const rows = runners.map(({ name, command }) => `| ${name} | \`${command}\` |`);
    const head = ["| runner | a command that names every test |", "|---|---|"];
    expect(table("runners")).toBe([...head, ...rows].join("\n"));
  });

  it("shows what `odds` prints, whole", () => {
    const report = oddsReport({ p: 0.9978, steps: 1_048_575, target: 0.95, pricePerVote: null });
    if (!report.ok) throw new Error(report.error);
    const call = "$ npm run quorum -- odds --p 0.9978 --steps 1048575 --target 0.95";
    expect(readme).toContain(`${call}\n${oddsText(report.value)}\n\`\`\`\n`);
  });

  it("calls every command of the command line with what it cannot do without", () => {
    const rows = readme.split("## The command line")[1]?.split("\n\n")[1] ?? "";
    expect(rows).toContain("-- replay --journal FILE`");
    expect(rows).toContain("-- odds --p P --steps N`");
    expect(rows).toContain("-- run --repo PATH --issue FILE.md`");
  });

  it("links only to files that exist", () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map((found) => found[1] ?? "");
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(() => readFolderOrFile(link), link).not.toThrow();
  });
});

function readFolderOrFile(path: string): void {
  try {
    readFileSync(join(top, path));
  } catch (error) {
    const code = error instanceof Error ? Reflect.get(error, "code") : null;
    if (code !== "EISDIR") throw error;
  }
}
