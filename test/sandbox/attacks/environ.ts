// Reads every environment that it can: all names, and the whole text of process 1's.
import { readdirSync, readFileSync } from "node:fs";

const read = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    return "";
  }
};
const pids = readdirSync("/proc").filter((name) => /^\d+$/u.test(name));
const lines = pids.flatMap((pid) => read(pid).split("\0"));
const names = [...new Set(lines.map((line) => line.split("=")[0]))];
console.log(JSON.stringify({ one: read("1"), names }));
