// Measures how fast webhooks are acknowledged, in a process that votes at the same time.
import { spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { machineClock } from "../clock.ts";
import { openDoor } from "../door.ts";
import { defaultPacing } from "../github/budget.ts";
import { githubEdge } from "../github/edge.ts";
import { webhookPath } from "../github/ingress.ts";
import { defaultLabels } from "../github/outcome.ts";
import type { GithubSettings } from "../github/settings.ts";
import type { Model } from "../engine/ports.ts";
import { githubPace, openHouse } from "../house.ts";
import { openLog } from "../log.ts";
import { DayLedger } from "../openai/ledger.ts";
import { hanoiAgents } from "../simulate/hanoi.ts";
import { startVoting, votingModel } from "../simulate/voting.ts";
import { openDays } from "../sqlite/days.ts";
import { openInbox } from "../sqlite/inbox.ts";
import { openJournal } from "../sqlite/journal.ts";
import { deliveredShape, type Ack, type Delivered, type Order } from "./deliver.ts";
import { Refusal } from "./verb.ts";

interface AckOptions {
  readonly seconds: number;
  /** Deliveries a second, at random moments. */
  readonly rate: number;
  /** What the simulated model's latency lets through. */
  readonly votes: number;
}

interface AckReport {
  readonly deliveries: number;
  readonly ratePerSecond: number;
  /** From the request to the end of its answer, as the sender sees it. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Deliveries that were answered 202. */
  readonly acknowledged: number;
  /** One synced write to the same disk meanwhile: no durable answer can be faster. */
  readonly diskP50Ms: number;
  readonly diskP99Ms: number;
  readonly votesPerSecond: number;
  /** Deliveries that the inbox holds after it was closed and opened again. */
  readonly kept: number;
}

/** All as `npm start` has it but the answers of GitHub and the model; in a folder of its own. */
export async function measureAcks(o: AckOptions): Promise<AckReport> {
  const folder = mkdtempSync(join(tmpdir(), "quorum-webhooks-"));
  try {
    const { acks, syncsMs, votesPerSecond } = await loaded(o, folder);
    const inbox = openInbox(join(folder, "inbox.db"));
    const kept = acks.filter((ack) => inbox.holds(ack.delivery)).length;
    inbox.close();
    return { ...figuresOf(acks, syncsMs), votesPerSecond, kept };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(acks: readonly Ack[], syncsMs: readonly number[]) {
  const times = acks.map((ack) => ack.ms);
  const lastMs = Math.max(...acks.map((ack) => ack.sentAt));
  return {
    deliveries: acks.length,
    ratePerSecond: (acks.length * 1000) / lastMs,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    maxMs: quantile(times, 1),
    acknowledged: acks.filter((ack) => ack.status === 202).length,
    diskP50Ms: quantile(syncsMs, 0.5),
    diskP99Ms: quantile(syncsMs, 0.99),
  };
}

/** The least value that so large a share of all does not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

async function loaded(o: AckOptions, folder: string) {
  const journal = openJournal(join(folder, "journal.db"));
  const inbox = openInbox(join(folder, "inbox.db"));
  const log = openLog("info", join(folder, "log"));
  const voting = { votesPerSecond: o.votes, seconds: o.seconds + 5, seed: 1 };
  const days = openDays(join(folder, "days.db"));
  const ledger = new DayLedger(days, 1e12, machineClock.now);
  const model = charged(votingModel(voting, machineClock), ledger);
  const ports = { clock: machineClock, journal, model, sandbox: null, repository: nowhere };
  let votes = 0;
  const warm = Promise.withResolvers<void>();
  const { engine, house } = openHouse({
    ports,
    agents: hanoiAgents(),
    log: log.engine,
    pace: githubPace,
    models: ["simulated"],
    seed: null,
    watch(event) {
      if (event.kind === "sampled") votes += event.votes.length;
      if (votes >= o.votes) warm.resolve();
    },
  });
  const settings = settingsWith(randomBytes(16).toString("hex"));
  const woken = { ...house, wake: () => engine.wake(() => true) };
  const edge = githubEdge(settings, woken, inbox, machineClock, log.edge);
  const door = await openDoor(edge.handler, "127.0.0.1", 0);
  await engine.start(startVoting(voting));
  await warm.promise;
  const before = { votes, at: performance.now() };
  const { secret } = settings;
  const sent = await delivered({
    file: join(folder, "synced"),
    url: `${door.url}${webhookPath}`,
    secret,
    deliveries: Math.max(1, Math.round(o.seconds * o.rate)),
    ratePerSecond: o.rate,
  });
  const votesPerSecond = ((votes - before.votes) * 1000) / (performance.now() - before.at);
  await door.close();
  await edge.drain();
  await engine.stop();
  for (const file of [inbox, days, journal]) file.close();
  return { ...sent, votesPerSecond };
}

/** Every call is put on the day's account, as calls of a real model are. */
function charged(model: Model, ledger: DayLedger): Model {
  return {
    ...model,
    async sample(prompt, draw) {
      const reservation = ledger.reserveDay(model.costMax(prompt, draw));
      const sample = await model.sample(prompt, draw);
      if (reservation && sample.kind !== "faltered") {
        ledger.settle(reservation, sample.usage.microUsd);
      }
      return sample;
    },
  };
}

function nowhere(): never {
  throw new Error("A bug in Quorum: a run without a repository asked for one");
}

function settingsWith(secret: string): GithubSettings & { readonly secret: string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    appId: 1,
    privateKey: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
    secret,
    secrets: [secret],
    apiUrl: "http://127.0.0.1:9",
    labels: defaultLabels,
    pacing: defaultPacing,
    sweepMs: 300_000,
  };
}

/** Another process sends, so that its work does not hold up the loop that answers. */
async function delivered(order: Order): Promise<Delivered> {
  const script = join(import.meta.dirname, "deliver.ts");
  const child = spawn(process.execPath, [script, JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said = await text(child.stdout);
  if (said === "") throw new Refusal("The process that sends the deliveries ended too early.");
  return deliveredShape.parse(JSON.parse(said));
}
