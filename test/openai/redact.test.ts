// Messages of model servers: no key gets into the journal, in whatever form it is thrown back.
import { describe, expect, it } from "vitest";
import { redacted } from "../../src/openai/redact.ts";

describe("redacted", () => {
  it.each([
    ["our key", "no access for 0f9e8d7c6b5a4321 here", "no access for [key] here"],
    ["another key", "Incorrect API key: sk-proj-abc_DEF-123.", "Incorrect API key: [key]"],
    ["a masked key", "Incorrect API key: sk-ab*****yz", "Incorrect API key: [key]"],
    ["a header", "sent Authorization: Bearer abc.def", "sent Authorization: Bearer [key]"],
    ["several lines", "a\n\tb\u0000c", "a b c"],
  ])("takes out %s", (_, message, expected) => {
    expect(redacted(message, "0f9e8d7c6b5a4321")).toBe(expected);
  });

  it("keeps at most 300 characters, and cuts no key in half", () => {
    const message = `${"x".repeat(295)} 0f9e8d7c6b5a4321`;
    expect(redacted(message, "0f9e8d7c6b5a4321")).toBe(`${"x".repeat(295)} [key`);
  });
});
