// What a repository's settings make of a flag, and the shadow that a spoiled answer leaves.
import { describe, expect, it } from "vitest";
import { body } from "./examples.ts";
import { flagsOf, opened } from "./reading.ts";

const stub = body('throw new Error("Not implemented");');

describe("a red flag in the settings", () => {
  it("that is off is not raised", () => {
    expect(flagsOf(stub)).toEqual(["stub"]);
    expect(flagsOf({ ...stub, switches: { stub: "off" } })).toEqual([]);
  });

  it("that is more lenient lets the sample count and is still told", () => {
    const read = opened({ ...stub, switches: { stub: "person" } });
    expect(read.kind).toBe("valid");
    expect(read.flags).toMatchObject([{ id: "stub", severity: "person" }]);
  });

  it("that is stricter spoils", () => {
    const swallows = body("try { g(a); } catch {}");
    expect(opened(swallows).kind).toBe("valid");
    expect(opened({ ...swallows, switches: { swallowed: "spoil" } })).toMatchObject({
      kind: "spoiled",
      flags: ["swallowed"],
    });
  });
});

describe("the shadow of a spoiled answer", () => {
  it("is the class that it votes for where nothing spoils it", () => {
    const valid = opened({ ...stub, switches: { stub: "off" } });
    const spoiled = opened({ ...stub, shadow: true });
    expect(valid.kind === "valid" && spoiled.kind === "spoiled" && spoiled.shadow).toBe(
      valid.kind === "valid" ? valid.class : "",
    );
    expect(opened(stub)).not.toHaveProperty("shadow");
  });

  it("is not there for an answer that does not apply", () => {
    const gone = { ...stub, place: "src/none.js#f", shadow: true };
    expect(opened(gone)).toMatchObject({ kind: "spoiled", flags: ["format"] });
    expect(opened(gone)).not.toHaveProperty("shadow");
  });
});
