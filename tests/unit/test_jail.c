/* What a child may do in its jail, and what ends it or is refused. Each attempt is a process of its own that closes its jail and tries one
 * thing. With sanitizers there is no jail, and all that is asked is that the line says so: `make jailed` builds the other variant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <resolv.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "jail.h"
#include "jail_inside.h"
#include "maildir.h"

enum { DIED = 1000, NO_JAIL = 250, OK = 0 };

static char dir[] = "/tmp/leadclerk-jail-XXXXXX";
static int port, other_port, listening[2]; /* listening on loopback */

static const char *in_dir(const char *name)
{
	static char path[JAIL_PATH_MAX];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	return path;
}

/* What `act` returns in the jail, an errno or 0; DIED plus the signal that ended it. */
static int jailed(enum jail_role role, const struct jail_rights *rights, int (*act)(void))
{
	char line[1024];
	int status;
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		text_open_converters();
		if (!jail_enter(role, rights, line, sizeof line))
			fprintf(stderr, "%s\n", line);
		_exit(act());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? DIED + WTERMSIG(status) : WEXITSTATUS(status);
}

static const struct jail_rights nothing;

static int reader(int (*act)(void))
{
	return jailed(JAIL_READER, &nothing, act);
}

static int fetcher(int (*act)(void))
{
	struct jail_rights r = {.port = port};
	snprintf(r.read_file, sizeof r.read_file, "%s", in_dir("ca.pem"));
	return jailed(JAIL_FETCHER, &r, act);
}

static int sender(int (*act)(void))
{
	struct jail_rights r = {.port = port};
	return jailed(JAIL_SENDER, &r, act);
}

static int deliverer(int (*act)(void))
{
	struct jail_rights r = {0};
	snprintf(r.write_folder, sizeof r.write_folder, "%s", in_dir("out/Maildir"));
	return jailed(JAIL_SENDER, &r, act);
}

static int drawer(int (*act)(void))
{
	return jailed(JAIL_DRAWER, &nothing, act);
}

static int landlock_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
	return abi < 0 ? 0 : (int)abi;
}

/* ---- attempts: 0 or an errno ---- */

static int result(int r)
{
	if (r >= 0)
		close(r);
	return r < 0 ? errno : 0;
}

static int open_hosts(void) { return result(open("/etc/hosts", O_RDONLY)); }
static int open_passwd(void) { return result(open("/etc/passwd", O_RDONLY)); }
static int open_secret(void) { return result(open(in_dir("secret"), O_RDONLY)); }
static int open_ca(void) { return result(open(in_dir("ca.pem"), O_RDONLY)); }
static int open_bundle(void) { return result(open("/etc/ssl/certs/ca-certificates.crt", O_RDONLY)); }
static int open_fonts(void) { return result(open("/etc/fonts/fonts.conf", O_RDONLY)); }
static int write_hosts(void) { return result(open("/etc/hosts", O_WRONLY | O_APPEND)); }
static int write_secret(void) { return result(open(in_dir("secret"), O_RDWR)); }
static int make_file(void) { return result(open(in_dir("made"), O_WRONLY | O_CREAT, 0600)); }
static int look_at_file(void) { struct stat st; return stat(in_dir("secret"), &st) < 0 ? errno : 0; }
static int list_folder(void) { return result(open(dir, O_RDONLY | O_DIRECTORY)); }
static int tcp(void) { return result(socket(AF_INET, SOCK_STREAM, 0)); }
static int udp(void) { return result(socket(AF_INET6, SOCK_DGRAM, 0)); }
static int local_socket(void) { return result(socket(AF_UNIX, SOCK_STREAM, 0)); }
static int packets(void) { return result(socket(AF_PACKET, SOCK_RAW, 0)); }
static int run_true(void) { return execl("/bin/true", "true", NULL) < 0 ? errno : 0; }
static int two(void) { pid_t p = fork(); return p < 0 ? errno : p == 0 ? (_exit(0), 0) : 0; }
static int signal_parent(void) { return kill(getppid(), 0) < 0 ? errno : 0; }
static int trace(void) { return ptrace(PTRACE_ATTACH, getppid(), 0, 0) < 0 ? errno : 0; }
static int dumpable(void) { return prctl(PR_SET_DUMPABLE, 1) < 0 ? errno : 0; }
static int more_memory(void) { struct rlimit r = {RLIM_INFINITY, RLIM_INFINITY}; return setrlimit(RLIMIT_AS, &r) < 0 ? errno : 0; }
static int rename_file(void) { return rename(in_dir("secret"), "/tmp/x") < 0 ? errno : 0; }
static int remove_file(void) { return unlink(in_dir("secret")) < 0 ? errno : 0; }
static int type_into_terminal(void) { return ioctl(2, TIOCSTI, "x") < 0 ? errno : 0; }
static int die(void) { abort(); }

