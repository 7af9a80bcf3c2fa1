// One line per event and action: a static message, data in fields; never patches or secrets.

export type Fields = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

/** What an error says, in one line of at most 500 characters. */
export function causeOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").slice(0, 500);
}
