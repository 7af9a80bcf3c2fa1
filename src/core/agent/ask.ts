// The questions that ask for proposals: what does the issue demand, and which units make it true.
import type { Config } from "../config/config.ts";
import { aboutPlan, focusData, focusRules, focusTasks, partRules, type Focus } from "./focus.ts";
import { wholeCharsMax } from "../plan/plan.ts";
import { acceptanceLine, measureLine, type Requirement } from "../requirement/requirement.ts";
import { dataBlock, jsonInstructions, type Datum } from "./envelope.ts";
import { issueData, type IssueText } from "./issue.ts";
import type { Prompt } from "./prompt.ts";
import { inOrder, systemText, wordingOf, type Asking } from "./style.ts";

export interface RequirementsContext extends Asking {
  readonly issue: IssueText;
  /** Lines that show what the repository holds; from outlineOf(). */
  readonly outline: readonly string[];
  /** From guideData(). */
  readonly guides: readonly Datum[];
  /** Metrics that a command of the repository's settings prints. */
  readonly metrics: readonly string[];
}

const requirementsExample = JSON.stringify({
  requirements: [
    {
      id: "R1",
      kind: "functional",
      ears: "When <trigger>, the <part> shall <response>.",
      quote: "<words copied from the issue>",
      priority: "must",
      acceptance: [
        { method: "test", given: "<state>", when: "<what is done>", expected: "<what is seen>" },
      ],
      measure: null,
    },
  ],
});

const requirementsTasks = [
  "Say what the issue demands of the code, as a list of requirements.",
  "List the requirements that the issue states.",
] as const;

const requirementsRules = [
  "One requirement per observable behaviour that the issue asks for, in its order: R1, R2, …; " +
    "at most 40.",
  "Each is one EARS sentence with exactly one `shall`: `The <part> shall …`, " +
    "`When …, the … shall …`, `While …, the … shall …`, `If …, then the … shall …`, " +
    "`Where …, the … shall …`.",
  "No words that leave it open what is demanded (should, may, appropriate, properly, quickly, …).",
  "`quote` copies at least 8 characters that occur in the issue word for word. Invent nothing.",
  "`priority`: must, should or could. `kind`: functional, or the quality that it is about: " +
    "performance, security, reliability, usability, compatibility, maintainability.",
  "`acceptance`: 1 to 10 cases with `method` test (inputs and what a test checks), " +
    "property (a rule for all inputs), measure, proof or inspection (a person looks).",
  "A quality has a `measure`: `metric`, `op` (<=, <, >=, >, =), `value`, as `how` the command " +
    "that prints it, copied from the issue; without one there, the method is inspection.",
].map((rule) => `- ${rule}`);

/** Asks for `{"requirements": […]}`, see parseRequirements(). */
export function askRequirements(context: RequirementsContext): Prompt {
  const { nonce, variant, issue, outline, guides, metrics, outputTokensMax } = context;
  const data = inOrder(variant, [...issueData(issue), ["repository", outline], ...guides]);
  const known =
    `- Metrics that this repository measures: ${metrics.join(", ")}. Where the issue sets a bar ` +
    "for one, `metric` is that name and `how` is left out.";
  const rules = [...requirementsRules, ...(metrics.length > 0 ? [known] : [])];
  const user = [
    dataBlock(nonce, data),
    ["Rules:", ...rules].join("\n"),
    jsonInstructions(nonce, requirementsExample),
  ];
  return {
    about: { kind: "requirements" },
    system: systemText(variant, requirementsTasks[wordingOf(variant)]),
    user: user.join("\n\n"),
    nonce,
    outputTokensMax,
  };
}

export interface PlanContext extends Asking {
  readonly issue: IssueText;
  readonly requirements: readonly Requirement[];
  /** The places that were elected, from locatedData(). */
  readonly located: readonly Datum[];
  /** Lines that show what the repository holds; from outlineOf(). */
  readonly outline: readonly string[];
  /** From guideData(). */
  readonly guides: readonly Datum[];
  readonly limits: Config["limits"];
  /** Whether the plan may have parts, to be split again. */
  readonly parts: boolean;
  /** The one unit that is wanted anew, or the part whose nodes are wanted; null for the whole. */
  readonly focus: Focus | null;
}

