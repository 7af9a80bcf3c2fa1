// What is a command, what is none, and what each one comes to.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCommand } from "../../../src/core/command/parse.ts";
import { commandOf, commands, commandTable } from "../../../src/core/command/table.ts";
import { helpWords, misusedWords } from "../../../src/core/command/words.ts";
import { notPermittedWords, unknownWords } from "../../../src/core/command/words.ts";
import { processorMs } from "../../processor.ts";

const by = { id: 9, login: "ann" };
const effectOf = (text: string) => {
  const parsed = parseCommand(text);
  return parsed.kind === "command" ? parsed.command.effect(parsed.args, by, 5) : parsed;
};
const rejected = (because: string) => ({
  kind: "tell",
  event: { kind: "rejected", at: 5, by, because },
});

describe("a command", () => {
  it.each([
    ["/quorum run", { kind: "start", mode: "plan" }],
    ["/quorum run auto", { kind: "start", mode: "auto" }],
    ["/quorum approve", { kind: "tell", event: { kind: "approved", at: 5, by } }],
    ["/quorum reject too big", rejected("too big")],
    ["/quorum reject", rejected("no reason given")],
    ["/quorum status", { kind: "words", about: "status" }],
    ["/quorum why", { kind: "words", about: "why" }],
    ["/quorum stop", { kind: "tell", event: { kind: "stopped", at: 5, by } }],
    ["/quorum retry", { kind: "tell", event: { kind: "retried", at: 5, by } }],
    ["/quorum help", { kind: "help", verb: null }],
    ["/quorum help run", { kind: "help", verb: "run" }],
    ["/quorum", { kind: "help", verb: null }],
    ["\r\n  \n   /quorum\tstatus  \r\nthank you", { kind: "words", about: "status" }],
  ])("%j is carried out", (text, effect) => {
    expect(effectOf(text)).toEqual(effect);
  });

  it.each(["/quorum approve everything", "/quorum run fast", "/quorum help a b"])(
    "%j with arguments that do not fit is not",
    (text) => expect(effectOf(text)).toMatchObject({ kind: "misused" }),
  );

  it.each([
    "",
    "please /quorum approve",
    "> /quorum approve",
    ">/quorum approve",
    "    /quorum approve",
    "\t/quorum approve",
    "```\n/quorum approve\n```",
    "`/quorum approve`",
    "<!-- hidden -->\n/quorum approve",
    "<!--\n/quorum approve\n-->",
    "text first\n/quorum approve",
    "/quorumapprove",
    "/Quorum approve",
    "/quorum\u00a0approve",
    "/quorum\u200b approve",
    "@quorum approve",
    "- /quorum approve",
  ])("%j is none", (text) => expect(parseCommand(text)).toEqual({ kind: "none" }));

  it.each([
    ["/quorum aprove", "approve"],
    ["/quorum APPROVE", "approve"],
    ["/quorum stpo", "stop"],
    ["/quorum deploy", null],
    ["/quorum approve\u200b", "approve"],
    ["/quorum ａpprove", "approve"],
  ])("%j is unknown, near %s", (text, near) => {
    expect(parseCommand(text)).toMatchObject({ kind: "unknown", near });
  });

  it("is read in linear time and never throws", () => {
    const spent = processorMs(() => {
      for (const piece of [" ", "\n", "/quorum ", "\t", "a", "`", "\r", "> "]) {
        parseCommand(piece.repeat(200_000));
        parseCommand(`/quorum reject ${piece.repeat(200_000)}`);
      }
    });
    expect(spent).toBeLessThan(2000);
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const parsed = parseCommand(text);
      if (!/^\s*\/quorum/.test(text)) expect(parsed.kind).toBe("none");
    }), { seed: 3 });
  });

  it("never gets more than 500 characters of arguments, on one line", () => {
    const parsed = parseCommand(`/quorum reject ${"x\u0007".repeat(1000)}\nmore`);
    expect(parsed.kind === "command" ? parsed.args.length : 0).toBe(500);
    expect(parsed.kind === "command" ? parsed.args : "").not.toMatch(/[\u0000-\u001f]/);
  });
});

describe("the table", () => {
  it("names every verb once, each written as it is used", () => {
    expect(new Set(commands.map((one) => one.verb)).size).toBe(commands.length);
    for (const one of commands) {
      expect(one.usage.startsWith(one.verb)).toBe(true);
      expect(commandOf(one.verb)).toBe(one);
    }
  });

  it("lets nobody below write change a run", () => {
    for (const one of commands) {
      const effect = one.effect("", by, 0);
      if (effect.kind === "tell" || effect.kind === "start") expect(one.needs).toBe("write");
    }
  });

  it("becomes the README's table", () => {
    expect(commandTable()).toMatchSnapshot();
  });
});

describe("the words about commands", () => {
  it("say what happened and what can be done", () => {
    const approve = commandOf("approve");
    expect(approve).not.toBeNull();
    if (!approve) return;
    expect([
      helpWords(null),
      helpWords("run"),
      helpWords("nonsense"),
      unknownWords("aprove", "approve"),
      unknownWords("deploy", null),
      misusedWords(approve, "it takes nothing behind it"),
      notPermittedWords(approve),
    ]).toMatchSnapshot();
  });

  it("carry no mention, reference or markup out of a comment", () => {
    const words = unknownWords("@octo/team#1`<img>", null);
    expect(words).not.toMatch(/@|#1|<img>|octo`/);
  });
});
