// Why a new test must fail before its code: stated by the plan before any test is written.
import { pathOf, type Unit } from "../plan/plan.ts";
import { isTestPath } from "../redflag/paths.ts";
import { acceptanceLine, type Requirement } from "../requirement/requirement.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import type { Cause } from "./why/cause.ts";
import type { Complaint } from "./why/complaint.ts";

/**
 * A test may fail because an assertion does, because of what the unit's code is going to add, or
 * because code throws that the unit is going to change. Nothing else counts.
 */
export interface Stated {
  /** The file that the test step writes; null where there is no such step. */
  readonly test: Path | null;
  /** Symbols that the unit's code adds. */
  readonly names: readonly string[];
  /** Files that it adds. */
  readonly files: readonly Path[];
  /** Files that it changes. */
  readonly changed: readonly Path[];
  /** Whether a signature may change. */
  readonly signature: boolean;
  /** The words of plan and acceptances. */
  readonly spoken: string;
  /** The texts of the changed files as they are: a name in them is not missing. */
  readonly held: string;
}

/** What a test step's tests must fail for, given the tree that they are first run on. */
export function statedFor(
  unit: Unit,
  step: number,
  requirements: readonly Requirement[],
  base: Tree,
): Stated {
  const coming = unit.steps.slice(step + 1).filter(({ kind }) => kind === "code");
  const paths = [...new Set(coming.map(pathOf))];
  const changed = paths.filter((path) => base.has(path));
  const own = unit.steps[step];
  const accepts = own?.accepts ?? [];
  const lines = requirements.flatMap(({ acceptance }) =>
    acceptance.filter(({ id }) => accepts.includes(id)).map(acceptanceLine),
  );
  return {
    test: own === undefined ? null : pathOf(own),
    names: coming.flatMap(({ target: t }) => (t.kind === "addition" ? [t.symbol] : [])),
    files: paths.filter((path) => !base.has(path)),
    changed,
    signature: coming.some(({ signatureMayChange }) => signatureMayChange),
    spoken: [own?.task ?? "", ...coming.map(({ task }) => task), ...lines].join("\n"),
    held: changed.map((path) => textAt(base, path) ?? "").join("\n"),
  };
}

/** Words for behaviour that ends too late or never: only then may a test run into its limit. */
const endless =
  /\b(?:hang|hung|infinite|endless|deadlock|timeout|time[sd]? out|never (?:end|return)s)/iu;

/** Whether a test failed as the plan states; what its report does not tell counts as stated. */
export function isStated(cause: Cause, stated: Stated): boolean {
  switch (cause.kind) {
    case "assertion":
    case "untold":
      return true;
    case "timeout":
      return endless.test(stated.spoken);
    case "error": {
      const { complaint, frames } = cause;
      if (complaint !== null && isExpected(complaint, stated)) return true;
      // Ruby names the place of a definition that was called amiss as the innermost one.
      if (complaint?.kind === "signature") return false;
      if (frames.length === 0 && complaint === null) return stated.changed.length > 0;
      return frames.some((file) => stated.changed.some((path) => isFile(file, path)));
    }
  }
}

/** Whether a complaint is about what the unit's code adds or may change. */
export function isExpected(complaint: Complaint, stated: Stated): boolean {
  switch (complaint.kind) {
    case "name":
      return isName(complaint.name, complaint.isBare, stated);
    case "module":
      return isModule(complaint.spec, complaint.from, stated);
    case "file":
      return isSpoken(nameIn(complaint.path), stated);
    case "signature":
      return stated.signature;
    case "broken":
      return false;
  }
}

/** What a test must fail for, in words that end a sentence. */
export function statedWords({ names, files, changed, signature }: Stated): string {
  const added = [...names, ...files];
  return [
    "an assertion that fails",
    ...(added.length > 0 ? [`${added.join(" or ")} that is missing`] : []),
    ...(changed.length > 0 ? [`${changed.join(" or ")} throwing`] : []),
    ...(signature ? ["a signature that is to change"] : []),
  ].join(", or ");
}

/** Names that tests have of their tools: that one is missing is never the code's fault. */
const tools = /^(?:assert\w*|expect\w*|describe|it|tests?|suite|before|after|jest|vi|pytest)$/u;

/** A bare name that the changed files hold was only not asked for in the right way. */
function isName(name: string, isBare: boolean, stated: Stated): boolean {
  const known = [...stated.names.map(lastPart), ...stated.files.map((path) => stemOf(path))];
  if (known.includes(name)) return true;
  const elsewhere = isBare && !stated.signature && holdsWord(stated.held, name);
  return !elsewhere && isSpoken(name, stated);
}

/** Whether plan or acceptances speak of it. */
const isSpoken = (name: string, { spoken }: Stated): boolean =>
  name !== "" && !tools.test(name) && holdsWord(spoken, name);

/** Whether a module that was asked for is a file that the unit adds, or the folder of one. */
function isModule(spec: string, from: string | null, stated: Stated): boolean {
  if (!/[./]/u.test(spec) && isSpoken(spec, stated)) return true;
  const asked = /^\.{0,2}\//u.test(spec) ? placed(spec, from, stated.test) : null;
  const bare = spec.replace(/^[@~#]\//u, "");
  const names = [withoutEnding(bare), ...(bare.includes("/") ? [] : [bare.replaceAll(".", "/")])];
  return stated.files.some((path) => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    const places = folder === "" ? [withoutEnding(path)] : [withoutEnding(path), folder];
    if (asked !== null) {
      const { inRepository, path: place } = asked;
      return places.some((one) => place === one || (!inRepository && place.endsWith(`/${one}`)));
    }
    const whole = `/${withoutEnding(path)}/`;
    return (
      names.some((name) => whole.includes(`/${name}/`)) ||
      (folder !== "" && names.some((name) => name.endsWith(`/${folder}`)))
    );
  });
}

/**
 * Where a path leads, without its ending: in the repository where it is known which file asked,
 * which is the new test unless it is told.
 */
function placed(spec: string, asking: string | null, test: Path | null) {
  const from = asking ?? test ?? "";
  const absolute = spec.startsWith("/");
  const parts = absolute ? [] : from.split("/").slice(0, -1);
  for (const part of spec.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const root = from.endsWith(`/${test ?? ""}`) ? from.slice(1, -`/${test ?? ""}`.length) : "";
  const path = withoutEnding(parts.filter((part) => part !== "").join("/"));
  const inRepository = root !== "" ? path.startsWith(`${root}/`) : !absolute && from === test;
  return { inRepository, path: root !== "" && inRepository ? path.slice(root.length + 1) : path };
}

const withoutEnding = (path: string): string => path.replace(/\.\w+$/u, "");
const nameIn = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const stemOf = (path: string): string => withoutEnding(nameIn(path));
const lastPart = (name: string): string => name.split(/[.:#/]/u).at(-1) ?? name;

/** Where interpreters, compilers and package managers keep code that no unit writes. */
const foreign = new RegExp(
  "(?:^|/)(?:node_modules|(?:site|dist)-packages|gems|\\.cargo|usr/(?:local/)?(?:lib|share))/" +
    "|^/rustc/",
  "u",
);

/** Whether a file of a stack is that path, or what was built from it. */
function isFile(file: string, path: Path): boolean {
  if (file === path) return true;
  if (foreign.test(file)) return false;
  if (file.endsWith(`/${path}`)) return true;
  return stemOf(file) === stemOf(path) && !isTestPath(file);
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = [text[at - 1] ?? " ", text[at + word.length] ?? " "];
    if (around.every((char) => !/[\p{L}\p{N}_$]/u.test(char))) return true;
  }
  return false;
}
