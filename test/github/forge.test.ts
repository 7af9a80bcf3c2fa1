// The whole edge over HTTP against the local GitHub: labels, commands, writes, broken answers.
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { FaultPlan } from "../../src/forge/forge.ts";
import { draft, insist, line, name, path, stage, steps, tearDown, unit } from "./stage.ts";
import { value } from "./stage.ts";
import { until } from "../until.ts";

afterEach(tearDown);

describe("a label", () => {
  it("of somebody who may write starts one run with the issue and the base frozen", async () => {
    const { forge, house, base } = await stage();
    const number = await forge.admin.createIssue(name, "eve", { title: "T", body: "Do it" });
    await forge.admin.labelIssue(name, "ann", number, "quorum");
    await until("a run starts", () => house.started.length > 0);
    expect(house.started).toMatchObject([
      { issue: { number, title: "T", body: "Do it" }, mode: "plan", base: { head: base } },
    ]);
    expect(house.started[0]?.by.login).toBe("ann");
  });

  it("of somebody who may only triage starts nothing, and is told so once", async () => {
    const { forge, house, writes } = await stage();
    const number = await forge.admin.createIssue(name, "eve", { title: "T", body: "Do it" });
    await forge.admin.labelIssue(name, "tom", number, "quorum:auto");
    await until("something is written", () => writes().length > 0);
    const ids = forge.admin.deliveries().map((one) => one.id);
    for (const id of ids) await forge.admin.redeliver(id);
    await forge.admin.settled();
    expect(house.started).toEqual([]);
    expect(writes()).toEqual([`POST /repos/octo/hello/issues/${number}/comments 201`]);
  });

  it("whose webhook was lost is asked for again by the sweep", async () => {
    const lose: FaultPlan = {
      delivery: ({ event, redelivery }) =>
        event === "issues" && !redelivery ? { kind: "lost" } : null,
    };
    const { forge, edge, house } = await stage(lose);
    const number = await forge.admin.createIssue(name, "eve", { title: "T", body: "Do it" });
    await forge.admin.labelIssue(name, "ann", number, "quorum");
    await forge.admin.settled();
    expect(house.started).toEqual([]);
    await edge.sweep();
    await until("a run starts", () => house.started.length > 0);
  });

  it("delivered twice and in disorder starts one run", async () => {
    const twice: FaultPlan = {
      delivery: ({ nth }) => ({ kind: nth % 2 === 0 ? "duplicated" : "reordered" }),
    };
    const { forge, house } = await stage(twice);
    const numbers: number[] = [];
    for (const title of ["A", "B", "C"]) {
      numbers.push(await forge.admin.createIssue(name, "eve", { title, body: "Do it" }));
    }
    await Promise.all(numbers.map((n) => forge.admin.labelIssue(name, "ann", n, "quorum")));
    await forge.admin.settled();
    await until("a run starts", () => house.started.length >= 3);
    expect(new Set(house.started.map((one) => one.issue.number))).toEqual(new Set(numbers));
    expect(house.started).toHaveLength(3);
  });
});

describe("a command", () => {
  it("is answered once; an outsider is not answered at all", async () => {
    const { forge, house, writes } = await stage();
    const number = await forge.admin.createIssue(name, "eve", { title: "T", body: "Do it" });
    await forge.admin.comment(name, "eve", number, "/quorum run");
    await forge.admin.comment(name, "ann", number, "> /quorum run\n\nno");
    const edited = await forge.admin.comment(name, "ann", number, "hello");
    await forge.admin.editComment(name, "ann", edited, "/quorum run");
    await forge.admin.comment(name, "ann", number, "/quorum help");
    await until("something is written", () => writes().length > 0);
    await forge.admin.settled();
    expect(house.started).toEqual([]);
    expect(writes()).toEqual([`POST /repos/octo/hello/issues/${number}/comments 201`]);
    await forge.admin.comment(name, "ann", number, "/quorum run auto");
    await until("a run starts", () => house.started.length > 0);
    expect(house.started[0]?.mode).toBe("auto");
  });
});

