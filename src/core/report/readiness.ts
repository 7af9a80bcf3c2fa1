// The doctor's words: what was found on this machine, and what can be done with it.
import { flat } from "./markdown.ts";

/** `unset`: not there, and not needed by everything. */
export interface Finding {
  readonly name: (typeof subjects)[number];
  readonly state: "good" | "bad" | "unset";
  /** What was seen, then what to do about it. */
  readonly lines: readonly string[];
}

export const subjects = [
  "node",
  "npm",
  "git",
  "bubblewrap",
  "sandbox",
  "state folder",
  "model",
  "GitHub App",
  "process",
] as const;

/** What a person may want to do, how it is called, and what must be good for it. */
const purposes = {
  demo: { call: "npm run demo", needs: ["node", "npm", "git"] },
  run: { call: "npm run quorum -- run", needs: ["node", "npm", "git", "bubblewrap", "sandbox"] },
  start: { call: "npm start", needs: ["node", "GitHub App", "model", "process"] },
} as const satisfies Record<
  string,
  { readonly call: string; readonly needs: readonly Finding["name"][] }
>;

export type Purpose = keyof typeof purposes;
export const isPurpose = (text: string): text is Purpose => Object.hasOwn(purposes, text);

export interface Verdict {
  readonly purpose: Purpose;
  readonly ready: boolean;
  readonly words: string;
}

/** One verdict for each purpose; a finding that is absent counts as not good. */
export function verdicts(findings: readonly Finding[]): readonly Verdict[] {
  const isGood = (name: Finding["name"]): boolean =>
    findings.some((one) => one.name === name && one.state === "good");
  return Object.entries(purposes).flatMap(([purpose, { call, needs }]) => {
    if (!isPurpose(purpose)) return [];
    const lacking = needs.filter((name) => !isGood(name));
    const ready = lacking.length === 0;
    const limits = ready ? limitsOf(purpose, isGood("model"), isGood("sandbox")) : "";
    const said = ready ? `ready${limits}` : `not ready: see ${lacking.join(", ")} above`;
    return [{ purpose, ready, words: `${call}: ${said}` }];
  });
}

function limitsOf(purpose: Purpose, model: boolean, sandbox: boolean): string {
  switch (purpose) {
    case "demo":
      if (!sandbox) return " without isolation, and only with the sample's own answers";
      return model ? "" : ", with the sample's answer book; no model is set that can be asked";
    case "run":
      return model ? "" : " with an answer book; no model is set that can be asked";
    case "start":
      return sandbox ? "" : "; without a sandbox CI alone verifies";
  }
}

const marks = { good: "ok  ", bad: "BAD ", unset: "--  " } as const;

/** The findings in their order, then the verdicts: lines for a terminal. */
export function readinessLines(findings: readonly Finding[]): readonly string[] {
  return [
    ...findings.flatMap(({ name, state, lines }) => [
      `${marks[state]} ${name}`,
      ...lines.map((line) => `       ${flat(line, 600)}`),
    ]),
    "",
    ...verdicts(findings).map(({ words }) => words),
  ];
}
