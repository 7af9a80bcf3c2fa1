// WebAssembly that V8 compiles once, without its optimising compiler, which may take much memory.
import { setFlagsFromString } from "node:v8";

/**
 * Functions of WebAssembly that `first` is the first to call are never optimised. The flags hold
 * for the process, so that another thread's functions may share that fate: they run as well, only
 * slower. Both are needed: `--liftoff-only` implies nothing once V8 runs.
 */
export function inBaseline<Value>(first: () => Value): Value {
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
  try {
    return first();
  } finally {
    setFlagsFromString("--wasm-dynamic-tiering");
    setFlagsFromString("--wasm-tier-up");
  }
}
