// Issues, labels and comments: rules, pages and webhooks.
import { afterEach, beforeEach, expect, it } from "vitest";
import { closingNumbers } from "../../src/forge/issues.ts";
import { at, list, number, repository, root, setStage, text, type Stage } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.names();
});
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

it("tells about every change of an issue", async () => {
  const { app } = stage;
  const made = await app("POST", `${root}/issues`, {
    title: "Weeds",
    body: "Many",
    labels: ["bug"],
  });
  expect(made.body).toMatchObject({ number: 1, labels: [{ name: "bug" }] });
  await app("PATCH", `${root}/issues/1`, { title: "More weeds" });
  await app("DELETE", `${root}/issues/1/labels/bug`);
  await app("PATCH", `${root}/issues/1`, { state: "closed", state_reason: "not_planned" });
  await app("PATCH", `${root}/issues/1`, { state: "open" });
  expect(await stage.names()).toEqual([
    "issues.opened",
    "issues.labeled",
    "issues.edited",
    "issues.unlabeled",
    "issues.closed",
    "issues.reopened",
  ]);
  const events = await app("GET", `${root}/issues/1/events`);
  expect(list(events.body).map((one) => text(one, "event"))).toEqual([
    "labeled",
    "renamed",
    "unlabeled",
    "closed",
    "reopened",
  ]);
  expect(at(events.body, "0")).toMatchObject({
    actor: { login: "sower[bot]" },
    label: { name: "bug" },
  });
  expect((await app("DELETE", `${root}/issues/1/labels/bug`)).status).toBe(404);
  expect((await app("POST", `${root}/issues`, { title: " " })).status).toBe(422);
  expect((await app("GET", `${root}/issues/2`)).status).toBe(404);
  const listed = await app("GET", `${root}/issues?state=all&labels=bug`);
  expect(listed.body).toEqual([]);
});

it("creates labels that a repository lacks, once", async () => {
  const { app } = stage;
  await app("POST", `${root}/issues`, { title: "Weeds" });
  await app("POST", `${root}/issues/1/labels`, { labels: ["quorum:auto", "Quorum:Auto"] });
  expect(list((await app("GET", `${root}/issues/1/labels`)).body)).toHaveLength(1);
  const again = await app("POST", `${root}/labels`, { name: "quorum:AUTO" });
  expect(at(again.body, "errors.0.code")).toBe("already_exists");
  const other = await app("POST", `${root}/labels`, { name: "other", color: "00ff00" });
  expect(other.body).toMatchObject({ name: "other", color: "00ff00" });
  expect(list((await app("GET", `${root}/labels`)).body)).toHaveLength(2);
});

it("drops the labels of an author who may not label", async () => {
  await stage.forge.admin.setPermission(repository, "pia", "read");
  const pia = stage.as(await stage.forge.admin.createUserToken("pia"));
  const made = await pia("POST", `${root}/issues`, { title: "Go", labels: ["quorum:auto"] });
  expect(made.body).toMatchObject({ labels: [] });
});

it("keeps comments with their author, edits them in place and pages through them", async () => {
  const { app, forge } = stage;
  await app("POST", `${root}/issues`, { title: "Weeds" });
  await forge.admin.comment(repository, "odo", 1, "/quorum status");
  for (let n = 0; n < 34; n += 1) {
    await app("POST", `${root}/issues/1/comments`, { body: `note ${n}` });
  }
  const first = await app("GET", `${root}/issues/1/comments`);
  expect(list(first.body)).toHaveLength(30);
  expect(at(first.body, "0")).toMatchObject({
    user: { login: "odo" },
    performed_via_github_app: null,
  });
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
  const second = await app("GET", new URL(next).pathname + new URL(next).search);
  expect(list(second.body)).toHaveLength(5);
  expect(text(second.body, "0.performed_via_github_app.slug")).toBe("sower");
  const id = number(second.body, "0.id");
  const edited = await app("PATCH", `${root}/issues/comments/${id}`, { body: "better" });
  expect(text(edited.body, "body")).toBe("better");
  expect((await app("DELETE", `${root}/issues/comments/${id}`)).status).toBe(204);
  expect((await app("GET", `${root}/issues/comments/${id}`)).status).toBe(404);
  const names = await stage.names();
  expect(names.slice(-2)).toEqual(["issue_comment.edited", "issue_comment.deleted"]);
  const long = await app("POST", `${root}/issues/1/comments`, { body: "x".repeat(65_537) });
  expect(long.status).toBe(422);
});

it.each([
  ["Fixes #7", [7]],
  ["closes: #1, resolves #2 and fixed #1", [1, 2]],
  ["prefixes #3 and see #4", []],
])("reads what %j closes", (words, numbers) => {
  expect(closingNumbers(words)).toEqual(numbers);
});

it("gives an issue one parent, and lists a parent's sub-issues", async () => {
  const { app } = stage;
  const ids: number[] = [];
  for (const title of ["Whole", "Part", "Other"]) {
    ids.push(number((await app("POST", `${root}/issues`, { title })).body, "id"));
  }
  const [, part] = ids;
  const place = (parent: number, more: object = {}) =>
    app("POST", `${root}/issues/${parent}/sub_issues`, { sub_issue_id: part, ...more });
  expect(await place(1)).toMatchObject({ status: 201, body: { number: 1 } });
  const listed = await app("GET", `${root}/issues/1/sub_issues`);
  expect(listed.body).toMatchObject([{ number: 2 }]);
  expect((await place(3)).status).toBe(422);
  expect((await place(3, { replace_parent: true })).status).toBe(201);
  expect((await app("GET", `${root}/issues/1/sub_issues`)).body).toEqual([]);
  const gone = await app("POST", `${root}/issues/1/sub_issues`, { sub_issue_id: 987_654 });
  expect(gone.status).toBe(404);
});
