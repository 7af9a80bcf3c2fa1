// What a person at the terminal reads when a run on their own machine has ended.
import { describe, expect, it } from "vitest";
import { ending } from "../../../src/core/report/ending.ts";
import type { Event } from "../../../src/core/run/event.ts";
import * as story from "./story.ts";

const at = story.start;
const place = {
  repo: "/src/tables",
  git: "/tmp/q/t.git",
  journal: "/tmp/q/journal.db",
  seed: "7",
  folder: "/tmp/q",
  kept: false,
};
const told = (events: readonly Event[], where = place): string => ending(story.told(events), where);
const names = Array.from({ length: 24 }, (_, i) => (i % 2 ? "plus" : "minus"));

describe("the end of a run at the terminal", () => {
  it("is how to take over what was merged", () => {
    expect(told(story.finished)).toMatchInlineSnapshot(`
      "Quorum: done · 2 of 2 units merged · $0.05 of $5.00 · 17 s

      Every unit was elected, verified and merged into the run's line.

      Nobody needs to do anything but look at it.

      Your checkout was not changed.

      To fetch what was made:
        git -C /src/tables fetch /tmp/q/t.git 'refs/heads/quorum/*:refs/heads/quorum/*'
        git -C /src/tables log --oneline HEAD..quorum/7-k3fa
        git -C /src/tables merge quorum/7-k3fa

      The whole story: npm run quorum -- replay --journal /tmp/q/journal.db
      The same draws again: QUORUM_SEED=7 and the same command"
    `);
  });

  it("without agreement shows the answers and what helps", () => {
    expect(told([...story.planned, story.voted(0, 0, names)])).toMatchInlineSnapshot(`
      "Quorum: needs a person · 0 of 2 units merged · $0.04 of $5.00 · 4 s

      u1 “Add keyOf” stands still: no agreement on step 1 (the votes left could elect no answer).
        Answer 1 (10 votes):
          \`\`\`
          function minus() {}
          \`\`\`
        Answer 2 (10 votes):
          \`\`\`
          function plus() {}
          \`\`\`
        Where answers 1 (-) and 2 (+) differ:
          \`\`\`diff
          - function minus() {}
          + function plus() {}
          \`\`\`

      Quorum merged nothing and stopped: it never takes an answer that merely leads. Say in the issue more exactly what is wanted, or ask other models, then run the same command again: it starts anew from your last commit.

      Your checkout was not changed.

      To fetch what was made:
        git -C /src/tables fetch /tmp/q/t.git 'refs/heads/quorum/*:refs/heads/quorum/*'

      To have what stands still tried again in this run: the same command with --keep /tmp/q

      The whole story: npm run quorum -- replay --journal /tmp/q/journal.db
      The same draws again: QUORUM_SEED=7 and the same command"
    `);
  });

  it("in a folder that `--keep` named says that the same command tries again there", () => {
    const words = told([...story.planned, story.voted(0, 0, names)], { ...place, kept: true });
    expect(words).toContain(
      "or ask other models, then run the same command with a new folder for --keep",
    );
    expect(words).toMatch(/^To have what stands still tried again in this run: the same command$/m);
    expect(told(story.finished, { ...place, kept: true })).not.toContain("tried again");
  });

  it("with a unit that only a person may pass names the branch to look at", () => {
    const large = { n: 0, class: "a", text: "a", flags: ["large"] };
    const more = [1, 2].map((n) => ({ n, class: "a" }));
    const poll = { kind: "step", unit: 0, attempt: 1, step: 0 } as const;
    const votes = [large, ...more];
    const head = story.commit("b");
    expect(
      told([
        ...story.planned,
        { kind: "sampled", at, poll, votes, microUsd: 0, tokens: 0 },
        { kind: "pushed", at, unit: 0, attempt: 1, head, onto: story.commit("a") },
        { kind: "opened", at, unit: 0, pull: 12 },
        story.looked(0, head, "green", "test succeeded"),
      ]),
    ).toMatchInlineSnapshot(`
      "Quorum: needs a person · 0 of 2 units merged · $0.04 of $5.00 · 7 s

      u1 “Add keyOf” waits for an approving review: an approving review is needed: large.
      Nobody can review it here: look at quorum/7-k3fa.u1-add-keyof and merge it yourself.

      Quorum merged nothing and stopped. Deal with the cause, then run the same command again: it starts anew from your last commit.

      Your checkout was not changed.

      To fetch what was made:
        git -C /src/tables fetch /tmp/q/t.git 'refs/heads/quorum/*:refs/heads/quorum/*'

      The whole story: npm run quorum -- replay --journal /tmp/q/journal.db
      The same draws again: QUORUM_SEED=7 and the same command"
    `);
  });

  it("stuck as a whole says what was kept and where to start again", () => {
    const because = "the run's budget of $5.00 is used up ($4.99 spent)";
    const key = "sample/1.1/0/3";
    const falter = { kind: "faltered", at, key, because, outcome: "none" } as const;
    const events = [...story.secondUnit, { ...falter, retryAfterMs: null, lasting: true }];
    expect(told(events)).toMatchInlineSnapshot(`
      "Quorum: needs a person · 1 of 2 units merged · $0.05 of $5.00 · 12 s

      The run stands still: the run's budget of $5.00 is used up ($4.99 spent).

      Quorum kept the 1 unit merged before and stopped. Deal with the cause, then run the same command again: it starts anew from your last commit.

      Your checkout was not changed.

      To fetch what was made:
        git -C /src/tables fetch /tmp/q/t.git 'refs/heads/quorum/*:refs/heads/quorum/*'
        git -C /src/tables log --oneline HEAD..quorum/7-k3fa

      To have what stands still tried again in this run: the same command with --keep /tmp/q

      The whole story: npm run quorum -- replay --journal /tmp/q/journal.db
      The same draws again: QUORUM_SEED=7 and the same command"
    `);
  });

  it("before anything was asked of a model says what to set", () => {
    const because = "the output names no tests; set the test command to one like `pytest -v`";
    const events: readonly Event[] = [
      { ...story.started, sandboxed: true },
      { kind: "rehearsed", at, because, tests: 0 },
    ];
    expect(told(events)).toMatchInlineSnapshot(`
      "Quorum: failed · no plan yet · $0.00 of $5.00 · 1 s

      Quorum gave the run up: the output names no tests; set the test command to one like \`pytest -v\`.

      Quorum asked no model for anything and merged nothing. Deal with the cause, then run the same command again: it starts anew from your last commit.

      Your checkout was not changed.

      The whole story: npm run quorum -- replay --journal /tmp/q/journal.db
      The same draws again: QUORUM_SEED=7 and the same command"
    `);
  });

  it("by a bug asks to report it", () => {
    const events: readonly Event[] = [
      story.started,
      { kind: "failed", at, because: "push/0: no such\u001b[2J thing." },
    ];
    expect(told(events)).toMatchInlineSnapshot(`
      "Quorum: failed · no plan yet · $0.00 of $5.00 · 1 s

      Quorum gave the run up: push/0: no such[2J thing.

      Quorum merged nothing. That is a mistake in Quorum: please report it with its whole story.

      Your checkout was not changed.

      The whole story: npm run quorum -- replay --journal /tmp/q/journal.db
      The same draws again: QUORUM_SEED=7 and the same command"
    `);
  });

  it("quotes paths for a shell", () => {
    const odd = { ...place, repo: "/src/ann's tables", seed: "$(x)" };
    const words = told(story.finished, odd);
    expect(words).toContain(String.raw`git -C '/src/ann'\''s tables' fetch`);
    expect(words).toContain("QUORUM_SEED='$(x)' and");
  });
});
