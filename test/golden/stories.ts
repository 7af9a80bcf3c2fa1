// Runs worth keeping: played in virtual time, recorded once, folded for ever.
import type { Config } from "../../src/core/config/config.ts";
import type { Event } from "../../src/core/run/event.ts";
import type { Run } from "../../src/core/run/state.ts";
import { at } from "../../src/core/vector.ts";
import { no } from "../../src/core/kernel.ts";
import { stuckUnits } from "../../src/core/run/next.ts";
import { items } from "../../src/core/vector.ts";
import type { Agents } from "../../src/engine/agents.ts";
import { Faltered } from "../../src/engine/ports.ts";
import { maintainer } from "../core/run/facts.ts";
import { diamond, eventful, saying } from "../engine/eventful.ts";
import { inner, parted, twiceRed } from "../engine/parted.ts";
import { pushOnto } from "../engine/pushing.ts";
import { brokenLater, later, measuring } from "../engine/measuring.ts";
import { minute, stage, type Play, type Stage } from "../engine/stage.ts";

/** A run with the settings of its story changed, as far as it came. */
type Story = () => Promise<Stage>;

const usual = stage().started.config;
const voting = (vote: Partial<Config["vote"]>): Pick<Config, "vote"> => ({
  vote: { ...usual.vote, ...vote },
});

async function played(play: Play, ms = 24 * 60 * minute): Promise<Stage> {
  const one = stage(play);
  await one.play(ms);
  return one;
}

/** Plays on until the run is as wanted, for an hour at most. */
async function until(one: Stage, wanted: (run: Run) => boolean): Promise<void> {
  await one.play(1000);
  for (let s = 0; s < 3600 && !wanted(one.run()); s += 1) await one.play(1000);
  if (!wanted(one.run())) throw new Error("the run never came to what the story wants");
}

type Order = Extract<Event["kind"], "approved" | "rejected" | "stopped" | "retried">;

async function order(one: Stage, kind: Order, because = ""): Promise<void> {
  const said = { at: one.time.now(), by: maintainer };
  const event: Event = kind === "rejected" ? { kind, because, ...said } : { kind, ...said };
  const told = one.engine().tell(one.started.run, event);
  await one.play(1000);
  if (!(await told)) throw new Error(`the run did not take ${kind}`);
}

const isStuck = (run: Run): boolean => run.phase.kind === "stuck" || stuckUnits(run).length > 0;

/** Answers of two kinds in turn: nobody gets ahead. */
const torn = (place: string): string | null => (/[13579]$/.test(place) ? "wrong" : "right");

/** Two answers that both pass their checks, in turn. */
const between = (places: RegExp) => (place: string) =>
  places.test(place) ? (/[13579]$/.test(place) ? "hidden" : "right") : null;

/** A survey finds places; the right ballot names the first, a wrong one the others. */
const surveying = (usual: Agents): Agents => ({
  ...usual,
  survey: (_run, of) =>
    Promise.resolve({ options: of === "files" ? files : files.map((f) => `${f}#f`) }),
  open(question, prompt, sample) {
    const { run, poll, n } = question;
    if (poll.kind !== "locate") return usual.open(question, prompt, sample);
    const options = run.phase.kind === "locating" ? (run.phase.options ?? []) : [];
    const right = sample.text === "right";
    const named = right ? options.slice(0, 1) : options.slice(1, 2 + (n % 2));
    return { n, class: right ? "first" : `other ${n % 2}`, text: JSON.stringify(named) };
  },
});
const files = ["src/a.ts", "src/b.ts", "src/c.ts"];

/** Steps on which models are right two times in three: three votes that agree are not enough. */
const unsure = {
  runs: 40,
  mixtures: { test: [], code: [] },
  cautions: {
    code: {
      belief: { mean: 0.65, spread: 0.1, scatter: 2, slips: 0.4 },
      errorMax: 0.006,
    },
  },
  validShare: 0.9,
  microUsdPerSample: 1,
} as const;

/** CI runs on the line alone, for a minute after each merge. */
async function onLine(green: boolean): Promise<Stage> {
  const one: Stage = stage({
    terms: { ciRoute: "line" },
    watch(event) {
      if (event.kind !== "merged") return;
      one.github.ci.set(event.line, { at: one.time.now() + 90_000, green });
    },
  });
  await until(one, (run) => run.phase.kind === "done" || isStuck(run));
  return one;
}

