// Where repositories are now: learnt from webhooks, never believed of an unreadable one.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { makePlaces } from "../../src/github/places.ts";
import { repo } from "./world.ts";

const body = (name: string, installation = repo.installation) => ({
  repository: { id: repo.id, name, owner: { login: repo.owner } },
  installation: { id: installation },
});

it("leaves a repository that it never heard of where it was", () => {
  expect(makePlaces().current(repo)).toEqual(repo);
});

it("knows the newest name and installation of a repository by its id", () => {
  const places = makePlaces();
  places.hear(body("renamed"));
  expect(places.current(repo)).toEqual({ ...repo, name: "renamed" });
  places.hear(body("renamed", 99));
  expect(places.current(repo)).toEqual({ ...repo, name: "renamed", installation: 99 });
  expect(places.current({ ...repo, id: 43 })).toEqual({ ...repo, id: 43 });
  expect(places.under(99)).toEqual([repo.id]);
  expect(places.under(repo.installation)).toEqual([]);
});

it("hears anything without a word", () => {
  const places = makePlaces();
  fc.assert(
    fc.property(fc.anything(), (payload) => {
      places.hear(payload);
    }),
  );
  expect(places.current(repo)).toEqual(repo);
});
