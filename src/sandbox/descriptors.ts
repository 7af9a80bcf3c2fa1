// Which open files of this process a child would inherit beside the standard three.
import { readdirSync, readFileSync } from "node:fs";

const closeOnExec = 0o2000000;

/** @returns descriptors above 2 without close-on-exec; a child sees what they are open on. */
export function inheritedDescriptors(): readonly number[] {
  return readdirSync("/proc/self/fdinfo").flatMap((name) => {
    const descriptor = Number(name);
    return descriptor > 2 && (flagsOf(name) & closeOnExec) === 0 ? [descriptor] : [];
  });
}

/** Flags of an open descriptor; closed in the meantime counts as close-on-exec. */
function flagsOf(name: string): number {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${name}`, "utf8");
    return Number.parseInt(/^flags:\s*([0-7]+)$/mu.exec(info)?.[1] ?? "0", 8);
  } catch {
    return closeOnExec;
  }
}
