// `quorum eval` as a process: with a model server behind it, and what it says of wrong options.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { formedStep, textOf } from "../../src/book/transport.ts";
import { obey } from "../../src/cli.ts";
import { openTerminal } from "../../src/cli/terminal.ts";
import { readTasks } from "../../src/eval/task.ts";
import { isolates, needsBubblewrap } from "../sandbox/opened.ts";
import { quorum } from "./quorum.ts";

const busyMs = 120_000;
const read = readTasks();
const task = (read.ok ? read.value : []).find(({ id }) => id === "javascript/clamp");
if (!task) throw new Error("javascript/clamp is gone");

const asked = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });

/** Answers like a model that is always right; it sees nothing but what it is sent. */
function answerTo(body: string): string {
  const { messages } = asked.parse(JSON.parse(body));
  const said = (role: string): string => messages.find((one) => one.role === role)?.content ?? "";
  const [system, user] = [said("system"), said("user")];
  const [, form = "", nonce = ""] = /=====(UNIT|JSON) (\S+)/.exec(`${system}\n${user}`) ?? [];
  const about = { kind: "step", place: "", unit: "" } as const;
  const prompt = { about, system, user, nonce, outputTokensMax: 4000 };
  if (form !== "UNIT") throw new Error(`asked for more than the place: ${user.slice(0, 200)}`);
  const formed = task && formedStep(prompt, task.entry.right[0]);
  return formed ? textOf(formed) : "";
}

let server: Server;
let url = "";
let calls = 0;

beforeAll(async () => {
  server = createServer((request, reply) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      calls += 1;
      const message = { role: "assistant", content: answerTo(body) };
      const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };
      reply.writeHead(200, { "content-type": "application/json" });
      reply.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }], usage }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});

afterAll(() => new Promise((done) => server.close(done)));

const shape = z.object({
  tasks: z.number(),
  at: z.array(
    z.object({
      p: z.null(),
      quorum: z.object({
        solved: z.object({ count: z.number() }),
        microUsd: z.object({ mean: z.number() }),
      }),
      others: z.array(z.object({ method: z.string(), solved: z.object({ count: z.number() }) })),
    }),
  ),
});

describe.skipIf(!isolates)(`eval with a model server${needsBubblewrap}`, () => {
  it(
    "asks it through the same door as a run, and gives the other rules its answers",
    async () => {
      const args = ["eval", "--model", "openai", "--tasks", "javascript/clamp", "--json"];
      const prices = { QUORUM_PRICE_IN: "1", QUORUM_PRICE_OUT: "10", XDG_STATE_HOME: "" };
      const env = { OPENAI_BASE_URL: url, OPENAI_API_KEY: "sk-x", QUORUM_MODEL: "fake", ...prices };
      const ended = await quorum(args, env);
      expect(ended.err).toContain("1 of 1 solved, 0 wrong merged");
      expect(ended.code).toBe(0);
      const { tasks, at } = shape.parse(JSON.parse(ended.out));
      expect(tasks).toBe(1);
      // Three samples of 1000 tokens at $1 and 100 tokens at $10 a million.
      expect(at[0]?.quorum).toMatchObject({ solved: { count: 1 }, microUsd: { mean: 6000 } });
      expect(at[0]?.others.map((other) => other.solved.count)).toEqual([1, 1, 1, 1, 1, 1]);
      // One to see that it follows the format, then the three, and what the other rules take.
      expect(calls).toBeGreaterThanOrEqual(4);
      expect(calls).toBeLessThan(12);
    },
    busyMs,
  );
});

describe("eval", () => {
  it.each([
    [["--p", "1.5"], "--p takes numbers from .05 to .99 between commas"],
    [["--tasks", "meridian"], 'There is no "meridian"'],
    [["--language", "pyhton"], 'There is no "pyhton"; did you mean "python"?'],
    [["--split", "reports"], 'There is no "reports"; did you mean "reported"?'],
    [["--split", "development", "--tasks", "clamp"], "No task is all that was asked for"],
    [["--model", "abacus"], '--model is "book" or "openai", not "abacus"'],
  ])("refuses %j", async (args, words) => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await obey(["eval", ...args], openTerminal([]))).toBe(2);
    expect(said.mock.lastCall?.[0]).toContain(words);
    said.mockRestore();
  });
});
