/* Calls of the system that fail, or at which the process dies, when a test says so.
 *
 * Loaded before the C library (LD_PRELOAD). A test arms it from within the process: fault_arm()
 * says which calls count, for files below one folder only, and at which of them what happens.
 * fault_log() writes down all that reaches the disk, so that a power cut can be played.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, CREATE = 2, READ = 4, WRITE = 8, SYNC = 16, TRUNCATE = 32, RENAME = 64,
       LINK = 128, UNLINK = 256, MAP = 512, CLOSE = 1024, FOLDER = 2048 };
enum { FAIL, KILL_BEFORE, KILL_AFTER, KILL_MIDWAY, SHORT };

static char under[4096];
static size_t under_length;
static int armed, mask, way, error, lasting, log_fd = -1;
static long at, count;

void fault_arm(const char *folder, int calls, long number, int what, int with, int on)
{
    snprintf(under, sizeof under, "%s/", folder);
    under_length = strlen(under);
    mask = calls; at = number; way = what; error = with; lasting = on; count = 0; armed = 1;
}

long fault_disarm(void) { armed = 0; return count; }

static int inside(const char *path)
{
    return under_length && (!strncmp(path, under, under_length)
        || (strlen(path) == under_length - 1 && !strncmp(path, under, under_length - 1)));
}

static int whole(int folder, const char *path, char *found, size_t size)
{
    char link[64];
    long length;
    if (path && *path == '/') { snprintf(found, size, "%s", path); return 1; }
    if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    length = syscall(SYS_readlink, link, found, size - 1);
    if (length <= 0) return 0;
    found[length] = 0;
    if (path && (size_t)length + strlen(path) + 2 < size) {
        found[length] = '/';
        strcpy(found + length + 1, path);
    }
    return 1;
}

static int inside_fd(int fd)
{
    char path[4096];
    return fd >= 0 && whole(fd, NULL, path, sizeof path) && inside(path);
}

static int inside_path(int folder, const char *path)
{
    char found[8192];
    return path && whole(folder, path, found, sizeof found) && inside(found);
}

/* Whether this call is struck. */
static int due(int call)
{
    if (!armed || !(mask & call)) return 0;
    count++;
    return at > 0 && (count == at || (lasting && count > at));
}

static void die(void) { syscall(SYS_kill, getpid(), SIGKILL); for (;;) pause(); }

/* ---- what reaches the disk, for power cuts ---- */

static void put(const void *data, size_t size)
{
    const char *from = data;
    while (size) {
        long written = syscall(SYS_write, log_fd, from, size);
        if (written <= 0) return;
        from += written; size -= (size_t)written;
    }
}

static void record(char kind, long one, long two, const void *data, size_t size)
{
    long head[4] = { kind, one, two, (long)size };
    if (log_fd < 0) return;
    put(head, sizeof head);
    put(data, size);
}

void fault_log(const char *folder, const char *path)
{
    snprintf(under, sizeof under, "%s/", folder);
    under_length = strlen(under);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_APPEND, 0600);
    log_fd = (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 900);
    syscall(SYS_close, fd);
}

void fault_note(const char *words) { record('N', 0, 0, words, strlen(words)); }

static long inode(int fd)
{
    struct stat found;
    return fstat(fd, &found) ? -1 : (long)found.st_ino;
}

static void record_write(int fd, const void *data, long size, long offset)
{
    if (log_fd >= 0 && fd != log_fd && size > 0 && inside_fd(fd)) {
        if (offset < 0) offset = (long)syscall(SYS_lseek, fd, 0, SEEK_CUR) - size;
        record('W', inode(fd), offset, data, (size_t)size);
    }
}

static void record_names(char kind, int f1, const char *one, int f2, const char *two)
{
    char names[16384], *second = names + 8192;
    size_t length;
    if (log_fd < 0 || !whole(f1, one, names, 8192) || !inside(names)) return;
    length = strlen(names) + 1;
    if (two) {
        if (!whole(f2, two, second, 8192)) return;
        memmove(names + length, second, strlen(second) + 1);
        length += strlen(names + length) + 1;
    }
    record(kind, 0, 0, names, length);
}

/* ---- the calls ---- */

