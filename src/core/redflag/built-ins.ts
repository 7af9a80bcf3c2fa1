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

const inRust = words(["Box Err None Ok Option Result Some String Vec drop panic"]);

const inJava = words(["clone equals finalize getClass hashCode notify notifyAll toString wait"]);

/** Of the ISO's library, C++'s `std` aside. */
const inC = words([
  "abort abs acos asin assert atan atan2 atexit atof atoi atol atoll bsearch calloc ceil",
  "clearerr clock cos difftime div exit exp fabs fclose feof ferror fflush fgetc fgets floor",
  "fmax fmin fmod fopen fprintf fputc fputs fread free freopen frexp fscanf fseek ftell fwrite",
  "getc getchar getenv gmtime isalnum isalpha isblank iscntrl isdigit isfinite isgraph isinf",
  "islower isnan isprint ispunct isspace isupper isxdigit labs ldexp llabs localeconv localtime",
  "log log10 log2 longjmp lround malloc memchr memcmp memcpy memmove memset mktime modf",
  "offsetof perror pow printf putc putchar puts qsort raise rand realloc remove rename rewind",
  "round scanf setbuf setjmp setlocale setvbuf signal sin snprintf sprintf sqrt srand sscanf",
  "static_assert strcat strchr strcmp strcoll strcpy strcspn strerror strftime strlen strncat",
  "strncmp strncpy strpbrk strrchr strspn strstr strtod strtof strtok strtol strtold strtoll",
  "strtoul strtoull strxfrm system tan time tmpfile tmpnam tolower toupper trunc ungetc va_arg",
  "va_copy va_end va_start vfprintf vprintf vscanf vsnprintf vsprintf vsscanf wcscmp wcscpy",
  "wcslen",
]);

const inRuby = words([
  "Array Complex Float Hash Integer Rational String __dir__ abort alias_method at_exit attr",
  "attr_accessor attr_reader attr_writer autoload binding block_given? caller caller_locations",
  "catch class_variable_get class_variable_set const_get const_set const_missing define_method",
  "eval exec exit exit! extend fail fork format freeze frozen? gem gets global_variables include",
  "instance_methods instance_variable_defined? instance_variable_get instance_variable_set",
  "instance_of? is_a?",
  "kind_of? lambda load local_variables loop method module_function new nil? open p pp prepend",
  "print printf private private_class_method private_constant proc protected public",
  "public_class_method public_send putc puts raise rand readline readlines refine remove_const",
  "remove_instance_variable remove_method require require_relative respond_to? select send",
  "set_trace_func singleton_class sleep spawn sprintf srand super syscall system test throw trap",
  "undef_method using warn yield define_singleton_method instance_method method_defined? tap",
]);

export const builtIns: Readonly<Record<Family, ReadonlySet<string>>> = {
  javascript: inJavaScript,
  python: inPython,
  go: inGo,
  rust: inRust,
  java: inJava,
  c: inC,
  ruby: inRuby,
};