static int new_code(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return 1;
	return mprotect(p, 4096, PROT_READ | PROT_EXEC) < 0 ? errno : 0;
}

static int take_mb(size_t mb)
{
	char *p = malloc(mb << 20);
	if (!p)
		return errno;
	p[0] = p[(mb << 20) - 1] = 1; /* else a compiler may leave it out */
	int kept = *(volatile char *)p;
	free(p);
	return kept == 1 ? 0 : 1;
}

static int much_memory(void) { return take_mb(1024); }
static int too_much_memory(void) { return take_mb(JAIL_READER_MB + 64); }

static void *nothing_to_do(void *p)
{
	return p;
}

static int thread(void)
{
	pthread_t t;
	int r = pthread_create(&t, NULL, nothing_to_do, NULL);
	return r ? r : pthread_join(t, NULL);
}

static int connect_port(int to)
{
	struct sockaddr_in sa = {.sin_family = AF_INET, .sin_port = htons((uint16_t)to), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	return connect(fd, (const struct sockaddr *)&sa, sizeof sa) < 0 ? errno : 0;
}

static int connect_ours(void) { return connect_port(port); }
static int connect_other(void) { return connect_port(other_port); }

static int be_server(void)
{
	struct sockaddr_in sa = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(fd, (const struct sockaddr *)&sa, sizeof sa) < 0)
		return errno;
	return listen(fd, 1) < 0 ? errno : 0;
}

static int look_up(void)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list;
	if (getaddrinfo("localhost", "imaps", &hints, &list) != 0)
		return 1;
	freeaddrinfo(list);
	res_init(); /* a name server on loopback that is not there: it is asked, and that does not end us */
	_res.nscount = 1;
	_res.nsaddr_list[0] = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(1), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	_res.retry = _res.retrans = 1;
	return getaddrinfo("leadclerk.invalid", "993", &hints, &list) == 0 ? 2 : 0;
}

/* GBK and its like, in a process that has never read any. */
static int decode(void)
{
	static const char *const labels[] = {"gb2312", "gbk", "gb18030", "x-gbk", "hz-gb-2312", "big5", "utf-16le", "shift_jis"};
	struct arena *a = arena_new();
	int bad = strcmp(text_decode(a, "gb2312", "\xb9\xab\xcb\xbe", 4), "公司") != 0;
	bad |= strcmp(text_decode(a, "big5", "\xa4\xbd\xa5\x71", 4), "公司") != 0;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		text_decode(a, labels[i], "\x1b$)A\x0e", 5);
	arena_free(a);
	return bad;
}

static int deliver_to(const char *folder)
{
	struct err err = {0};
	static const char letter[] = "Subject: x\r\n\r\nx\r\n";
	int r = maildir_deliver(in_dir(folder), "letter.1", (struct bytes){(const uint8_t *)letter, sizeof letter - 1}, 1790000000, &err);
	if (r < 0)
		fprintf(stderr, "%s\n", err.text);
	return r < 0 ? 1 : 0;
}

static int deliver_there(void) { return deliver_to("out/Maildir"); }
static int deliver_elsewhere(void) { return deliver_to("elsewhere"); }

/* ---- tests ---- */

static void reader_has_nothing(void **state)
{
	(void)state;
	assert_int_equal(reader(open_hosts), EACCES);
	assert_int_equal(reader(open_secret), EACCES);
	assert_int_equal(reader(make_file), EACCES);
	assert_int_equal(reader(look_at_file), EACCES);
	assert_int_equal(reader(list_folder), EACCES);
	assert_int_equal(reader(tcp), DIED + SIGSYS);
	assert_int_equal(reader(local_socket), DIED + SIGSYS);
	assert_int_equal(reader(run_true), DIED + SIGSYS);
	assert_int_equal(reader(two), DIED + SIGSYS);
	assert_int_equal(reader(thread), DIED + SIGSYS);
	assert_int_equal(reader(remove_file), DIED + SIGSYS);
	assert_int_equal(reader(new_code), EACCES);
}

