// The results used last: a small cache that forgets what was not asked for longest.

export class Recent<V> {
  readonly #kept = new Map<string, { readonly value: V }>();
  readonly #max: number;

  /** @param max at least 1 entry. */
  constructor(max: number) {
    this.#max = max;
  }

  /** The kept value of the key, or what `make` gives, kept from now on. */
  get(key: string, make: () => V): V {
    const entry = this.#kept.get(key) ?? { value: make() };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#max && oldest !== undefined) this.#kept.delete(oldest);
    return entry.value;
  }
}
