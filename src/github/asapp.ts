// Requests that the app makes as itself, and the listing of what it is installed on.
import type { Octokit } from "@octokit/rest";
import { z } from "zod";
import { Faltered, type Clock } from "../engine/ports.ts";
import type { RepositoryRef } from "../core/run/names.ts";
import * as answers from "./answers.ts";
import { timeoutMs } from "./api.ts";
import type { Identity } from "./comments.ts";
import { faltered, readFailure } from "./failures.ts";
import type { Tokens } from "./tokens.ts";

export interface Attempt {
  readonly id: number;
  readonly guid: string;
  readonly delivered_at: string;
  readonly status_code: number;
  readonly event: string;
}

export interface AsApp {
  identity(): Promise<Identity>;
  /** The app's latest deliveries, newest first, at most 100. */
  attempts(): Promise<readonly Attempt[]>;
  redeliver(id: number): Promise<void>;
  /** Everything the app is installed on and not suspended. */
  repositories(): Promise<readonly (RepositoryRef & { readonly defaultBranch: string })[]>;
}

const attemptShape = z.object({
  id: z.number(),
  guid: z.string(),
  delivered_at: z.string(),
  status_code: z.number(),
  event: z.string(),
});

const installations = z.array(z.object({ id: z.number(), suspended_at: z.string().nullish() }));

const repositoriesShape = z
  .object({
    repositories: z.array(
      z.object({
        id: z.number(),
        name: z.string(),
        owner: z.object({ login: z.string() }),
        default_branch: z.string(),
        archived: z.boolean().optional(),
      }),
    ),
  })
  .transform((answer) => answer.repositories);

const perPage = 100;
const pagesMax = 30;

type Send = <T>(
  route: string,
  authorization: string,
  parameters: object,
  shape: z.ZodType<T>,
) => Promise<T>;

const makeSend =
  (octokit: Octokit, clock: Clock): Send =>
  async (route, authorization, parameters, shape) => {
    const doing = `asking for ${route}`;
    try {
      const answer = await octokit.request(route, {
        ...parameters,
        headers: { authorization },
        request: { signal: AbortSignal.timeout(timeoutMs) },
      });
      return shape.parse(answer.data);
    } catch (error) {
      if (error instanceof z.ZodError) {
        const message = `While ${doing}, GitHub's answer could not be read.`;
        throw new Faltered(message, { outcome: "none", cause: error });
      }
      throw faltered(readFailure(error), doing, false, clock.now());
    }
  };

async function pages<T>(read: (page: number) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= pagesMax; page += 1) {
    const items = await read(page);
    all.push(...items);
    if (items.length < perPage) break;
  }
  return all;
}

/** Every method throws Faltered; all but redeliver only look. */
export function makeAsApp(octokit: Octokit, tokens: Tokens, clock: Clock, appId: number): AsApp {
  const send = makeSend(octokit, clock);

  const asApp = async <T>(route: string, parameters: object, shape: z.ZodType<T>): Promise<T> =>
    send(route, `bearer ${await tokens.app()}`, parameters, shape);

  const installed = async (installation: number) => {
    const authorization = `token ${await tokens.listing(installation)}`;
    const route = "GET /installation/repositories";
    const found = await pages((page) =>
      send(route, authorization, { per_page: perPage, page }, repositoriesShape),
    );
    return found
      .filter((one) => one.archived !== true)
      .map((one) => ({
        installation,
        id: one.id,
        owner: one.owner.login,
        name: one.name,
        defaultBranch: one.default_branch,
      }));
  };

  return {
    async identity() {
      const self = await asApp("GET /app", {}, answers.self);
      return { appId, login: `${self.slug ?? "unknown"}[bot]` };
    },
    attempts: () => asApp("GET /app/hook/deliveries", { per_page: perPage }, z.array(attemptShape)),
    async redeliver(id) {
      const route = "POST /app/hook/deliveries/{delivery_id}/attempts";
      await asApp(route, { delivery_id: id }, answers.anything);
    },
    async repositories() {
      const all = await pages((page) =>
        asApp("GET /app/installations", { per_page: perPage, page }, installations),
      );
      const active = all.filter((one) => (one.suspended_at ?? null) === null);
      const lists = [];
      for (const { id } of active) lists.push(await installed(id));
      return lists.flat();
    },
  };
}
