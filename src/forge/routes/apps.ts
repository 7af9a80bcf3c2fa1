// Routes about apps: themselves, their installations and tokens, their webhook deliveries.
import { z } from "zod";
import { installationOf, makeToken } from "../auth.ts";
import type { Delivery } from "../deliveries.ts";
import type { JsonObject } from "../json.ts";
import {
  presentApp,
  presentInstallation,
  presentProfile,
  presentToken,
  presentUser,
} from "../present/account.ts";
import { presentRepository } from "../present/repository.ts";
import { notFound } from "../refusal.ts";
import {
  answer,
  asApp,
  asInstallation,
  nothing,
  numberIn,
  open,
  page,
  type Route,
} from "../route.ts";
import { repositoryByName, userByLogin } from "../store.ts";
import { iso } from "../world.ts";

const narrowing = z.object({
  repositories: z.array(z.string()).max(500).nullable().default(null),
  repository_ids: z.array(z.int()).max(500).nullable().default(null),
  permissions: z.record(z.string(), z.string()).nullable().default(null),
});
const none = z.unknown();

const item = (one: Delivery): JsonObject => ({
  id: one.id,
  guid: one.guid,
  delivered_at: iso(one.deliveredAt),
  redelivery: one.redelivery,
  duration: Math.round(one.durationMs) / 1000,
  status: one.status,
  status_code: one.statusCode,
  event: one.event,
  action: one.action,
  installation_id: one.installation?.id ?? null,
  repository_id: one.repository?.id ?? null,
  throttled_at: null,
});

function whole(one: Delivery): JsonObject {
  const parsed: unknown = JSON.parse(one.body);
  return {
    ...item(one),
    url: one.app.webhookUrl ?? "",
    request: { headers: { ...one.headers }, payload: parsed as JsonObject },
    response: { headers: {}, payload: one.response },
  };
}

const deliveries: readonly Route[] = [
  asApp("GET /app/hook/deliveries", none, ({ query: asked, outbox, world }, app) => {
    const size = Math.min(Number(asked.get("per_page") ?? 30) || 30, 100);
    const cursor = Number(asked.get("cursor") ?? Number.POSITIVE_INFINITY);
    const sent = outbox.log().filter((one) => one.app === app && one.status !== "");
    const mine = sent.filter((one) => one.id < cursor);
    const items = mine.slice(0, size);
    const last = items.at(-1);
    const query = `per_page=${size}&cursor=${last?.id}`;
    const next = `<${world.url}/app/hook/deliveries?${query}>; rel="next"`;
    const headers = mine.length > size ? { link: next } : {};
    return { status: 200, body: items.map(item), headers };
  }),
  asApp("GET /app/hook/deliveries/{delivery_id}", none, ({ outbox, params }, app) => {
    const id = numberIn(params, "delivery_id");
    const found = outbox.log().find((one) => one.app === app && one.id === id);
    if (found === undefined) throw notFound();
    return answer(whole(found));
  }),
  asApp("POST /app/hook/deliveries/{delivery_id}/attempts", none, ({ outbox, params }, app) => {
    if (!outbox.redeliver(app, numberIn(params, "delivery_id"))) throw notFound();
    return answer({}, 202);
  }),
];

export const appRoutes: readonly Route[] = [
  asApp("GET /app", none, ({ world }, app) => answer(presentApp(world, app))),
  asApp("GET /app/installations", none, (request, app) => {
    const { world } = request;
    const mine = [...world.store.installations.values()].filter((one) => one.app === app);
    const { items, headers } = page(request, mine);
    return { status: 200, body: items.map((one) => presentInstallation(world, one)), headers };
  }),
  asApp("GET /app/installations/{installation_id}", none, ({ world, params }, app) => {
    const id = numberIn(params, "installation_id");
    return answer(presentInstallation(world, installationOf(world.store, app, id)));
  }),
  asApp(
    "POST /app/installations/{installation_id}/access_tokens",
    narrowing,
    ({ world, params }, app, input) => {
      const installation = installationOf(world.store, app, numberIn(params, "installation_id"));
      const asked = {
        repositoryIds: input.repository_ids,
        repositoryNames: input.repositories,
        permissions: input.permissions,
      };
      const token = makeToken(world.store, installation, asked, world.now());
      const repositories =
        token.repositories === null
          ? null
          : [...token.repositories].map((one) => presentRepository(world, one));
      return answer(presentToken(token, repositories), 201);
    },
  ),
  asApp("GET /repos/{owner}/{repo}/installation", none, ({ world, params }, app) => {
    const repository = repositoryByName(world.store, params["owner"] ?? "", params["repo"] ?? "");
    const found = [...world.store.installations.values()].find(
      (one) => one.app === app && repository !== null && one.repositories.has(repository),
    );
    if (found === undefined) throw notFound();
    return answer(presentInstallation(world, found));
  }),
  ...deliveries,
  asInstallation("GET /installation/repositories", (request, token) => {
    const all = [...(token.repositories ?? token.installation.repositories)];
    const { items, total, headers } = page(request, all);
    const repositories = items.map((one) => presentRepository(request.world, one));
    return { status: 200, body: { total_count: total, repositories }, headers };
  }),
  asInstallation("DELETE /installation/token", ({ world }, token) => {
    world.store.tokens.delete(token.text);
    return nothing;
  }),
  open("GET /users/{username}", ({ world, params }) => {
    const user = userByLogin(world.store, params["username"] ?? "");
    if (user === null) throw notFound();
    return answer(presentProfile(world, user));
  }),
  open("GET /user", ({ world, caller }) => {
    if (caller.kind !== "user") throw notFound();
    return answer({ ...presentProfile(world, caller.user), ...presentUser(world, caller.user) });
  }),
];
