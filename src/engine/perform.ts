// One short function per kind of action: does it through a port and returns what became of it.
import { unreachable } from "../core/kernel.ts";
import { readCi } from "../core/gate/checks.ts";
import type { Action } from "../core/run/action.ts";
import type { Event } from "../core/run/event.ts";
import { branchOf } from "../core/run/children.ts";
import { lineBranch, statusMarker, gateCheckId } from "../core/run/names.ts";
import { verdictOf } from "../core/run/verdict.ts";
import type { Run } from "../core/run/state.ts";
import { commitMessage } from "../core/report/commit.ts";
import { finalPull, unitPull } from "../core/report/pull.ts";
import { gateCheck } from "../core/report/gate.ts";
import { statusComment } from "../core/report/status.ts";
import { at } from "../core/vector.ts";
import { displaced, lineElsewhere, missingLine } from "./displaced.ts";
import { Faltered, type Ports, type PullState, type Repository } from "./ports.ts";
import type { Trees } from "./trees.ts";

type Inside = "sample" | "survey" | "verify" | "measure" | "measureLine" | "probe" | "rehearse";
type OfChild = "openChild" | "startChild" | "lookChild" | "tellChild" | "closeChild";
export type Outside = Exclude<Action, { readonly kind: Inside | OfChild }>;

/** Performs an action on GitHub. Throws Faltered when the world falters; never retries. */
export async function perform(
  action: Outside,
  run: Run,
  ports: Ports,
  trees: Trees,
): Promise<readonly Event[]> {
  const { repository } = run.started;
  if (repository === null) throw new Error(`A bug in Quorum: ${action.kind} without a repository`);
  const github = ports.repository(repository);
  const now = (): number => ports.clock.now();
  switch (action.kind) {
    case "openLine":
      return openLine(action, run, github, now);
    case "push":
      return push(action, run, github, trees, now);
    case "open":
      return open(action, run, github, now);
    case "look":
      return look(action, run, github, now);
    case "postGate":
      return postGate(action, run, github, now);
    case "merge":
      return merge(action, run, github, now);
    case "lookLine": {
      const ci = readCi(await github.checks(action.head), run.started.config.checks.required);
      const { head } = action;
      return [{ kind: "lineLooked", at: now(), head, ci: ci.kind, because: ciWords(ci) }];
    }
    case "openFinal":
      return openFinal(action, run, github, now);
    case "publish": {
      const { issue, run: id } = run.started;
      const comment = await github.comment(issue.number, statusMarker(id), statusComment(run));
      return [{ kind: "published", at: now(), revision: action.revision, comment }];
    }
    default:
      return unreachable(action);
  }
}

type Of<K extends Action["kind"]> = Extract<Action, { readonly kind: K }>;
type Now = () => number;

async function openLine(action: Of<"openLine">, run: Run, github: Repository, now: Now) {
  const { base, config } = run.started;
  if (config.merge.into === "base") {
    const head = await github.head(base.branch);
    if (head === null) throw gone(base.branch);
    return [{ kind: "lineOpened", at: now(), head } as const];
  }
  const made = await github.createBranch(run.line.name, action.at);
  if (made.ok) return [{ kind: "lineOpened", at: now(), head: made.value } as const];
  const head = await github.head(run.line.name);
  if (head === null) throw gone(run.line.name);
  return [{ kind: "lineOpened", at: now(), head } as const];
}

const gone = (branch: string): Faltered =>
  new Faltered(`the branch ${branch} does not exist; create it again, then \`/quorum retry\``, {
    outcome: "none",
    lasting: true,
  });

