// Who calls: an app by its signed JWT, an installation by its token, a person by theirs.
import { randomBytes, verify } from "node:crypto";
import { z } from "zod";
import { Refusal, badCredentials, notFound, unprocessable } from "./refusal.ts";
import type { App, Installation, Permissions, Repository, Store, Token, User } from "./store.ts";

export type Caller =
  | { readonly kind: "nobody" }
  | { readonly kind: "app"; readonly app: App }
  | { readonly kind: "installation"; readonly token: Token }
  | { readonly kind: "user"; readonly user: User };

const header = z.object({ alg: z.string() });
const claims = z.object({
  iss: z.union([z.string(), z.number()]).transform(String),
  iat: z.number(),
  exp: z.number(),
});

/** Source: GitHub docs, "Generating a JSON Web Token (JWT) for a GitHub App". */
const lifeSecondsMax = 600;
const driftSeconds = 60;
const tokenLifeMs = 60 * 60_000;

const undecodable = (): Refusal => new Refusal(401, "A JSON web token could not be decoded");

const badClaim = (name: string, key: string, problem: string): Refusal =>
  new Refusal(401, `'${name}' claim ('${key}') ${problem}`);

/** Reads the Authorization header. Throws 401 when it names nobody that the forge knows. */
export function callerOf(store: Store, authorization: string | undefined, now: number): Caller {
  if (authorization === undefined) return { kind: "nobody" };
  const text = /^(?:bearer|token)\s+(\S+)$/i.exec(authorization)?.[1];
  if (text === undefined) throw badCredentials();
  if (text.split(".").length === 3) return { kind: "app", app: appOf(store, text, now) };
  const token = store.tokens.get(text);
  if (token !== undefined) {
    if (token.expiresAt <= now) throw badCredentials();
    checkSuspended(token.installation);
    return { kind: "installation", token };
  }
  const user = store.userTokens.get(text);
  if (user === undefined) throw badCredentials();
  return { kind: "user", user };
}

function checkSuspended(installation: Installation): void {
  if (installation.suspended === null) return;
  throw new Refusal(403, "This installation has been suspended");
}

function appOf(store: Store, jwt: string, now: number): App {
  const [head = "", body = "", signature = ""] = jwt.split(".");
  if (header.safeParse(decode(head)).data?.alg !== "RS256") throw undecodable();
  const read = claims.safeParse(decode(body));
  if (!read.success) throw undecodable();
  const { iss, iat, exp } = read.data;
  const app = [...store.apps.values()].find(
    (one) => String(one.id) === iss || one.clientId === iss,
  );
  if (app === undefined) throw new Refusal(404, "Integration not found");
  const signed = Buffer.from(`${head}.${body}`);
  const key = app.publicKey;
  if (key === null || !verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64url"))) {
    throw undecodable();
  }
  const seconds = now / 1000;
  if (exp <= seconds) throw badClaim("Expiration time", "exp", "is not in the future");
  if (exp > seconds + lifeSecondsMax + driftSeconds) {
    throw badClaim("Expiration time", "exp", "is too far in the future");
  }
  if (iat > seconds + driftSeconds) throw badClaim("Issued at", "iat", "is in the future");
  return app;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

const ranks = ["none", "read", "write", "admin"];

/** True when what was granted covers what is needed. */
export const covers = (granted: Permissions, permission: string, level: string): boolean =>
  ranks.indexOf(granted[permission] ?? "none") >= ranks.indexOf(level);

export interface Narrowing {
  readonly repositoryIds: readonly number[] | null;
  readonly repositoryNames: readonly string[] | null;
  readonly permissions: Permissions | null;
}

/** An installation token, narrowed as asked. Throws 422 when more is asked than was granted. */
export function makeToken(
  store: Store,
  installation: Installation,
  asked: Narrowing,
  now: number,
): Token {
  checkSuspended(installation);
  const repositories = narrowed(installation, asked);
  for (const [permission, level] of Object.entries(asked.permissions ?? {})) {
    const free = permission === "metadata" && level === "read";
    if (free || covers(installation.permissions, permission, level)) continue;
    throw unprocessable("The permissions requested are not granted to this installation.");
  }
  const token: Token = {
    text: `ghs_${randomBytes(27).toString("base64url").replace(/[-_]/g, "0")}`,
    installation,
    permissions: { metadata: "read", ...(asked.permissions ?? installation.permissions) },
    repositories,
    expiresAt: now + tokenLifeMs,
  };
  store.tokens.set(token.text, token);
  return token;
}

function narrowed(installation: Installation, asked: Narrowing): Set<Repository> | null {
  const { repositoryIds: ids, repositoryNames: names } = asked;
  if (ids === null && names === null) return null;
  const all = [...installation.repositories];
  const found = [
    ...(ids ?? []).map((id) => all.find((one) => one.id === id)),
    ...(names ?? []).map((name) => all.find((one) => one.name === name)),
  ];
  const known = found.filter((one) => one !== undefined);
  if (known.length === found.length) return new Set(known);
  throw unprocessable(
    "There is at least one repository that does not exist or is not accessible to the parent " +
      "installation.",
  );
}

/** The installation of an app by its id. Throws 404 for those of other apps. */
export function installationOf(store: Store, app: App, id: number): Installation {
  const found = store.installations.get(id);
  if (found === undefined || found.app !== app) throw notFound();
  return found;
}
