#include "secret.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "program.h"

void secret_wipe(struct secret *secret)
{
	explicit_bzero(secret, sizeof *secret);
}

/* Keeps the first line. -1: there is none, or it has a NUL. */
static int keep_line(struct secret *secret, size_t size)
{
	size_t n = 0;
	while (n < size && secret->text[n] && secret->text[n] != '\n')
		n++;
	bool nul = n < size && !secret->text[n];
	if (n > 0 && secret->text[n - 1] == '\r')
		n--;
	memset(secret->text + n, 0, SECRET_MAX - n);
	return n > 0 && !nul ? 0 : -1;
}

/* ---- a file ---- */

/* The modes of a credential are systemd's affair: where it gives the unit's user his right by an ACL, they look like a group's. */
static int check_file(int fd, const char *key, const char *path, bool own, struct err *err)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return err_set(err, 78, "%s %s: %s", key, path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, 78, "%s %s is no regular file", key, path);
	if (own && st.st_mode & (S_IRWXG | S_IRWXO))
		return err_set(err, 78, "%s %s can be read by others than its owner: run  chmod 600 '%s'", key, path, path);
	return 0;
}

static int read_file(const char *key, const char *path, bool own, struct secret *secret, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, 78, "%s %s: %s", key, path, strerror(errno));
	ssize_t n = -1;
	int status = check_file(fd, key, path, own, err);
	if (status == 0 && (n = read(fd, secret->text, SECRET_MAX)) < 0)
		status = err_set(err, 78, "%s %s: %s", key, path, strerror(errno));
	close(fd);
	if (status < 0)
		return -1;
	if (n == SECRET_MAX)
		return err_set(err, 78, "%s %s is longer than a password may be (%d bytes)", key, path, SECRET_MAX - 1);
	return keep_line(secret, (size_t)n) == 0 ? 0 : err_set(err, 78, "%s %s holds no password in its first line", key, path);
}

/* ---- a credential ---- */

bool secret_path(const struct server *s, char *path_r, size_t size)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	int n = -1;
	if (s->password_file)
		n = snprintf(path_r, size, "%s", s->password_file);
	else if (s->password_credential && folder && *folder == '/')
		n = snprintf(path_r, size, "%s/%s", folder, s->password_credential);
	return n >= 0 && (size_t)n < size;
}

static int read_credential(const struct server *s, struct secret *secret, struct err *err)
{
	char path[4096];
	if (!secret_path(s, path, sizeof path))
		return err_set(err, 78, "password_credential %s: systemd gave this process no credentials ($CREDENTIALS_DIRECTORY is not set): the unit wants a line "
		               "LoadCredentialEncrypted=%s, and by hand it is systemd-run that gives them (man leadclerk, CREDENTIALS)", s->password_credential,
		               s->password_credential);
	return read_file("password_credential", path, false, secret, err);
}

/* ---- a command ---- */

/* Bytes until the output ends, a line is whole, or the room is full; -1 at the deadline. */
static ssize_t read_output(int fd, char *text, double deadline)
{
	size_t n = 0;
	while (n < SECRET_MAX && !memchr(text, '\n', n)) {
		double left = deadline - clock_monotonic();
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (left <= 0)
			return -1;
		if (poll(&p, 1, (int)ceil(left * 1000)) <= 0)
			continue;
		ssize_t got = read(fd, text + n, SECRET_MAX - n);
		if (got == 0)
			break;
		n += got > 0 ? (size_t)got : 0;
	}
	return (ssize_t)n;
}

static int run_command(const char *command, struct secret *secret, struct err *err)
{
	int ends[2];
	pid_t pid;
	const char *const argv[] = {"/bin/sh", "-c", command, NULL};
	double deadline = clock_monotonic() + SECRET_COMMAND_SECONDS;
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (null < 0 || pipe2(ends, O_CLOEXEC) < 0) {
		int saved = errno;
		close(null);
		return err_set(err, 75, "password_command: pipe: %s", strerror(saved));
	}
	int fault = program_start(argv, null, ends[1], &pid);
	close(null);
	close(ends[1]);
	if (fault) {
		close(ends[0]);
		return err_set(err, 75, "password_command '%s': can't start /bin/sh: %s", command, strerror(fault));
	}
	ssize_t n = read_output(ends[0], secret->text, deadline);
	bool too_long = n == SECRET_MAX && !memchr(secret->text, '\n', SECRET_MAX);
	int status = program_wait(pid, n < 0 || too_long ? 0 : deadline);
	close(ends[0]); /* not before: further lines must not end it by SIGPIPE */
	if (n < 0 || (status < 0 && !too_long))
		return err_set(err, 78, "password_command '%s' did not end within %d s", command, SECRET_COMMAND_SECONDS);
	if (too_long)
		return err_set(err, 78, "password_command '%s' prints more than a password may have (%d bytes)", command, SECRET_MAX - 1);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(err, 78, "password_command '%s' failed with status %d", command, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	return keep_line(secret, (size_t)n) == 0 ? 0 : err_set(err, 78, "password_command '%s' prints no password in its first line", command);
}

int secret_read(const struct server *s, struct secret *secret_r, struct err *err)
{
	int status = 0;
	memset(secret_r, 0, sizeof *secret_r);
	if (s->password_file)
		status = read_file("password_file", s->password_file, true, secret_r, err);
	else if (s->password_command)
		status = run_command(s->password_command, secret_r, err);
	else if (s->password_credential)
		status = read_credential(s, secret_r, err);
	if (status < 0)
		secret_wipe(secret_r);
	return status;
}
