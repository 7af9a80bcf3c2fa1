// From a label or a command to a run: who may, what stops it, and that it happens once.
import { describe, expect, it } from "vitest";
import type { Level } from "../../src/core/command/command.ts";
import { Faltered, type Repository } from "../../src/engine/ports.ts";
import { digest } from "../../src/github/trigger.ts";
import { started } from "./started.ts";
import { commentBody, labelBody, treeOf } from "./memory.ts";
import { reactor } from "./reactor.ts";
import { repo } from "./world.ts";

const stage = (level: Level | Faltered = "write", more: Partial<Repository> = {}) =>
  reactor({ level, repository: more });

const unreachable = new Faltered("GitHub gave no answer", { outcome: "none" });
const levels: readonly Level[] = ["none", "read", "triage", "write", "admin"];

describe("who may start a run", () => {
  const triggers: readonly [name: string, event: string, payload: object][] = [
    ["the label quorum", "issues", labelBody("quorum")],
    ["the label quorum:auto", "issues", labelBody("quorum:auto")],
    ["/quorum run", "issue_comment", commentBody("/quorum run")],
    ["/quorum run auto", "issue_comment", commentBody("/quorum run auto")],
  ];
  const matrix = triggers.flatMap(([name, event, payload]) =>
    levels.map((level) => [name, level, event, payload] as const),
  );

  it.each(matrix)("%s by somebody with %s access", async (_name, level, event, payload) => {
    const { house, said, hear } = stage(level);
    await hear(event, payload);
    expect(house.started.length > 0).toBe(level === "write" || level === "admin");
    expect(said().length > 0).toBe(level === "triage");
  });

  it.each(triggers)("%s starts nothing while GitHub cannot say", async (_, event, payload) => {
    const { house, hear } = stage(unreachable);
    await expect(hear(event, payload)).rejects.toBe(unreachable);
    expect(house.started).toEqual([]);
  });

  it.each(["/quorum approve", "/quorum stop", "/quorum retry", "/quorum reject no"])(
    "%s needs write access",
    async (text) => {
      for (const level of levels) {
        const { house, hear } = stage(level);
        await house.start(started);
        await hear("issue_comment", commentBody(text));
        const may = level === "write" || level === "admin";
        expect([level, house.told.length]).toEqual([level, may ? 1 : 0]);
      }
    },
  );

  it("answers nobody below triage, whatever they ask", async () => {
    for (const text of ["/quorum help", "/quorum nonsense", "/quorum run", "/quorum status"]) {
      const { hear, said } = stage("read");
      await hear("issue_comment", commentBody(text));
      expect(said()).toEqual([]);
    }
  });
});

async function aStart() {
  const { house, hear } = stage();
  await hear("issues", labelBody("quorum"));
  const [started] = house.started;
  if (!started) throw new Error("nothing was started");
  return started;
}

