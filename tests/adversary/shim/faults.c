/* A library that stands between a process and its file system (LD_PRELOAD), for tests.

   It counts the calls that change a disk below one folder, makes the n-th of them go wrong, and can
   record all of them with their bytes. It reaches whatever the process loads: Python, SQLite, Rust.

   shim_arm("OP:NTH:HOW", FOLDER, TOLD) arms it from inside (each child of a fork its own way); the
   variables FAULT, FAULT_BELOW and FAULT_TOLD do so from the first call on. OP is one of the names
   in OPS, or "any". HOW:
     EIO ENOSPC EINTR   the call fails with this error; with a "+" behind it, all later ones, too
     SHORT              a write writes half of its bytes and says so
     TORN               a write writes half of its bytes, then the process is killed
     KILL, AFTER        the process is killed before, or after the call was made
     INT                the process gets SIGINT, then the call is made
   What was struck is written to the file TOLD: "NTH OP DESCRIPTOR PATH".

   shim_record(FILE, FOLDER) records: a line "OP INODE OFFSET LENGTH PATH TO", separated by tabs, and
   LENGTH bytes and a line feed. shim_mark(TEXT) puts a line "mark ... TEXT" between them.
   shim_seen() tells how many calls were counted. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum op { WRITE, FSYNC, FDATASYNC, TRUNCATE, CREATE, RENAME, LINK, UNLINK, MKDIR, RMDIR, OPS_END };
static const char *const OPS[] = {"write", "fsync", "fdatasync", "truncate", "create",
                                  "rename", "link", "unlink", "mkdir", "rmdir"};

static pthread_mutex_t guard = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char below[PATH_MAX], told[PATH_MAX], how[16];
static int wanted = -1, any, armed, lasting, record_to = -1;
static long nth, seen;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) abort();
  return found;
}

long shim_seen(void) { return seen; }

int shim_arm(const char *fault, const char *folder, const char *file) {
  char op[16] = "";
  long number = 0;
  char what[16] = "";
  armed = 0;
  if (sscanf(fault, "%15[a-z]:%ld:%15[A-Z+]", op, &number, what) != 3) return -1;
  any = !strcmp(op, "any");
  wanted = -1;
  for (int i = 0; i < OPS_END; i++)
    if (!strcmp(op, OPS[i])) wanted = i;
  if (wanted < 0 && !any) return -1;
  size_t length = strlen(what);
  lasting = length && what[length - 1] == '+';
  if (lasting) what[length - 1] = 0;
  strcpy(how, what);
  snprintf(below, sizeof below, "%s", folder);
  snprintf(told, sizeof told, "%s", file ? file : "");
  nth = number;
  seen = 0;
  armed = 1;
  return 0;
}

int shim_record(const char *file, const char *folder) {
  if (record_to >= 0) syscall(SYS_close, record_to);
  record_to = -1;
  if (!file || !*file) return 0;
  snprintf(below, sizeof below, "%s", folder);
  record_to = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return record_to < 0 ? -1 : 0;
}

__attribute__((constructor)) static void begin(void) {
  const char *fault = getenv("FAULT"), *folder = getenv("FAULT_BELOW"), *file = getenv("FAULT_TOLD");
  if (fault && shim_arm(fault, folder ? folder : "/", file)) {
    fprintf(stderr, "FAULT cannot be understood: %s\n", fault);
    abort();
  }
}

/* Paths */

static void of_descriptor(int descriptor, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
}

static void of_name(int folder, const char *name, char *path) {
  char base[PATH_MAX] = "";
  if (name[0] != '/') {
    if (folder == AT_FDCWD) {
      if (!getcwd(base, sizeof base)) base[0] = 0;
    } else
      of_descriptor(folder, base);
    strncat(base, "/", sizeof base - strlen(base) - 1);
  }
  if (snprintf(path, PATH_MAX, "%s%s", base, name) >= PATH_MAX) path[0] = 0;
}

static int is_below(const char *path) {
  size_t length = strlen(below);
  return length && !strncmp(path, below, length) && (path[length] == '/' || !path[length]);
}

/* Striking and recording; both with the guard held */

static void say(int descriptor, const char *text, size_t length) {
  while (length) {
    ssize_t done = syscall(SYS_write, descriptor, text, length);
    if (done <= 0) return;
    text += done;
    length -= done;
  }
}

