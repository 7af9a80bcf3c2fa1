// What webhooks mean, with all of GitHub's own examples.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventOf, semanticKey } from "../../src/github/semantic.ts";
import { defaultLabels, type Own } from "../../src/github/outcome.ts";
import { readWebhook } from "../../src/github/webhook.ts";
import { examples, titleOf } from "./examples.ts";

const own: Own = { appId: 77, login: "quorum[bot]" };
const read = (event: string, payload: unknown) => readWebhook(event, payload, own, defaultLabels);

const installation = { id: 5 };
const repository = { id: 42, name: "hello", owner: { login: "octo" }, default_branch: "main" };
const issue = {
  id: 1001,
  number: 7,
  title: "T",
  body: "B",
  state: "open",
  updated_at: "2026-11-24T12:00:00Z",
};
const sender = { id: 9, login: "ann", type: "User" };
const base = { installation, repository, issue, sender };
const label = (name: string, more: object = {}) => ({
  ...base,
  action: "labeled",
  label: { name },
  ...more,
});
const comment = (more: object = {}, of: object = {}) => ({
  ...base,
  action: "created",
  comment: {
    id: 55,
    body: "/quorum run",
    user: sender,
    created_at: "2026-11-24T12:00:00Z",
    performed_via_github_app: null,
    ...more,
  },
  ...of,
});

