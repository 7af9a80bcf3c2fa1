// EARS sentences: what counts as one, under which pattern, and why others do not.
import { describe, expect, it } from "vitest";
import { earsPattern } from "../../../src/core/requirement/ears.ts";

describe("earsPattern", () => {
  it.each([
    ["The parser shall reject an empty input.", "ubiquitous"],
    ["`slugify` shall return lower-case text.", "ubiquitous"],
    ["When a title is saved, the store shall trim it.", "event"],
    ["While the queue is full, the writer shall wait.", "state"],
    ["If the file is missing, then the loader shall throw `NotFound`.", "unwanted"],
    ["Where colours are enabled, the printer shall emit escapes.", "option"],
    ["While offline, when a save is asked for, the app shall queue it.", "complex"],
    ["When a, b or c is given, the parser shall accept it.", "event"],
    ["If the count is 0, then, for every reader, the pool shall close.", "unwanted"],
    ['The label shall read "you should may could".', "ubiquitous"],
    ["The `fast` flag shall be accepted.", "ubiquitous"],
  ])("reads %j as %s", (sentence, pattern) => {
    expect(earsPattern(sentence)).toEqual({ ok: true, value: pattern });
  });

  it.each([
    ["The parser should reject it.", '"should"'],
    ["The parser rejects it.", 'no "shall"'],
    ["The parser shall read it and the writer shall write it.", "more than one"],
    ["When a title is saved the store shall trim it.", "comma"],
    ["If the file is missing, the loader shall throw.", "comma"],
    ["The parser shall respond quickly.", '"quickly"'],
    ["The parser shall handle errors as appropriate.", '"as appropriate"'],
    ["When saved, shall trim.", "comma"],
    [" shall trim.", 'no "shall"'],
  ])("refuses %j because of %s", (sentence, because) => {
    const read = earsPattern(sentence);
    expect(read).toMatchObject({ ok: false, error: expect.stringContaining(because) });
  });
});