async function push(
  action: Of<"push">,
  run: Run,
  github: Repository,
  trees: Trees,
  now: Now,
): Promise<Event[]> {
  const { unit, attempt, onto } = action;
  const state = at(run.units, unit);
  if (!state || state.phase.kind !== "elected") return [];
  const line = await github.head(run.line.name);
  if (line === null) return [missingLine(run, now())];
  if (!run.line.heads.includes(line)) return [{ kind: "lineMoved", at: now(), head: line }];
  const written = { attempt, texts: state.phase.won };
  const built = await trees.built(run, unit, written, onto);
  const before = state.pull === null ? null : await github.pull(state.pull);
  if (before?.state === "merged") return adopted(run, unit, before, github, now);
  if (!built.ok) {
    const detail = built.error;
    const because = "stale";
    return [{ kind: "displaced", at: now(), unit, attempt, because, detail, head: null }];
  }
  const branch = branchOf(run, unit);
  const pushed = await github.commit({
    branch,
    parents: state.branch === null ? [onto] : [state.branch, onto],
    onto,
    changes: built.value.changes,
    message: commitMessage(run, unit),
    expected: state.branch,
  });
  if (pushed.ok) return [{ kind: "pushed", at: now(), unit, attempt, head: pushed.value, onto }];
  const detail = `somebody else moved ${branch}; \`/quorum retry\` builds on top of it`;
  return [await displaced(run, unit, github, now, { because: "branch moved", detail })];
}

async function open(action: Of<"open">, run: Run, github: Repository, now: Now) {
  const { unit } = action;
  const state = at(run.units, unit);
  if (!state) return [];
  const { title, body } = unitPull(run, unit);
  const head = branchOf(run, unit);
  const draft = { head, base: run.line.name, title, body, draft: false };
  if (state.pull !== null) {
    await github.describe(state.pull, draft);
    return [{ kind: "opened", at: now(), unit, pull: state.pull } as const];
  }
  const made = await github.propose(draft);
  if (made.ok) return [{ kind: "opened", at: now(), unit, pull: made.value } as const];
  const detail = `${made.error.because}; \`/quorum retry\` tries it again`;
  return [await displaced(run, unit, github, now, { because: "pull closed", detail })];
}

async function look(action: Of<"look">, run: Run, github: Repository, now: Now): Promise<Event[]> {
  const { unit, head } = action;
  const state = at(run.units, unit);
  if (!state || state.pull === null) return [];
  const pull = await github.pull(state.pull);
  const { attempt } = state;
  if (pull.state === "merged") return adopted(run, unit, pull, github, now);
  if (pull.state !== "open") {
    const detail = `somebody closed #${state.pull}; \`/quorum retry\` opens it again`;
    return [await displaced(run, unit, github, now, { because: "pull closed", detail })];
  }
  if (pull.head !== head) {
    const pushed = pull.head.slice(0, 12);
    const detail = `somebody pushed ${pushed}; \`/quorum retry\` builds on top of it`;
    const moved = { kind: "displaced", at: now(), unit, attempt } as const;
    return [{ ...moved, because: "branch moved", detail, head: pull.head }];
  }
  const ci = readCi(await github.checks(head), run.started.config.checks.required);
  const demanded = run.started.ciRoute === "units";
  return [
    {
      kind: "looked",
      at: now(),
      unit,
      head,
      ci: demanded || ci.kind === "red" ? ci.kind : "green",
      because: demanded ? ciWords(ci) : "the sandbox gates this unit",
      failed: ci.kind === "red" ? ci.failed : [],
      changesRequestedBy: pull.changesRequestedBy,
      approvedBy: pull.approvedBy,
    },
  ];
}

function ciWords(ci: ReturnType<typeof readCi>): string {
  switch (ci.kind) {
    case "green":
      return `${ci.names.join(", ")} succeeded`;
    case "red":
      return ci.failed.map((c) => `${c.name} ${c.conclusion ?? ""}`).join(", ");
    case "pending":
      return ci.because;
  }
}

async function postGate(action: Of<"postGate">, run: Run, github: Repository, now: Now) {
  const { unit, head, conclusion } = action;
  const planUnit = run.plan.units[unit];
  if (!planUnit) return [];
  await github.check({
    head,
    name: "quorum/gate",
    externalId: gateCheckId(run.started.run, planUnit.id, head),
    status: "completed",
    conclusion,
    ...gateCheck(run, unit),
  });
  return [{ kind: "gatePosted", at: now(), unit, head, conclusion } as const];
}

