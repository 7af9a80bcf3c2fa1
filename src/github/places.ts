// Where repositories are now, by the id that no rename and no new installation changes.
import { z } from "zod";
import type { RepositoryRef } from "../core/run/names.ts";

export interface Places {
  learn(ref: RepositoryRef): void;
  /** Learns from a webhook's body that names its repository and installation. Never throws. */
  hear(payload: unknown): void;
  /** The same repository under its newest name and installation, as far as is known. */
  current(ref: RepositoryRef): RepositoryRef;
  /** Ids of the repositories that were last seen in an installation. */
  under(installation: number): readonly number[];
}

const heard = z.object({
  repository: z.object({
    id: z.number(),
    name: z.string(),
    owner: z.object({ login: z.string() }),
  }),
  installation: z.object({ id: z.number() }),
});

/** A run keeps the name that its repository had when it began; GitHub redirects it for a while. */
export function makePlaces(): Places {
  const known = new Map<number, RepositoryRef>();
  const learn = (ref: RepositoryRef): void => {
    known.set(ref.id, ref);
  };
  return {
    learn,
    hear(payload) {
      const read = heard.safeParse(payload);
      if (!read.success) return;
      const { repository, installation } = read.data;
      const { id, name, owner } = repository;
      learn({ installation: installation.id, id, owner: owner.login, name });
    },
    current: (ref) => known.get(ref.id) ?? ref,
    under: (installation) =>
      [...known.values()].filter((one) => one.installation === installation).map((one) => one.id),
  };
}
