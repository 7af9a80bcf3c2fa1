// Which order of imports a key tells apart: all but that of neighbours that only bind other names.

/** An import or whatever else stands in a file, in its canonical form. */
export interface Part {
  readonly form: string;
  /** Names that an import binds, where it does nothing else; null where its place matters. */
  readonly binds: readonly string[] | null;
}

/** Neighbours that bind distinct names in the order of their forms, all else as it stands. */
export function inOrder(parts: Iterable<Part>): readonly string[] {
  const forms: string[] = [];
  let run: string[] = [];
  let bound = new Set<string>();
  const flush = (): void => {
    forms.push(...run.sort());
    run = [];
    bound = new Set();
  };
  for (const { form, binds } of parts) {
    if (binds === null || !areDistinct([...bound, ...binds])) flush();
    if (binds === null || !areDistinct(binds)) forms.push(form);
    else {
      run.push(form);
      for (const name of binds) bound.add(name);
    }
  }
  flush();
  return forms;
}

/** False where a name is bound twice, and the later one counts. */
export const areDistinct = (names: readonly string[]): boolean =>
  new Set(names).size === names.length;
