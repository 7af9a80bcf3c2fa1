// The Model port over the openai package: one call per sample, never retried here, never rejecting.
import OpenAI from "openai";
import type { Draw, Prompt, Sample } from "../core/agent/prompt.ts";
import { assert } from "../core/kernel.ts";
import type { Clock, Model } from "../engine/ports.ts";
import { tokensMax } from "../engine/tokens.ts";
import { readCompletion } from "./answer.ts";
import { costMax, tokensGuess } from "./cost.ts";
import { failureOf, faltered } from "./failure.ts";
import { cappedFetch } from "./fetch.ts";
import { reserveOn, type DayAccount } from "./account.ts";
import { blockOf, failed, requestOf, sampleOf, serverOf } from "./server.ts";
import type { Outcome, Server } from "./server.ts";
import type { OpenaiSettings } from "./settings.ts";

const answerBytesMax = 1_048_576;
/** The client's own limit only stands behind ours. */
const clientTimeoutMs = 86_400_000;

interface Asked {
  readonly server: Server;
  readonly prompt: Prompt;
  readonly draw: Draw;
  readonly ended: AbortSignal | undefined;
}
type Call = (asked: Asked) => Promise<Outcome>;

/**
 * Every outcome is a Sample: timeouts, resets, limits, refusals, cut, empty, huge and unreadable
 * answers. A request field that a server refuses is left out from the next call on.
 * @param account holds the day's money and tokens; null where only the run's own caps count.
 */
export function openModel(
  settings: OpenaiSettings,
  clock: Clock,
  account: DayAccount | null,
): Model {
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
  const call: Call = async ({ server, prompt, draw, ended }) => {
    const without = server.unsupported;
    const given = new AbortController();
    const giveUp = (): void => given.abort();
    const cancel = clock.at(clock.now() + deadlineMs, giveUp);
    ended?.addEventListener("abort", giveUp);
    try {
      const body = requestOf(prompt, draw, server.setting.name, without, baseUrl);
      const { signal } = given;
      const value: unknown = await client.chat.completions.create(body, { signal });
      const sample = readCompletion(value, prompt, server.setting);
      if (sample) {
        const { microUsd, inputTokens, outputTokens } = sample.usage;
        return { sample, microUsd, tokens: inputTokens + outputTokens };
      }
      return failed(noCompletion, server, prompt, without, clock.now());
    } catch (error) {
      const late = ended?.aborted ? stopped : `no answer within ${deadlineMs / 1000} s`;
      const failure = given.signal.aborted
        ? faltered(late, { billed: "unknown" })
        : failureOf(error, clock.now());
      return failed(failure, server, prompt, without, clock.now());
    } finally {
      cancel();
      ended?.removeEventListener("abort", giveUp);
    }
  };
  return {
    costMax: (prompt, draw) => costMax(prompt, serverFor(draw).setting),
    sample(prompt, draw, ended) {
      return drawOne({ server: serverFor(draw), prompt, draw, ended }, clock, account, call);
    },
  };
}

const stopped = "Quorum was stopped before an answer came";

const noCompletion = faltered(
  "the model server answered something that is no chat completion; check OPENAI_BASE_URL",
  { billed: "unknown" },
);

/** The day's account first, then a place in the queue, then the call; settled whatever happens. */
async function drawOne(
  asked: Asked,
  clock: Clock,
  account: DayAccount | null,
  call: Call,
): Promise<Sample> {
  const { server, prompt, ended } = asked;
  const most = { microUsd: costMax(prompt, server.setting), tokens: tokensMax(prompt) };
  const reserved = reserveOn(account, most);
  if (reserved.kind === "faltered") return sampleOf(reserved);
  const leave = await server.lane.enter(tokensGuess(prompt), ended);
  let taken = most;
  try {
    const none = ended?.aborted ? sampleOf(faltered(stopped)) : blockOf(server, clock.now());
    if (none) taken = { microUsd: 0, tokens: 0 };
    if (none) return none;
    const { sample, microUsd, tokens } = await call(asked);
    taken = { microUsd, tokens };
    return sample;
  } finally {
    leave();
    reserved.settle(taken);
  }
}
