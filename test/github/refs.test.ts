// Branches and commits against single answers: namespace, races, adoption.
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parsePath, type Change } from "../../src/core/tree.ts";
import { Faltered, type CommitDraft } from "../../src/engine/ports.ts";
import { makeRefs, ownBranch } from "../../src/github/refs.ts";
import { bench, host, R, shaOf, tokensFor } from "./world.ts";

const [a, b, c, t, t2] = ["a", "b", "c", "1", "2"].map(shaOf);
const branch = "quorum/7-abcd";
const refPath = `${R}/git/ref/heads%2Fquorum%2F7-abcd`;
const path = parsePath("src/x.ts");

beforeEach(() => {
  tokensFor(9);
});
afterEach(() => nock.cleanAll());

const stands = (at: string | undefined) =>
  at === undefined
    ? nock(host).get(refPath).reply(404, {})
    : nock(host)
        .get(refPath)
        .reply(200, { object: { sha: at, type: "commit" } });

const commitAnswer = (sha = a, tree = t, parents = [b], message = "Do it") => ({
  sha,
  tree: { sha: tree },
  parents: parents.map((one) => ({ sha: one })),
  message,
});

function draft(more: Partial<CommitDraft> = {}): CommitDraft {
  if (!a || !b || !path) throw new Error("unreachable");
  const changes: Change[] = [{ path, entry: { mode: "100644", content: "let a;\n" } }];
  return { branch, parents: [b], onto: b, changes, message: "Do it", expected: b, ...more };
}

/** Answers everything up to the commit; records the bodies. */
function writes(): unknown[] {
  const bodies: unknown[] = [];
  const take = (status: number, answer: object) => async (request: Request) => {
    bodies.push(await request.json());
    return [status, answer] as const;
  };
  nock(host).get(`${R}/git/commits/${b}`).reply(200, commitAnswer(b, t2));
  nock(host)
    .post(`${R}/git/trees`)
    .reply(take(201, { sha: t }));
  nock(host).post(`${R}/git/commits`).reply(take(201, commitAnswer()));
  return bodies;
}

describe("the branch chokepoint", () => {
  it.each([
    "main",
    "quorum/../main",
    "refs/heads/main",
    "quorum/7-abcd/x",
    "quorum/",
    "Quorum/7-abcd",
  ])("refuses %s", (name) => expect(() => ownBranch(name)).toThrow("not Quorum's own"));
  it.each(["quorum/7-abcd", "quorum/7-abcd.u2-add-slugify"])("takes %s", (name) =>
    expect(ownBranch(name)).toBe(name),
  );
  it("stands before every write of a ref", async () => {
    const refs = makeRefs(bench().api);
    if (!a) return;
    await expect(refs.createBranch("main", a)).rejects.toThrow("A bug in Quorum");
    await expect(refs.commit(draft({ branch: "main" }))).rejects.toThrow("A bug in Quorum");
  });
});

describe("a branch", () => {
  const create = () => makeRefs(bench().api).createBranch(branch, shaOf("a"));

  it("that is missing has no head", async () => {
    stands(undefined);
    nock(host).get(R).reply(200, {});
    expect(await makeRefs(bench().api).head(branch)).toBeNull();
  });

  it("in a repository that is gone is a lasting falter, not a missing branch", async () => {
    stands(undefined);
    nock(host).get(R).reply(404, {});
    await expect(makeRefs(bench().api).head(branch)).rejects.toMatchObject({ lasting: true });
  });

  it("is created where it is missing", async () => {
    stands(undefined);
    nock(host).get(R).reply(200, {});
    nock(host)
      .post(`${R}/git/refs`, { ref: `refs/heads/${branch}`, sha: a })
      .reply(201, { object: { sha: a, type: "commit" } });
    expect(await create()).toEqual({ ok: true, value: a });
  });

  it("that stands there already is accepted without a write", async () => {
    stands(a);
    expect(await create()).toEqual({ ok: true, value: a });
  });

  it("that stands elsewhere has moved", async () => {
    stands(c);
    expect(await create()).toEqual({ ok: false, error: "moved" });
  });

  it("created meanwhile by the request whose answer was lost is adopted", async () => {
    stands(undefined);
    nock(host).get(R).reply(200, {});
    nock(host).post(`${R}/git/refs`).reply(422, { message: "Reference already exists" });
    stands(a);
    expect(await create()).toEqual({ ok: true, value: a });
  });

  it("that a rule forbids is a lasting falter with GitHub's words", async () => {
    for (const _ of [1, 2]) {
      stands(undefined);
      nock(host).get(R).reply(200, {});
    }
    nock(host).post(`${R}/git/refs`).reply(422, { message: "Repository rule violations found" });
    await expect(create()).rejects.toThrow("Repository rule violations found");
  });
});