static void reader_can_read(void **state)
{
	(void)state;
	assert_int_equal(reader(decode), OK);
	assert_int_equal(reader(much_memory), OK);
	assert_int_equal(reader(too_much_memory), ENOMEM);
	assert_int_equal(reader(die), DIED + SIGABRT); /* a bug still says what it is */
}

static void nobody_opens_the_jail(void **state)
{
	static int (*const roles[])(int (*act)(void)) = {reader, fetcher, sender, deliverer, drawer};
	(void)state;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		assert_int_equal(roles[i](run_true), DIED + SIGSYS);
		assert_int_equal(roles[i](two), DIED + SIGSYS);
		assert_int_equal(roles[i](signal_parent), DIED + SIGSYS);
		assert_int_equal(roles[i](trace), DIED + SIGSYS);
		assert_int_equal(roles[i](dumpable), DIED + SIGSYS);
		assert_int_equal(roles[i](more_memory), DIED + SIGSYS);
		assert_int_equal(roles[i](type_into_terminal), DIED + SIGSYS);
		assert_int_equal(roles[i](packets), DIED + SIGSYS);
	}
}

static void fetcher_has_its_server(void **state)
{
	(void)state;
	assert_int_equal(fetcher(connect_ours), OK);
	assert_int_equal(fetcher(udp), OK);
	assert_int_equal(fetcher(look_up), OK);
	assert_int_equal(fetcher(open_hosts), OK);
	assert_int_equal(fetcher(open_ca), OK);
	assert_int_equal(fetcher(open_bundle), OK);
	assert_int_equal(fetcher(local_socket), EACCES);
	assert_int_equal(fetcher(write_hosts), EACCES);
	assert_int_equal(fetcher(write_secret), EACCES);
	assert_int_equal(fetcher(make_file), EACCES);
	assert_int_equal(fetcher(thread), DIED + SIGSYS);
	assert_int_equal(fetcher(rename_file), DIED + SIGSYS);
	assert_int_equal(sender(connect_ours), OK);
	assert_int_equal(sender(look_up), OK);
	assert_int_equal(sender(thread), OK);
	assert_int_equal(sender(open_bundle), OK);
	assert_int_equal(sender(make_file), EACCES);
}

static void landlock_keeps_to_the_rest(void **state)
{
	(void)state;
	if (landlock_abi() < 1)
		skip();
	assert_int_equal(fetcher(open_secret), EACCES);
	assert_int_equal(fetcher(open_passwd), EACCES);
	assert_int_equal(fetcher(list_folder), EACCES);
	assert_int_equal(sender(open_secret), EACCES);
	if (landlock_abi() < JAIL_ABI_NET)
		skip();
	assert_int_equal(fetcher(connect_other), EACCES);
	assert_int_equal(sender(connect_other), EACCES);
	assert_int_equal(fetcher(be_server), EACCES);
}

static void deliverer_has_its_folder(void **state)
{
	(void)state;
	assert_int_equal(deliverer(deliver_there), OK); /* it is made by the first letter */
	assert_int_equal(access(in_dir("out/Maildir/new/letter.1"), F_OK), 0);
	assert_int_equal(deliverer(deliver_there), OK);
	assert_int_equal(deliverer(tcp), DIED + SIGSYS);
	assert_int_equal(deliverer(thread), DIED + SIGSYS);
	assert_int_equal(deliverer(new_code), EACCES);
	if (landlock_abi() < 2)
		skip();
	assert_int_equal(deliverer(deliver_elsewhere), 1);
	assert_int_equal(deliverer(open_secret), EACCES);
	assert_int_equal(deliverer(open_hosts), EACCES);
	assert_int_equal(deliverer(rename_file), EACCES);
	assert_int_equal(access(in_dir("secret"), F_OK), 0);
}

static void drawer_has_its_fonts(void **state)
{
	(void)state;
	assert_int_equal(drawer(open_fonts), OK);
	assert_int_equal(drawer(thread), OK);
	assert_int_equal(drawer(write_hosts), EACCES);
	assert_int_equal(drawer(make_file), EACCES);
	assert_int_equal(drawer(rename_file), EACCES); /* a cache of fonts that is old is let be */
	assert_int_equal(drawer(remove_file), EACCES);
	assert_int_equal(drawer(new_code), EACCES);
	assert_int_equal(drawer(tcp), DIED + SIGSYS);
	assert_int_equal(drawer(local_socket), DIED + SIGSYS);
	assert_int_equal(drawer(much_memory), ENOMEM);
	if (landlock_abi() < 1)
		skip();
	assert_int_equal(drawer(open_hosts), EACCES);
	assert_int_equal(drawer(open_secret), EACCES);
	assert_int_equal(drawer(list_folder), EACCES);
}

