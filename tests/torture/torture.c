/* torture [erase] SORT [STRIDE [SLICE OF]] | torture random KILLS SECONDS SEED
 *   faults   each call of the store's file system fails once, and stays failing for a while; a failed sync ends the process, and is not tried again
 *   kills    the process ends at each step, and once more soon after it has begun again
 *   power    ... and what was not synced is lost, or torn
 *   letters  each hand-over of a letter fails, in each way
 *   malloc   each allocation of the clerk fails
 *   erase    ... not of the play, but of its sequel (erase.c): a person and a company are forgotten, what is old goes
 *   random   so many kills at random steps and moments, in at most so many seconds
 * STRIDE 1 is every one (of `faults`, what is rarer has a smaller stride); SLICE of OF shares the work among processes. After each: begun again until it ends by itself, it must have come to the
 * same as the run that nobody disturbed. Ends with "N passed, N failed". */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "torture.h"

enum { MOST_LIVES = 12, HANGS_AFTER = 60 /* seconds */, SHOWN = 10 /* faults that are printed whole */ };

static struct outcome reference;
static struct board undisturbed;
static double usual;              /* seconds of the undisturbed life */
static long passed, failed, lives, ended_early, unsure, doubled, not_reached;
static long stride = 1, slice, slices = 1;

/* ---- one process ---- */

/* Its wait status. kill_after: real microseconds, 0 never. */
static int life(long kill_after)
{
	board->steps = board->mallocs = 0;
	memset(board->calls, 0, sizeof board->calls);
	board->sync_failed = board->sync_again = board->closing = board->hit = false;
	if (board->lazy)
		vfs_all_on_disk(play_path("clerk.db"));
	lives++;
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		int log = open(play_path("log"), O_WRONLY | O_CREAT | O_APPEND, 0600);
		dup2(log, STDERR_FILENO);
		struct itimerval timer = {.it_value = {.tv_sec = kill_after / 1000000, .tv_usec = kill_after % 1000000}};
		if (!kill_after)
			timer.it_value.tv_sec = HANGS_AFTER;
		setitimer(ITIMER_REAL, &timer, NULL);
		torture_off = false;
		exit(play_live());
	}
	int status = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static void no_plan(void)
{
	board->ending = LIVE;
	board->ending_at = board->fail_nth = board->fail_more = board->fail_malloc = 0;
	board->fail_half = board->lazy = false;
}

/* ---- one round ---- */

/* What is being tried, for whoever reads that it failed. */
static char title[160];

static int complain(const char *what, int status)
{
	failed++;
	if (failed <= SHOWN) {
		printf("FAILED %s: %s", title, what);
		if (WIFSIGNALED(status))
			printf(" (signal %d)\n", WTERMSIG(status));
		else
			printf(" (exit %d)\n", WEXITSTATUS(status));
	}
	return -1;
}

/* A life that did not end by itself must have ended as its plan allows. */
static int check_ending(int status, bool may_abort)
{
	if (board->sync_again)
		return complain("after a failed sync another one was tried in the same process", status);
	if (board->sync_failed && !(WIFEXITED(status) && (WEXITSTATUS(status) == 74 || WEXITSTATUS(status) == KILLED)))
		return complain("after a failed sync the process went on", status);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		return complain("it hangs", status);
	if (WIFSIGNALED(status) && !(may_abort && WTERMSIG(status) == SIGABRT))
		return complain("it crashed", status);
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != KILLED && WEXITSTATUS(status) != 74 && WEXITSTATUS(status) != 75)
		return complain("it ended with another exit code", status);
	return 0;
}

static int live_to_the_end(int status)
{
	no_plan();
	for (int i = 0; status != 0; i++) {
		if (i == MOST_LIVES)
			return complain("it does not come to its end", status);
		status = life(0);
		if (check_ending(status, false) < 0)
			return -1;
	}
	return 0;
}

static void judge(bool letters_may_fail)
{
	struct outcome got = {0};
	if (!look(&got) || compare(&reference, &got, letters_may_fail, &unsure, &doubled) != 0)
		complain("it came to something else", 0);
	else
		passed++;
	look_free(&got);
}

