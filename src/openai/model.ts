// The Model port over the openai package: one call per sample, never retried here, never rejecting.
import OpenAI from "openai";
import type { Draw, Prompt, Sample } from "../core/agent/prompt.ts";
import { assert } from "../core/kernel.ts";
import { Faltered, type Clock, type Model } from "../engine/ports.ts";
import { readCompletion } from "./answer.ts";
import { costMax, tokensGuess } from "./cost.ts";
import { failureOf, faltered, type Falter } from "./failure.ts";
import { cappedFetch } from "./fetch.ts";
import type { DayLedger, Reservation } from "./ledger.ts";
import { blockOf, failed, requestOf, sampleOf, serverOf } from "./server.ts";
import type { Outcome, Server } from "./server.ts";
import type { OpenaiSettings } from "./settings.ts";

const answerBytesMax = 1_048_576;
/** The client's own limit only stands behind ours. */
const clientTimeoutMs = 86_400_000;

type Call = (server: Server, prompt: Prompt, draw: Draw) => Promise<Outcome>;

/**
 * Every outcome is a Sample: timeouts, resets, limits, refusals, cut, empty, huge and unreadable
 * answers. A request field that a server refuses is left out from the next call on.
 * @param ledger holds the day's money; null where only the run's own cap counts.
 */
export function openModel(settings: OpenaiSettings, clock: Clock, ledger: DayLedger | null): Model {
  const { apiKey, baseUrl, deadlineMs } = settings;
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: clientTimeoutMs,
    logLevel: "off",
    organization: null,
    project: null,
    fetch: cappedFetch(answerBytesMax),
  });
  const servers = settings.models.map((setting) => serverOf(setting, apiKey, clock));
  const serverFor = (draw: Draw): Server => {
    const server = servers[draw.model % servers.length];
    assert(server !== undefined, `no model ${draw.model}`);
    return server;
  };
  const call: Call = async (server, prompt, draw) => {
    const without = server.unsupported;
    const deadline = new AbortController();
    const cancel = clock.at(clock.now() + deadlineMs, () => deadline.abort());
    try {
      const body = requestOf(prompt, draw, server.setting.name, without, baseUrl);
      const { signal } = deadline;
      const value: unknown = await client.chat.completions.create(body, { signal });
      const sample = readCompletion(value, prompt, server.setting);
      if (sample) return { sample, microUsd: sample.usage.microUsd };
      return failed(noCompletion, server, prompt, without, clock.now());
    } catch (error) {
      const late = faltered(`no answer within ${deadlineMs / 1000} s`, { billed: "unknown" });
      const failure = deadline.signal.aborted ? late : failureOf(error, clock.now());
      return failed(failure, server, prompt, without, clock.now());
    } finally {
      cancel();
    }
  };
  return {
    costMax: (prompt, draw) => costMax(prompt, serverFor(draw).setting),
    sample: (prompt, draw) => drawOne(serverFor(draw), prompt, draw, clock, ledger, call),
  };
}

const noCompletion = faltered(
  "the model server answered something that is no chat completion; check OPENAI_BASE_URL",
  { billed: "unknown" },
);

/** Money first, then a place in the queue, then the call; the money is settled whatever happens. */
async function drawOne(
  server: Server,
  prompt: Prompt,
  draw: Draw,
  clock: Clock,
  ledger: DayLedger | null,
  call: Call,
): Promise<Sample> {
  const reserved = costMax(prompt, server.setting);
  const reservation = ledger === null ? null : reserve(ledger, reserved);
  if (reservation?.kind === "faltered") return sampleOf(reservation);
  const leave = await server.lane.enter(tokensGuess(prompt));
  let spent = reserved;
  try {
    const blocked = blockOf(server, clock.now());
    const outcome = blocked ? { sample: blocked, microUsd: 0 } : await call(server, prompt, draw);
    spent = outcome.microUsd;
    return outcome.sample;
  } finally {
    leave();
    if (ledger && reservation) settle(ledger, reservation, spent);
  }
}

type Reserved = Reservation & { readonly kind: "reserved" };

function reserve(ledger: DayLedger, microUsd: number): Reserved | Falter {
  try {
    const reservation = ledger.reserveDay(microUsd);
    if (reservation) return { kind: "reserved", ...reservation };
    const because =
      "today's budget for models is used up (QUORUM_DAY_USD); it is free again at 00:00 UTC";
    return faltered(because, { retryAfterMs: ledger.untilTomorrowMs() });
  } catch (error) {
    if (error instanceof Faltered) return faltered(error.message);
    throw error;
  }
}

/** An account that cannot be written keeps all that was set aside: it errs to the safe side. */
function settle(ledger: DayLedger, reservation: Reservation, spent: number): void {
  try {
    ledger.settle(reservation, spent);
  } catch (error) {
    if (!(error instanceof Faltered)) throw error;
  }
}