static void tell(enum op op, int descriptor, const char *path) {
  char line[PATH_MAX + 64];
  if (!told[0]) return;
  int file = syscall(SYS_openat, AT_FDCWD, told, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  say(file, line, snprintf(line, sizeof line, "%ld %s %d %s\n", seen, OPS[op], descriptor, path));
  syscall(SYS_close, file);
}

static void die(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

enum verdict { GO, FAIL, HALF, HALF_AND_DIE, GO_AND_DIE };

static enum verdict judge(enum op op, int descriptor, const char *path) {
  if (!armed || !is_below(path) || (!any && (int)op != wanted)) return GO;
  seen++;
  if (seen != nth && !(lasting && seen > nth)) return GO;
  tell(op, descriptor, path);
  if (!strcmp(how, "KILL")) die();
  if (!strcmp(how, "AFTER")) return GO_AND_DIE;
  if (!strcmp(how, "TORN")) {
    if (op != WRITE) die();
    return HALF_AND_DIE;
  }
  if (!strcmp(how, "SHORT")) return op == WRITE ? HALF : GO;
  if (!strcmp(how, "INT")) {
    raise(SIGINT);
    return GO;
  }
  errno = !strcmp(how, "EIO") ? EIO : !strcmp(how, "EINTR") ? EINTR : ENOSPC;
  return FAIL;
}

static void record(enum op op, int descriptor, off_t offset, const void *data, size_t length,
                   const char *path, const char *to) {
  struct stat status = {0};
  char line[2 * PATH_MAX + 128];
  if (record_to < 0 || !(is_below(path) || is_below(to))) return;
  int kept = errno;
  if (descriptor >= 0) fstat(descriptor, &status);
  int size = snprintf(line, sizeof line, "%s\t%lu\t%lld\t%zu\t%s\t%s\n", OPS[op],
                      (unsigned long)status.st_ino, (long long)offset, length, path, to);
  say(record_to, line, size);
  say(record_to, data, length);
  say(record_to, "\n", 1);
  errno = kept;
}

void shim_mark(const char *text) {
  char line[PATH_MAX];
  pthread_mutex_lock(&guard);
  if (record_to >= 0) say(record_to, line, snprintf(line, sizeof line, "mark\t0\t0\t0\t%s\t\n\n", text));
  pthread_mutex_unlock(&guard);
}

#define GUARDED pthread_mutex_lock(&guard)
#define LEAVE(answer)              \
  do {                             \
    pthread_mutex_unlock(&guard);  \
    return answer;                 \
  } while (0)

/* The calls */

static ssize_t put(int descriptor, const void *data, size_t count, off_t at) {
  char path[PATH_MAX];
  struct stat status;
  GUARDED;
  of_descriptor(descriptor, path);
  enum verdict verdict = judge(WRITE, descriptor, path);
  if (verdict == FAIL) LEAVE(-1);
  size_t share = verdict == HALF || verdict == HALF_AND_DIE ? (count > 1 ? count / 2 : count) : count;
  off_t offset = at;
  if (at < 0 && record_to >= 0) {
    if (fcntl(descriptor, F_GETFL) & O_APPEND && !fstat(descriptor, &status)) offset = status.st_size;
    else offset = lseek(descriptor, 0, SEEK_CUR);
  }
  ssize_t done = at < 0 ? REAL(write)(descriptor, data, share) : REAL(pwrite64)(descriptor, data, share, at);
  if (done > 0) record(WRITE, descriptor, offset, data, done, path, "");
  if (verdict == HALF_AND_DIE || verdict == GO_AND_DIE) die();
  LEAVE(done);
}

ssize_t write(int descriptor, const void *data, size_t count) { return put(descriptor, data, count, -1); }
ssize_t pwrite(int descriptor, const void *data, size_t count, off_t at) { return put(descriptor, data, count, at); }
ssize_t pwrite64(int descriptor, const void *data, size_t count, off64_t at) { return put(descriptor, data, count, at); }

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
  ssize_t total = 0;
  for (int i = 0; i < count; i++) {
    ssize_t done = put(descriptor, pieces[i].iov_base, pieces[i].iov_len, -1);
    if (done < 0) return total ? total : -1;
    total += done;
    if ((size_t)done < pieces[i].iov_len) break;
  }
  return total;
}

#define ON_DESCRIPTOR(op, call, offset)                       \
  char path[PATH_MAX];                                        \
  GUARDED;                                                    \
  of_descriptor(descriptor, path);                            \
  enum verdict verdict = judge(op, descriptor, path);         \
  if (verdict == FAIL) LEAVE(-1);                             \
  int answer = call;                                          \
  if (!answer) record(op, descriptor, offset, "", 0, path, ""); \
  if (verdict == GO_AND_DIE) die();                           \
  LEAVE(answer);

int fsync(int descriptor) { ON_DESCRIPTOR(FSYNC, REAL(fsync)(descriptor), 0) }
int fdatasync(int descriptor) { ON_DESCRIPTOR(FDATASYNC, REAL(fdatasync)(descriptor), 0) }
int ftruncate(int descriptor, off_t size) { ON_DESCRIPTOR(TRUNCATE, REAL(ftruncate)(descriptor, size), size) }
int ftruncate64(int descriptor, off64_t size) { ON_DESCRIPTOR(TRUNCATE, REAL(ftruncate64)(descriptor, size), size) }

#define ON_NAME(op, folder, name, call)                     \
  char path[PATH_MAX];                                      \
  GUARDED;                                                  \
  of_name(folder, name, path);                              \
  enum verdict verdict = judge(op, -1, path);               \
  if (verdict == FAIL) LEAVE(-1);                           \
  int answer = call;                                        \
  if (!answer) record(op, -1, 0, "", 0, path, "");          \
  if (verdict == GO_AND_DIE) die();                         \
  LEAVE(answer);

int unlink(const char *name) { ON_NAME(UNLINK, AT_FDCWD, name, REAL(unlink)(name)) }
int rmdir(const char *name) { ON_NAME(RMDIR, AT_FDCWD, name, REAL(rmdir)(name)) }
int mkdir(const char *name, mode_t mode) { ON_NAME(MKDIR, AT_FDCWD, name, REAL(mkdir)(name, mode)) }
int mkdirat(int folder, const char *name, mode_t mode) { ON_NAME(MKDIR, folder, name, REAL(mkdirat)(folder, name, mode)) }
int unlinkat(int folder, const char *name, int flags) {
  enum op op = flags & AT_REMOVEDIR ? RMDIR : UNLINK;
  ON_NAME(op, folder, name, REAL(unlinkat)(folder, name, flags))
}

#define ON_NAMES(op, folder, name, target, new_name, call)  \
  char path[PATH_MAX], to[PATH_MAX];                        \
  GUARDED;                                                  \
  of_name(folder, name, path);                              \
  of_name(target, new_name, to);                            \
  enum verdict verdict = judge(op, -1, to);                 \
  if (verdict == FAIL) LEAVE(-1);                           \
  int answer = call;                                        \
  if (!answer) record(op, -1, 0, "", 0, path, to);          \
  if (verdict == GO_AND_DIE) die();                         \
  LEAVE(answer);

int rename(const char *name, const char *to_name) { ON_NAMES(RENAME, AT_FDCWD, name, AT_FDCWD, to_name, REAL(rename)(name, to_name)) }
int renameat(int folder, const char *name, int target, const char *to_name) {
  ON_NAMES(RENAME, folder, name, target, to_name, REAL(renameat)(folder, name, target, to_name))
}
int renameat2(int folder, const char *name, int target, const char *to_name, unsigned int flags) {
  ON_NAMES(RENAME, folder, name, target, to_name, REAL(renameat2)(folder, name, target, to_name, flags))
}
int link(const char *name, const char *to_name) { ON_NAMES(LINK, AT_FDCWD, name, AT_FDCWD, to_name, REAL(link)(name, to_name)) }
int linkat(int folder, const char *name, int target, const char *to_name, int flags) {
  ON_NAMES(LINK, folder, name, target, to_name, REAL(linkat)(folder, name, target, to_name, flags))
}

static int make(int folder, const char *name, int flags, mode_t mode) {
  char path[PATH_MAX];
  if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE)
    return REAL(openat64)(folder, name, flags, mode);
  GUARDED;
  of_name(folder, name, path);
  int there = !faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW);
  enum verdict verdict = there ? GO : judge(CREATE, -1, path);
  if (verdict == FAIL) LEAVE(-1);
  int answer = REAL(openat64)(folder, name, flags, mode);
  if (answer >= 0 && !there) record(CREATE, answer, 0, "", 0, path, "");
  if (answer >= 0 && there && flags & O_TRUNC) record(TRUNCATE, answer, 0, "", 0, path, "");
  if (verdict == GO_AND_DIE) die();
  LEAVE(answer);
}

#define MODE                          \
  mode_t mode = 0;                    \
  if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {\
    va_list rest;                     \
    va_start(rest, flags);            \
    mode = va_arg(rest, mode_t);      \
    va_end(rest);                     \
  }

int open(const char *name, int flags, ...) { MODE return make(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE return make(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE return make(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE return make(folder, name, flags, mode); }
