// What CI said: only success is green, and only from the app that was expected.
import { describe, expect, it } from "vitest";
import { readCi, type Check } from "../../../src/core/gate/checks.ts";

const check = (name: string, conclusion: string | null, app = "actions"): Check => ({
  name,
  app,
  status: conclusion === null ? "in_progress" : "completed",
  conclusion,
  url: null,
  summary: "",
});

const test = { name: "test", app: "actions" };

describe("CI on one commit", () => {
  it("is green when every check that is there succeeded", () => {
    const green = readCi([check("test", "success"), check("lint", "success")], []);
    expect(green).toEqual({ kind: "green", names: ["test", "lint"] });
  });

  it("is pending without any check: nothing is not success", () => {
    expect(readCi([], [])).toMatchObject({ kind: "pending", because: "no check has started yet" });
  });

  it.each(["failure", "neutral", "skipped", "cancelled", "timed_out", "stale", "action_required"])(
    "is red when a check ended as %s",
    (conclusion) => {
      const red = readCi([check("test", "success"), check("lint", conclusion)], []);
      expect(red).toMatchObject({ kind: "red", failed: [{ name: "lint" }] });
    },
  );

  it("is red at once, even while other checks are under way", () => {
    expect(readCi([check("a", null), check("b", "failure")], []).kind).toBe("red");
  });

  it("waits for a required check by name, and says which", () => {
    const waiting = readCi([check("lint", "success")], [test]);
    expect(waiting).toEqual({ kind: "pending", because: "no check named test yet" });
    expect(readCi([check("test", null)], [test])).toMatchObject({ because: "waiting for test" });
  });

  it("does not see a check of the right name from another app", () => {
    expect(readCi([check("test", "success", "mallory")], [test]).kind).toBe("pending");
    expect(readCi([check("test", "success", "any")], [{ name: "test", app: null }]).kind).toBe(
      "green",
    );
  });

  it("minds no other check than the required ones", () => {
    expect(readCi([check("test", "success"), check("flaky", "failure")], [test]).kind).toBe(
      "green",
    );
  });
});
