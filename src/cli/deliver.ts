// A process of its own that delivers signed webhooks at a rate and says how each was acknowledged.
import { randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { sign } from "../github/signature.ts";
import { random } from "../simulate/random.ts";

const orderShape = z.object({
  url: z.string(),
  /** A file on the inbox's disk, to measure what the disk alone takes. */
  file: z.string(),
  secret: z.string(),
  deliveries: z.number(),
  ratePerSecond: z.number(),
});

export type Order = z.output<typeof orderShape>;

const ackShape = z.object({
  delivery: z.string(),
  /** The HTTP status; 0 when there was no answer. */
  status: z.number(),
  /** Since the process began to send, in milliseconds. */
  sentAt: z.number(),
  /** From the request to the end of its answer. */
  ms: z.number(),
});

export type Ack = z.output<typeof ackShape>;

/** What this program writes to its standard output when every delivery was answered. */
export const deliveredShape = z.object({
  acks: z.array(ackShape),
  /** What each of many synced writes to the file took meanwhile, in milliseconds. */
  syncsMs: z.array(z.number()),
});

export type Delivered = z.output<typeof deliveredShape>;

/** GitHub waits no longer. Source: GitHub docs, "Best practices for using webhooks". */
const answerMsMax = 10_000;

/**
 * Sends at random moments, as independent people do (a Poisson process), and never waits for an
 * answer before the next request, so that a slow answer delays and hides no other.
 */
async function deliver(order: Order): Promise<readonly Ack[]> {
  const agent = new Agent({ keepAlive: true });
  const chance = random("deliveries");
  const began = performance.now();
  const acks: Promise<Ack>[] = [];
  let due = began;
  await new Promise<void>((resolve) => {
    const sendDue = (): void => {
      for (; acks.length < order.deliveries && due <= performance.now(); due += gap()) {
        acks.push(post(order, agent, acks.length, began));
      }
      if (acks.length < order.deliveries) setTimeout(sendDue, Math.max(0, due - performance.now()));
      else resolve();
    };
    const gap = (): number => (-Math.log(1 - chance()) * 1000) / order.ratePerSecond;
    sendDue();
  });
  const answered = await Promise.all(acks);
  agent.destroy();
  return answered;
}

function post(order: Order, agent: Agent, n: number, began: number): Promise<Ack> {
  const { event, body } = webhook(n);
  const delivery = randomUUID();
  const headers = {
    "content-type": "application/json",
    "content-length": body.length,
    "x-github-event": event,
    "x-github-delivery": delivery,
    "x-hub-signature-256": sign(body, order.secret),
  };
  const options = { method: "POST", agent, headers, timeout: answerMsMax };
  return new Promise((resolve) => {
    const sent = performance.now();
    const told = (status: number): void =>
      resolve({ delivery, status, sentAt: sent - began, ms: performance.now() - sent });
    const call = request(order.url, options, (answer) => {
      answer.resume();
      answer.on("end", () => told(answer.statusCode ?? 0));
    });
    call.on("timeout", () => call.destroy(new Error("no answer in time")));
    call.on("error", () => told(0));
    call.end(body);
  });
}

/** As large as GitHub's, which name some fifty addresses for each repository and person. */
const addresses = Array.from(
  { length: 150 },
  (_, i) => `https://api.github.com/repos/maintainer/library/part-${i}{/number}{/more}`,
);

const place = {
  repository: {
    id: 1,
    name: "library",
    owner: { login: "maintainer" },
    default_branch: "main",
    addresses,
  },
  installation: { id: 1 },
  sender: { id: 1, login: "maintainer", type: "User" },
};

/** Three in four are finished checks, which wake runs; the others comments without a command. */
function webhook(n: number): { readonly event: string; readonly body: Buffer } {
  const at = "2026-01-01T00:00:00Z";
  const head = n.toString(16).padStart(40, "0");
  const check = { id: n, head_sha: head, app: { id: 2 }, check_suite: { head_branch: "main" } };
  const comment = { id: n, body: `Comment ${n}`, user: place.sender, created_at: at };
  const issue = { id: 1, number: 1, title: "An issue", body: "", updated_at: at };
  const [event, about] =
    n % 4 === 3
      ? ["issue_comment", { action: "created", issue, comment }]
      : ["check_run", { action: "completed", check_run: check }];
  return { event, body: Buffer.from(JSON.stringify({ ...about, ...place })) };
}

/** Writes and syncs a page some ten times a second until it is told to end. */
async function syncsUntil(end: AbortSignal, file: string): Promise<number[]> {
  const handle = await open(file, "w");
  const page = Buffer.alloc(4096);
  const took: number[] = [];
  while (!end.aborted) {
    const began = performance.now();
    await handle.write(page);
    await handle.datasync();
    took.push(performance.now() - began);
    await pause(100);
  }
  await handle.close();
  return took;
}

if (import.meta.main) {
  const order = orderShape.parse(JSON.parse(process.argv[2] ?? ""));
  const end = new AbortController();
  const syncing = syncsUntil(end.signal, order.file);
  const acks = await deliver(order);
  end.abort();
  const delivered: Delivered = { acks: [...acks], syncsMs: await syncing };
  process.stdout.write(JSON.stringify(delivered));
}
