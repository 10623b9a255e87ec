#include "screen.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

/* Another screen, without cursor, where long lines are cut. */
#define SCREEN_BEGIN "\033[?1049h\033[?25l\033[?7l"
#define SCREEN_END "\033[?7h\033[?25h\033[?1049l"

enum { ROWS = 24 };

static volatile sig_atomic_t ended_by;

static void on_signal(int sig)
{
	if (sig != SIGWINCH)
		ended_by = sig;
}

static void put(const char *text, size_t size)
{
	bytes_write(STDOUT_FILENO, (struct bytes){(const uint8_t *)text, size});
}

static int count_lines(const char *at, const char *end)
{
	int n = at < end;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) && ++at < end)
		n++;
	return n;
}

void screen_lay(struct buf *out, const struct buf *text, int rows)
{
	const char *at = text->data, *end = at + text->size;
	bool more = count_lines(at, end) > rows;
	buf_adds(out, "\033[H");
	for (int row = 0; row < rows - more && at < end; row++) {
		const char *nl = memchr(at, '\n', (size_t)(end - at)), *stop = nl ? nl : end;
		buf_add(out, at, (size_t)(stop - at));
		buf_adds(out, row + 1 < rows && stop + 1 < end ? "\033[K\r\n" : "\033[K");
		at = stop + 1;
	}
	if (more)
		buf_printf(out, "... %d more lines: leadclerk status\033[K", count_lines(at, end));
	buf_adds(out, "\033[J");
}

static int rows_of_terminal(void)
{
	struct winsize w;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 ? w.ws_row : ROWS;
}

static int draw_once(bool terminal, int (*draw)(void *arg, struct buf *out, struct err *err), void *arg, struct err *err)
{
	struct buf text = {0}, laid = {0};
	int failed = draw(arg, &text, err);
	if (!failed && terminal)
		screen_lay(&laid, &text, rows_of_terminal());
	const struct buf *shown = terminal ? &laid : &text;
	if (!failed && shown->size)
		put(shown->data, shown->size);
	buf_release(&text);
	buf_release(&laid);
	return failed;
}

/* Until the next drawing is due; false: that was the last. Signals come here alone. */
static bool wait_for_next(bool terminal, double seconds, const sigset_t *open)
{
	double end = clock_monotonic() + seconds, left;
	while (!ended_by && (left = end - clock_monotonic()) > 0) {
		struct pollfd in = {.fd = terminal ? STDIN_FILENO : -1, .events = POLLIN};
		struct timespec t = {.tv_sec = (time_t)left, .tv_nsec = (long)((left - (double)(time_t)left) * 1e9)};
		char key = 0;
		int n = ppoll(&in, 1, &t, open);
		if (n < 0)
			return !ended_by; /* the window's size, or the end */
		if (n > 0 && (read(STDIN_FILENO, &key, 1) <= 0 || key == 'q' || key == 'Q' || key == 3))
			return false;
	}
	return !ended_by;
}

static void take_signals(sigset_t *were_r)
{
	static const int taken[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH};
	struct sigaction sa = {.sa_handler = on_signal};
	sigset_t held;
	sigemptyset(&held);
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		sigaddset(&held, taken[i]);
		sigaction(taken[i], &sa, NULL);
	}
	sigprocmask(SIG_BLOCK, &held, were_r);
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		sigdelset(were_r, taken[i]);
}

int screen_watch(double seconds, int (*draw)(void *arg, struct buf *out, struct err *err), void *arg, struct err *err)
{
	struct termios was;
	sigset_t open;
	bool terminal = isatty(STDOUT_FILENO) && isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &was) == 0;
	take_signals(&open);
	if (terminal) {
		struct termios raw = was;
		raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
		tcsetattr(STDIN_FILENO, TCSANOW, &raw);
		put(SCREEN_BEGIN, strlen(SCREEN_BEGIN));
	}
	int failed;
	do
		failed = draw_once(terminal, draw, arg, err);
	while (!failed && wait_for_next(terminal, seconds, &open));
	if (terminal) {
		put(SCREEN_END, strlen(SCREEN_END));
		tcsetattr(STDIN_FILENO, TCSANOW, &was);
	}
	return failed;
}