describe("a commit", () => {
  it("carries its files inline, names no author and never moves a branch by force", async () => {
    stands(b);
    const bodies = writes();
    const moved: unknown[] = [];
    nock(host)
      .patch(`${R}/git/refs/heads%2Fquorum%2F7-abcd`)
      .reply(async (request: Request) => {
        moved.push(await request.json());
        return [200, { object: { sha: a, type: "commit" } }];
      });
    expect(await makeRefs(bench().api).commit(draft())).toEqual({ ok: true, value: a });
    const mode = "100644";
    expect(bodies).toEqual([
      { base_tree: t2, tree: [{ path: "src/x.ts", mode, type: "blob", content: "let a;\n" }] },
      { message: "Do it", tree: t, parents: [b] },
    ]);
    expect(moved).toEqual([{ sha: a, force: false }]);
  });

  it("writes bytes as a blob, links inline and deletions as null", async () => {
    stands(b);
    const bodies = writes();
    const blob = { content: "/wA=", encoding: "base64" };
    nock(host).post(`${R}/git/blobs`, blob).reply(201, { sha: c });
    nock(host)
      .patch(/refs/)
      .reply(200, { object: { sha: a, type: "commit" } });
    if (!path) return;
    const changes: Change[] = [
      { path, entry: { mode: "100644", content: new Uint8Array([255, 0]) } },
      { path, entry: { mode: "120000", content: "y.ts" } },
      { path, entry: null },
    ];
    await makeRefs(bench().api).commit(draft({ changes }));
    expect(bodies[0]).toMatchObject({
      tree: [{ sha: c }, { mode: "120000", content: "y.ts" }, { sha: null }],
    });
  });

  it("on a branch that a person pushed to has moved, and nothing is written", async () => {
    stands(c);
    nock(host)
      .get(`${R}/git/commits/${c}`)
      .reply(200, commitAnswer(c, t, [b], "Something else"));
    expect(await makeRefs(bench().api).commit(draft())).toEqual({ ok: false, error: "moved" });
  });

  it("on a branch that vanished has moved", async () => {
    stands(undefined);
    nock(host).get(R).reply(200, {});
    expect(await makeRefs(bench().api).commit(draft())).toEqual({ ok: false, error: "moved" });
  });

  it.each([
    ["the same files", t, { ok: true, value: a }],
    ["other files", t2, { ok: false, error: "moved" }],
  ])("that is there already with %s", async (_name, tree, want) => {
    stands(a);
    nock(host).get(`${R}/git/commits/${a}`).reply(200, commitAnswer(a, tree));
    nock(host).get(`${R}/git/commits/${b}`).reply(200, commitAnswer(b, t2));
    nock(host).post(`${R}/git/trees`).reply(201, { sha: t });
    expect(await makeRefs(bench().api).commit(draft())).toEqual(want);
  });

  it("that loses the race to a push has moved", async () => {
    stands(b);
    writes();
    nock(host).patch(/refs/).reply(422, { message: "Update is not a fast forward" });
    stands(c);
    expect(await makeRefs(bench().api).commit(draft())).toEqual({ ok: false, error: "moved" });
  });

  it("whose last answer is lost falters as unknown", async () => {
    stands(b);
    writes();
    nock(host).patch(/refs/).replyWithError("socket hang up");
    const falter: unknown = await makeRefs(bench().api)
      .commit(draft())
      .catch((e: unknown) => e);
    expect(falter).toBeInstanceOf(Faltered);
    expect(falter).toMatchObject({ outcome: "unknown", lasting: false });
  });
});
