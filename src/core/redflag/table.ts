// The table of red flags, cheap ones first: the one place that says what spoils a sample.
import { answerFlags } from "./answer.ts";
import { apiBroken } from "./api-broken.ts";
import { callCounter } from "./call-counter.ts";
import { commentedCode } from "./commented-code.ts";
import { capability } from "./capability.ts";
import { breakpoint, debugOutput } from "./debug.ts";
import { earlyExit, testExit } from "./early-exit.ts";
import { fileKind } from "./file-kind.ts";
import { expectation } from "./expectation.ts";
import type { RedFlag } from "./flag.ts";
import { forgiving } from "./forgiving.ts";
import { invisible, mixedScript } from "./invisible.ts";
import { licence } from "./licence.ts";
import { length } from "./length.ts";
import { loosened } from "./loosened.ts";
import { markers } from "./markers.ts";
import { mockedSubject } from "./mocked-subject.ts";
import { oracle, worldReplaced } from "./oracle.ts";
import { placeholder } from "./placeholder.ts";
import { protectedFiles } from "./protected.ts";
import { scope } from "./scope.ts";
import { namedSecret, secrets } from "./secrets.ts";
import { signature } from "./signature.ts";
import { halved, large, shrink } from "./size.ts";
import { specialCase } from "./special-case.ts";
import { stub } from "./stub.ts";
import { suppression } from "./suppression.ts";
import { swallowed } from "./swallowed.ts";
import { syntax } from "./syntax.ts";
import { testDetected } from "./test-detected.ts";
import { testTouched } from "./test-touched.ts";
import { testWeakened } from "./test-weakened.ts";
import { unfinished } from "./unfinished.ts";
import { unknownCall } from "./unknown-call.ts";
import { testUnreachable, unreachable } from "./unreachable.ts";
import { unresolvedImport } from "./unresolved-import.ts";
import { untraced } from "./untraced.ts";

export const redFlags: readonly RedFlag[] = [
  ...answerFlags,
  length,
  fileKind,
  invisible,
  mixedScript,
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
  loosened,
  forgiving,
  mockedSubject,
  untraced,
  testExit,
  testUnreachable,
  oracle,
  callCounter,
  testDetected,
  specialCase,
  unresolvedImport,
  breakpoint,
  suppression,
  apiBroken,
  namedSecret,
  expectation,
  earlyExit,
  unreachable,
  worldReplaced,
  licence,
  capability,
  large,
  swallowed,
  unfinished,
  debugOutput,
  commentedCode,
  halved,
  unknownCall,
];
