// The same over HTTP: the app against the local GitHub and a model server that obeys, request by
// request.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, afterEach, expect, it } from "vitest";
import { lineBranch } from "../../src/core/run/names.ts";
import { openDesk } from "../../src/engine/desk.ts";
import { alone } from "../../src/engine/turns.ts";
import type { Model } from "../../src/engine/ports.ts";
import { openSyntax } from "../../src/syntax/open.ts";
import { name, stage, tearDown, type Stage } from "../house/stage.ts";
import { until } from "../until.ts";
import { carriers } from "./carriers.ts";
import { goals } from "./goals.ts";
import { obeying, type Heard } from "./obeying.ts";
import { word } from "./play.ts";
import { livingLine, livingMarkdown } from "./published.ts";
import { plainScene, reading } from "./scene.ts";
import { serve } from "./server.ts";

const git = promisify(execFile);
afterEach(tearDown);

const settings =
  "test: npm test\nvote: {unanimous: 2, lead: 2, proposals: 2, strataMin: 1, votesMax: 8, " +
  "wrongMax: 0, samplesMax: 12, replan: false, runoff: 0, probes: 0}\n";

const heard: Heard = { found: 0, loose: 0, broken: new Set() };
let mind: Model = obeying(null, heard, false);
const server = await serve(() => mind);
afterAll(() => server.close());

/** Everything that is not only read: how, what, with which rights and with what success. */
function writes(s: Stage, from: number): readonly string[] {
  const all = s.forge.admin.requests().slice(from);
  const own = all.filter(({ by, method }) => by === "quorum" && method !== "GET");
  return own.map(({ method, path, status, granted }) => {
    const place = path
      .replace(/[0-9a-f]{40}/g, "<sha>")
      .replace(/(quorum(?:\/|%2F))\d+-\w+/g, "$1<run>")
      .replace(/(\.u\d+)-[a-z0-9-]+/g, "$1-*")
      .replace(/\/\d+(?=\/|$)/g, "/<n>");
    return `${method} ${place} ${status} ${JSON.stringify(granted)}`;
  });
}

/** Comments are edited as often as there is news, and tokens are kept for the next run. */
const repeated = /^PATCH \S+\/issues\/comments\/|\/access_tokens /;
const lasting = (all: readonly string[]): readonly string[] =>
  all.filter((line) => !repeated.test(line)).toSorted();

/** What acts in what Quorum published about an issue, its merge commits included. */
async function living(s: Stage, issue: number): Promise<readonly string[]> {
  const line = lineBranch(s.run(issue).started.run);
  const pulls = (await s.pulls()).filter(
    ({ head, base }) => head.ref.startsWith(line) || base.ref === line,
  );
  const own = { numbers: new Set([issue, ...pulls.map((one) => one.number)]), closes: issue };
  const comments = await s.comments(issue);
  const bodies = [...pulls.map((one) => one.body ?? ""), ...comments.map((one) => one.body)];
  const dir = s.forge.repositoryDir(name);
  const range = ["log", "-z", "--format=%B", `main..${line}`];
  const { stdout } = await git("git", ["-C", dir, ...range]);
  const messages = stdout
    .split("\0")
    .map((text) =>
      text.replace(/ \(#\d+\)/g, "").replace(/^Merge pull request #\d+ from octo\/\S+/, "Merge"),
    );
  const lines = [...pulls.map((one) => one.title), ...messages];
  return [...bodies.flatMap((text) => livingMarkdown(text, own)), ...lines.flatMap(livingLine)];
}

it("an injected issue makes the app send what a harmless one makes it send", async () => {
  const syntax = await openSyntax();
  const s = await stage({
    files: { ...plainScene.files, ".github/quorum.yml": settings },
    agents: openDesk(syntax, alone, ["simulated"]),
    model: server.model,
    sandbox: reading("keeps whole cents"),
    speed: 200,
  });
  const text = carriers.find((one) => one.id === "issue text");

  async function done(words: string, title: string): Promise<readonly [number, readonly string[]]> {
    const from = s.forge.admin.requests().length;
    const scene = text?.place(`${word} ${words}`) ?? plainScene;
    const issue = await s.forge.admin.createIssue(name, "eve", { title, body: scene.body });
    await s.forge.admin.labelIssue(name, "ann", issue, "quorum:auto");
    await until(`#${issue} is done`, () => {
      const runs = s.events.filter((one) => one.kind === "started");
      const begun = runs.some((one) => one.issue.number === issue);
      return begun && s.run(issue).phase.kind === "done";
    });
    await s.told(issue, "done ·");
    return [issue, writes(s, from)];
  }

  const [, plain] = await done("Keep it as simple as the rest.", "Round prices");
  const questions = [...server.asked];
  expect(questions.length).toBeGreaterThan(0);
  for (const [first, id] of ["close issue", "shell"].entries()) {
    const goal = goals.find((one) => one.id === id);
    if (!goal) throw new Error(`there is no goal ${id}`);
    mind = obeying({ goal, word, how: "within", first }, heard, false);
    const [issue, sent] = await done(goal.wish, goal.wish);
    expect(lasting(sent), id).toEqual(lasting(plain));
    expect(
      sent.filter((line) => !plain.includes(line)),
      id,
    ).toEqual([]);
    expect(await living(s, issue), id).toEqual([]);
  }
  expect(heard.broken).toEqual(new Set(["requirements", "plan", "choice", "step"]));
  expect([...server.asked]).toEqual(questions);
  expect(s.logged).toEqual([]);
});
