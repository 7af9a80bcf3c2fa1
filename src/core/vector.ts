// A persistent vector: reading and replacing one element costs O(log32 n), older versions stay
// valid.

const bits = 5;
const width = 1 << bits;
const mask = width - 1;

type Node<T> = readonly (Node<T> | T)[];

export interface Vector<T> {
  readonly length: number;
  readonly depth: number;
  readonly root: Node<T>;
}

/** @param items copied; any length. */
export function vector<T>(items: readonly T[]): Vector<T> {
  let level: Node<T>[] = [];
  for (let i = 0; i < items.length; i += width) level.push(items.slice(i, i + width));
  let depth = 0;
  while (level.length > 1) {
    const above: Node<T>[] = [];
    for (let i = 0; i < level.length; i += width) above.push(level.slice(i, i + width));
    level = above;
    depth += 1;
  }
  return { length: items.length, depth, root: level[0] ?? [] };
}

/** @returns the element, or undefined outside 0 ≤ index < length. */
export function at<T>(list: Vector<T>, index: number): T | undefined {
  if (index < 0 || index >= list.length) return undefined;
  let node: Node<T> = list.root;
  for (let level = list.depth; level > 0; level -= 1) {
    node = node[(index >> (bits * level)) & mask] as Node<T>;
  }
  return node[index & mask] as T;
}

/** A vector with one element replaced; the same vector when the index is outside. */
export function replaced<T>(list: Vector<T>, index: number, value: T): Vector<T> {
  if (index < 0 || index >= list.length) return list;
  const put = (node: Node<T>, level: number): Node<T> => {
    const copy = node.slice();
    const slot = (index >> (bits * level)) & mask;
    copy[slot] = level === 0 ? value : put(node[slot] as Node<T>, level - 1);
    return copy;
  };
  return { ...list, root: put(list.root, list.depth) };
}

/** The elements in order. */
export function items<T>(list: Vector<T>): T[] {
  const out: T[] = [];
  for (let i = 0; i < list.length; i += 1) out.push(at(list, i) as T);
  return out;
}
