// A tiny ELF program, assembled here, that tries system calls: no compiler is needed to probe.
import { assert } from "../core/kernel.ts";
import { type Arch, numberOf, type SystemCall } from "./syscalls.ts";

/** A call and up to six arguments, unsigned. */
export type Attempt = readonly [call: SystemCall, ...values: number[]];

const base = 0x400000;
const headerBytes = 120;
const machine: Readonly<Record<Arch, number>> = { x64: 62, arm64: 183 };

/**
 * The program makes the attempts in order and writes their results to standard output, each a
 * little-endian signed 64-bit number (negative errno on failure), then exits with 0.
 * At most 100 attempts, each of a call that the architecture has.
 */
export function probeProgram(arch: Arch, attempts: readonly Attempt[]): Uint8Array {
  assert(attempts.length <= 100, "too many attempts for the probe's stack");
  const code = arch === "x64" ? codeX64(attempts) : codeArm64(attempts);
  const bytes = new Uint8Array(headerBytes + code.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, machine[arch], true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, BigInt(base + headerBytes), true);
  view.setBigUint64(32, 64n, true);
  for (const [at, value] of [
    [52, 64],
    [54, 56],
    [56, 1],
  ] as const)
    view.setUint16(at, value, true);
  view.setUint32(64, 1, true);
  view.setUint32(68, 5, true);
  view.setBigUint64(80, BigInt(base), true);
  view.setBigUint64(88, BigInt(base), true);
  view.setBigUint64(96, BigInt(bytes.length), true);
  view.setBigUint64(104, BigInt(bytes.length), true);
  view.setBigUint64(112, 0x1000n, true);
  bytes.set(code, headerBytes);
  return bytes;
}

function known(call: SystemCall, arch: Arch): number {
  const number = numberOf(call, arch);
  assert(number !== null, `${call} does not exist on ${arch}`);
  return number;
}

const littleEndian = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 2 ** (8 * i)) % 256);

/** Loads: rax, then the argument registers rdi, rsi, rdx, r10, r8, r9. */
const loadX64 = [0x48b8, 0x48bf, 0x48be, 0x48ba, 0x49ba, 0x49b8, 0x49b9] as const;

function codeX64(attempts: readonly Attempt[]): Uint8Array {
  const set = (register: number, value: number): number[] => {
    const opcode = loadX64[register] ?? 0;
    return [opcode >> 8, opcode & 255, ...littleEndian(value, 8)];
  };
  const syscall = [0x0f, 0x05];
  const code = [0x48, 0x81, 0xec, ...littleEndian(attempts.length * 8, 4)];
  for (const [i, [call, ...values]] of attempts.entries()) {
    code.push(...set(0, known(call, "x64")));
    for (let j = 0; j < 6; j += 1) code.push(...set(j + 1, values[j] ?? 0));
    code.push(...syscall, 0x48, 0x89, 0x84, 0x24, ...littleEndian(i * 8, 4));
  }
  code.push(...set(0, known("write", "x64")), ...set(1, 1), 0x48, 0x89, 0xe6);
  code.push(...set(3, attempts.length * 8), ...syscall);
  code.push(...set(0, known("exit", "x64")), ...set(1, 0), ...syscall);
  return new Uint8Array(code);
}

function codeArm64(attempts: readonly Attempt[]): Uint8Array {
  const words: number[] = [];
  const set = (register: number, value: number): void => {
    for (let half = 0; half < 4; half += 1) {
      const part = Math.floor(value / 2 ** (16 * half)) % 65536;
      words.push((half === 0 ? 0xd2800000 : 0xf2800000 | (half << 21)) | (part << 5) | register);
    }
  };
  const stack = 31;
  const syscall = 0xd4000001;
  words.push(0xd1000000 | ((attempts.length * 16) << 10) | (stack << 5) | stack);
  for (const [i, [call, ...values]] of attempts.entries()) {
    set(8, known(call, "arm64"));
    for (let j = 0; j < 6; j += 1) set(j, values[j] ?? 0);
    words.push(syscall, 0xf9000000 | (i << 10) | (stack << 5));
  }
  set(8, known("write", "arm64"));
  set(0, 1);
  words.push(0x910003e1);
  set(2, attempts.length * 8);
  words.push(syscall);
  set(8, known("exit", "arm64"));
  set(0, 0);
  words.push(syscall);
  return new Uint8Array(words.flatMap((word) => littleEndian(word >>> 0, 4)));
}
