// The sandbox's seccomp program as classic BPF: refuses what no test needs and escapes begin with.
import { type Arch, numberOf, type SystemCall } from "./syscalls.ts";

export const errno = { notPermitted: 1, noSuchCall: 38, noSuchFamily: 97 } as const;

const verdictOf = { kill: 0x80000000, allow: 0x7fff0000, refuse: 0x00050000 } as const;

/** Refused with EPERM. Shared memory, queues and semaphores of SysV escape every memory limit. */
export const denied: readonly SystemCall[] = [
  "ptrace",
  "process_vm_readv",
  "process_vm_writev",
  "pidfd_getfd",
  "kcmp",
  "mount",
  "umount2",
  "move_mount",
  "open_tree",
  "open_tree_attr",
  "fsopen",
  "fsconfig",
  "fsmount",
  "fspick",
  "mount_setattr",
  "pivot_root",
  "chroot",
  "unshare",
  "setns",
  "bpf",
  "perf_event_open",
  "userfaultfd",
  "io_uring_setup",
  "io_uring_enter",
  "io_uring_register",
  "add_key",
  "request_key",
  "keyctl",
  "kexec_load",
  "kexec_file_load",
  "init_module",
  "finit_module",
  "delete_module",
  "create_module",
  "reboot",
  "swapon",
  "swapoff",
  "acct",
  "syslog",
  "vhangup",
  "clock_settime",
  "clock_adjtime",
  "settimeofday",
  "adjtimex",
  "name_to_handle_at",
  "open_by_handle_at",
  "quotactl",
  "quotactl_fd",
  "migrate_pages",
  "move_pages",
  "fanotify_init",
  "lookup_dcookie",
  "uselib",
  "iopl",
  "ioperm",
  "modify_ldt",
  "personality",
  "shmget",
  "msgget",
  "semget",
];

/** Refused with ENOSYS, so that the C library falls back to what is allowed. */
export const hidden: readonly SystemCall[] = ["clone3", "memfd_create", "memfd_secret"];

const auditArch: Readonly<Record<Arch, number>> = { x64: 0xc000003e, arm64: 0xc00000b7 };
/** Numbers from here on are the x32 calls of an x64 kernel, which the list does not know. */
const x32From = 0x40000000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const newNamespace = 0x7e020000;
/** Terminal requests that type into the caller's terminal: TIOCSTI and TIOCLINUX. */
const typing = [0x5412, 0x541c] as const;
/** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK. AF_VSOCK would reach a cloud machine's hypervisor. */
const families = [1, 2, 10, 16] as const;

/** One classic BPF instruction: code, jumps when true and false, operand. */
type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, operand: number];

const load = (offset: number): Instruction => [0x20, 0, 0, offset];
const equal = (value: number, yes: number, not: number): Instruction => [0x15, yes, not, value];
const atLeast = (value: number, yes: number, not: number): Instruction => [0x35, yes, not, value];
const anyBit = (mask: number, yes: number, not: number): Instruction => [0x45, yes, not, mask];
const give = (value: number): Instruction => [0x06, 0, 0, value];

const numberAt = 0;
const archAt = 4;
/** The lower half of an argument; both architectures are little-endian. */
const argumentAt = (index: number): number => 16 + 8 * index;
const refusal = (code: number): Instruction => give(verdictOf.refuse | code);
const allowed = give(verdictOf.allow);

/** @returns the program as bytes for `bwrap --seccomp`, 8 per instruction. */
export function seccompProgram(arch: Arch): Uint8Array {
  const program: Instruction[] = [
    load(archAt),
    equal(auditArch[arch], 1, 0),
    give(verdictOf.kill),
    load(numberAt),
  ];
  if (arch === "x64") program.push(atLeast(x32From, 0, 1), give(verdictOf.kill));
  const when = (call: SystemCall, then: readonly Instruction[]): void => {
    const number = numberOf(call, arch);
    if (number !== null) program.push(equal(number, 0, then.length), ...then);
  };
  for (const call of denied) when(call, [refusal(errno.notPermitted)]);
  for (const call of hidden) when(call, [refusal(errno.noSuchCall)]);
  const eperm = refusal(errno.notPermitted);
  when("clone", [load(argumentAt(0)), anyBit(newNamespace, 0, 1), eperm, allowed]);
  const [first, second] = typing;
  when("ioctl", [load(argumentAt(1)), equal(first, 1, 0), equal(second, 0, 1), eperm, allowed]);
  for (const call of ["socket", "socketpair"] as const) {
    const tests = families.map((family, i) => equal(family, families.length - i, 0));
    when(call, [load(argumentAt(0)), ...tests, refusal(errno.noSuchFamily), allowed]);
  }
  program.push(allowed);
  return encode(program);
}

function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  for (const [i, [code, whenTrue, whenFalse, operand]] of program.entries()) {
    bytes.setUint16(i * 8, code, true);
    bytes.setUint8(i * 8 + 2, whenTrue);
    bytes.setUint8(i * 8 + 3, whenFalse);
    bytes.setUint32(i * 8 + 4, operand >>> 0, true);
  }
  return new Uint8Array(bytes.buffer);
}