static int no_landlock_needed(void)
{
	int r = open_hosts();
	return r == EACCES && landlock_abi() >= JAIL_ABI_NET ? connect_ours() : r;
}

/* Each of the two by itself: where one is missing the other still holds. */
static void landlock_alone(void **state)
{
	int status;
	(void)state;
	if (landlock_abi() < 1)
		skip();
	pid_t pid = fork();
	if (pid == 0) {
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		_exit(jail_close_files(JAIL_READER, &nothing) < 1 ? NO_JAIL : no_landlock_needed());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), EACCES);
}

/* The line of a process whose kernel (or container) knows no such calls, and what reading a file came to behind it. */
static const char *line_without(const int *calls, enum jail_role role, int (*act)(void), int *result_r)
{
	static char line[1024];
	int ends[2], status;
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
		for (; *calls >= 0; calls++)
			seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS), *calls, 0);
		if (seccomp_load(ctx) < 0 || jail_enter(role, &nothing, line, sizeof line))
			_exit(NO_JAIL); /* it says that all is well */
		_exit(write(ends[1], line, sizeof line) != sizeof line ? 1 : act());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(read(ends[0], line, sizeof line), sizeof line);
	close(ends[0]), close(ends[1]);
	*result_r = WIFSIGNALED(status) ? DIED + WTERMSIG(status) : WEXITSTATUS(status);
	return line;
}

static void what_lacks_is_said(void **state)
{
	static const int landlock[] = {SCMP_SYS(landlock_create_ruleset), -1}, seccomp[] = {SCMP_SYS(seccomp), -1};
	int result;
	(void)state;
	assert_string_equal(line_without(landlock, JAIL_READER, open_hosts, &result),
	                    "jailed: 2048 MB, seccomp, NO landlock (not in this kernel, or too old), no network, no files");
	assert_int_equal(result, EACCES);
	assert_string_equal(line_without(landlock, JAIL_FETCHER, make_file, &result), "jailed: 1024 MB, seccomp, NO landlock (not in this kernel, or too old), "
	                    "TCP to any port, reads any file, writes none");
	assert_int_equal(result, EACCES);
	const char *line = line_without(seccomp, JAIL_READER, open_hosts, &result);
	assert_non_null(strstr(line, "NO seccomp ("));
	assert_non_null(strstr(line, landlock_abi() ? "any network, no files" : "any network, files as anybody"));
	assert_int_equal(result, EMFILE); /* the limits hold too */
}

static int of_limit(__rlimit_resource_t what)
{
	struct rlimit r;
	return getrlimit(what, &r) < 0 || r.rlim_max > 1000 ? -1 : (int)r.rlim_max;
}

static int limits_of_reader(void)
{
	return of_limit(RLIMIT_CORE) == 0 && of_limit(RLIMIT_NOFILE) == 4 && of_limit(RLIMIT_NPROC) == 0 ? OK : 1;
}

static int open_before = -1;

static int grow_a_file(void)
{
	return write(open_before, "x", 1) < 0 ? errno : 0;
}

static void limits(void **state)
{
	(void)state;
	assert_int_equal(reader(limits_of_reader), OK);
	int kept = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);
	open_before = open(in_dir("open"), O_WRONLY | O_CREAT, 0600);
	dup2(null, STDERR_FILENO);
	int told = reader(grow_a_file);
	dup2(open_before, STDERR_FILENO); /* a log that is a file must not be cut off */
	int logged = reader(grow_a_file);
	dup2(kept, STDERR_FILENO);
	close(kept), close(null), close(open_before);
	assert_int_equal(told, DIED + SIGXFSZ);
	assert_int_equal(logged, OK);
}

static char *read_all(const char *path)
{
	static char text[8192];
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
	assert_true(n > 0);
	close(fd);
	text[n] = '\0';
	return text;
}

