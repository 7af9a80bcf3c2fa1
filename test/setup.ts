// Before every file, also where one process runs many: offline, seeded, and held to the contract.
import * as fc from "fast-check";
import nock from "nock";
import { afterEach, expect } from "vitest";
import { takeObjections } from "./contract/objections.ts";

/** Only loopback may be reached, whatever a test forgets to stub. */
if (!nock.isActive()) nock.activate();
nock.disableNetConnect();
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:|$)/);

/** A property that fails fails again. */
fc.configureGlobal({ seed: 251109030 });

afterEach(() => {
  expect(takeObjections()).toEqual([]);
});
