// A play whose one requirement sets a bar for a number, and a sandbox that prints one.
import type { Requirement } from "../../src/core/requirement/requirement.ts";
import type { Agents } from "../../src/engine/agents.ts";
import { electedRequirements } from "../../src/core/requirement/parse.ts";
import type { SandboxJob } from "../../src/core/verify/sandboxing.ts";
import type { Tree } from "../../src/core/tree.ts";
import { planOf, unit } from "../core/run/facts.ts";
import type { Play } from "./stage.ts";

const measure = { metric: "p99_ms", op: "<=", value: 200, how: "what the issue says" } as const;

/** Agents of one mind about their one requirement, which demands something else than usual. */
export const demanding = (usual: Agents, more: Partial<Requirement>): Agents => ({
  ...usual,
  open(question, prompt, sample) {
    const { poll, n } = question;
    const vote = usual.open(question, prompt, sample);
    if (poll.kind === "choose" && poll.of === "requirements") return { n, class: "requirements" };
    if (poll.kind !== "propose" || poll.of !== "requirements" || !("class" in vote)) return vote;
    const [first] = electedRequirements(vote.text ?? "[]");
    return { ...vote, text: JSON.stringify([{ ...first, ...more }]) };
  },
});

/** Two units of which the first alone serves the requirement: the second may break it again. */
export const brokenLater = planOf(unit("u1"), { ...unit("u2", ["u1"]), requirements: ["R2"] });

/** What the command prints while the second unit is not there, and with it. */
export const later =
  (before: string, after: string) =>
  (tree: Tree): string =>
    [...tree.keys()].some((path) => path.startsWith("u2/")) ? after : before;

/**
 * @param output what the settings' command `bench` prints.
 * @param ran is told every job but the tests'.
 */
export const measuring = (
  output: (tree: Tree) => string,
  ran: (job: SandboxJob) => void = () => {},
): Play => ({
  proposed: true,
  config: { measures: { p99_ms: "bench" } },
  agents: (usual) => demanding(usual, { kind: "performance", measure }),
  sandbox: (usual) => ({
    async run(job) {
      const outcome = await usual.run(job);
      if (job.command === "test") return outcome;
      ran(job);
      return outcome.kind === "finished" ? { ...outcome, output: output(job.tree) } : outcome;
    },
  }),
});
