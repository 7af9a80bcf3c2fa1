// Why nothing may be executed on this machine, and what a person can do about it.

export interface SandboxRefusal {
  /** One sentence: what is missing or what got out. */
  readonly because: string;
  /** One sentence: what to do. */
  readonly remedy: string;
}

export const notLinux = (platform: string): SandboxRefusal => ({
  because: `The sandbox needs Linux on x64 or arm64; this is ${platform}.`,
  remedy: "Run Quorum in a Linux machine or container, or let CI alone verify.",
});

export const missingTool = (tool: string): SandboxRefusal => ({
  because: `The program ${tool} is not installed, so nothing generated can be run safely.`,
  remedy:
    tool === "bwrap"
      ? "Install bubblewrap: `apt-get install bubblewrap`, or `dnf install bubblewrap`."
      : "Install util-linux and coreutils with your system's package manager.",
});

export const noChildren: SandboxRefusal = {
  because: "This kernel does not list the children of a process, so memory cannot be limited.",
  remedy: "Use a kernel built with CONFIG_PROC_CHILDREN, as those of the large distributions are.",
};

export const noFolder = (why: string): SandboxRefusal => ({
  because: `The sandbox's files could not be laid out: ${why}.`,
  remedy: "Check that the folder of dependencies exists and that the temporary folder has room.",
});

const namespaces = /namespace|uid map|Can't mount proc|Operation not permitted|Permission/iu;

/** Bubblewrap ran but could not build its walls. */
export const notStarted = (complaint: string): SandboxRefusal => ({
  because: complaint,
  remedy: namespaces.test(complaint)
    ? "Allow unprivileged user namespaces: on Ubuntu 24.04 install an AppArmor profile for " +
      "bwrap; in a container allow clone, unshare and mount, and leave /proc unmasked."
    : "Check that bwrap is 0.8 or newer (`bwrap --version`), then follow its message above.",
});

/** The probe inside reached what it must not reach, or did not run to its end. */
export const notTight = (findings: readonly string[]): SandboxRefusal => ({
  because: `The sandbox's self-test failed: ${findings.join("; ")}.`,
  remedy: "Let CI alone verify on this machine until bwrap, the kernel or Node is set right.",
});
