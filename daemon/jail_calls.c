/* seccomp: which system calls (the only user of libseccomp). The lists hold what strace saw in all tests, and what the same libraries call on
 * other machines (other processors, glibc of the next years): a call that is missing here costs a child its life. */
#include <asm/ioctls.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "jail_inside.h"

#define CALLS(...) {__VA_ARGS__, CALLS_END}
enum { CALLS_END = INT32_MIN };
static const unsigned WHOLE = ~0U; /* all the bits of an int */

/* Memory, time, the socket to the clerk, dying. */
static const int of_all[] = CALLS(
	SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(_llseek),
	SCMP_SYS(recv), SCMP_SYS(recvfrom), SCMP_SYS(recvmsg), SCMP_SYS(send), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(shutdown),
	SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(ppoll_time64), SCMP_SYS(select), SCMP_SYS(_newselect), SCMP_SYS(pselect6), SCMP_SYS(pselect6_time64),
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(membarrier), SCMP_SYS(futex), SCMP_SYS(futex_time64),
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time),
	SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(clock_nanosleep_time64), SCMP_SYS(getrandom), SCMP_SYS(sysinfo), SCMP_SYS(uname),
	SCMP_SYS(getrusage), SCMP_SYS(getrlimit), SCMP_SYS(ugetrlimit), SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
	SCMP_SYS(getegid), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sigaltstack),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigreturn), SCMP_SYS(restart_syscall),
	SCMP_SYS(fstat), SCMP_SYS(fstat64), SCMP_SYS(exit), SCMP_SYS(exit_group));

static const int of_network[] = CALLS(
	SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(getsockname), SCMP_SYS(getpeername),
	SCMP_SYS(sendmmsg), SCMP_SYS(recvmmsg), SCMP_SYS(socketpair), SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(eventfd2), SCMP_SYS(dup),
	SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(fcntl), SCMP_SYS(fcntl64),
	SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect)); /* with code in it: modules of nsswitch.conf */

/* Looking at files, as far as Landlock lets. */
static const int of_readers_of_files[] = CALLS(
	SCMP_SYS(stat), SCMP_SYS(stat64), SCMP_SYS(lstat), SCMP_SYS(lstat64), SCMP_SYS(newfstatat), SCMP_SYS(fstatat64), SCMP_SYS(statx),
	SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(getdents),
	SCMP_SYS(getcwd), SCMP_SYS(statfs), SCMP_SYS(statfs64), SCMP_SYS(fstatfs), SCMP_SYS(fstatfs64));

/* Those by which a file is opened or found, refused without death. */
static const int of_openers[] = CALLS(SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(openat2), SCMP_SYS(creat));

static const int of_delivery[] = CALLS(
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(rename), SCMP_SYS(renameat),
	SCMP_SYS(renameat2), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(utimensat),
	SCMP_SYS(utimensat_time64));

/* What fontconfig and GLib do beside reading: hints to the kernel, locks of a cache, names of threads. */
static const int of_drawing[] = CALLS(
	SCMP_SYS(fadvise64), SCMP_SYS(fadvise64_64), SCMP_SYS(fcntl), SCMP_SYS(fcntl64), SCMP_SYS(eventfd2), SCMP_SYS(pipe2), SCMP_SYS(sched_getattr));

/* A cache of fonts that is out of date would be written anew. */
static const int of_caches[] = CALLS(
	SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
	SCMP_SYS(renameat2), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rmdir), SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(utimensat),
	SCMP_SYS(utimensat_time64), SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(ftruncate), SCMP_SYS(sched_setattr), SCMP_SYS(sched_setscheduler));

struct filter {
	scmp_filter_ctx ctx;
	int fault; /* the first one, a negative errno */
};

static void note(struct filter *f, int r)
{
	if (r < 0 && r != -EDOM && !f->fault) /* EDOM: this processor's kernel has no such call */
		f->fault = r;
}

static void each(struct filter *f, uint32_t action, const int *calls)
{
	for (; *calls != CALLS_END; calls++)
		note(f, seccomp_rule_add(f->ctx, action, *calls, 0));
}

