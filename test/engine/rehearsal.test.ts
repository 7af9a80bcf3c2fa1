// The test command is run on the base first: a run that nothing could judge buys nothing.
import { describe, expect, it } from "vitest";
import { minute, stage } from "./stage.ts";

describe("the test command", () => {
  it("ends the run before a sample is bought when it names no tests, and says why", async () => {
    const sandbox = {
      run: () =>
        Promise.resolve({ kind: "finished", code: 0, output: "all good\n", ms: 1 } as const),
    };
    const one = stage({ sandbox: () => sandbox });
    await one.play();
    expect(one.run().phase).toMatchObject({
      kind: "failed",
      because: expect.stringMatching(/names no tests; set the test command .*pytest -v/),
    });
    expect(one.calls.filter((call) => /^(?:sample|createBranch|commit)/.test(call))).toEqual([]);
    expect(one.run().spend).toMatchObject({ reserved: 0, samples: 0 });
    expect(one.calls.filter((call) => call === "sandbox")).toHaveLength(2);
  });

  it("is waited for while nothing can be run, and no model is asked meanwhile", async () => {
    let free = false;
    const green = "1..0\n# duration_ms 1\n";
    const sandbox = {
      run: () =>
        Promise.resolve(
          free
            ? ({ kind: "finished", code: 0, output: green, ms: 1 } as const)
            : ({ kind: "unavailable", because: "no slot" } as const),
        ),
    };
    const one = stage({ sandbox: () => sandbox });
    await one.play(20_000);
    expect(one.run().falters.get("rehearse")).toMatchObject({ because: "no slot" });
    expect(one.calls).not.toContain("sample");
    free = true;
    await one.play(10 * minute);
    expect(one.run()).toMatchObject({ rehearsal: "passed", falters: new Map() });
    expect(one.calls).toContain("sample");
  });
});
