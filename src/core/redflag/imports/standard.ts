// Modules that come with a language itself, in its current and recent versions.

const words = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(" ")));

/** Without `node:`; what stands behind a slash is left out. */
export const ofNode = words([
  "assert async_hooks buffer child_process cluster console constants crypto dgram",
  "diagnostics_channel dns domain events fs http http2 https inspector module net os path",
  "perf_hooks process punycode querystring readline repl sea sqlite stream string_decoder sys",
  "test timers tls trace_events tty url util v8 vm wasi worker_threads zlib",
]);

/** Top level names; ones that newer versions took away are kept. */
export const ofPython = words([
  "__future__ __main__ _thread abc aifc annotationlib antigravity argparse array ast asynchat",
  "asyncio asyncore atexit audioop base64 bdb binascii bisect builtins bz2 cProfile calendar cgi",
  "cgitb chunk cmath cmd code codecs codeop collections colorsys compileall compression",
  "concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses",
  "dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum",
  "errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc",
  "genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib",
  "imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache",
  "locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt",
  "multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os",
  "ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix",
  "posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue",
  "quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors",
  "shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3",
  "sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess",
  "sunau symbol symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test",
  "textwrap this threading time timeit tkinter token tokenize tomllib trace traceback",
  "tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv",
  "warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile",
  "zipimport zlib zoneinfo",
]);

export const ofGo = words([
  "C archive/tar archive/zip bufio bytes cmp compress/bzip2 compress/flate compress/gzip",
  "compress/lzw compress/zlib container/heap container/list container/ring context crypto",
  "crypto/aes crypto/cipher crypto/des crypto/dsa crypto/ecdh crypto/ecdsa crypto/ed25519",
  "crypto/elliptic crypto/fips140 crypto/hkdf crypto/hmac crypto/hpke crypto/md5 crypto/mlkem",
  "crypto/pbkdf2 crypto/rand crypto/rc4 crypto/rsa crypto/sha1 crypto/sha256 crypto/sha3",
  "crypto/sha512 crypto/subtle crypto/tls crypto/x509 crypto/x509/pkix database/sql",
  "database/sql/driver debug/buildinfo debug/dwarf debug/elf debug/gosym debug/macho debug/pe",
  "debug/plan9obj embed encoding encoding/ascii85 encoding/asn1 encoding/base32",
  "encoding/base64 encoding/binary encoding/csv encoding/gob encoding/hex encoding/json",
  "encoding/json/jsontext encoding/json/v2 encoding/pem encoding/xml errors expvar flag fmt",
  "go/ast go/build go/build/constraint go/constant go/doc go/doc/comment go/format go/importer",
  "go/parser go/printer go/scanner go/token go/types go/version hash hash/adler32 hash/crc32",
  "hash/crc64 hash/fnv hash/maphash html html/template image image/color image/color/palette",
  "image/draw image/gif image/jpeg image/png index/suffixarray io io/fs io/ioutil iter log",
  "log/slog log/syslog maps math math/big math/bits math/cmplx math/rand math/rand/v2 mime",
  "mime/multipart mime/quotedprintable net net/http net/http/cgi net/http/cookiejar",
  "net/http/fcgi net/http/httptest net/http/httptrace net/http/httputil net/http/pprof net/mail",
  "net/netip net/rpc net/rpc/jsonrpc net/smtp net/textproto net/url os os/exec os/signal os/user",
  "path path/filepath plugin reflect regexp regexp/syntax runtime runtime/cgo runtime/coverage",
  "runtime/debug runtime/metrics runtime/pprof runtime/race runtime/trace slices sort strconv",
  "strings structs sync sync/atomic syscall syscall/js testing testing/cryptotest",
  "testing/fstest testing/iotest testing/quick testing/slogtest testing/synctest text/scanner",
  "text/tabwriter text/template text/template/parse time time/tzdata unicode unicode/utf16",
  "unicode/utf8 unique unsafe weak",
]);

export const ofRust = words(["std core alloc proc_macro test crate self super Self"]);

