// Which model answers: the bundled answer book, a book of the user's own, or a model server.
import { fileURLToPath } from "node:url";
import { machineClock } from "../clock.ts";
import { openBook } from "../book/model.ts";
import { readBook } from "../book/parse.ts";
import type { Model } from "../engine/ports.ts";
import { openModel } from "../openai/model.ts";
import { selfCheck } from "../openai/self-check.ts";
import { parseSettings } from "../openai/settings.ts";
import type { Environment } from "../settings.ts";
import { openAccount } from "./account.ts";
import { textOf } from "./numbers.ts";
import { Misuse, Refusal, type Values } from "./verb.ts";

export interface ChosenModel {
  readonly model: Model;
  readonly models: readonly string[];
  readonly words: string;
  /** The bundled book on the bundled sample: the only answers that may run without a sandbox. */
  readonly bundled: boolean;
  close(): void;
}

export const bundledBook = fileURLToPath(new URL("../../sample/answers.yaml", import.meta.url));

/**
 * `--model book [--answers FILE]` or `--model openai`; without `--model` a book where one is given
 * or bundled, else the server where a key is set.
 * @param bundled the book to use where none is given. Throws Refusal with what to do.
 */
export async function chooseModel(
  values: Values,
  seed: string,
  bundled: string | null,
): Promise<ChosenModel> {
  const answers = textOf(values, "answers");
  const file = answers ?? bundled;
  const served = file === null && namesServer(process.env);
  const kind = textOf(values, "model") ?? (served ? "openai" : "book");
  if (kind !== "openai" && kind !== "book")
    throw new Misuse(`--model is "book" or "openai", not "${kind}".`);
  if (kind === "openai") {
    if (answers !== null) throw new Misuse("--answers goes with --model book, not with openai.");
    return openServer();
  }
  if (file === null) {
    throw new Misuse(
      "Without a model server give an answer book: --model book --answers FILE " +
        "(docs/answer-book.md).",
    );
  }
  return openBookAt(file, seed);
}

async function openBookAt(file: string, seed: string): Promise<ChosenModel> {
  const read = await readBook(file);
  if (!read.ok)
    throw new Refusal(`The answer book ${file} cannot be used:\n${read.error.join("\n")}`);
  const name = file === bundledBook ? "of the sample" : file;
  const words = `the answer book ${name} (no language model), seed ${seed}`;
  const model = openBook({ book: read.value, seed });
  const bundled = file === bundledBook;
  return { model, models: ["book"], words, bundled, close: () => undefined };
}

async function openServer(): Promise<ChosenModel> {
  const settings = parseSettings(process.env);
  if (!settings.ok) throw new Refusal(settings.error.join("\n"));
  const account = openAccount(settings.value, process.env);
  if (!account.ok) throw new Refusal(account.error);
  const { close } = account.value;
  const model = openModel(settings.value, machineClock, account.value.account);
  const models = settings.value.models.map((m) => m.name);
  const names = models.join(", ");
  const checked = await selfCheck(model, models.length);
  if (!checked.ok) {
    close();
    throw new Refusal(`The model cannot be used (${names}): ${checked.error}`);
  }
  const words = [`${names}: ${checked.value}`, ...settings.value.notes].join("\n");
  return { model, models, words, bundled: false, close };
}

/** Whether the environment names a model server to ask. */
export const namesServer = (env: Environment): boolean =>
  Boolean(env["OPENAI_API_KEY"]?.trim() || env["OPENAI_BASE_URL"]?.trim());
