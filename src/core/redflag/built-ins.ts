// Functions that a language brings itself, and that are called by their bare name.
import type { Family } from "../patch/families.ts";

const words = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(" ")));

/** Of browsers too. */
const inJavaScript = words([
  "Array ArrayBuffer BigInt Blob Boolean Buffer Date Error EvalError Event File Float32Array",
  "Float64Array FormData Function Headers Image Int16Array Int32Array Int8Array Iterator Map",
  "Number Object Promise Proxy RangeError ReferenceError RegExp Request Response Set String",
  "Symbol SyntaxError TextDecoder TextEncoder TypeError URIError URL URLSearchParams Uint16Array",
  "Uint32Array Uint8Array WeakMap WeakRef WeakSet alert assert atob btoa cancelAnimationFrame",
  "cancelIdleCallback clearImmediate clearInterval clearTimeout confirm decodeURI",
  "decodeURIComponent define defineEmits defineExpose defineModel defineOptions defineProps",
  "encodeURI encodeURIComponent escape eval fetch getComputedStyle getSelection import",
  "importScripts isFinite isNaN matchMedia open parseFloat parseInt postMessage print prompt",
  "queueMicrotask reportError requestAnimationFrame requestIdleCallback require scrollTo",
  "setImmediate setInterval setTimeout structuredClone super unescape withDefaults",
]);

/** Of Python 2 too, which asks for other tools. */
const inPython = words([
  "ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup",
  "BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError",
  "ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError",
  "DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup",
  "FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError",
  "ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError",
  "KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError",
  "NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning",
  "PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning",
  "RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning",
  "SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError",
  "UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError",
  "Warning ZeroDivisionError __build_class__ __import__ abs aiter all anext any ascii bin bool",
  "breakpoint bytearray bytes callable chr classmethod compile complex copyright credits",
  "delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr",
  "globals hasattr hash help hex id input int isinstance issubclass iter len license list",
  "locals map max memoryview min next object oct open ord pow print property quit range repr",
  "reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip",
  "reveal_type unicode xrange raw_input long unichr basestring reduce",
]);

const inGo = words([
  "any append bool byte cap clear close comparable complex complex128 complex64 copy delete",
  "error float32 float64 imag int int16 int32 int64 int8 len make max min new panic print",
  "println real recover rune string uint uint16 uint32 uint64 uint8 uintptr",
]);

/**
 * Only for languages whose files say where each name comes from, or that share a folder: others
 * bring names by inheritance, headers or macros, and their compilers tell.
 */
export const builtIns: Readonly<Partial<Record<Family, ReadonlySet<string>>>> = {
  javascript: inJavaScript,
  python: inPython,
  go: inGo,
};
