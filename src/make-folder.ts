// Makes a folder with those above it, or says at once that it cannot.
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * One level after the other: `recursive` of node:fs never ends where the system answers ENOENT
 * although the folder above is there, as below /proc.
 * @param mode of the folders that are new. Throws what the machine says.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const missing = [resolve(path)];
  for (let at = dirname(resolve(path)); !existsSync(at); at = dirname(at)) missing.push(at);
  for (const folder of missing.toReversed()) {
    try {
      mkdirSync(folder, { mode });
    } catch (error) {
      if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
    }
  }
}
