// The variables that a command inside sees: a fixed few, and what the job adds after a check.

const reserved =
  /^(?:PATH|HOME|TMPDIR|IFS|ENV|BASH_ENV|SHELLOPTS|NODE_OPTIONS|NODE_PATH|LD_.*|DYLD_.*)$/u;
const secretive = /TOKEN|SECRET|KEY|PASS|CREDENTIAL|AUTH|PRIVATE/iu;
const valueLengthMax = 1024;

/** What every command gets. `home` and `temporary` are folders that it may write. */
export function plainEnvironment(path: string, home: string, temporary: string) {
  return {
    PATH: path,
    HOME: home,
    TMPDIR: temporary,
    LANG: "C.UTF-8",
    TZ: "UTC",
    CI: "1",
    npm_config_update_notifier: "false",
  };
}

/** @returns why a job's variables are refused, as a sentence; null when they may be set. */
export function refusedVariable(env: Readonly<Record<string, string>>): string | null {
  for (const [name, value] of Object.entries(env)) {
    if (!/^[A-Z][A-Z0-9_]{0,63}$/u.test(name)) {
      return `${JSON.stringify(name)} is no name of a variable.`;
    }
    if (reserved.test(name)) return `The variable ${name} is set by the sandbox itself.`;
    if (secretive.test(name)) return `The variable ${name} could hold a secret.`;
    if (value.length > valueLengthMax || value.includes("\0")) {
      return `The value of ${name} has a zero byte or more than ${valueLengthMax} characters.`;
    }
  }
  return null;
}
