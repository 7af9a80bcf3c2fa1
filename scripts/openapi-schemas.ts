// Turns OpenAPI schemas into plain JSON Schema without prose, and keeps each shape only once.
import { createHash } from "node:crypto";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path of keys; null where there is none. */
export function at(value: Json, path: readonly string[]): Json {
  let here: Json = value;
  for (const key of path) here = isObject(here) ? (here[key] ?? null) : null;
  return here;
}

const prose = new Set([
  "description",
  "example",
  "examples",
  "title",
  "externalDocs",
  "deprecated",
  "default",
  "discriminator",
  "x-multi-segment",
  "x-github-breaking-changes",
  "readOnly",
  "writeOnly",
]);

/** JSON Schema of an OpenAPI 3.0 or 3.1 schema: no prose, `nullable` as a null type. */
export function schemaOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(schemaOf);
  if (!isObject(value)) return value;
  const kept: { [key: string]: Json } = {};
  for (const key of Object.keys(value).sort()) {
    const inner = value[key] ?? null;
    if (key === "properties" && isObject(inner)) kept[key] = propertiesOf(inner);
    else if (key === "enum" || key === "required") kept[key] = inner;
    else if (key === "$ref" && typeof inner === "string") {
      kept[key] = inner.replace("/components/schemas/", "/schemas/");
    } else if (key !== "nullable" && !prose.has(key)) kept[key] = schemaOf(inner);
  }
  return value["nullable"] === true ? nullable(kept) : kept;
}

/** Names of properties may be words that are keywords elsewhere, such as `title`. */
const propertiesOf = (properties: { [key: string]: Json }): Json =>
  Object.fromEntries(
    Object.entries(properties)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, schema]) => [name, schemaOf(schema)]),
  );

function nullable(schema: { [key: string]: Json }): Json {
  const type = schema["type"];
  if (typeof type !== "string") return { anyOf: [schema, { type: "null" }] };
  const options = schema["enum"];
  const withNull = Array.isArray(options) ? { enum: [...options, null] } : {};
  return { ...schema, ...withNull, type: [type, "null"] };
}

const refsIn = (value: Json): string[] =>
  [...JSON.stringify(value).matchAll(/"#\/schemas\/([^"]+)"/g)].map((found) => found[1] ?? "");

/**
 * Adds the schemas that `slice` reaches, and replaces large shapes that occur more than once by
 * references, which makes the webhooks a fraction of their size.
 */
export function compact(slice: { [key: string]: Json }, components: Json): Json {
  const schemas: { [key: string]: Json } = {};
  const queue = refsIn(slice);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name in schemas) continue;
    const schema = schemaOf(at(components, [name]));
    schemas[name] = schema;
    queue.push(...refsIn(schema));
  }
  const whole: { [key: string]: Json } = { ...slice, schemas: sorted(schemas) };
  const seen = new Map<string, number>();
  count(whole, seen);
  const shared: { [key: string]: Json } = {};
  const small = Object.fromEntries(
    Object.entries(whole).map(([key, value]) => [
      key,
      key === "schemas" && isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, inside(v, seen, shared)]))
        : replace(value, seen, shared),
    ]),
  );
  return { ...small, shared: sorted(shared) };
}

const sorted = (value: { [key: string]: Json }): { [key: string]: Json } =>
  Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const sharedLengthMin = 90;

/** Only values that are schemas by themselves may stand behind a reference. */
const isShape = (value: { [key: string]: Json }): boolean =>
  typeof value["type"] === "string" ||
  Array.isArray(value["type"]) ||
  "anyOf" in value ||
  "oneOf" in value;

function count(value: Json, seen: Map<string, number>): void {
  if (Array.isArray(value)) for (const one of value) count(one, seen);
  if (!isObject(value)) return;
  const text = JSON.stringify(value);
  const times = (seen.get(text) ?? 0) + 1;
  if (text.length >= sharedLengthMin && isShape(value)) seen.set(text, times);
  if (times > 1 && isShape(value)) return;
  for (const one of Object.values(value)) count(one, seen);
}

type Shared = { [key: string]: Json };

function replace(value: Json, seen: Map<string, number>, shared: Shared): Json {
  if (!isObject(value)) return inside(value, seen, shared);
  const text = JSON.stringify(value);
  if ((seen.get(text) ?? 0) < 2) return inside(value, seen, shared);
  const name = createHash("sha256").update(text).digest("hex").slice(0, 8);
  shared[name] ??= inside(value, seen, shared);
  return { $ref: `#/shared/${name}` };
}

function inside(value: Json, seen: Map<string, number>, shared: Shared): Json {
  if (Array.isArray(value)) return value.map((one) => replace(one, seen, shared));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, replace(one, seen, shared)]),
  );
}
