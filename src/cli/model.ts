// Which model answers: the bundled answer book, a book of the user's own, or a model server.
import { fileURLToPath } from "node:url";
import { Misuse, Refusal, type Values } from "../cli.ts";
import { machineClock } from "../clock.ts";
import { openBook } from "../book/model.ts";
import { readBook } from "../book/parse.ts";
import type { Model } from "../engine/ports.ts";
import { DayLedger, memoryDays } from "../openai/ledger.ts";
import { openModel } from "../openai/model.ts";
import { selfCheck } from "../openai/self-check.ts";
import { parseSettings } from "../openai/settings.ts";
import { textOf } from "./numbers.ts";

export interface ChosenModel {
  readonly model: Model;
  readonly models: number;
  readonly words: string;
  /** The bundled book on the bundled sample: the only answers that may run without a sandbox. */
  readonly bundled: boolean;
}

export const bundledBook = fileURLToPath(new URL("../../sample/answers.yaml", import.meta.url));

/** `--model book [--answers FILE]` or `--model openai`. Throws Refusal with what to do. */
export async function chooseModel(
  values: Values,
  seed: string,
  book: string | null,
): Promise<ChosenModel> {
  const kind =
    textOf(values, "model") ?? (process.env["OPENAI_API_KEY"] && book === null ? "openai" : "book");
  if (kind === "openai") return openServer();
  if (kind !== "book") throw new Misuse(`--model is "book" or "openai", not "${kind}".`);
  const file = textOf(values, "answers") ?? book;
  if (file === null) {
    throw new Misuse(
      "Without a model server give an answer book: --model book --answers FILE " +
        "(docs/answer-book.md).",
    );
  }
  const read = await readBook(file);
  if (!read.ok)
    throw new Refusal(`The answer book ${file} cannot be used:\n${read.error.join("\n")}`);
  const name = file === bundledBook ? "of the sample" : file;
  const words = `the answer book ${name} (no language model), seed ${seed}`;
  const model = openBook({ book: read.value, seed });
  return { model, models: 1, words, bundled: file === bundledBook };
}

async function openServer(): Promise<ChosenModel> {
  const settings = parseSettings(process.env);
  if (!settings.ok) throw new Refusal(settings.error.join("\n"));
  const ledger = new DayLedger(memoryDays(), settings.value.dayMicroUsdMax, () => Date.now());
  const model = openModel(settings.value, machineClock, ledger);
  const names = settings.value.models.map((m) => m.name).join(", ");
  const checked = await selfCheck(model, settings.value.models.length);
  if (!checked.ok) throw new Refusal(`The model cannot be used (${names}): ${checked.error}`);
  return {
    model,
    models: settings.value.models.length,
    words: `${names}: ${checked.value}`,
    bundled: false,
  };
}