#define STRUCK(call, condition, done) \
    if (armed && (mask & (call)) && (condition) && due(call)) { \
        if (way == KILL_BEFORE) die(); \
        if (way == KILL_AFTER || way == KILL_MIDWAY) { (void)(done); die(); } \
        if (way == FAIL) { errno = error; return -1; } \
    }

static int opened(int folder, const char *path, int flags, mode_t mode)
{
    int call = flags & (O_CREAT | O_WRONLY | O_RDWR) ? CREATE : OPEN, fd, fresh;
    /* a full disk goes on opening what is there */
    int full = way == FAIL && (error == ENOSPC || error == EDQUOT);
    int there = full && !((flags & O_CREAT) && syscall(SYS_faccessat, folder, path, F_OK));
    STRUCK(call, !there && inside_path(folder, path), syscall(SYS_openat, folder, path, flags, mode));
    fresh = log_fd >= 0 && (flags & O_CREAT)
        && syscall(SYS_faccessat, folder, path, F_OK) != 0;
    fd = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (fd >= 0 && log_fd >= 0 && inside_path(folder, path)) {
        char found[8192];
        whole(folder, path, found, sizeof found);
        if (fresh) record('O', inode(fd), 0, found, strlen(found));
        else if (flags & O_TRUNC) record('T', inode(fd), 0, "", 0);
    }
    return fd;
}

#define MODE mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat(int f, const char *path, int flags, ...) { MODE return opened(f, path, flags, mode); }
int openat64(int f, const char *path, int flags, ...) { MODE return opened(f, path, flags, mode); }

static long written(int fd, const void *data, size_t size, long offset)
{
    long done;
#define WRITTEN(n) (offset < 0 ? syscall(SYS_write, fd, data, (size_t)(n)) \
                               : syscall(SYS_pwrite64, fd, data, (size_t)(n), offset))
    if (armed && (mask & WRITE) && inside_fd(fd)) {
        long before = count;
        if (due(WRITE)) {
            if (way == KILL_BEFORE) die();
            if (way == KILL_MIDWAY) { WRITTEN(size / 2); die(); }
            if (way == KILL_AFTER) { WRITTEN(size); die(); }
            if (way == SHORT && size > 1) return WRITTEN(size / 2);
            if (way == FAIL && (error == ENOSPC || error == EDQUOT) && before + 1 == at
                && lasting && size > 1)
                return WRITTEN(size / 2); /* a full disk takes what still fits */
            if (way == FAIL) { errno = error; return -1; }
        }
    }
    done = WRITTEN(size);
    record_write(fd, data, done, offset);
    return done;
}

ssize_t write(int fd, const void *data, size_t size) { return written(fd, data, size, -1); }
ssize_t pwrite(int fd, const void *d, size_t s, off_t o) { return written(fd, d, s, o); }
ssize_t pwrite64(int fd, const void *d, size_t s, off64_t o) { return written(fd, d, s, o); }

ssize_t writev(int fd, const struct iovec *parts, int number)
{
    long all = 0;
    for (int i = 0; i < number; i++) {
        long done = written(fd, parts[i].iov_base, parts[i].iov_len, -1);
        if (done < 0) return all ? all : -1;
        all += done;
        if ((size_t)done < parts[i].iov_len) break;
    }
    return all;
}

static ssize_t got(int fd, void *data, size_t size, long offset)
{
#define GOT(n) (offset < 0 ? syscall(SYS_read, fd, data, (size_t)(n)) \
                           : syscall(SYS_pread64, fd, data, (size_t)(n), offset))
    if (armed && (mask & READ) && inside_fd(fd) && due(READ)) {
        if (way == KILL_BEFORE || way == KILL_AFTER || way == KILL_MIDWAY) die();
        if (way == SHORT && size > 1) return GOT(size / 2);
        if (way == FAIL) { errno = error; return -1; }
    }
    return GOT(size);
}

ssize_t read(int fd, void *data, size_t size) { return got(fd, data, size, -1); }
ssize_t pread(int fd, void *d, size_t s, off_t o) { return got(fd, d, s, o); }
ssize_t pread64(int fd, void *d, size_t s, off64_t o) { return got(fd, d, s, o); }

