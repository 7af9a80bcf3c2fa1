// The app's permissions and events as app.yml states them: one source for GitHub and the forge.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";

const file = fileURLToPath(new URL("../../app.yml", import.meta.url));

const shape = z.object({
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()),
});

const manifest = shape.parse(parse(readFileSync(file, "utf8")));

export const permissions = manifest.default_permissions;
export const events = manifest.default_events;
