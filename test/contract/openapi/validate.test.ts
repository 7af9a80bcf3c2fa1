// The contract itself: it covers exactly the forge's routes, and sees what is wrong.
import { describe, expect, it } from "vitest";
import { routes } from "../../../src/forge/routes/all.ts";
import { checkMutation, checkMutationAnswer } from "./graphql.ts";
import {
  checkAnswer,
  checkRequest,
  operations,
  validateWebhook,
  validatingFetch,
} from "./validate.ts";

const url = (path: string): URL => new URL(`http://127.0.0.1${path}`);
/** What is no operation of GitHub's REST description. */
const beside = /graphql|codeload|\/contents\/$/;

it("covers every route of the forge and nothing else", () => {
  const served = routes.map(({ method, path }) => `${method} ${path}`);
  const described = served.filter((one) => !beside.test(one));
  expect(described.toSorted()).toEqual(Object.keys(operations).toSorted());
});

describe("a request", () => {
  it.each([
    ["GET", "/repos/a/b/issues?per_page=100&state=all", undefined],
    ["POST", "/repos/a/b/issues", { title: "x", labels: ["y"] }],
    ["GET", "/repos/a/b/git/ref/heads%2Fquorum%2F7-a", undefined],
    ["POST", "/repos/a/b/issues/1/labels", { labels: ["x"] }],
  ])("%s %s passes", (method, path, body) => {
    expect(checkRequest(method, url(path), body)).toEqual([]);
  });

  it.each([
    ["GET", "/repos/a/b/issues?per_page=many", undefined, /per_page/],
    ["GET", "/repos/a/b/issues?pages=2", undefined, /unknown query parameter "pages"/],
    ["POST", "/repos/a/b/issues", { title: "x", lables: [] }, /unknown property "lables"/],
    ["POST", "/repos/a/b/issues", { body: "x" }, /required property 'title'/],
    ["POST", "/repos/a/b/pulls", undefined, /body is missing/],
    ["PUT", "/repos/a/b/issues", {}, /describes no PUT/],
    ["GET", "/repos/a/b/nothing", undefined, /describes no GET/],
  ])("%s %s with %j is told", (method, path, body, problem) => {
    expect(checkRequest(method, url(path), body).join()).toMatch(problem);
  });
});

it("sees an answer that lacks a field, has another type, or a status that does not exist", () => {
  expect(checkAnswer("GET", url("/app"), 200, { id: 1 }).join()).toMatch(/required property/);
  expect(checkAnswer("GET", url("/repos/a/b/labels"), 200, {}).join()).toMatch(/must be array/);
  expect(checkAnswer("GET", url("/app"), 418, {}).join()).toMatch(/no status 418/);
  expect(checkAnswer("GET", url("/app"), 404, { message: "Not Found" })).toEqual([]);
});

it("sees a webhook that GitHub would not send", () => {
  expect(validateWebhook("issues", "labeled", { action: "labeled" })).toMatch(/required property/);
  expect(validateWebhook("issues", "painted", {})).toMatch(/no webhook/);
});

describe("a mutation", () => {
  const ready = (more: object = {}, query = "{ clientMutationId }", type = "ID!") => ({
    query:
      `mutation($id: ${type}) { markPullRequestReadyForReview(input: {pullRequestId: $id}) ` +
      `${query} }`,
    variables: { id: "x" },
    ...more,
  });
  const name = "markPullRequestReadyForReview";

  it("of GitHub's schema passes, with an answer that holds what was asked for", () => {
    expect(checkMutation(ready())).toEqual([]);
    const answer = { data: { [name]: { clientMutationId: null } } };
    expect(checkMutationAnswer(ready(), answer)).toEqual([]);
    expect(checkMutationAnswer(ready(), { data: null, errors: [{ message: "no" }] })).toEqual([]);
  });

  it.each([
    [ready({ query: "{ viewer { login } }" }), /no mutation/],
    [ready({ variables: {} }), /\$id is not given/],
    [ready({}, "{ colour }"), /unknown field "colour"/],
    [ready({}, "{ clientMutationId }", "String!"), /pullRequestId is ID!, not String!/],
    [{ query: 1 }, /no mutation/],
  ])("%j is told", (body, problem) => {
    expect(checkMutation(body).join()).toMatch(problem);
  });

  it("with an answer of another shape is told", () => {
    expect(checkMutationAnswer(ready(), { data: { [name]: {} } }).join()).toMatch(/answered/);
    expect(checkMutationAnswer(ready(), {}).join()).toMatch(/neither/);
  });
});

it("tells what passes through a fetch and leaves it alone", async () => {
  const problems: string[] = [];
  const answer = new Response('{"id":1}', { headers: { "content-type": "application/json" } });
  const checked = validatingFetch(
    async () => answer,
    (problem) => problems.push(problem),
  );
  const got = await checked("http://127.0.0.1/app", { method: "GET" });
  expect(await got.json()).toEqual({ id: 1 });
  expect(problems).toHaveLength(1);
});