describe("GitHub's own examples", () => {
  it("are all read without a crash; this is what becomes of them", () => {
    expect(examples).toHaveLength(329);
    const counts: Record<string, number> = {};
    for (const { name, payload } of examples) {
      const outcome = read(name, { ...payload, installation });
      const what = outcome.kind === "ignored" ? `ignored: ${outcome.why}` : outcome.kind;
      const key = `${titleOf(name, payload)} → ${what}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    expect(
      Object.entries(counts)
        .map(([key, n]) => `${key} ×${n}`)
        .toSorted(),
    ).toMatchSnapshot();
  });

  it("mean nothing under another event's name, or only a wake", () => {
    for (const { payload } of examples) {
      for (const name of ["push", "status", "check_run", "pull_request", "no_such_event"]) {
        expect(["ignored", "wake"]).toContain(read(name, payload).kind);
      }
    }
  });

  it("are still read when any part of them is missing or of another type", () => {
    const sample = examples.filter((_, n) => n % 4 === 0);
    const odd = fc.constantFrom(null, 0, "", [], {}, "\u202e", { id: "x" }, undefined);
    const names = fc.constantFrom(...sample);
    const steps = fc.array(fc.nat(), { maxLength: 4 });
    fc.assert(
      fc.property(names, steps, odd, ({ name, payload }, path, value) => {
        const broken: unknown = structuredClone(payload);
        let at: unknown = broken;
        for (const step of path) {
          if (typeof at !== "object" || at === null) break;
          const keys = Object.keys(at);
          const key = keys[step % Math.max(1, keys.length)];
          if (key === undefined) break;
          if (step === path.at(-1)) Reflect.set(at, key, value);
          else at = Reflect.get(at, key);
        }
        expect(typeof read(name, broken).kind).toBe("string");
        expect(semanticKey(broken, "digest")).toBeTypeOf("string");
        eventOf(broken);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe("a label", () => {
  const modes = [
    ["quorum", "plan"],
    ["quorum:auto", "auto"],
  ] as const;
  it.each(modes)("%s triggers with mode %s", (name, mode) => {
    expect(read("issues", label(name))).toEqual({
      kind: "trigger",
      place: {
        repository: { installation: 5, id: 42, owner: "octo", name: "hello" },
        defaultBranch: "main",
      },
      issue: { id: 1001, number: 7, title: "T", body: "B", open: true, isPull: false },
      sender: { id: 9, login: "ann" },
      label: name,
      mode,
      at: issue.updated_at,
    });
  });

  it.each([
    ["another label", label("bug")],
    ["a label like it", label("Quorum")],
    ["a bot's label", label("quorum", { sender: { id: 3, login: "dep[bot]", type: "Bot" } })],
    ["a bot by its name alone", label("quorum", { sender: { id: 3, login: "dep[bot]" } })],
    ["no installation", label("quorum", { installation: undefined })],
    ["no label", { ...base, action: "labeled" }],
  ])("%s is ignored", (_name, payload) => {
    expect(read("issues", payload).kind).toBe("ignored");
  });
});

describe("a comment", () => {
  it("of a person is read with its author", () => {
    expect(read("issue_comment", comment())).toMatchObject({
      kind: "comment",
      commentId: 55,
      body: "/quorum run",
      sender: { id: 9 },
    });
  });

  it.each([
    ["edited", comment({}, { action: "edited" })],
    ["deleted", comment({}, { action: "deleted" })],
    ["sent by somebody else than its author", comment({ user: { id: 10, login: "bob" } })],
    ["without an author", comment({ user: null })],
    ["of a bot", comment({}, { sender: { id: 9, login: "x[bot]", type: "Bot" } })],
    ["written through an app", comment({ performed_via_github_app: { id: 3 } })],
  ])("%s is ignored", (_name, payload) => {
    expect(read("issue_comment", payload).kind).toBe("ignored");
  });
});

describe("a wake", () => {
  const head = "a".repeat(40);
  const branch = "quorum/7-abcd";
  const pull = { number: 3, head: { ref: branch, sha: head } };
  const check = { head_sha: head, app: { id: 1 } };
  const suite = { head_branch: "b" };
  const ours = { login: "quorum[bot]" };
  it.each([
    ["check_run", { check_run: { ...check, check_suite: suite } }, { head, branch: "b" }],
    ["check_suite", { check_suite: { ...check, head_branch: null } }, { head }],
    ["status", { sha: head }, { head }],
    ["push", { ref: "refs/heads/main", after: head }, { branch: "main", head }],
    ["pull_request", { action: "closed", pull_request: pull }, { pull: 3, branch, head }],
    ["pull_request_review", { action: "submitted", pull_request: pull }, { pull: 3, branch, head }],
    ["issues", { action: "reopened", issue }, { issue: 7 }],
    ["repository", { action: "archived" }, {}],
  ])("by %s says where", (event, body, where) => {
    const payload = { repository, sender, ...body };
    expect(read(event, payload)).toEqual({ kind: "wake", where: { repositoryId: 42, ...where } });
  });

  it.each([
    ["its own check", "check_run", { check_run: { head_sha: head, app: { id: 77 } } }],
    ["its own push", "push", { ref: "refs/heads/x", after: head, sender: ours }],
    ["a tag", "push", { ref: "refs/tags/v1", after: head }],
    ["an assignment", "issues", { action: "assigned", issue }],
  ])("is not made by %s", (_name, event, body) => {
    expect(read(event, { repository, sender, ...body }).kind).toBe("ignored");
  });

  it("is made by CI that ran because of Quorum's own push", () => {
    const payload = {
      repository,
      sender: { login: "quorum[bot]" },
      check_run: { head_sha: head, app: { id: 1 } },
    };
    expect(read("check_run", payload).kind).toBe("wake");
  });
});

describe("the semantic key", () => {
  it("is the same for one label event however its body is spelt", () => {
    const [a, b] = [label("quorum"), { ...label("quorum"), extra: 1 }];
    expect(semanticKey(a, "x")).toBe(semanticKey(b, "y"));
  });

  it("tells apart labels, times, issues and comments", () => {
    const keys = [
      label("quorum"),
      label("quorum:auto"),
      label("quorum", { issue: { ...issue, updated_at: "2026-11-24T12:00:01Z" } }),
      label("quorum", { issue: { ...issue, id: 1002 } }),
      label("quorum", { repository: { ...repository, id: 43 } }),
      comment(),
      comment({ id: 56 }),
    ].map((body) => semanticKey(body, "digest"));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is the body itself for everything else", () => {
    expect(semanticKey(comment({}, { action: "edited" }), "digest")).toBe("body:digest");
    expect(semanticKey({}, "digest")).toBe("body:digest");
  });
});
