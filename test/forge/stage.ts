// A forge with people, a repository and an app whose door records what it hears, all checked.
import { createPrivateKey, createSign } from "node:crypto";
import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { startForge, type Forge, type ForgeOptions } from "../../src/forge/forge.ts";
import { validateWebhook, validatingFetch } from "../contract/openapi/validate.ts";

export const repository = "mira/garden";
export const root = `/repos/${repository}`;

export interface Heard {
  readonly name: string;
  readonly guid: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly payload: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export type Call = (method: string, path: string, body?: unknown) => Promise<Reply>;

export interface Stage {
  readonly forge: Forge;
  readonly appId: number;
  readonly key: string;
  readonly installation: number;
  /** Requests as the app's installation, as the app itself, and with any other token. */
  readonly app: Call;
  readonly jwt: Call;
  as(token: string | null): Call;
  /** The fetch under all of them; what the contract has against it is kept. */
  readonly fetch: typeof fetch;
  /** A narrowed installation token. */
  token(asked?: unknown): Promise<string>;
  readonly heard: Heard[];
  /** Names of the webhooks heard since the last call, after everything has settled. */
  names(): Promise<string[]>;
  /** What the contract has against anything so far. */
  readonly problems: string[];
  /** The door answers with this status. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

export const permissions = {
  contents: "write",
  issues: "write",
  pull_requests: "write",
  checks: "write",
  statuses: "write",
};
const events = [
  "push",
  "create",
  "delete",
  "issues",
  "issue_comment",
  "pull_request",
  "pull_request_review",
  "check_run",
  "check_suite",
  "status",
  "repository",
];

export function signJwt(
  issuer: number | string,
  key: string,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iat: now - 30, exp: now + 500, iss: issuer, ...more };
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  const signer = createSign("RSA-SHA256").update(text);
  return `${text}.${signer.sign(createPrivateKey(key), "base64url")}`;
}

/** The value at a dotted path of an answer; array positions are numbers. */
export function at(value: unknown, path: string): unknown {
  let here = value;
  for (const key of path.split(".")) {
    const read = z
      .record(z.string(), z.unknown())
      .safeParse(Array.isArray(here) ? Object.fromEntries(here.entries()) : here);
    here = read.success ? read.data[key] : undefined;
  }
  return here;
}
export const text = (value: unknown, path: string): string => z.string().parse(at(value, path));
export const number = (value: unknown, path: string): number => z.number().parse(at(value, path));
export const list = (value: unknown): unknown[] => z.array(z.unknown()).parse(value);

const seed = {
  "README.md": "# Garden\n",
  "src/plot.js": "export const plots = 3;\n",
  "src/seed.js": "export const seeds = ['bean'];\n",
};

async function openDoor(heard: Heard[], problems: string[]) {
  const status = { code: 200 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const payload: unknown = JSON.parse(body);
      const event = headers["x-github-event"] ?? "";
      const action = z.object({ action: z.string() }).safeParse(payload).data?.action ?? null;
      const problem = validateWebhook(event, action, payload);
      if (problem !== null) problems.push(problem);
      const name = action === null ? event : `${event}.${action}`;
      heard.push({ name, guid: headers["x-github-delivery"] ?? "", headers, text: body, payload });
      response.writeHead(status.code).end("ok");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { server, status, url: `http://127.0.0.1:${port}/hook` };
}

export const secret = "a secret of the test";

/** @param more options of the forge besides its folder; files replaces the seed content. */
export async function setStage(
  more: Omit<ForgeOptions, "dir"> & { readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), "forge-test-"));
  const heard: Heard[] = [];
  const problems: string[] = [];
  const { files = seed, ...options } = more;
  const forge = await startForge({ dir, ...options });
  const { admin } = forge;
  const door = await openDoor(heard, problems);
  for (const login of ["mira", "odo", "pia"]) await admin.createUser(login);
  await admin.createRepository({
    owner: "mira",
    name: "garden",
    private: true,
    defaultBranch: "main",
  });
  await admin.addCollaborator(repository, "odo", "write");
  const hook = { webhookUrl: door.url, webhookSecret: secret };
  const app = await admin.createApp({ slug: "sower", permissions, events, ...hook });
  const installation = await admin.install("sower", [repository]);
  await admin.pushDirectory(repository, files, "Lay out the garden");
  await admin.settled();
  const fetcher = validatingFetch(fetch, (problem) => problems.push(problem));
  const as =
    (token: string | null): Call =>
    async (method, path, body) => {
      const response = await fetcher(`${forge.url}${path}`, {
        method,
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const got = await response.text();
      const json = response.headers.get("content-type")?.includes("json") === true;
      return {
        status: response.status,
        headers: response.headers,
        body: json ? JSON.parse(got) : got,
      };
    };
  const jwt = as(signJwt(app.appId, app.privateKeyPem));
  const token = async (asked: unknown = {}): Promise<string> => {
    const made = await jwt("POST", `/app/installations/${installation}/access_tokens`, asked);
    return text(made.body, "token");
  };
  let told = heard.length;
  return {
    forge,
    appId: app.appId,
    key: app.privateKeyPem,
    installation,
    app: as(await token()),
    jwt,
    as,
    fetch: fetcher,
    token,
    heard,
    async names() {
      await admin.settled();
      const fresh = heard.slice(told).map((one) => one.name);
      told = heard.length;
      return fresh;
    },
    problems,
    answerWith(code) {
      door.status.code = code;
    },
    async close() {
      await admin.settled();
      await forge.close();
      await new Promise<void>((closed) => {
        door.server.close(() => closed());
        door.server.closeAllConnections();
      });
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Where a branch stands, asked of the API. */
export async function head(call: Call, branch = "main"): Promise<string> {
  const read = await call("GET", `${root}/git/ref/heads/${branch}`);
  return text(read.body, "object.sha");
}

/** Commits files by the Git Data API onto a branch that starts at main when it is new. */
export async function commit(
  call: Call,
  branch: string,
  files: Readonly<Record<string, string>>,
  message = "Change the garden",
): Promise<string> {
  const there = await call("GET", `${root}/git/ref/heads/${branch}`);
  const parent = there.status === 200 ? text(there.body, "object.sha") : await head(call);
  const entries = Object.entries(files).map(([path, content]) => ({
    path,
    mode: "100644",
    type: "blob",
    content,
  }));
  const tree = await call("POST", `${root}/git/trees`, { base_tree: parent, tree: entries });
  const made = await call("POST", `${root}/git/commits`, {
    message,
    tree: text(tree.body, "sha"),
    parents: [parent],
  });
  const sha = text(made.body, "sha");
  if (there.status === 200) await call("PATCH", `${root}/git/refs/heads/${branch}`, { sha });
  else await call("POST", `${root}/git/refs`, { ref: `refs/heads/${branch}`, sha });
  return sha;
}

/** Opens a pull request. @returns its number. */
export async function propose(
  call: Call,
  branch: string,
  base = "main",
  body = "",
): Promise<number> {
  const made = await call("POST", `${root}/pulls`, {
    title: `Add ${branch}`,
    head: branch,
    base,
    body,
  });
  return number(made.body, "number");
}