/* The plan stands on the board. `again`: a second one, for the next life (0: none). */
static void round_of(bool may_abort, long again)
{
	enum ending ending = board->ending;
	bool letters = board->fail_nth && board->fail_op == OP_LETTER;
	int status = life(0);
	if (!board->hit)
		not_reached++;
	ended_early += status != 0;
	if (check_ending(status, may_abort) < 0)
		return;
	if (ending == POWER_CUT && board->hit)
		vfs_after_power_cut(play_path("clerk.db"));
	if (again && status != 0) {
		bool lazy = board->lazy;
		no_plan();
		board->ending = ending;
		board->ending_at = again;
		board->lazy = lazy;
		board->seed++;
		status = life(0);
		ended_early += status != 0;
		if (check_ending(status, may_abort) < 0)
			return;
		if (ending == POWER_CUT && board->hit)
			vfs_after_power_cut(play_path("clerk.db"));
	}
	if (live_to_the_end(status) == 0)
		judge(letters);
}

static bool mine_of(long n, long every)
{
	return (n / every) % slices == slice && n % every == 0;
}

static bool mine(long n)
{
	return mine_of(n, stride);
}

/* ---- the sorts ---- */

static const struct fault { enum op op; int code; const char *name; } faults[] = {
	{OP_WRITE, SQLITE_FULL, "write: disk full"},           {OP_WRITE, SQLITE_IOERR_WRITE, "write: I/O error"},
	{OP_SYNC, SQLITE_IOERR_FSYNC, "sync: I/O error"},      {OP_OPEN, SQLITE_CANTOPEN, "open: refused"},
	{OP_TRUNCATE, SQLITE_IOERR_TRUNCATE, "truncate: I/O error"}, {OP_DELETE, SQLITE_IOERR_DELETE, "delete: I/O error"},
	{OP_READ, SQLITE_IOERR_READ, "read: I/O error"},       {OP_SHM, SQLITE_IOERR_SHMMAP, "WAL index: I/O error"},
};

/* Once, and for a while: a disk that is full stays so for some turns. */
static void sort_faults(void)
{
	static const long longer[] = {0, 25};
	for (size_t f = 0; f < sizeof faults / sizeof *faults; f++) {
		long before = passed + failed, calls = undisturbed.calls[faults[f].op], every = 1 + stride * calls / 1000; /* of what is rare, more */
		for (long n = 1; n <= calls; n++) {
			if (!mine_of(n, every))
				continue;
			for (size_t k = 0; k < sizeof longer / sizeof *longer; k++) {
				snprintf(title, sizeof title, "%s, %ld (and %ld more)", faults[f].name, n, longer[k]);
				play_reset();
				board->fail_op = faults[f].op;
				board->fail_code = faults[f].code;
				board->fail_nth = n;
				board->fail_more = longer[k];
				board->fail_half = n % 2;
				round_of(false, 0);
			}
		}
		printf("%s: %ld calls, %ld rounds\n", faults[f].name, calls, passed + failed - before);
	}
}

static void sort_endings(enum ending how)
{
	for (long n = 1; n <= undisturbed.steps; n++) {
		if (!mine(n))
			continue;
		for (int k = 0; k < 2; k++) {
			long again = k ? 1 + (n * 7) % 60 : 0;
			snprintf(title, sizeof title, "%s at step %ld, again at step %ld", how == DIE ? "killed" : "power cut", n, again);
			play_reset();
			board->seed = (unsigned)(n * 2 + k);
			board->ending = how;
			board->ending_at = n;
			board->lazy = how == POWER_CUT;
			round_of(false, again);
		}
	}
	printf("%ld steps\n", undisturbed.steps);
}

static void sort_letters(void)
{
	for (int way = 0; send_ways[way]; way++)
		for (long n = 1; n <= undisturbed.calls[OP_LETTER]; n++)
			for (long more = 0; more < 2 && mine(n); more++) {
				snprintf(title, sizeof title, "letter %ld (and %ld more): %s", n, more, send_ways[way]);
				play_reset();
				board->fail_op = OP_LETTER;
				board->fail_nth = n;
				board->fail_more = more;
				board->send_way = way;
				round_of(false, 0);
			}
	printf("%ld letters\n", undisturbed.calls[OP_LETTER]);
}

static void sort_malloc(void)
{
	for (long n = 1; n <= undisturbed.mallocs; n++) {
		if (!mine(n))
			continue;
		snprintf(title, sizeof title, "allocation %ld", n);
		play_reset();
		board->fail_malloc = n;
		round_of(true, 0);
	}
	printf("%ld allocations\n", undisturbed.mallocs);
}

/* ---- at random ---- */

static long below(long n)
{
	return n > 0 ? random() % n : 0;
}

