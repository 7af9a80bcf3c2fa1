// Checks a mutation and its answer against a slice of GitHub's own GraphQL schema.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const fields = z.record(z.string(), z.string());
const { mutations } = z
  .object({ mutations: z.record(z.string(), z.object({ input: fields, payload: fields })) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "graphql.json"), "utf8")));

const sent = z.strictObject({ query: z.string(), variables: z.record(z.string(), z.unknown()) });

/** `mutation($id: ID!) { name(input: {field: $id}) { field } }`: one of a kind, no nesting. */
const form =
  /^mutation\(([^)]*)\) \{ (\w+)\(input: \{([^}]*)\}\) \{ ([\w ]+) \} \}$/;

const pairs = (list: string): readonly (readonly [string, string])[] =>
  list.split(", ").map((one) => {
    const [name = "", value = ""] = one.split(": ");
    return [name.replace("$", ""), value.replace("$", "")];
  });

/** What GitHub's schema has against a request to /graphql; empty when nothing. */
export function checkMutation(body: unknown): readonly string[] {
  const read = sent.safeParse(body);
  const parts = read.success ? form.exec(read.data.query) : null;
  if (!read.success || parts === null) return ["/graphql: no mutation of the known form"];
  const [, declared = "", name = "", given = "", asked = ""] = parts;
  const known = mutations[name];
  if (known === undefined) return [`GitHub describes no mutation ${name}`];
  const types = new Map(pairs(declared));
  const input = new Map(pairs(given));
  const problems = [...input].flatMap(([field, variable]) => {
    const wanted = known.input[field];
    if (wanted === undefined) return [`${name}: unknown input "${field}"`];
    const type = types.get(variable) ?? "nothing";
    return type === wanted ? [] : [`${name}: ${field} is ${wanted}, not ${type}`];
  });
  const missing = Object.keys(known.input).filter(
    (field) => known.input[field]?.endsWith("!") === true && !input.has(field),
  );
  const unset = [...types.keys()].filter((variable) => !(variable in read.data.variables));
  const unknown = asked.split(" ").filter((field) => !(field in known.payload));
  return [
    ...problems,
    ...missing.map((field) => `${name}: input "${field}" is missing`),
    ...unset.map((variable) => `${name}: the variable $${variable} is not given`),
    ...unknown.map((field) => `${name}: unknown field "${field}" of its payload`),
  ];
}

const answered = z.union([
  z.object({ errors: z.array(z.object({ message: z.string() })).min(1) }),
  z.strictObject({ data: z.record(z.string(), z.record(z.string(), z.unknown())) }),
]);

/** What the schema has against the answer: it holds exactly the fields that were asked for. */
export function checkMutationAnswer(body: unknown, answer: unknown): readonly string[] {
  const read = answered.safeParse(answer);
  if (!read.success) return ["/graphql: an answer with neither data nor errors"];
  const query = sent.safeParse(body).data?.query ?? "";
  const [, , name = "", , asked = ""] = form.exec(query) ?? [];
  if ("errors" in read.data) return [];
  const got = Object.keys(read.data.data[name] ?? {}).toSorted();
  const wanted = asked.split(" ").toSorted();
  return got.join() === wanted.join() ? [] : [`${name}: answered ${got.join()}, not ${asked}`];
}
