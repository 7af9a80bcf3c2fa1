// The seccomp program decides as it should, interpreted here instruction by instruction.
import { describe, expect, it } from "vitest";
import { denied, hidden, seccompProgram } from "../../src/sandbox/seccomp.ts";
import { type Arch, numberOf, type SystemCall } from "../../src/sandbox/syscalls.ts";

const auditArch = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;

interface Call {
  readonly number: number;
  readonly arch: number;
  readonly values?: readonly number[];
}

/** Runs classic BPF over the kernel's `seccomp_data`, as seccomp(2) describes it. */
function decide(program: Uint8Array, call: Call): string {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, call.number, true);
  data.setUint32(4, call.arch, true);
  for (const [i, value] of (call.values ?? []).entries()) {
    data.setBigUint64(16 + 8 * i, BigInt(value), true);
  }
  const code = new DataView(program.buffer, program.byteOffset, program.byteLength);
  let loaded = 0;
  for (let at = 0; at < program.length / 8; at += 1) {
    const operand = code.getUint32(at * 8 + 4, true);
    const jump = (yes: boolean): void => void (at += code.getUint8(at * 8 + (yes ? 2 : 3)));
    switch (code.getUint16(at * 8, true)) {
      case 0x20:
        loaded = data.getUint32(operand, true);
        break;
      case 0x15:
        jump(loaded === operand);
        break;
      case 0x35:
        jump(loaded >= operand);
        break;
      case 0x45:
        jump((loaded & operand) !== 0);
        break;
      case 0x06:
        if (operand === 0x7fff0000) return "allow";
        if (operand === 0x80000000) return "kill";
        return `errno ${operand & 0xffff}`;
      default:
        return "unknown instruction";
    }
  }
  return "ran off the end";
}

describe.each<Arch>(["x64", "arm64"])("seccomp program for %s", (arch) => {
  const program = seccompProgram(arch);
  const tell = (call: SystemCall, ...values: number[]): string => {
    const number = numberOf(call, arch);
    return number === null
      ? "absent"
      : decide(program, { number, arch: auditArch[arch], values });
  };

  it("is short enough for the kernel", () => {
    expect(program.length % 8).toBe(0);
    expect(program.length / 8).toBeLessThanOrEqual(4096);
  });

  it.each(denied.filter((call) => numberOf(call, arch) !== null))("refuses %s", (call) => {
    expect(tell(call)).toBe("errno 1");
  });

  it.each(hidden)("hides %s", (call) => {
    expect(tell(call)).toBe("errno 38");
  });

  it("lets threads and processes be made, but in no new namespace", () => {
    expect(tell("clone", 17)).toBe("allow");
    expect(tell("clone", 0x3d0f00)).toBe("allow");
    for (const bit of [17, 25, 26, 27, 28, 29, 30]) {
      expect(tell("clone", 2 ** bit + 17), `bit ${bit}`).toBe("errno 1");
    }
  });

  it("lets only local, internet and route sockets be made", () => {
    for (const call of ["socket", "socketpair"] as const) {
      for (let family = 0; family < 64; family += 1) {
        const expected = [1, 2, 10, 16].includes(family) ? "allow" : "errno 97";
        expect(tell(call, family), `family ${family}`).toBe(expected);
      }
    }
  });

  it("does not let a terminal be typed into", () => {
    expect(tell("ioctl", 0, 0x5412)).toBe("errno 1");
    expect(tell("ioctl", 0, 0x541c)).toBe("errno 1");
    expect(tell("ioctl", 0, 0x5413)).toBe("allow");
    expect(tell("ioctl", 0, 2 ** 32 + 0x5412)).toBe("errno 1");
  });

  it("allows what is not listed, and kills calls of another architecture", () => {
    expect(tell("write")).toBe("allow");
    expect(tell("getpid")).toBe("allow");
    const other = arch === "x64" ? auditArch.arm64 : auditArch.x64;
    expect(decide(program, { number: 39, arch: other })).toBe("kill");
    const x32 = { number: 0x40000000 + 101, arch: auditArch[arch] };
    expect(decide(program, x32)).toBe(arch === "x64" ? "kill" : "allow");
  });
});
