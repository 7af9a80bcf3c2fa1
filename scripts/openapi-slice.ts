// Cuts what the forge speaks (operations, webhooks) out of GitHub's own OpenAPI description, and
// the mutations that it has besides out of the GraphQL schema.
//
// `npm run contract` fetches the pinned packages into a temporary folder and writes
// test/contract/openapi/{slice,webhooks,graphql}.json and the licence beside them. Only facts are
// kept: no descriptions, no examples. The output is the same for the same packages and lists.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, compact, isObject, schemaOf, type Json } from "./openapi-schemas.ts";
import { mutationsOf } from "./graphql-slice.ts";
import { events, mutations, operations } from "./openapi-wanted.ts";

const rest = { name: "@octokit/openapi", version: "23.0.2" };
const hooks = { name: "@octokit/openapi-webhooks", version: "12.1.0" };
const graph = { name: "@octokit/graphql-schema", version: "15.26.1" };
const out = join(import.meta.dirname, "..", "test", "contract", "openapi");
const documentPath = "package/generated/api.github.com.json";

function fetchDocument(folder: string, one: { name: string; version: string }): Json {
  const archive = pack(folder, one);
  execFileSync("tar", ["xzf", archive, documentPath, "package/LICENSE"], { cwd: folder });
  copyFileSync(join(folder, "package/LICENSE"), join(out, "LICENSE"));
  const parsed: unknown = JSON.parse(readFileSync(join(folder, documentPath), "utf8"));
  return parsed as Json;
}

function fetchSchema(folder: string): string {
  const file = "package/schema.graphql";
  execFileSync("tar", ["xzf", pack(folder, graph), file], { cwd: folder });
  return readFileSync(join(folder, file), "utf8");
}

/** Fetches a package. @returns the name of its archive in the folder. */
function pack(folder: string, { name, version }: { name: string; version: string }): string {
  execFileSync("npm", ["pack", "--silent", `${name}@${version}`], { cwd: folder, stdio: "ignore" });
  return `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}

/** A `$ref` to a parameter, response or body followed to what it names. */
function follow(document: Json, value: Json): Json {
  const ref = isObject(value) ? value["$ref"] : undefined;
  return typeof ref === "string" ? at(document, ref.slice(2).split("/")) : value;
}

function parameterOf(document: Json, value: Json): Json {
  const parameter = follow(document, value);
  return {
    name: at(parameter, ["name"]),
    in: at(parameter, ["in"]),
    required: at(parameter, ["required"]) === true,
    schema: schemaOf(at(parameter, ["schema"])),
  };
}

function contentSchema(value: Json): Json {
  const content = at(value, ["content"]);
  if (!isObject(content)) return null;
  const key = Object.keys(content).find((type) => type.startsWith("application/json"));
  return key === undefined ? true : schemaOf(at(content, [key, "schema"]));
}

function operationOf(document: Json, path: string, method: string): Json {
  const found = at(document, ["paths", path, method]);
  if (!isObject(found)) throw new Error(`GitHub describes no ${method} ${path}`);
  const shared = at(document, ["paths", path, "parameters"]);
  const parameters = [shared, found["parameters"] ?? []].flatMap((list) =>
    Array.isArray(list) ? list.map((one) => parameterOf(document, one)) : [],
  );
  const body = follow(document, found["requestBody"] ?? null);
  const responses = isObject(found["responses"]) ? found["responses"] : {};
  return {
    parameters,
    body: isObject(body)
      ? { required: body["required"] === true, schema: contentSchema(body) }
      : null,
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, one]) => [
        status,
        contentSchema(follow(document, one)),
      ]),
    ),
  };
}

function sliceRest(document: Json): Json {
  const kept: Record<string, Json> = {};
  for (const operation of operations) {
    const [method = "", path = ""] = operation.split(" ");
    kept[operation] = operationOf(document, path, method.toLowerCase());
  }
  return compact({ source: rest, operations: kept }, at(document, ["components", "schemas"]));
}

function sliceHooks(document: Json): Json {
  const kept = Object.fromEntries(
    events.map((event) => {
      const body = at(document, ["webhooks", event, "post", "requestBody"]);
      if (!isObject(body)) throw new Error(`GitHub describes no webhook ${event}`);
      return [event, contentSchema(body)];
    }),
  );
  return compact({ source: hooks, events: kept }, at(document, ["components", "schemas"]));
}

const folder = mkdtempSync(join(tmpdir(), "openapi-"));
try {
  const slices = [
    ["slice.json", sliceRest(fetchDocument(folder, rest))],
    ["webhooks.json", sliceHooks(fetchDocument(folder, hooks))],
    ["graphql.json", { source: graph, mutations: mutationsOf(fetchSchema(folder), mutations) }],
  ] as const;
  for (const [file, slice] of slices) {
    const text = `${JSON.stringify(slice)}\n`;
    writeFileSync(join(out, file), text);
    console.log(`${file}: ${Math.round(text.length / 1024)} KB`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