async function merge(
  action: Of<"merge">,
  run: Run,
  github: Repository,
  now: Now,
): Promise<Event[]> {
  const { unit, pass } = action;
  const state = at(run.units, unit);
  if (!state || verdictOf(run, unit).kind !== "open") return [];
  const line = await github.head(run.line.name);
  if (line !== pass.onto) {
    const pull = await github.pull(pass.pull);
    if (pull.state === "merged") return adopted(run, unit, pull, github, now);
    if (line !== null && run.line.heads.includes(line)) {
      const message = "GitHub still shows an older head of the line";
      throw new Faltered(message, { outcome: "none" });
    }
    const at = now();
    return [line === null ? missingLine(run, at) : { kind: "lineMoved", at, head: line }];
  }
  const done = await github.merge(pass);
  if (done.ok) {
    const commit = done.value;
    return [{ kind: "merged", at: now(), unit, head: pass.head, commit, line: commit }];
  }
  if (done.error === "head moved") return lookCloser(action, run, github, now);
  const stands = await github.head(run.line.name);
  if (stands !== null && stands !== pass.onto && !run.line.heads.includes(stands)) {
    return [{ kind: "lineMoved", at: now(), head: stands }];
  }
  const because = "pull closed";
  const what = `GitHub did not merge #${pass.pull} (${done.error})`;
  const detail = `${what}; \`/quorum retry\` tries again`;
  return [await displaced(run, unit, github, now, { because, detail })];
}

/** Somebody moved the branch or the line: a look says which, and where a retry builds on. */
async function lookCloser(action: Of<"merge">, run: Run, github: Repository, now: Now) {
  const { unit, pass } = action;
  const events = await look({ kind: "look", unit, head: pass.head }, run, github, now);
  if (events.some((event) => event.kind !== "looked")) return events;
  const line = await github.head(run.line.name);
  if (line === null || !run.line.heads.includes(line)) {
    return [{ kind: "lineMoved", at: now(), head: line } as const];
  }
  const message = "GitHub refused the merge because a head moved, and does not show yet which";
  throw new Faltered(message, { outcome: "none" });
}

/** The pull request was merged, by a try whose answer was lost or by a person: that is the fact. */
async function adopted(
  run: Run,
  unit: number,
  pull: PullState,
  github: Repository,
  now: Now,
): Promise<Event[]> {
  const commit = pull.mergeCommit;
  if (commit === null) {
    throw new Faltered("GitHub does not name the merge commit yet", { outcome: "none" });
  }
  const seen = await github.head(run.line.name);
  if (seen === null) return [missingLine(run, now())];
  const { heads } = run.line;
  if (seen !== commit && heads.includes(seen) && heads.indexOf(seen) >= heads.indexOf(commit)) {
    throw new Faltered("GitHub still shows an older head of the line", { outcome: "none" });
  }
  return [{ kind: "merged", at: now(), unit, head: pull.head, commit, line: seen }];
}

async function openFinal(
  action: Of<"openFinal">,
  run: Run,
  github: Repository,
  now: Now,
): Promise<Event[]> {
  const { draft } = action;
  // What is proposed is what was measured.
  const elsewhere = run.lineMeasured ? await lineElsewhere(run, github, now) : null;
  if (elsewhere !== null) return [elsewhere];
  const { title, body } = finalPull(run, draft);
  const head = lineBranch(run.started.run);
  const wanted = { head, base: run.started.base.branch, title, body, draft };
  const made = await github.propose(wanted);
  if (!made.ok) {
    if ((await github.head(head)) === null) return [missingLine(run, now())];
    if ((await github.head(wanted.base)) === null) throw gone(wanted.base);
    const message = `GitHub refused the final pull request: ${made.error.because}`;
    throw new Faltered(message, { outcome: "none", lasting: true });
  }
  if (run.final !== null && !draft) await github.describe(made.value, wanted);
  return [{ kind: "finalOpened", at: now(), pull: made.value, draft }];
}