describe("a started run", () => {
  it("carries the issue as the webhook had it, the base and the operator's terms", async () => {
    expect(await aStart()).toMatchObject({
      kind: "started",
      run: `42/7-${digest("label:1001:quorum:2026-11-24T12:00:00Z")}`,
      repository: repo,
      issue: { number: 7, title: "Add slugify", body: "Please add slugify." },
      by: { id: 9, login: "ann" },
      base: { branch: "main", head: "a".repeat(40) },
      mode: "plan",
      ciRoute: "none",
      sandboxed: true,
      strata: 2,
    });
  });

  it("is the same run however often the webhook comes, at the same time or later", async () => {
    const { house, said, hear } = stage();
    await Promise.all([1, 2, 3].map(() => hear("issues", labelBody("quorum"))));
    await hear("issues", labelBody("quorum"));
    expect(house.started).toHaveLength(1);
    expect(said()).toEqual([]);
  });

  it("keeps a second label from starting another, and says so once", async () => {
    const { house, said, hear } = stage();
    await Promise.all([
      hear("issues", labelBody("quorum")),
      hear("issues", labelBody("quorum:auto")),
      hear("issues", labelBody("quorum:auto")),
    ]);
    expect(house.started).toHaveLength(1);
    expect(said()).toHaveLength(1);
    expect(said()[0]).toContain("already working on this issue");
  });

  it("takes the place of one that a person stopped, which ends", async () => {
    const { house, hear, said } = stage();
    await hear("issues", labelBody("quorum"));
    const old = house.started[0]?.run;
    if (old === undefined) throw new Error("nothing was started");
    house.standings.set(old, "stopped");
    await hear("issue_comment", commentBody("/quorum run", 1));
    expect(house.started).toHaveLength(2);
    expect(house.told).toMatchObject([{ run: old, event: { kind: "failed" } }]);
    expect(said()).toEqual([]);
  });

  it("does not take it where it cannot be started itself", async () => {
    const { house, hear } = stage();
    await hear("issues", labelBody("quorum"));
    for (const { run } of house.started) house.standings.set(run, "stopped");
    await hear("issue_comment", commentBody("/quorum run", 1, { body: "" }));
    expect(house.told).toEqual([]);
  });

  it("does not keep other issues from being worked at the same time", async () => {
    const { house, hear } = stage();
    const numbers = [7, 8, 9];
    await Promise.all(
      numbers.map((number) => hear("issues", labelBody("quorum", { id: number, number }))),
    );
    expect(new Set(house.started.map((one) => one.issue.number))).toEqual(new Set(numbers));
  });

  it("takes its settings and its way to CI from the base branch", async () => {
    const tree = treeOf({
      ".github/quorum.yml": "approval: always\n",
      ".github/workflows/ci.yml": "on: [pull_request]\njobs: {}\n",
    });
    const { house, hear } = stage("write", { tree: () => Promise.resolve(tree) });
    await hear("issues", labelBody("quorum:auto"));
    expect(house.started[0]).toMatchObject({
      mode: "plan",
      ciRoute: "units",
      config: { approval: "always" },
    });
  });

  it("is named by four characters that only its cause decides", () => {
    expect(digest("a")).toMatch(/^[a-z0-9]{4}$/);
    expect(digest("a")).toBe(digest("a"));
    const names = Array.from({ length: 500 }, (_, n) => digest(String(n)));
    expect(new Set(names).size).toBeGreaterThan(498);
  });
});

describe("what stands in the way becomes one comment", () => {
  const bad = treeOf({ ".github/quorum.yml": "aproval: always\nlimits: 3\n" });
  const huge = treeOf({ ".github/quorum.yml": new Uint8Array(1_000_000) });
  const binary = treeOf({ ".github/quorum.yml": new Uint8Array([0, 255]) });
  const lasting = new Faltered("The repository is too large.", { outcome: "none", lasting: true });
  const cases: readonly [string, object, Partial<Repository>, string][] = [
    ["an empty issue", { body: " \n" }, {}, "has no text"],
    ["no text at all", { body: null }, {}, "has no text"],
    ["a text beyond 64 KiB", { body: "x".repeat(65_537) }, {}, "at most 65536"],
    ["a text beyond it in bytes", { body: "é".repeat(40_000) }, {}, "at most 65536"],
    ["a closed issue", { state: "closed" }, {}, "is closed"],
    ["no commit yet", {}, { head: () => Promise.resolve(null) }, "has no commit yet"],
    ["malformed settings", {}, { tree: () => Promise.resolve(bad) }, 'did you mean "approval"'],
    ["settings of a megabyte", {}, { tree: () => Promise.resolve(huge) }, "larger than 65536"],
    ["settings that are no text", {}, { tree: () => Promise.resolve(binary) }, "not a text file"],
    ["a repository too large", {}, { tree: () => Promise.reject(lasting) }, "too large"],
  ];
  it.each(cases)("%s", async (_name, issue, more, words) => {
    const { house, said, hear } = stage("write", more);
    await hear("issues", labelBody("quorum", issue));
    await hear("issues", labelBody("quorum", issue));
    expect(house.started).toEqual([]);
    expect(said()).toHaveLength(1);
    expect(said()[0]).toContain(words);
    expect(said()[0]).not.toContain("@");
  });

  it("lists every mistake in the settings", async () => {
    const { said, hear } = stage("write", { tree: () => Promise.resolve(bad) });
    await hear("issues", labelBody("quorum"));
    expect(
      said()[0]
        ?.split("\n")
        .filter((line) => line.startsWith("- ")),
    ).toHaveLength(2);
  });

  it("but a passing falter is tried again instead", async () => {
    const { said, hear } = stage("write", { tree: () => Promise.reject(unreachable) });
    await expect(hear("issues", labelBody("quorum"))).rejects.toBe(unreachable);
    expect(said()).toEqual([]);
  });

  it.each([
    ["a pull request's label", "issues", labelBody("quorum", { pull_request: {} })],
    ["a replay of last month", "issues", labelBody("quorum", { updated_at: "2026-10-24" })],
  ])("%s is passed over in silence", async (_name, event, payload) => {
    const { house, said, hear } = stage();
    await hear(event, payload);
    expect([house.started, said()]).toEqual([[], []]);
  });
});