/* As the kernel says it of a child that waits. */
static void seen_from_outside(void **state)
{
	char path[64], line[1024];
	int go[2];
	(void)state;
	assert_int_equal(pipe(go), 0);
	pid_t pid = fork();
	if (pid == 0) {
		jail_enter(JAIL_FETCHER, &nothing, line, sizeof line);
		_exit(write(go[1], "x", 1) != 1 || poll(NULL, 0, 20000) != 0);
	}
	assert_int_equal(read(go[0], line, 1), 1);
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	const char *status = read_all(path);
	assert_non_null(strstr(status, "NoNewPrivs:\t1"));
	assert_non_null(strstr(status, "Seccomp:\t2"));
	assert_non_null(strstr(status, "CapPrm:\t0000000000000000"));
	assert_non_null(strstr(status, "CapEff:\t0000000000000000"));
	snprintf(path, sizeof path, "/proc/%d/limits", (int)pid);
	assert_non_null(strstr(read_all(path), "Max core file size        0                    0"));
	snprintf(path, sizeof path, "/proc/%d/environ", (int)pid);
	if (getuid() != 0)
		assert_int_equal(open(path, O_RDONLY), -1); /* nor would a debugger get in */
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(go[0]), close(go[1]);
}

static void no_cores(void **state)
{
	int status;
	(void)state;
	pid_t pid = fork();
	if (pid == 0) {
		jail_no_cores();
		_exit(of_limit(RLIMIT_CORE) != 0 || prctl(PR_GET_DUMPABLE) != 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* The line of a process that enters with these rights. */
static const char *line_of(enum jail_role role, const struct jail_rights *rights)
{
	static char line[1024];
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();
	if (pid == 0) {
		jail_enter(role, rights, line, sizeof line);
		_exit(write(ends[1], line, sizeof line) != sizeof line);
	}
	assert_int_equal(read(ends[0], line, sizeof line), sizeof line);
	waitpid(pid, NULL, 0);
	close(ends[0]), close(ends[1]);
	return line;
}

static void the_line_says_it(void **state)
{
	char want[256];
	int abi = landlock_abi();
	struct jail_rights folder = {.write_folder = "/tmp/letters"}, imap = {.port = 993};
	(void)state;
	if (JAIL_SANITIZED) {
		assert_string_equal(line_of(JAIL_READER, &nothing), "NOT jailed: built with sanitizers");
		return;
	}
	if (abi < JAIL_ABI_NET)
		skip();
	snprintf(want, sizeof want, "jailed: 2048 MB, seccomp, landlock abi %d, no network, no files", abi);
	assert_string_equal(line_of(JAIL_READER, &nothing), want);
	snprintf(want, sizeof want, "jailed: 1024 MB, seccomp, landlock abi %d, TCP to port 993, reads names and certificates", abi);
	assert_string_equal(line_of(JAIL_FETCHER, &imap), want);
	snprintf(want, sizeof want, "jailed: 1024 MB, seccomp, landlock abi %d, no network, files only in /tmp/letters", abi);
	assert_string_equal(line_of(JAIL_SENDER, &folder), want);
	snprintf(want, sizeof want, "jailed: 512 MB, seccomp, landlock abi %d, no network, reads fonts", abi);
	assert_string_equal(line_of(JAIL_DRAWER, &nothing), want);
}

static void write_text(const char *name, const char *text)
{
	int fd = open(in_dir(name), O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static int listen_somewhere(int *fd_r)
{
	struct sockaddr_in sa = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof sa;
	*fd_r = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(*fd_r, (const struct sockaddr *)&sa, size), 0);
	assert_int_equal(listen(*fd_r, 64), 0);
	assert_int_equal(getsockname(*fd_r, (struct sockaddr *)&sa, &size), 0);
	return ntohs(sa.sin_port);
}

static int set_up(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(dir));
	write_text("secret", "x");
	write_text("ca.pem", "x");
	assert_int_equal(mkdir(in_dir("out"), 0700), 0);
	port = listen_somewhere(&listening[0]);
	other_port = listen_somewhere(&listening[1]);
	return 0;
}

static int tear_down(void **state)
{
	char command[200];
	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest always[] = {cmocka_unit_test(the_line_says_it)};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_line_says_it),     cmocka_unit_test(reader_has_nothing),       cmocka_unit_test(reader_can_read),
		cmocka_unit_test(nobody_opens_the_jail), cmocka_unit_test(fetcher_has_its_server),  cmocka_unit_test(landlock_keeps_to_the_rest),
		cmocka_unit_test(deliverer_has_its_folder), cmocka_unit_test(landlock_alone),       cmocka_unit_test(limits),
		cmocka_unit_test(seen_from_outside),    cmocka_unit_test(no_cores),                 cmocka_unit_test(what_lacks_is_said),
		cmocka_unit_test(drawer_has_its_fonts),
	};
	if (JAIL_SANITIZED)
		return cmocka_run_group_tests_name("jail", always, NULL, NULL);
	return cmocka_run_group_tests_name("jail", tests, set_up, tear_down);
}
