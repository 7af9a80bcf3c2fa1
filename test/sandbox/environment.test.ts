// Only harmless variables can be passed to a command inside.
import { describe, expect, it } from "vitest";
import { refusedVariable } from "../../src/sandbox/environment.ts";

describe("variables of a job", () => {
  it.each([{}, { NODE_ENV: "test" }, { GITHUB_ACTIONS: "true", FORCE_COLOR: "0" }])(
    "takes %j",
    (env) => expect(refusedVariable(env)).toBeNull(),
  );

  it.each([
    "GITHUB_TOKEN", "OPENAI_API_KEY", "DB_PASSWORD", "APP_SECRET", "NPM_AUTH", "PRIVATE_X",
    "PATH", "HOME", "LD_PRELOAD", "NODE_OPTIONS", "BASH_ENV",
    "lower", "A B", "A=B", "", "1A", "A\0", `A${"B".repeat(64)}`,
  ])("refuses the name %j", (name) => {
    expect(refusedVariable({ [name]: "1" })).toMatch(/\.$/u);
  });

  it("refuses values that are long or hold a zero byte", () => {
    expect(refusedVariable({ A: "x".repeat(1024) })).toBeNull();
    expect(refusedVariable({ A: "x".repeat(1025) })).toMatch(/1024/u);
    expect(refusedVariable({ A: "a\0B=1" })).toMatch(/zero byte/u);
  });
});