describe("an answer to a command", () => {
  it("is logged, that to `/quorum run` with what came of it", async () => {
    const { results, hear } = stage();
    await hear("issue_comment", commentBody("/quorum run", 1, { body: "" }));
    await hear("issue_comment", commentBody("/quorum run", 2));
    await hear("issue_comment", commentBody("/quorum run", 2));
    await hear("issue_comment", commentBody("/quorum help", 3));
    expect(results).toEqual(["refused", "started", "exists", "answered"]);
  });

  it("is one comment for each command, however often it is delivered", async () => {
    const { repository, hear } = stage();
    await hear("issue_comment", commentBody("/quorum help", 55));
    await hear("issue_comment", commentBody("/quorum help", 55));
    await hear("issue_comment", commentBody("/quorum help", 56));
    expect([...repository.comments.keys()]).toEqual([
      "<!-- quorum:answer 55 -->",
      "<!-- quorum:answer 56 -->",
    ]);
  });

  it.each([
    ["/quorum aprove", "Did you mean `/quorum approve`?"],
    ["/quorum approve all of it", "takes nothing behind it"],
    ["/quorum status", "No run is under way"],
    ["/quorum stop", "No run is under way"],
  ])("%s without a run", async (text, words) => {
    const { house, said, hear } = stage();
    await hear("issue_comment", commentBody(text));
    expect(said()[0]).toContain(words);
    expect(house.told).toEqual([]);
  });

  it("tells the live run, and shows its words", async () => {
    const { house, said, hear } = stage();
    await hear("issues", labelBody("quorum"));
    await hear("issue_comment", commentBody("/quorum approve", 1));
    await hear("issue_comment", commentBody("/quorum why", 2));
    expect(house.told).toMatchObject([{ event: { kind: "approved", by: { id: 9 } } }]);
    expect(said()[1]).toContain("words about the why");
  });

  it("on a pull request points to the issue", async () => {
    const { said, hear } = stage();
    await hear("issue_comment", commentBody("/quorum retry", 1, { pull_request: {} }));
    await hear("issue_comment", commentBody("/quorum run", 2, { pull_request: {} }));
    expect(said().every((words) => words.includes("write the command on the issue"))).toBe(true);
    expect(said()).toHaveLength(2);
  });

  it("is not given to an old replay", async () => {
    const { said, clock, hear } = stage();
    clock.move(8 * 24 * 3_600_000);
    await hear("issue_comment", commentBody("/quorum help"));
    expect(said()).toEqual([]);
  });
});

describe("what wakes", () => {
  it("passes on where it happened", async () => {
    const { house, hear } = stage();
    const sha = "c".repeat(40);
    await hear("status", { repository: { id: 42 }, sha });
    expect(house.woken).toEqual([{ repositoryId: 42, head: sha }]);
  });
});