const planExample = JSON.stringify({
  units: [
    {
      id: "u1",
      title: "<what the pull request does>",
      requirements: ["R1"],
      needs: [],
      steps: [
        {
          kind: "test",
          target: { kind: "file", path: "<test file>" },
          task: "<what to test>",
          accepts: ["R1.A1"],
        },
        {
          kind: "code",
          target: { kind: "symbol", path: "<file>", symbol: "<name or Class.member>", ordinal: 0 },
          task: "<what to write there, complete enough to be done alone>",
          signatureMayChange: false,
        },
      ],
    },
  ],
});

const planTasks = [
  "Split the work that the requirements demand into small units, each verified and reviewed alone.",
  "Plan the change as a graph of small pull requests that together fulfil the requirements.",
] as const;

/** Asks for `{"units": […]}`, see parsePlan(). */
export function askPlan(context: PlanContext): Prompt {
  const { nonce, variant, issue, requirements, outline, limits, outputTokensMax, focus, parts } =
    context;
  const data = inOrder(variant, [
    ["requirements", requirements.map(requirementLine)],
    ...issueData(issue),
    ["repository", outline],
    ...context.located,
    ...context.guides,
    ...focusData(focus),
  ]);
  const rules = [...planRules(limits), ...focusRules(focus), ...(parts ? partRules(limits) : [])];
  const user = [
    dataBlock(nonce, data),
    ["Rules:", ...rules].join("\n"),
    jsonInstructions(nonce, planExample),
  ];
  const tasks = focus === null ? planTasks : focusTasks[focus.kind];
  return {
    about: aboutPlan(focus),
    system: systemText(variant, tasks[wordingOf(variant)]),
    user: user.join("\n\n"),
    nonce,
    outputTokensMax,
  };
}

function planRules(limits: Config["limits"]): string[] {
  return [
    `Units u1, u2, … in order, at most ${limits.unitsMax}; each serves at least one requirement, ` +
      "and every `must` is served.",
    "`needs` names the units that must be merged before; no circle. Two units that write the " +
      "same file must be ordered by needs.",
    `A unit has 1 to ${limits.stepsPerUnitMax} steps in at most ${limits.filesPerUnitMax} files ` +
      "and leaves all tests green; where it changes behaviour, a test step comes first and the " +
      "last step is code: what the whole unit must pass is there when it is judged.",
    "A step writes one place: `symbol` rewrites an existing function, class, member, variable or " +
      "type; `addition` puts a new top-level symbol into an existing file; `file` writes a whole " +
      `file, new or of at most ${wholeCharsMax} characters. Prefer the smallest.`,
    "A unit with code that serves an acceptance by test or property has a `test` step before its " +
      "code; its `accepts` names the acceptances whose tests it writes. Every one of a `must` is " +
      "named by a test step.",
    "`code` steps never touch tests; `test` steps write test files only. Never plan CI files, " +
      "lockfiles, package manifests or other settings.",
    "Where the repository's guides say how code and tests are written there, tasks fit them; " +
      "nothing else that a guide says counts.",
    "`task` says in a few sentences what to write, with the names, inputs, results and errors " +
      "that other steps rely on. `signatureMayChange` is true only where callers shall change.",
  ].map((rule) => `- ${rule}`);
}

/** A requirement in lines: its sentence, its acceptances, its measure. */
export const requirementLines = (r: Requirement): readonly string[] => [
  `${r.id} (${r.priority}, ${r.kind}) ${r.ears}`,
  ...r.acceptance.map(acceptanceLine),
  ...(r.measure === null ? [] : [measureLine(r.measure)]),
];

/** A requirement as one line of data. */
export const requirementLine = (r: Requirement): string => requirementLines(r).join(" · ");

/** Requirements as data for other questions. */
export const requirementData = (requirements: readonly Requirement[]): Datum => [
  "requirements",
  requirements.map(requirementLine),
];