export const stories: Readonly<Record<string, Story>> = {
  plain: () => played({}),
  "under-way": () => played({ plan: diamond }, 22_000),
  "much-trouble": () => played(eventful()),
  crashes: () => played({ ...eventful(), commitMs: 20, dies: (n) => (n % 41 ? null : "after") }),
  async approved() {
    const config = { ...voting({}), approval: "always" } as const;
    const one = stage({ proposed: true, config });
    await until(one, (run) => run.phase.kind === "approval");
    await order(one, "rejected", "too coarse");
    await order(one, "retried");
    await until(one, (run) => run.phase.kind === "approval");
    await order(one, "approved");
    await one.play();
    return one;
  },
  async "divided-plan"() {
    const first = /^plan\.(?:propose|choose)\/\d+$/;
    const words = (place: string) => (first.test(place) ? torn(place) : null);
    const one = stage({ proposed: true, config: voting({ votesMax: 6 }), model: saying(words) });
    await until(one, isStuck);
    await order(one, "retried");
    await one.play();
    return one;
  },
  async "divided-plan-unsolved"() {
    const one = stage({ proposed: true, config: voting({ votesMax: 6 }), model: saying(torn) });
    await until(one, isStuck);
    return one;
  },
  located: () => played({ proposed: true, config: voting({ places: 20 }), agents: surveying }),
  "located-without-agreement": () => {
    const config = voting({ places: 20, votesMax: 6 });
    const words = (place: string) => (place.includes("locate") ? torn(place) : null);
    return played({ proposed: true, config, agents: surveying, model: saying(words) });
  },
  async "divided-step"() {
    const config = { ...voting({ votesMax: 6 }), test: null };
    const one = stage({ config, model: saying(between(/^0\.1\.0\/\d+$/)) });
    await until(one, isStuck);
    return one;
  },
  async runoff() {
    const config = voting({ votesMax: 6, runoff: 2, probes: 2 });
    const one = stage({ config, model: saying(between(/^0\.1\.0\/\d+$/)) });
    await one.play();
    return one;
  },
  async "planned-anew"() {
    const config = voting({ votesMax: 6, replan: true });
    const one = stage({ config, model: saying(between(/^0\.1\.0\/\d+$/)) });
    await one.play();
    return one;
  },
  async measured() {
    const one = stage(measuring(() => "p99_ms: 312"));
    await until(one, (run) => at(run.units, 1)?.gatePosted?.endsWith("action_required") ?? false);
    return one;
  },
  "winner-unsure": () => {
    const words = (place: string) => between(/^0\.1\.0\/\d+$/)(place);
    const config = voting({ votesMax: 8, replan: true, failuresDissent: true });
    return played({ config, terms: { experience: unsure }, model: saying(words) });
  },
  async stopped() {
    const one = await played({}, 9000);
    await order(one, "stopped");
    await one.play(minute);
    await order(one, "retried");
    await one.play();
    return one;
  },
  "child-run": () => played({ plan: parted, inner }),
  async "child-stopped"() {
    const one = stage({ plan: parted, inner });
    const isUnderWay = (run: Run): boolean =>
      items(run.units).some(({ child }) => child?.run != null);
    await until(one, isUnderWay);
    await order(one, "stopped");
    await one.play(minute);
    return one;
  },
  async "child-given-up"() {
    const one = stage({ plan: parted, inner, green: twiceRed() });
    for (const _ of [1, 2]) {
      await until(one, isStuck);
      await order(one, "retried");
    }
    await one.play();
    return one;
  },
  async "no-money"() {
    const one = stage({ config: { budget: { ...usual.budget, runUsd: 15e-6 } } });
    await until(one, isStuck);
    return one;
  },
  async "person-pushed"() {
    let done = false;
    const one: Stage = stage({
      repository: (inner) => ({
        ...inner,
        async merge(pass) {
          if (done) return inner.merge(pass);
          done = true;
          pushOnto(one, "quorum/7-aaaa");
          pushOnto(one, "quorum/7-aaaa.u1-unit-u1");
          return no("head moved");
        },
      }),
    });
    await until(one, isStuck);
    await order(one, "retried");
    await one.play();
    return one;
  },
  async "measured-on-the-line"() {
    const one = stage({ ...measuring(later("p99_ms: 12", "p99_ms: 312")), plan: brokenLater });
    await until(one, isStuck);
    await order(one, "retried");
    await until(one, isStuck);
    await order(one, "approved");
    await one.play();
    return one;
  },
  "ci-on-the-line": () => onLine(true),
  "line-is-red": () => onLine(false),
  "github-is-down": () => {
    let left = 12;
    return played({
      repository: (inner) => ({
        ...inner,
        async comment(...what) {
          left -= 1;
          if (left > 0) throw new Faltered("simulated: 503", { outcome: "none" });
          return inner.comment(...what);
        },
      }),
    });
  },
  bug: () =>
    played({
      model: (inner) => ({
        ...inner,
        costMax: () => {
          throw new Error("planted");
        },
      }),
    }),
};
