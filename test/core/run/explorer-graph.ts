// The moves between states without any trouble: from which states can the run still come to an end?

export class Graph {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly ends: number[] = [];

  edge(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }

  end(state: number): void {
    this.ends.push(state);
  }

  /** @returns the lowest of the states from which no way leads to an end; null for none. */
  trapped(states: number): number | null {
    const { starts, sources } = this.backward(states);
    const safe = new Uint8Array(states);
    const open = [...this.ends];
    for (const end of open) safe[end] = 1;
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      const last = starts[state + 1] ?? 0;
      for (let i = starts[state] ?? 0; i < last; i += 1) {
        const source = sources[i] ?? 0;
        if (safe[source] === 1) continue;
        safe[source] = 1;
        open.push(source);
      }
    }
    const lowest = safe.indexOf(0);
    return lowest === -1 ? null : lowest;
  }

  /** The sources of all edges grouped by where they lead; `starts`: where each group begins. */
  private backward(states: number) {
    const starts = new Uint32Array(states + 1);
    for (const to of this.to) starts[to + 1] = (starts[to + 1] ?? 0) + 1;
    for (let i = 0; i < states; i += 1) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
    const filled = starts.slice();
    const sources = new Uint32Array(this.from.length);
    this.to.forEach((to, edge) => {
      const slot = filled[to] ?? 0;
      sources[slot] = this.from[edge] ?? 0;
      filled[to] = slot + 1;
    });
    return { starts, sources };
  }
}
