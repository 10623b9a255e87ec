#include "init_ask.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/text.h"

const char *ask_line(struct arena *a, const char *question, const char *usual)
{
	char line[ASK_MAX];
	printf(usual && *usual ? "%s [%s]: " : "%s: ", question, usual);
	fflush(stdout);
	if (!fgets(line, sizeof line, stdin))
		return NULL;
	if (!strchr(line, '\n')) /* what does not fit is no answer */
		for (int c; (c = getchar()) != '\n' && c != EOF;)
			;
	const char *said = text_trim(a, text_clean(a, line, strlen(line)));
	return *said || !usual ? said : usual;
}

/* A line, key by key: the terminal sends no signal that could leave it without its echo. */
static int read_keys(char secret_r[ASK_MAX])
{
	enum { END = 3, NO_MORE = 4, BACK = 8, ERASE = 127 };
	size_t n = 0;
	for (;;) {
		char c = 0;
		ssize_t got = read(STDIN_FILENO, &c, 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || c == END || (c == NO_MORE && n == 0))
			return -1;
		if (c == '\n' || c == '\r')
			break;
		if (c == BACK || c == ERASE)
			n -= n > 0;
		else if (c != NO_MORE && n + 1 < ASK_MAX)
			secret_r[n++] = c;
	}
	secret_r[n] = '\0';
	return 0;
}

int ask_secret(const char *question, char secret_r[ASK_MAX])
{
	struct termios before, now;
	bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
	printf("%s: ", question);
	fflush(stdout);
	if (!terminal) {
		if (!fgets(secret_r, ASK_MAX, stdin))
			return -1;
		secret_r[strcspn(secret_r, "\r\n")] = '\0';
		return 0;
	}
	now = before;
	now.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
	now.c_cc[VMIN] = 1;
	now.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &now);
	int failed = read_keys(secret_r);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
	putchar('\n');
	return failed;
}
