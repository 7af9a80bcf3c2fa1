// The check run `quorum/gate` in words: the verdict as a title, every condition as a line.
import { conditionNames, type Condition, type Verdict } from "../gate/gate.ts";
import { unreachable } from "../kernel.ts";
import { verdictOf } from "../run/verdict.ts";
import type { Run } from "../run/state.ts";
import { at } from "../vector.ts";
import { flat, neutral } from "./markdown.ts";
import { score, winners } from "./measure.ts";

const titleMax = 60;

const marks: Readonly<Record<Condition["state"], string>> = {
  holds: "✅",
  waits: "⏳",
  fails: "❌",
};

/** @returns `title` in at most 60 characters without markdown, `summary` in markdown. */
export function gateCheck(
  run: Run,
  i: number,
): { readonly title: string; readonly summary: string } {
  const verdict = verdictOf(run, i);
  const scores = winners(at(run.units, i)).map(score);
  const lines = verdict.conditions.map((c) => {
    const detail = c.detail === "" ? "" : `: ${neutral(c.detail, 500)}`;
    const fix = c.state === "holds" ? "" : fixOf(c);
    return `- ${marks[c.state]} ${conditionNames[c.kind]}${detail}${fix}`;
  });
  const summary = [
    lines.join("\n"),
    `Votes per step, winner–runner-up: ${scores.join(", ") || "none"}.`,
    "Comment `/quorum why` on the issue to see what the whole run waits for.",
  ];
  return { title: flat(titleOf(verdict, scores), titleMax), summary: summary.join("\n\n") };
}

function titleOf(verdict: Verdict, scores: readonly string[]): string {
  const open = verdict.conditions.find((c) => c.state !== "holds");
  const name = open ? conditionNames[open.kind] : null;
  switch (verdict.kind) {
    case "open":
      return `Passed: ${verdict.conditions.length} conditions hold, votes ${scores.join(", ")}`;
    case "waiting":
      return `Waiting: ${name ?? verdict.because}`;
    case "shut":
      return `Blocked: ${open ? `${name}: ${open.detail}` : verdict.because}`;
  }
}

/** What a person can do about a condition that does not hold. */
function fixOf(condition: Condition): string {
  switch (condition.kind) {
    case "approval":
    case "looks":
      return ". Approve the pull request.";
    case "measures":
      return condition.known ? ". Approve the pull request to let it pass all the same." : "";
    case "evidence":
      return ". Set `test:` in .github/quorum.yml where a sandbox runs, or add a CI workflow.";
    case "reviews":
      return condition.requestedBy.length > 0 ? ". Dismiss the review, or approve." : "";
    case "ci":
      return condition.state === "fails" ? ". Quorum answers with a new attempt." : "";
    case "current":
    case "verified":
      return "";
    default:
      return unreachable(condition);
  }
}