/** What stands before the first slash; bundled gems are among them. */
export const ofRuby = words([
  "English abbrev base64 benchmark bigdecimal bundler cgi continuation coverage csv date",
  "debug delegate did_you_mean digest drb erb error_highlight etc expect fcntl fiber fiddle",
  "fileutils find forwardable getoptlong io ipaddr irb json kconv logger matrix mkmf minitest",
  "monitor mutex_m net nkf objspace observer open-uri open3 openssl optionparser optparse",
  "ostruct pathname pp prettyprint prime prism pstore psych pty racc rake random rbconfig rdoc",
  "readline reline resolv resolv-replace rexml rinda ripper rss rubygems securerandom set",
  "shellwords singleton socket strscan stringio syntax_suggest syslog tempfile test-unit",
  "thread time timeout tmpdir tracer tsort un unicode_normalize uri weakref win32ole yaml zlib",
]);

/** Packages. */
export const ofJava = words([
  "java.applet java.awt java.awt.color java.awt.datatransfer java.awt.desktop java.awt.dnd",
  "java.awt.event java.awt.font java.awt.geom java.awt.im java.awt.im.spi java.awt.image",
  "java.awt.image.renderable java.awt.print java.beans java.beans.beancontext java.io java.lang",
  "java.lang.annotation java.lang.classfile java.lang.constant java.lang.foreign",
  "java.lang.instrument java.lang.invoke java.lang.management java.lang.module java.lang.ref",
  "java.lang.reflect java.lang.runtime java.math java.net java.net.http java.net.spi java.nio",
  "java.nio.channels java.nio.channels.spi java.nio.charset java.nio.charset.spi java.nio.file",
  "java.nio.file.attribute java.nio.file.spi java.rmi java.rmi.activation java.rmi.dgc",
  "java.rmi.registry java.rmi.server java.security java.security.acl java.security.cert",
  "java.security.interfaces java.security.spec java.sql java.text java.text.spi java.time",
  "java.time.chrono java.time.format java.time.temporal java.time.zone java.util",
  "java.util.concurrent java.util.concurrent.atomic java.util.concurrent.locks",
  "java.util.function java.util.jar java.util.logging java.util.prefs java.util.random",
  "java.util.regex java.util.spi java.util.stream java.util.zip",
]);

/** Without `.h`: of C, C++, POSIX, Linux, BSD, macOS, Windows and compilers. */
export const ofC = words([
  "accctrl aclapi aio algorithm alloca altivec any argp argz arm_acle arm_neon array assert",
  "atomic AvailabilityMacros barrier bcrypt bit bitset byteswap charconv chrono codecvt compare",
  "complex concepts condition_variable copyfile coroutine cpio cpuid crtdbg crypt ctype curses",
  "cxxabi DbgHelp dbghelp deque direct dirent dlfcn elf emmintrin endian err errno error event",
  "exception execinfo execution expected fcntl features fenv filesystem flat_map flat_set float",
  "fmtmsg fnmatch format forward_list fstream fts ftw functional future generator getopt glob",
  "grp hwy iconv ifaddrs immintrin initializer_list intrin intsafe inttypes io iomanip ios",
  "iosfwd iostream iso646 istream jni kvm langinfo latch libgen libintl libproc limits link",
  "linux list locale malloc malloc_np map math mcheck mdspan memory memory_resource mntent",
  "monetary mqueue mutex ncurses ndbm netdb new nl_types nmmintrin ntsecapi numbers numeric",
  "objbase obstack optional ostream paths pmmintrin poll port print printf process psapi",
  "pthread pthread_np pty pwd Python queue random ranges ratio re_comp regex resolv sal sched",
  "scoped_allocator search semaphore set setjmp sgtty shadow shared_mutex shellapi shlobj",
  "Shlwapi shlwapi signal smmintrin source_location span spanstream spawn sstream stack",
  "stacktrace stdalign stdarg stdatomic stdbit stdbool stdckdint stddef stdexcept stdfloat",
  "stdint stdio stdio_ext stdlib stdnoreturn stop_token streambuf string string_view strings",
  "stropts strsafe synchapi syncstream syscall sysexits syslog system_error tar",
  "TargetConditionals tchar term termcap termio termios tgmath thread threads time tlhelp32",
  "tmmintrin tuple type_traits typeindex typeinfo uchar ucontext ulimit unistd unordered_map",
  "unordered_set unwind urlmon util utility utime utmp utmpx valarray values varargs variant",
  "vector version wait wchar wctype wincrypt Windows windows winhttp winsock winsock2 wmmintrin",
  "wordexp ws2tcpip wtypes x86intrin xlocale xmmintrin",
]);
