// The table of red flags, cheap ones first: the one place that says what spoils a sample.
import { answerFlags } from "./answer.ts";
import { breakpoint, debugOutput } from "./debug.ts";
import { earlyExit, testExit } from "./early-exit.ts";
import { fileKind } from "./file-kind.ts";
import type { RedFlag } from "./flag.ts";
import { invisible } from "./invisible.ts";
import { length } from "./length.ts";
import { markers } from "./markers.ts";
import { oracle } from "./oracle.ts";
import { placeholder } from "./placeholder.ts";
import { protectedFiles } from "./protected.ts";
import { scope } from "./scope.ts";
import { namedSecret, secrets } from "./secrets.ts";
import { signature } from "./signature.ts";
import { large, shrink } from "./size.ts";
import { stub } from "./stub.ts";
import { suppression } from "./suppression.ts";
import { swallowed } from "./swallowed.ts";
import { syntax } from "./syntax.ts";
import { testTouched } from "./test-touched.ts";
import { testWeakened } from "./test-weakened.ts";
import { unfinished } from "./unfinished.ts";
import { untraced } from "./untraced.ts";

export const redFlags: readonly RedFlag[] = [
  ...answerFlags,
  length,
  fileKind,
  invisible,
  testTouched,
  protectedFiles,
  syntax,
  markers,
  scope,
  signature,
  placeholder,
  stub,
  shrink,
  secrets,
  testWeakened,
  untraced,
  testExit,
  oracle,
  breakpoint,
  suppression,
  namedSecret,
  earlyExit,
  large,
  swallowed,
  unfinished,
  debugOutput,
];