describe("a unit", () => {
  it("goes from line to merge, and every step done twice is done once", async () => {
    const { repository, base, forge, writes } = await stage();
    if (base === null) throw new Error("no base");
    const { openLine, commit, merge } = steps(repository, base);
    expect(value(await openLine())).toBe(base);
    expect(value(await openLine())).toBe(base);
    const head = value(await commit());
    expect(value(await commit())).toBe(head);
    const pull = value(await repository.propose(draft));
    expect(value(await repository.propose(draft))).toBe(pull);
    await forge.admin.review(name, "ann", pull, "APPROVE");
    await forge.admin.review(name, "eve", pull, "REQUEST_CHANGES", "no");
    expect(await repository.pull(pull)).toMatchObject({
      state: "open",
      head,
      approvedBy: ["ann"],
      changesRequestedBy: [],
    });
    const merged = value(await merge(pull));
    expect(value(await merge(pull))).toBe(merged);
    expect(await repository.head(line)).toBe(merged);
    expect(await repository.head("main")).toBe(base);
    const tree = await repository.tree(merged);
    expect([...tree.keys()].toSorted()).toEqual(["src/a.js", "src/b.js", "src/c.bin"]);
    expect(tree.get(path("src/c.bin"))?.content).toEqual(new Uint8Array([255, 1]));
    expect(writes().filter((one) => /refs |merge /.test(one))).toHaveLength(3);
  });

  it("is neither made nor merged twice when every answer to a write is lost once", async () => {
    const seen = new Set<string>();
    const faults: FaultPlan = {
      api({ method, path }) {
        const spared = method === "GET" || path.includes("access_tokens");
        if (spared || seen.has(method + path)) return null;
        seen.add(method + path);
        return { kind: "broken", when: "after" };
      },
    };
    const { repository, base, forge, fetch } = await stage(faults);
    if (base === null) throw new Error("no base");
    const { openLine, commit, merge } = steps(repository, base);
    value(await insist(openLine));
    value(await insist(commit));
    const pull = value(await insist(() => repository.propose(draft)));
    const marker = "<!-- quorum:status x -->";
    await insist(() => repository.comment(pull, marker, "one"));
    const merged = value(await insist(() => merge(pull)));
    expect(await repository.head(line)).toBe(merged);
    const listed = async (what: string) => {
      const token = await forge.admin.createUserToken("octo");
      const headers = { authorization: `token ${token}` };
      const answer = await fetch(`${forge.url}/repos/octo/hello/${what}`, { headers });
      return z.array(z.unknown()).parse(await answer.json());
    };
    expect(await listed("pulls?state=all")).toHaveLength(1);
    expect(await listed(`issues/${pull}/comments`)).toHaveLength(1);
    expect(seen.size).toBeGreaterThan(5);
  });

  it("is not merged over what a person pushed to its line or its branch", async () => {
    const { repository, base, forge } = await stage();
    if (base === null) throw new Error("no base");
    const { openLine, commit, merge } = steps(repository, base);
    value(await openLine());
    value(await commit());
    const pull = value(await repository.propose(draft));
    const order = { branch: line, message: "By hand" };
    await forge.admin.pushCommit(name, "ann", order, { "hand.js": "1\n" });
    expect(await merge(pull)).toEqual({ ok: false, error: "head moved" });
    await forge.admin.pushCommit(name, "ann", { ...order, branch: unit }, { "hand.js": "2\n" });
    expect(await commit()).toEqual({ ok: false, error: "moved" });
  });

  it("that came to nothing is closed with one comment, however often that is asked", async () => {
    const { repository, base } = await stage();
    if (base === null) throw new Error("no base");
    const { openLine, commit } = steps(repository, base);
    value(await openLine());
    value(await commit());
    const pull = value(await repository.propose(draft));
    const marker = "<!-- quorum:dropped 1 -->";
    const said = await repository.comment(pull, marker, `${marker}\n\nNot taken.`);
    for (const _ of [1, 2]) {
      expect(await repository.comment(pull, marker, `${marker}\n\nNot taken.`)).toBe(said);
      await repository.close(pull);
      expect(await repository.pull(pull)).toMatchObject({ state: "closed" });
    }
  });

  it("carries the gate's check, which is no evidence, beside CI's, which is", async () => {
    const { repository, base } = await stage();
    if (base === null) throw new Error("no base");
    const { openLine, commit } = steps(repository, base);
    value(await openLine());
    const head = value(await commit());
    const check = {
      head,
      name: "quorum/gate",
      externalId: "x",
      status: "in_progress",
      conclusion: null,
      title: "Waiting",
      summary: "for CI",
    } as const;
    await repository.check(check);
    await repository.check({ ...check, status: "completed", conclusion: "success" });
    expect(await repository.checks(head)).toEqual([]);
  });

  it("and its line become one final pull request, first a draft", async () => {
    const { repository, base, forge } = await stage();
    if (base === null) throw new Error("no base");
    const { openLine, commit, merge } = steps(repository, base);
    value(await openLine());
    value(await commit());
    value(await merge(value(await repository.propose(draft))));
    const last = { head: line, base: "main", title: "All", body: "B", draft: true };
    const number = value(await repository.propose(last));
    await repository.describe(number, { ...last, title: "All of it", draft: false });
    await forge.admin.mergePull(name, "ann", number);
    expect((await repository.pull(number)).state).toBe("merged");
    expect(await repository.head("main")).not.toBe(base);
  });

  it("that changes nothing is refused with GitHub's words", async () => {
    const { repository, base } = await stage();
    if (base === null) throw new Error("no base");
    value(await steps(repository, base).openLine());
    value(await repository.createBranch(unit, base));
    const want = { ok: false, error: { kind: "refused" } };
    expect(await repository.propose(draft)).toMatchObject(want);
  });
});
