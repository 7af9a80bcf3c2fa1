// A large repository is located before it is planned: the desk surveys, the book votes, all of it.
import { describe, expect, it } from "vitest";
import { parseBook } from "../../src/book/parse.ts";
import { openBook } from "../../src/book/model.ts";
import type { Prompt } from "../../src/core/agent/prompt.ts";
import type { Event, Started } from "../../src/core/run/event.ts";
import { evolve } from "../../src/core/run/evolve.ts";
import { everything } from "../../src/core/run/next.ts";
import type { Run } from "../../src/core/run/state.ts";
import type { Tree } from "../../src/core/tree.ts";
import { openDesk } from "../../src/engine/desk.ts";
import { alone } from "../../src/engine/turns.ts";
import { syntax } from "../core/context/repository.ts";
import { treeOf } from "../core/plan/plans.ts";
import { startedWith } from "../core/run/facts.ts";

const desk = openDesk(syntax, alone, ["book"]);
const book = parseBook(
  JSON.stringify({
    book: 1,
    odds: { wrong: 0 },
    requirements: {
      right: [
        {
          json: {
            requirements: [
              {
                id: "R1",
                kind: "functional",
                ears: "The cart shall round its total.",
                quote: "Round the cart",
                priority: "must",
                acceptance: [{ method: "inspection", given: "", when: "", expected: "it rounds" }],
                measure: null,
              },
            ],
          },
        },
      ],
    },
    plan: {
      right: [
        {
          json: {
            units: [
              {
                id: "u1",
                title: "Round",
                requirements: ["R1"],
                needs: [],
                steps: [
                  {
                    kind: "code",
                    target: { kind: "symbol", path: "src/cart.ts", symbol: "Cart.total" },
                    task: "Round the total.",
                    signatureMayChange: false,
                  },
                ],
              },
            ],
          },
        },
      ],
    },
  }),
);
if (!book.ok) throw new Error(book.error.join("\n"));
const model = openBook({ book: book.value, seed: 3 });

const filler = (i: number): string =>
  Array.from({ length: 20 }, (_, n) => `export function row${i}x${n}(a: number) {}`).join("\n");
const member = (n: number): string => `  part${n}(cart: number) {\n    return 1;\n  }\n`;
const members = Array.from({ length: 400 }, (_, n) => member(n)).join("");
const cart = `export class Cart {\n  total() {\n    return 1.234;\n  }\n${members}}\n`;
const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`src/f${i}.ts`, filler(i)]));
const large = treeOf({
  ...many,
  "src/cart.ts": cart,
  "src/carts.ts": "export const carts = 1;\n",
  "test/cart.test.ts": "// The cart rounds its total.\n",
  "package.json": '{ "name": "cart-total" }',
});

/** Plays elections to their end as the engine would; stops when the run waits for anything else. */
async function play(tree: Tree, prompts: Prompt[] = []): Promise<Run> {
  const started: Started = startedWith({
    mode: "plan",
    vote: { places: 20, proposals: 2, samplesMax: 60 },
    issue: { number: 7, title: "Round the cart", body: "Round the cart's total." },
  });
  let run = evolve(null, started);
  for (let turn = 0; turn < 50; turn += 1) {
    const due = everything(run).map(({ action }) => action);
    const events: Event[] = [];
    for (const action of due) {
      if (action.kind === "survey") {
        const { options } = await desk.survey(run, action.of, tree);
        events.push({ kind: "surveyed", at: turn, of: action.of, options });
      }
      if (action.kind !== "sample") continue;
      const { poll, n } = action;
      const question = { run, poll, n, tree };
      const prompt = await desk.prompt(question);
      prompts.push(prompt);
      const sample = await model.sample(prompt, desk.draw(question));
      if (sample.kind === "faltered") throw new Error(sample.because);
      const votes = [desk.open(question, prompt, sample)];
      events.push({ kind: "sampled", at: turn, poll, votes, microUsd: 0, tokens: 0 });
    }
    if (events.length === 0) return run;
    for (const event of events) run = evolve(run, event);
  }
  return run;
}

describe("location of a large repository", () => {
  it("elects the file and symbol that the right plan writes, and shows them", async () => {
    const prompts: Prompt[] = [];
    const run = await play(large, prompts);
    expect(run.phase.kind).toBe("approval");
    expect(run.places).toEqual({ files: ["src/cart.ts"], symbols: ["src/cart.ts#Cart.total"] });
    const planning = prompts.filter((prompt) => prompt.about.kind === "plan");
    for (const { user } of planning) {
      expect(user).toContain('"the file src/cart.ts": [');
      expect(user).toContain("return 1.234;");
    }
    const asked = prompts.filter((prompt) => prompt.about.kind === "places");
    const shown = asked.flatMap((p) => (p.about.kind === "places" ? [p.about.options] : []));
    expect(new Set(shown.map((options) => options.join())).size).toBeGreaterThan(1);
    for (const options of shown) {
      expect(options.length).toBeLessThanOrEqual(40);
      for (const place of options) expect(place).not.toMatch(/test|package/);
    }
  });

  it("is the same again for the same seed", async () => {
    expect((await play(large)).spend).toEqual((await play(large)).spend);
  });

  it("is left out where the outline shows all", async () => {
    const prompts: Prompt[] = [];
    const tree = treeOf({ "src/cart.ts": "export class Cart {\n  total() {}\n}\n" });
    const run = await play(tree, prompts);
    expect(run.phase.kind).toBe("approval");
    expect(prompts.some((prompt) => prompt.about.kind === "places")).toBe(false);
  });

  it("asks about no symbols of files that are shown whole", async () => {
    const small = "export class Cart {\n  total() {\n    return 1.234;\n  }\n}\n";
    const prompts: Prompt[] = [];
    const run = await play(treeOf({ ...many, "src/cart.ts": small, "src/carts.ts": "" }), prompts);
    expect(run.places).toEqual({ files: ["src/cart.ts"], symbols: [] });
    const last = prompts.at(-1);
    expect(last?.user).toContain("return 1.234;");
  });

  it("finds nothing to choose in an empty repository", async () => {
    const run = evolve(null, startedWith({ vote: { places: 20 } }));
    expect(await desk.survey(run, "files", new Map())).toEqual({ options: [] });
    expect(await desk.survey(run, "symbols", new Map())).toEqual({ options: [] });
  });
});
