// Cuts mutations out of GitHub's own GraphQL schema: field names and types, no descriptions.

/** Field names and their types as the schema writes them: `ID!`. */
export type Fields = Readonly<Record<string, string>>;

export interface Mutation {
  readonly input: Fields;
  readonly payload: Fields;
}

/** @param schema text in GraphQL's schema language. Throws for a mutation that it lacks. */
export function mutationsOf(
  schema: string,
  names: readonly string[],
): Readonly<Record<string, Mutation>> {
  const plain = schema.replace(/"""[\s\S]*?"""/g, "");
  return Object.fromEntries(
    names.map((name) => {
      const call = new RegExp(`\\b${name}\\(\\s*input: (\\w+)!\\s*\\): (\\w+)`).exec(plain);
      if (call === null) throw new Error(`GitHub describes no mutation ${name}`);
      const [, input = "", payload = ""] = call;
      const shapes = [fieldsOf(plain, "input", input), fieldsOf(plain, "type", payload)] as const;
      return [name, { input: shapes[0], payload: shapes[1] }];
    }),
  );
}

function fieldsOf(plain: string, kind: "input" | "type", name: string): Fields {
  const block = new RegExp(`\\n${kind} ${name} \\{([^}]*)\\}`).exec(plain)?.[1];
  if (block === undefined) throw new Error(`GitHub describes no ${kind} ${name}`);
  const fields = [...block.matchAll(/^\s*(\w+): (\S+)/gm)];
  return Object.fromEntries(fields.map(([, field = "", type = ""]) => [field, type]));
}
