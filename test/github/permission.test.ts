// What somebody may do is asked of GitHub, and believed only for the same numeric id.
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { atLeast, permissionOf } from "../../src/github/permission.ts";
import { bench, host, R, tokensFor } from "./world.ts";

beforeEach(() => {
  tokensFor(1);
});
afterEach(() => nock.cleanAll());

const answers = (status: number, body: object) =>
  nock(host).get(`${R}/collaborators/ann/permission`).reply(status, body);
const ask = () => permissionOf(bench().api, { id: 9, login: "ann" });

describe("a permission", () => {
  it.each([
    ["admin", "admin", "admin"],
    ["write", "maintain", "write"],
    ["write", "write", "write"],
    ["read", "triage", "triage"],
    ["read", "read", "read"],
    ["read", "a custom role", "read"],
    ["none", "none", "none"],
    ["owner", "owner", "none"],
  ])("%s with the role %s is %s", async (permission, role_name, level) => {
    answers(200, { permission, role_name, user: { id: 9, login: "ann" } });
    expect(await ask()).toBe(level);
  });

  it.each([
    ["a login that now belongs to somebody else", 200, { permission: "admin", user: { id: 10 } }],
    ["a login without a user", 200, { permission: "admin", user: null }],
    ["an unknown login", 404, { message: "not a user" }],
  ])("of %s is none", async (_name, status, body) => {
    answers(status, body);
    expect(await ask()).toBe("none");
  });

  it.each([[403], [410], [451]])("is not guessed when GitHub answers %i", async (status) => {
    answers(status, {});
    await expect(ask()).rejects.toMatchObject({ name: "Faltered" });
  });

  it("includes every lower one", () => {
    expect(atLeast("admin", "write")).toBe(true);
    expect(atLeast("write", "write")).toBe(true);
    expect(atLeast("triage", "write")).toBe(false);
    expect(atLeast("none", "none")).toBe(true);
  });
});