/* Where the bits in `mask` of argument number `arg` are `value`. */
static void when(struct filter *f, uint32_t action, int call, unsigned arg, uint64_t mask, uint64_t value)
{
	struct scmp_arg_cmp is = {.arg = arg, .op = SCMP_CMP_MASKED_EQ, .datum_a = mask, .datum_b = value};
	note(f, seccomp_rule_add_array(f->ctx, action, call, 1, &is));
}

/* Asking a terminal for its size or a socket for its fill, and nothing that types into a terminal. Signals to itself, for abort(). */
static void rules_of_all(struct filter *f)
{
	each(f, SCMP_ACT_ALLOW, of_all);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, WHOLE, TCGETS);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, WHOLE, FIONREAD);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, WHOLE, FIONBIO);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 0, WHOLE, (unsigned)getpid());
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, UINT64_MAX, 0); /* no new limit: reading one */
}

/* Memory, but no new code in it. */
static void rules_of_data(struct filter *f)
{
	static const int mappings[] = CALLS(SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect));
	for (const int *call = mappings; *call != CALLS_END; call++) {
		when(f, SCMP_ACT_ALLOW, *call, 2, PROT_EXEC, 0);
		when(f, SCMP_ACT_ERRNO(EACCES), *call, 2, PROT_EXEC, PROT_EXEC);
	}
}

static void rules_of_reader(struct filter *f)
{
	rules_of_data(f);
	each(f, SCMP_ACT_ERRNO(EACCES), of_readers_of_files);
	each(f, SCMP_ACT_ERRNO(EACCES), of_openers);
}

static void rules_of_delivery(struct filter *f)
{
	rules_of_data(f);
	each(f, SCMP_ACT_ALLOW, of_readers_of_files);
	each(f, SCMP_ACT_ALLOW, of_delivery);
}

static void rules_of_network(struct filter *f)
{
	each(f, SCMP_ACT_ALLOW, of_network);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(socket), 0, WHOLE, AF_INET);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(socket), 0, WHOLE, AF_INET6);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(socket), 0, WHOLE, AF_NETLINK); /* which addresses this machine has */
	when(f, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 0, WHOLE, AF_UNIX);
}

/* Where there is no Landlock at least nothing is opened for writing. */
static void rules_of_looking(struct filter *f)
{
	const unsigned changes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
	each(f, SCMP_ACT_ALLOW, of_readers_of_files);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, changes, 0);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(openat), 2, changes, 0);
	for (unsigned bit = 1; bit <= changes; bit <<= 1) {
		if (!(bit & changes))
			continue;
		when(f, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(open), 1, bit, bit);
		when(f, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 2, bit, bit);
	}
}

/* Threads, not processes. clone3 hides its flags behind a pointer: glibc takes clone when there is none. */
static void rules_of_threads(struct filter *f)
{
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 0, CLONE_THREAD, CLONE_THREAD);
	note(f, seccomp_rule_add(f->ctx, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0));
}

static void rules_of_drawer(struct filter *f)
{
	rules_of_data(f);
	rules_of_looking(f);
	rules_of_threads(f);
	each(f, SCMP_ACT_ALLOW, of_drawing);
	each(f, SCMP_ACT_ERRNO(EACCES), of_caches);
	when(f, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 0, WHOLE, PR_SET_NAME);
}

int jail_close_calls(enum jail_role role, const struct jail_rights *rights)
{
	struct filter f = {.ctx = seccomp_init(SCMP_ACT_KILL_PROCESS)};
	if (!f.ctx)
		return -ENOMEM;
	note(&f, seccomp_attr_set(f.ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
	note(&f, seccomp_attr_set(f.ctx, SCMP_FLTATR_CTL_NNP, 1));
	note(&f, seccomp_attr_set(f.ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2)); /* a tree: the lists are long */
	rules_of_all(&f);
	if (role == JAIL_READER) {
		rules_of_reader(&f);
	} else if (role == JAIL_DRAWER) {
		rules_of_drawer(&f);
	} else if (*rights->write_folder) {
		rules_of_delivery(&f);
	} else {
		rules_of_network(&f);
		rules_of_looking(&f);
	}
	if (role == JAIL_SENDER && !*rights->write_folder)
		rules_of_threads(&f);
	int r = f.fault ? f.fault : seccomp_load(f.ctx);
	seccomp_release(f.ctx);
	return r;
}
