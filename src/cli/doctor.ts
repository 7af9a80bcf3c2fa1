// `doctor`: settings, versions, git, sandbox and model, each with what to do when it is not right.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Verb } from "../cli.ts";
import { machineClock } from "../clock.ts";
import { readSettings } from "../github/settings.ts";
import { openModel } from "../openai/model.ts";
import { selfCheck } from "../openai/self-check.ts";
import { parseSettings } from "../openai/settings.ts";
import { openSandbox } from "../sandbox/sandbox.ts";

type Finding = { readonly name: string; readonly good: boolean; readonly lines: readonly string[] };

export const verb: Verb = {
  help: "Check settings, versions, git, sandbox and model; say what to do",
  usage: "npm run quorum -- doctor [--json]",
  options: { json: { type: "boolean" } },
  async run(values) {
    const findings = [node(), git(), await sandbox(), app(), await model()];
    if (values["json"]) console.log(JSON.stringify(findings));
    else
      for (const { name, good, lines } of findings) {
        console.log(`${good ? "ok  " : "BAD "} ${name}`);
        for (const line of lines) console.log(`       ${line}`);
      }
    return findings.every((f) => f.good) ? 0 : 1;
  },
};

const node = (): Finding => ({
  name: "node",
  good: true,
  lines: [`${process.version}; 22.20 or newer is needed`],
});

function git(): Finding {
  try {
    const version = execFileSync("git", ["--version"], { encoding: "utf8" }).trim();
    const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
    const good = major > 2 || (major === 2 && minor >= 38);
    return {
      name: "git",
      good,
      lines: [good ? version : `${version}: 2.38 or newer is needed by demo and run`],
    };
  } catch {
    return {
      name: "git",
      good: false,
      lines: ["git is missing: install it (apt-get install git)"],
    };
  }
}

async function sandbox(): Promise<Finding> {
  const opened = await openSandbox({});
  if (!opened.ok)
    return { name: "sandbox", good: false, lines: [opened.error.because, opened.error.remedy] };
  await opened.value.close();
  return {
    name: "sandbox",
    good: true,
    lines: ["bubblewrap; every hostile probe of the self-test failed"],
  };
}

function app(): Finding {
  const settings = readSettings(process.env, (path) => readFileSync(path, "utf8"));
  const lines = settings.ok
    ? [`app ${settings.value.appId} at ${settings.value.apiUrl}`]
    : settings.error;
  return { name: "GitHub App", good: settings.ok, lines };
}

async function model(): Promise<Finding> {
  const settings = parseSettings(process.env);
  if (!settings.ok) return { name: "model", good: false, lines: settings.error };
  const model = openModel(settings.value, machineClock, null);
  const checked = await selfCheck(model, settings.value.models.length);
  return {
    name: "model",
    good: checked.ok,
    lines: [checked.ok ? checked.value : checked.error, ...settings.value.notes],
  };
}
