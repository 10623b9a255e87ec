/* Landlock: which files, and from its fourth edition on which TCP ports. Rights only get fewer; what an older kernel does not know is left out. */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "jail_inside.h"

/* Debian 12's headers are older than many of the kernels it runs on: the later editions, in numbers of our own. */
struct edition {
	uint64_t files, ports, scopes;
};
struct port_rule {
	uint64_t allowed, port;
};
enum {
	RULE_OF_PORT = 2,
	BIND_PORT = 1 << 0,      /* edition 4 */
	CONNECT_PORT = 1 << 1,
	TRUNCATE_FILE = 1 << 14, /* 3 */
	IOCTL_DEVICE = 1 << 15,  /* 5 */
	SCOPE_SOCKETS = 1 << 0,  /* 6 */
	SCOPE_SIGNALS = 1 << 1,
};

static const uint64_t read_only = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t of_a_file = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | TRUNCATE_FILE; /* a rule for a file says no more */
static const uint64_t deliver = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                LANDLOCK_ACCESS_FS_REFER | TRUNCATE_FILE;

/* What looking up a name and checking a certificate read. Folders where the files in them are replaced while we live: a rule is for a file, not
 * for its name. (A resolv.conf that is replaced is seen by the next child: whoever meets a fault is started anew.) */
static const char *const public_files[] = {
	"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf", "/etc/services", "/etc/protocols", "/etc/localtime",
	"/etc/ld.so.cache", "/etc/gnutls", "/etc/crypto-policies", "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/pki", "/etc/ca-certificates",
	"/usr/share/ca-certificates", "/usr/local/share/ca-certificates", "/usr/share/zoneinfo", "/run/systemd/resolve", "/run/resolvconf",
	"/run/NetworkManager", "/run/connman", "/usr/lib", "/lib", "/lib64", "/dev/urandom", "/dev/null", "/proc/sys/crypto",
};

/* Fonts, where fontconfig looks for them, and what it knows of them. (A folder of somebody's own is not looked into: there is no HOME here.) */
static const char *const font_files[] = {
	"/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig", "/usr/share/X11/fonts",
	"/usr/share/xml/fontconfig", "/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/null", "/dev/urandom",
};

static struct edition known_to(int abi)
{
	struct edition e = {.files = LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1};
	if (abi >= 2)
		e.files |= LANDLOCK_ACCESS_FS_REFER;
	if (abi >= 3)
		e.files |= TRUNCATE_FILE;
	if (abi >= JAIL_ABI_NET)
		e.ports = BIND_PORT | CONNECT_PORT;
	if (abi >= 5)
		e.files |= IOCTL_DEVICE;
	if (abi >= JAIL_ABI_SCOPES)
		e.scopes = SCOPE_SOCKETS | SCOPE_SIGNALS;
	return e;
}

/* What is not there needs no rule. */
static int allow(int rules, const char *path, uint64_t rights)
{
	struct stat st;
	int fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : -1;
	struct landlock_path_beneath_attr rule = {.parent_fd = fd, .allowed_access = rights};
	if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rule.allowed_access &= of_a_file;
	long r = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	int saved = errno;
	close(fd);
	return errno = saved, r < 0 ? -1 : 0;
}

static int allow_each(int rules, const char *const *paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (allow(rules, paths[i], read_only) < 0)
			return -1;
	return 0;
}

static int allow_port(int rules, int port)
{
	struct port_rule rule = {CONNECT_PORT, (uint64_t)port};
	return syscall(SYS_landlock_add_rule, rules, RULE_OF_PORT, &rule, 0) < 0 ? -1 : 0;
}

/* A Maildir that is not there yet is made by its first letter: then the folder that it will lie in is what the sender may write into. */
static int allow_delivery(int rules, const char *folder, uint64_t known)
{
	char path[JAIL_PATH_MAX];
	struct stat st;
	memcpy(path, folder, sizeof path);
	path[sizeof path - 1] = '\0';
	while (stat(path, &st) < 0 && errno == ENOENT) {
		char *slash = strrchr(path, '/');
		if (!slash || slash == path)
			return allow(rules, slash ? "/" : ".", deliver & known);
		*slash = '\0';
	}
	return allow(rules, path, deliver & known);
}

static int add_rules(int rules, enum jail_role role, const struct jail_rights *rights, struct edition e)
{
	enum { DNS_PORT = 53 };
	if (role == JAIL_READER)
		return 0;
	if (role == JAIL_DRAWER)
		return allow_each(rules, font_files, sizeof font_files / sizeof *font_files);
	if (*rights->write_folder)
		return allow_delivery(rules, rights->write_folder, e.files);
	if (allow_each(rules, public_files, sizeof public_files / sizeof *public_files) < 0)
		return -1;
	if (*rights->read_file && allow(rules, rights->read_file, read_only) < 0)
		return -1;
	if (!e.ports)
		return 0;
	return allow_port(rules, DNS_PORT) < 0 || (rights->port && allow_port(rules, rights->port) < 0) ? -1 : 0;
}

int jail_close_files(enum jail_role role, const struct jail_rights *rights)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (abi < 1)
		return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : -1;
	if (abi < 2 && *rights->write_folder) /* the first edition lets no file move to another folder, as each letter does */
		return 0;
	struct edition e = known_to((int)abi);
	size_t size = abi >= JAIL_ABI_SCOPES ? sizeof e : abi >= JAIL_ABI_NET ? 2 * sizeof e.files : sizeof e.files;
	int rules = (int)syscall(SYS_landlock_create_ruleset, &e, size, 0);
	if (rules < 0)
		return -1;
	int failed = add_rules(rules, role, rights, e);
	if (!failed && syscall(SYS_landlock_restrict_self, rules, 0) < 0)
		failed = -1;
	int saved = errno;
	close(rules);
	return errno = saved, failed ? -1 : (int)abi;
}