/* Kills in a row until one life ends by itself. At most two at one moment: a mail that is killed at every reading would be quarantined. */
static bool killed_round(long *kills)
{
	int at_moment = -1, there = 0, status = 1;
	play_reset();
	for (;;) {
		no_plan();
		long timer = 0;
		if (there < 2) {
			board->ending = below(2) ? DIE : LIVE;
			board->ending_at = board->ending == DIE ? 1 + below(undisturbed.steps) : 0;
			timer = board->ending == DIE ? 0 : 1 + below((long)(usual * 1.2e6));
		}
		status = life(timer);
		if (status == 0)
			return true;
		bool timed = timer && WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
		if (!timed && check_ending(status, false) < 0)
			return false;
		if (board->hit || timed)
			++*kills;
		there = board->moment == at_moment ? there + 1 : 1; /* of the moment at which it ended, not of that at which it began */
		at_moment = board->moment;
	}
}

static void sort_random(long most, double seconds, unsigned seed)
{
	long kills = 0, rounds = 0;
	double until = clock_monotonic() + seconds;
	srandom(seed);
	for (; kills < most && clock_monotonic() < until; rounds++) {
		snprintf(title, sizeof title, "round %ld of seed %u", rounds + 1, seed);
		if (killed_round(&kills))
			judge(false);
	}
	printf("%ld kills in %ld rounds\n", kills, rounds);
}

/* ---- the run that nobody disturbs ---- */

static void look_undisturbed(void)
{
	for (int i = 0; i < 2; i++) {
		play_reset();
		double start = clock_monotonic();
		int status = life(0);
		usual = clock_monotonic() - start;
		if (status != 0 || board->sync_failed) {
			printf("the run that nobody disturbs ended with status %#x; its log:\n", (unsigned)status);
			char command[300];
			snprintf(command, sizeof command, "cat '%s'", play_path("log"));
			exit(system(command) ? 2 : 1);
		}
		undisturbed = *board;
		struct outcome got = {0};
		if (board->erasing && !i)
			erase_end();
		if (!look(&got) || (i && compare(&reference, &got, false, &unsure, &doubled)))
			exit(1);
		look_free(&reference);
		reference = got;
	}
	printf("undisturbed: %.0f ms, %ld steps, %ld writes, %ld syncs, %ld reads, %ld letters, %ld allocations\n", usual * 1000, undisturbed.steps,
	       undisturbed.calls[OP_WRITE], undisturbed.calls[OP_SYNC], undisturbed.calls[OP_READ], undisturbed.calls[OP_LETTER], undisturbed.mallocs);
}

static int run_sort(int argc, char **argv)
{
	const char *sort = argv[1];
	if (strcmp(sort, "random") == 0 && argc == 5)
		return sort_random(atol(argv[2]), atof(argv[3]), (unsigned)atol(argv[4])), 0;
	stride = argc > 2 ? atol(argv[2]) : 1;
	slice = argc > 4 ? atol(argv[3]) : 0;
	slices = argc > 4 ? atol(argv[4]) : 1;
	if (strcmp(sort, "faults") == 0)
		return sort_faults(), 0;
	if (strcmp(sort, "kills") == 0)
		return sort_endings(DIE), 0;
	if (strcmp(sort, "power") == 0)
		return sort_endings(POWER_CUT), 0;
	if (strcmp(sort, "letters") == 0)
		return sort_letters(), 0;
	if (strcmp(sort, "malloc") == 0)
		return sort_malloc(), 0;
	if (strcmp(sort, "look") == 0)
		return printf("%s\n%s\n%s", reference.text, reference.letters, reference.arrived), passed++, 0;
	return -1;
}

int main(int argc, char **argv)
{
	board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (board == MAP_FAILED || argc < 2)
		return 64;
	signal(SIGPIPE, SIG_IGN);
	torture_off = true;
	vfs_register();
	play_open();
	look_undisturbed();
	if (argc > 2 && strcmp(argv[1], "erase") == 0) {
		erase_begin();
		look_undisturbed();
		argc--, argv++;
	}
	int unknown = run_sort(argc, argv);
	if (!unknown)
		printf("%ld processes, %ld of them ended early; %ld plans never came to pass; letters unsure %ld, arrived twice and marked %ld\n%ld passed, %ld failed\n",
		       lives, ended_early, not_reached, unsure, doubled, passed, failed);
	look_free(&reference);
	play_close();
	return unknown ? 64 : failed > 0;
}