/* copies within the kernel are refused, so that programs read and write */
ssize_t sendfile(int o, int i, off_t *f, size_t n) { (void)o, (void)i, (void)f, (void)n; errno = ENOTSOCK; return -1; }
ssize_t sendfile64(int o, int i, off64_t *f, size_t n) { (void)o, (void)i, (void)f, (void)n; errno = ENOTSOCK; return -1; }
ssize_t copy_file_range(int i, off64_t *a, int o, off64_t *b, size_t n, unsigned f)
{ (void)i, (void)a, (void)o, (void)b, (void)n, (void)f; errno = EXDEV; return -1; }

static int synced(int fd, long call)
{
    STRUCK(SYNC, inside_fd(fd), syscall(call, fd));
    int done = (int)syscall(call, fd);
    if (!done && log_fd >= 0 && inside_fd(fd)) record('S', inode(fd), 0, "", 0);
    return done;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int cut(int fd, long length)
{
    STRUCK(TRUNCATE, inside_fd(fd), syscall(SYS_ftruncate, fd, length));
    int done = (int)syscall(SYS_ftruncate, fd, length);
    if (!done && log_fd >= 0 && inside_fd(fd)) record('T', inode(fd), length, "", 0);
    return done;
}

int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int renamed(int f1, const char *one, int f2, const char *two, unsigned flags)
{
    STRUCK(RENAME, inside_path(f2, two), syscall(SYS_renameat2, f1, one, f2, two, flags));
    int done = (int)syscall(SYS_renameat2, f1, one, f2, two, flags);
    if (!done) record_names('R', f1, one, f2, two);
    return done;
}

int rename(const char *one, const char *two) { return renamed(AT_FDCWD, one, AT_FDCWD, two, 0); }
int renameat(int a, const char *one, int b, const char *two) { return renamed(a, one, b, two, 0); }
int renameat2(int a, const char *one, int b, const char *two, unsigned flags) { return renamed(a, one, b, two, flags); }

static int linked(int f1, const char *one, int f2, const char *two, int flags)
{
    STRUCK(LINK, inside_path(f2, two), syscall(SYS_linkat, f1, one, f2, two, flags));
    int done = (int)syscall(SYS_linkat, f1, one, f2, two, flags);
    if (!done) record_names('L', f1, one, f2, two);
    return done;
}

int link(const char *one, const char *two) { return linked(AT_FDCWD, one, AT_FDCWD, two, 0); }
int linkat(int a, const char *one, int b, const char *two, int flags) { return linked(a, one, b, two, flags); }

static int removed(int folder, const char *path, int flags)
{
    STRUCK(UNLINK, inside_path(folder, path), syscall(SYS_unlinkat, folder, path, flags));
    int done = (int)syscall(SYS_unlinkat, folder, path, flags);
    if (!done) record_names('U', folder, path, 0, NULL);
    return done;
}

int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int folder, const char *path, int flags) { return removed(folder, path, flags); }

static int made(int folder, const char *path, mode_t mode)
{
    STRUCK(FOLDER, inside_path(folder, path), syscall(SYS_mkdirat, folder, path, mode));
    int done = (int)syscall(SYS_mkdirat, folder, path, mode);
    if (!done) record_names('M', folder, path, 0, NULL);
    return done;
}

int mkdir(const char *path, mode_t mode) { return made(AT_FDCWD, path, mode); }
int mkdirat(int folder, const char *path, mode_t mode) { return made(folder, path, mode); }

int close(int fd)
{
    if (fd == log_fd && fd >= 0) return 0;
    if (armed && (mask & CLOSE) && inside_fd(fd) && due(CLOSE)) {
        if (way == KILL_BEFORE) die();
        syscall(SYS_close, fd);
        if (way == KILL_AFTER || way == KILL_MIDWAY) die();
        if (way == FAIL) { errno = error; return -1; }
        return 0;
    }
    return (int)syscall(SYS_close, fd);
}

static void *mapped(void *a, size_t n, int p, int f, int fd, long o)
{
    if (armed && (mask & MAP) && fd >= 0 && inside_fd(fd) && due(MAP)) {
        if (way == KILL_BEFORE || way == KILL_AFTER || way == KILL_MIDWAY) die();
        if (way == FAIL) { errno = error; return MAP_FAILED; }
    }
    return (void *)syscall(SYS_mmap, a, n, p, f, fd, o);
}

void *mmap(void *a, size_t n, int p, int f, int fd, off_t o) { return mapped(a, n, p, f, fd, o); }
void *mmap64(void *a, size_t n, int p, int f, int fd, off64_t o) { return mapped(a, n, p, f, fd, o); }
