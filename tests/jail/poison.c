/* Preloaded by tests/jail/run.py: a reader whose library can be overrun. A mail with POISON-word has it do what a hostile one would want; other
 * processes and other mails see nothing of it. leadclerk itself knows no such word. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void say(const char *what, int r)
{
	dprintf(STDERR_FILENO, "poison: %s: %s\n", what, r < 0 ? strerror(errno) : "done");
}

static void eat_memory(void)
{
	for (size_t mb = 0;; mb++) {
		char *p = malloc(1 << 20);
		if (!p || mb > 100000) {
			dprintf(STDERR_FILENO, "poison: %zu MB\n", mb);
			abort();
		}
		p[0] = 1;
	}
}

static void act(const char *word)
{
	if (strncmp(word, "connect", 7) == 0)
		say("socket", socket(AF_INET, SOCK_STREAM, 0));
	if (strncmp(word, "command", 7) == 0)
		say("exec", execl("/bin/sh", "sh", "-c", "true", NULL));
	if (strncmp(word, "steal", 5) == 0)
		say("open", open("/etc/passwd", O_RDONLY));
	if (strncmp(word, "memory", 6) == 0)
		eat_memory();
	if (strncmp(word, "crash", 5) == 0)
		abort();
}

ssize_t recv(int fd, void *data, size_t size, int flags)
{
	static ssize_t (*real)(int, void *, size_t, int);
	if (!real)
		real = (ssize_t (*)(int, void *, size_t, int))dlsym(RTLD_NEXT, "recv");
	ssize_t n = real(fd, data, size, flags);
	const char *word = n > 0 && strstr(program_invocation_name, "reader") ? memmem(data, (size_t)n, "POISON-", 7) : NULL;
	if (word)
		act(word + 7);
	return n;
}
