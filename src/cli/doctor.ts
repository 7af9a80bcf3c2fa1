// `doctor`: versions, sandbox, model and settings; what each is good for, and what to do.
import { readFileSync } from "node:fs";
import { machineClock } from "../clock.ts";
import { dollars } from "../core/report/measure.ts";
import {
  isPurpose,
  readinessLines,
  verdicts,
  type Finding,
  type Purpose,
} from "../core/report/readiness.ts";
import { knownAs } from "../github/known.ts";
import { readSettings, variables as appVariables } from "../github/settings.ts";
import { openModel } from "../openai/model.ts";
import { selfCheck } from "../openai/self-check.ts";
import { parseSettings } from "../openai/settings.ts";
import { openSandbox } from "../sandbox/sandbox.ts";
import { readProcess, withoutSandbox, type Environment } from "../settings.ts";
import { openAccount } from "./account.ts";
import { namesServer } from "./model.ts";
import { textOf } from "./numbers.ts";
import { versions } from "./versions.ts";
import { Misuse, type Values, type Verb } from "./verb.ts";

export const verb: Verb = {
  help: "Check versions, sandbox, model and settings; say what they are good for and what to do",
  usage: "npm run quorum -- doctor [--for demo|run|start] [--json]",
  options: {
    for: {
      type: "string",
      value: "WHAT",
      help: "what the exit code tells: `demo`, `run` or `start`; by default demo and run",
    },
    json: { type: "boolean", help: "one JSON object in place of words" },
  },
  async run(values) {
    const wanted = purposesOf(values);
    const { env } = process;
    const caged = await sandbox();
    const findings = [
      ...versions(),
      caged,
      ...(await model(env)),
      await app(env),
      own(env, caged.state === "good"),
    ];
    const said = verdicts(findings);
    if (values["json"]) console.log(JSON.stringify({ findings, verdicts: said }));
    else for (const line of readinessLines(findings)) console.log(line);
    return said.every(({ purpose, ready }) => ready || !wanted.includes(purpose)) ? 0 : 1;
  },
};

function purposesOf(values: Values): readonly Purpose[] {
  const text = textOf(values, "for");
  if (text === null) return ["demo", "run"];
  if (isPurpose(text)) return [text];
  throw new Misuse(`--for is "demo", "run" or "start", not "${text}".`);
}

async function sandbox(): Promise<Finding> {
  const opened = await openSandbox({});
  if (!opened.ok)
    return { name: "sandbox", state: "bad", lines: [opened.error.because, opened.error.remedy] };
  await opened.value.close();
  return {
    name: "sandbox",
    state: "good",
    lines: ["opens; every hostile probe of the self-test failed"],
  };
}

/** The account of each day's money, then the model that is asked one trivial step from it. */
async function model(env: Environment): Promise<readonly Finding[]> {
  const settings = parseSettings(env);
  if (!settings.ok) {
    const state = namesServer(env) ? "bad" : "unset";
    const hint = "only `--model openai` and `npm start` need it";
    return [{ name: "model", state, lines: [...settings.error, hint] }];
  }
  const account = openAccount(settings.value, env);
  if (!account.ok) {
    const lines = ["not asked: what it costs could not be counted"];
    return [
      { name: "state folder", state: "bad", lines: [account.error] },
      { name: "model", state: "bad", lines },
    ];
  }
  const { account: day, file, close } = account.value;
  const asked = openModel(settings.value, machineClock, day);
  const checked = await selfCheck(asked, settings.value.models.length);
  const limit = dollars(settings.value.dayMicroUsdMax);
  const { dayTokensMax } = settings.value;
  const tokens = day?.tokens ? `, ${day.tokens.today()} of ${dayTokensMax} tokens taken` : "";
  const money = `${dollars(day?.money?.today() ?? 0)} of ${limit} spent`;
  const spent = `${money}${tokens} today by demo and run`;
  close();
  return [
    day === null
      ? { name: "state folder", state: "unset", lines: ["not needed: the model costs nothing"] }
      : { name: "state folder", state: "good", lines: [`${file}: ${spent}`] },
    {
      name: "model",
      state: checked.ok ? "good" : "bad",
      lines: [checked.ok ? checked.value : checked.error, ...settings.value.notes],
    },
  ];
}

/** Settings that are complete are tried: GitHub is asked who the app is. */
async function app(env: Environment): Promise<Finding> {
  const settings = readSettings(env, (path) => readFileSync(path, "utf8"));
  if (settings.ok) {
    const { appId, apiUrl } = settings.value;
    const known = await knownAs(settings.value, machineClock);
    const lines = [known.ok ? `app ${appId} at ${apiUrl} is ${known.value}` : known.error];
    return { name: "GitHub App", state: known.ok ? "good" : "bad", lines };
  }
  const begun = Object.keys(appVariables).some((name) => env[name]?.trim());
  const lines = [...settings.error, "only `npm start` needs them"];
  return { name: "GitHub App", state: begun ? "bad" : "unset", lines };
}

/** @param caged whether a sandbox opens; without one the operator must let CI alone verify. */
function own(env: Environment, caged: boolean): Finding {
  const settings = readProcess(env);
  if (!settings.ok) return { name: "process", state: "bad", lines: settings.error };
  const { host, port, data } = settings.value;
  const lines = [`\`npm start\` listens on ${host}, port ${port}, and keeps its data in ${data}`];
  if (!caged) lines.push(`no sandbox: ${withoutSandbox(settings.value)}`);
  const works = caged || settings.value.pushUnverified;
  return { name: "process", state: works ? "good" : "unset", lines };
}
