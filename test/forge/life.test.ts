// One issue's whole life over HTTP: label, comment, branch, pull request, checks, merge, close.
import { expect, it } from "vitest";
import { at, commit, head, number, repository, root, setStage, text } from "./stage.ts";

const workflow = `name: test
on:
  push:
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
`;

it("carries an issue from its label to the merged pull request that closes it", async () => {
  const ran: string[] = [];
  const stage = await setStage({
    files: { "a.js": "1\n", ".github/workflows/test.yml": workflow },
    ci: {
      run: async (job) => {
        ran.push(`${job.name}: ${job.commands.join(" && ")}`);
        return { conclusion: "success", output: "12 passed\n" };
      },
    },
  });
  const { forge, app } = stage;
  await stage.names();
  const issue = await forge.admin.createIssue(repository, "odo", {
    title: "Grow beans",
    body: "Please",
  });
  await forge.admin.labelIssue(repository, "mira", issue, "quorum:auto");
  expect(await stage.names()).toEqual(["issues.opened", "issues.labeled"]);

  const comment = await app("POST", `${root}/issues/${issue}/comments`, { body: "On it" });
  expect(comment.status).toBe(201);
  expect(at(comment.body, "user")).toMatchObject({ login: "sower[bot]", type: "Bot" });
  const sha = await commit(app, "beans", { "beans.js": "export const beans = 1;\n" });
  const opened = await app("POST", `${root}/pulls`, {
    title: "Grow beans",
    head: "beans",
    base: "main",
    body: `Fixes #${issue}`,
  });
  expect(opened.status).toBe(201);
  const pull = number(opened.body, "number");
  await forge.admin.settled();

  const runs = await app("GET", `${root}/commits/${sha}/check-runs`);
  expect(at(runs.body, "check_runs")).toMatchObject([
    { name: "test", status: "completed", conclusion: "success", app: { slug: "local-ci" } },
    { name: "test", status: "completed", conclusion: "success", app: { slug: "local-ci" } },
  ]);
  expect(ran.slice(-2)).toEqual(["test: npm test", "test: npm test"]);
  const merged = await app("PUT", `${root}/pulls/${pull}/merge`, { sha, merge_method: "merge" });
  expect(merged.body).toMatchObject({ merged: true });
  expect(await head(app)).toBe(text(merged.body, "sha"));

  const heard = await stage.names();
  expect(heard.filter((name) => !name.startsWith("check_"))).toEqual([
    "issue_comment.created",
    "create",
    "push",
    "pull_request.opened",
    "push",
    "pull_request.closed",
    "issues.closed",
  ]);
  const closed = await app("GET", `${root}/issues/${issue}`);
  expect(closed.body).toMatchObject({ state: "closed", state_reason: "completed" });
  const content = await app("GET", `${root}/contents/beans.js`);
  expect(Buffer.from(text(content.body, "content"), "base64").toString()).toContain("beans = 1");
  expect(stage.problems).toEqual([]);
  await stage.close();
});
