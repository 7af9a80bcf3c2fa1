// A play whose one requirement sets a bar for a number, and a sandbox that prints one.
import { electedRequirements } from "../../src/core/requirement/parse.ts";
import type { SandboxJob } from "../../src/core/verify/sandboxing.ts";
import type { Play } from "./stage.ts";

const measure = { metric: "p99_ms", op: "<=", value: 200, how: "what the issue says" } as const;

/**
 * @param output what the settings' command `bench` prints.
 * @param ran is told every job but the tests'.
 */
export const measuring = (output: string, ran: (job: SandboxJob) => void = () => {}): Play => ({
  proposed: true,
  config: { measures: { p99_ms: "bench" } },
  agents: (usual) => ({
    ...usual,
    open(question, prompt, sample) {
      const { poll } = question;
      const vote = usual.open(question, prompt, sample);
      if (poll.kind !== "propose" || poll.of !== "requirements" || !("class" in vote)) return vote;
      const [first] = electedRequirements(vote.text ?? "[]");
      const text = JSON.stringify([{ ...first, kind: "performance", measure }]);
      return { ...vote, text };
    },
  }),
  sandbox: (usual) => ({
    async run(job) {
      const outcome = await usual.run(job);
      if (job.command === "test") return outcome;
      ran(job);
      return outcome.kind === "finished" ? { ...outcome, output } : outcome;
    },
  }),
});
