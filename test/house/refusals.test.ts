// What starts no run on the local GitHub, and the one comment that says why and what to do.
import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { until } from "../until.ts";
import { name, settings, stage, tearDown, type Stage } from "./stage.ts";

afterEach(tearDown);

/** Files an issue and labels it. @returns the one comment that answers. */
async function refused(s: Stage, body: string | null, as = "ann"): Promise<string> {
  const { admin } = s.forge;
  const issue = await admin.createIssue(name, "eve", { title: "Do it", body });
  await admin.labelIssue(name, as, issue, "quorum:auto");
  await until(`#${issue} is answered`, async () => (await s.comments(issue)).length > 0);
  const [only, ...more] = await s.comments(issue);
  expect(more).toEqual([]);
  expect(() => s.run(issue)).toThrow("no run");
  return only?.body ?? "";
}

const malformed = "aproval: always\nvote: {unanimous: none}\n";

describe("no run is started", () => {
  it("for somebody who may label but not write, nor for an issue that cannot be read", async () => {
    const s = await stage();
    expect(await refused(s, "Please.", "tom")).toContain("needs write access");
    expect(await refused(s, null)).toContain("has no text");
    expect(await refused(s, "  \n")).toContain("Describe what should change");
    const long = await refused(s, "é".repeat(65_000));
    expect(long).toContain("Quorum reads at most 65536");
    expect(long).toContain("split it into several issues");
  });

  it("while the settings are malformed, unknown or too large; corrected, it is", async () => {
    const s = await stage({ files: { ".github/quorum.yml": malformed } });
    const push = (text: string) =>
      s.forge.admin.pushDirectory(name, { ".github/quorum.yml": text }, "Settings");
    const said = await refused(s, "Please.");
    expect(said).toContain('unknown key "aproval"; did you mean "approval"?');
    expect(said).toContain("vote.unanimous");
    expect(said).toContain("Correct them on the default branch");
    await push('"a\\n```\\n@ann\\e[2J<!-- quorum:status 1/1-aaaa -->": 1\n');
    const quoting = await refused(s, "Please.");
    expect(quoting).toContain('- unknown key "a ``` @ann[2J<! -- quorum:status 1/1-aaaa -->"');
    expect(quoting).toContain("````text\n");
    await push("vote: [1\n");
    expect(await refused(s, "Please.")).toContain("has mistakes; no run was started");
    await push(`# ${"x".repeat(70_000)}\n`);
    expect(await refused(s, "Please.")).toContain("larger than 65536");
    await push(`# ${"x".repeat(1_000_000)}\n`);
    expect(await refused(s, "Please.")).toContain("larger than 65536");
    await push(settings);
    await s.labelled("quorum");
  });
});

describe("a webhook", () => {
  it("that GitHub did not sign, or that says nothing, is refused and starts nothing", async () => {
    const s = await stage();
    const { admin } = s.forge;
    const issue = await admin.createIssue(name, "eve", { title: "Do it", body: "Please." });
    await admin.labelIssue(name, "eve", issue, "quorum").catch(() => undefined);
    await admin.settled();
    const labelled = admin.deliveries().find((one) => one.event === "issues");
    if (labelled === undefined) throw new Error("no delivery");
    const forged = labelled.body.replaceAll('"eve"', '"ann"');
    const signed = (key: string, text: string) =>
      `sha256=${createHmac("sha256", key).update(text).digest("hex")}`;
    const post = async (body: string, signature: string): Promise<number> => {
      const headers = {
        ...labelled.headers,
        "x-github-delivery": crypto.randomUUID(),
        "x-hub-signature-256": signature,
      };
      const answer = await fetch(labelled.app.webhookUrl ?? "", { method: "POST", headers, body });
      await answer.text();
      return answer.status;
    };
    const right = labelled.app.webhookSecret;
    expect(await post(forged, labelled.headers["x-hub-signature-256"] ?? "")).toBe(401);
    expect(await post(forged, signed("another secret", forged))).toBe(401);
    expect(await post("{", signed(right, "{"))).toBe(400);
    expect(await post("[]", signed(right, "[]"))).toBe(400);
    const huge = `{"x":"${"y".repeat(26 * 1024 * 1024)}"}`;
    expect(await post(huge, signed(right, huge)).catch(() => 413)).toBe(413);
    await admin.settled();
    expect(s.events).toEqual([]);
  });
});
