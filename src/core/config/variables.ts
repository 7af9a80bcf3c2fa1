// Variables of the environment: one table for each group says what they are, refuses and documents.

/** What each variable is, in words that follow "it is:" and fill the README's table. */
export type Variables = Readonly<Record<string, string>>;

export type Complain<Table extends Variables> = (
  name: keyof Table & string,
  because: string,
) => void;

/** One sentence about a variable that is missing or wrong. */
export const complaint = <Table extends Variables>(
  table: Table,
  name: keyof Table & string,
  because: string,
): string => `${name} ${because}; it is: ${table[name] ?? ""}`;

/** @returns a list of such sentences, and what adds one. */
export function complaintsOn<Table extends Variables>(
  table: Table,
): { readonly mistakes: readonly string[]; readonly complain: Complain<Table> } {
  const mistakes: string[] = [];
  return {
    mistakes,
    complain: (name, because) => void mistakes.push(complaint(table, name, because)),
  };
}

/** The table as the README shows it. */
export function variableTable(table: Variables): string {
  const rows = Object.entries(table).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`);
  return ["| variable | meaning |", "|---|---|", ...rows].join("\n");
}
