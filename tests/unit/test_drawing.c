/* Charts and printed sheets, drawn by the drawer child. The test is its own child program: as "drawer" it is the real one, and what `how` says is
 * done to it first. Pictures are looked at by what must be true of them: their size, colours at places, and which of them are the same, byte by byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/clock.h"
#include "child.h"
#include "drawing.h"
#include "drawing_frames.h"
#include "jail_inside.h"
#include "samples_drawing.h"
#include "seen_pdf.h"
#include "seen_picture.h"

enum { LITTLE_MB = 100 /* enough for a small picture */ };
enum { PAPER = 0xfbfcfd, EDGE = 0xd9dfe5, MAIN = 0x2b6cb0 };

static struct arena *a;
static struct drawing *d;
static char how[] = "/tmp/leadclerk-drawing-XXXXXX"; /* what the next child does */

/* ---- children ---- */

static void lie(const char *word, uint8_t kind, struct buf *out)
{
	static const char wide[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\7\0\0\0\1\0\0\0";
	size_t mark = frame_start(out, strcmp(word, "kind") == 0 ? 9 : kind);
	put_text(out, strcmp(word, "lacks") == 0 ? "something" : NULL);
	if (strcmp(word, "wide") == 0)
		put_bytes(out, wide, sizeof wide - 1);
	else
		put_bytes(out, "GIF89a", strcmp(word, "empty") == 0 ? 0 : 6);
	if (strcmp(word, "more") == 0)
		put_int(out, 1);
	frame_end(out, mark);
}

static int liar_main(const char *word)
{
	struct frame_input in = {0};
	struct frame f;
	struct err err;
	struct buf out = {0};
	struct jail_rights rights;
	if (strcmp(word, "unready") == 0 || child_begin(CHILD_FD, &rights, &err) < 0 || child_ready(CHILD_FD, &err) < 0)
		return 1;
	while (frame_receive(CHILD_FD, &in, clock_monotonic() + 60, &f, &err) > 0) {
		if (strcmp(word, "dies") == 0)
			kill(getpid(), SIGKILL);
		if (strcmp(word, "late") == 0)
			sleep(60);
		lie(word, f.kind, &out);
		frame_send(CHILD_FD, &out, clock_monotonic() + 60, &err);
	}
	frame_input_release(&in);
	buf_release(&out);
	return 0;
}

static void allow(int rules, const char *path, uint64_t rights)
{
	int fd = open(path, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr rule = {.parent_fd = fd, .allowed_access = rights};
	if (fd >= 0)
		syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(fd);
}

/* A machine on which no font can be read but those in one folder (NULL: none). */
static void hide_fonts(const char *but)
{
	const uint64_t file = LANDLOCK_ACCESS_FS_READ_FILE, folder = LANDLOCK_ACCESS_FS_READ_DIR;
	static const char *const needed[] = {"/etc", "/proc", "/lib", "/lib64", "/usr/lib", "/usr/bin", "/usr/share/fontconfig", "/dev", "/sys", "/root", "/home", "/tmp"};
	struct landlock_ruleset_attr all = {.handled_access_fs = file | folder};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	for (size_t i = 0; i < COUNT(needed); i++)
		allow(rules, needed[i], file | folder);
	allow(rules, "/usr/share/fonts", folder);
	if (but)
		allow(rules, but, file | folder);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || syscall(SYS_landlock_restrict_self, rules, 0) < 0)
		_exit(99);
	close(rules);
}

#define LATIN_FONTS "/usr/share/fonts/truetype/dejavu"

static int be_child(void)
{
	char word[32] = "";
	FILE *f = fopen(getenv("DRAWING_HOW") ? getenv("DRAWING_HOW") : "", "r");
	if (f && (!fgets(word, sizeof word, f) || fclose(f) != 0))
		word[0] = '\0';
	if (strcmp(word, "no fonts") == 0)
		hide_fonts(NULL);
	else if (strcmp(word, "latin") == 0)
		hide_fonts(LATIN_FONTS);
	else if (strcmp(word, "little") == 0)
		setrlimit(RLIMIT_AS, &(struct rlimit){LITTLE_MB << 20, LITTLE_MB << 20});
	else if (*word)
		return liar_main(word);
	return drawer_main(CHILD_FD);
}

static void next_child(const char *word)
{
	FILE *f = fopen(how, "w");
	assert_true(f && fputs(word, f) >= 0 && fclose(f) == 0);
	drawing_rest(d);
}

/* ---- */

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	d = drawing_new();
	next_child("");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	drawing_free(d);
	arena_free(a);
	return 0;
}

static struct bytes chart_of(const struct chart *c)
{
	struct bytes png = {0};
	struct err err = {0};
	if (drawing_chart(d, a, c, &png, &err) < 0)
		fail_msg("%s", err.text);
	return png;
}

static struct bytes sheet_of(const struct print_sheet *s)
{
	struct bytes pdf = {0};
	struct err err = {0};
	if (drawing_print(d, a, s, &pdf, &err) < 0)
		fail_msg("%s", err.text);
	return pdf;
}

static bool same(struct bytes x, struct bytes y)
{
	return x.size == y.size && memcmp(x.data, y.data, x.size) == 0;
}

static void keep(const char *name, const char *kind, struct bytes b)
{
	const char *folder = getenv("DRAWING_SAMPLES");
	FILE *f = folder ? fopen(arena_printf(a, "%s/%s.%s", folder, name, kind), "w") : NULL;
	if (f)
		assert_true(fwrite(b.data, 1, b.size, f) == b.size && fclose(f) == 0);
}

/* ---- charts ---- */

static struct chart columns(const char *title, const int64_t *values, size_t count)
{
	static const char *const labels[] = {"9/14", "9/15", "9/16", "9/17", "9/18", "9/19"};
	struct chart c = sample_chart(a, CHART_COLUMNS, title, NULL, labels, count);
	sample_series(a, &c, NULL, CHART_MAIN, values);
	return c;
}

/* Each on its own light ground with an edge, so that it stays readable in a dark letter; small enough to be mailed. (DRAWING_SAMPLES=FOLDER keeps them.) */
static void every_sample_is_a_picture(void **state)
{
	struct samples all = sample_charts(a);
	(void)state;
	for (size_t i = 0; i < all.items_count; i++) {
		struct bytes png = chart_of(&all.items[i].chart);
		struct seen s = look(a, png);
		keep(all.items[i].name, "png", png);
		assert_true(png.size <= DRAWING_MAX_PNG);
		assert_int_equal(drawing_height(png), s.height * DRAWING_WIDTH / s.width);
		for (int x = 3; x < DRAWING_WIDTH - 3; x++) {
			assert_int_equal(at(&s, x, 3), PAPER);
			assert_int_equal(at(&s, x, drawing_height(png) - 4), PAPER);
		}
		assert_int_equal(at(&s, 0, 0), EDGE);
		assert_int_equal(at(&s, 3, drawing_height(png) / 2), PAPER);
		assert_int_equal(at(&s, DRAWING_WIDTH - 4, drawing_height(png) / 2), PAPER);
	}
}

static void the_same_again(void **state)
{
	struct chart trend = sample_named(a, "trend"), other = sample_named(a, "bars");
	(void)state;
	struct print_sheet sheet = sample_sheet(a, 30);
	struct bytes png = chart_of(&trend), pdf = sheet_of(&sheet);
	assert_true(same(png, chart_of(&trend)));
	assert_true(same(pdf, sheet_of(&sheet)));
	drawing_rest(d); /* another process, with other things drawn before */
	chart_of(&other);
	assert_true(same(png, chart_of(&trend)));
	assert_true(same(pdf, sheet_of(&sheet)));
}

/* Columns stand on zero and are as high as their values say; below it hangs what is negative; a gap is empty. */
static void columns_are_true(void **state)
{
	static const int64_t values[] = {100, 50, 0, -50, CHART_NOTHING, 100};
	struct chart c = columns(NULL, values, 6);
	(void)state;
	struct seen s = look(a, chart_of(&c));
	int middle[6], high[6];
	for (int i = 0; i < 6; i++) {
		middle[i] = 62 + (int)((520 / 6.0) * (i + 0.5)) ;
		high[i] = count_of(&s, middle[i], MAIN);
	}
	assert_true(high[0] > 60);
	assert_true(high[1] * 2 >= high[0] - 3 && high[1] * 2 <= high[0] + 3);
	assert_int_equal(high[2], 0);
	assert_true(high[3] >= high[1] - 2 && high[3] <= high[1] + 2);
	assert_int_equal(high[4], 0);
	assert_int_equal(high[5], high[0]);
	int top = 0, hangs = 0;
	while (at(&s, middle[0], top) != MAIN)
		top++;
	while (at(&s, middle[3], hangs) != MAIN)
		hangs++;
	assert_true(hangs >= top + high[0] - 1);
}

static void bars_are_true(void **state)
{
	static const int64_t values[] = {100, 50};
	struct chart c = columns(NULL, values, 2);
	(void)state;
	c.kind = CHART_BARS;
	struct seen s = look(a, chart_of(&c));
	int long_one = 0, short_one = 0, y = 0;
	while (count_of(&s, 80, MAIN) && at(&s, 80, y) != MAIN)
		y++;
	for (int x = 0; x < DRAWING_WIDTH; x++) {
		long_one += at(&s, x, y + 5) == MAIN;
		short_one += at(&s, x, y + 5 + 26) == MAIN;
	}
	assert_true(long_one > 400);
	assert_true(short_one * 2 >= long_one - 2 && short_one * 2 <= long_one + 2);
}

/* What can't be seen changes nothing; what would not end ends; nothing reaches beyond its place. */
static void texts_are_inert(void **state)
{
	static const char *const pairs[][2] = {
		{"\xE2\x80\xAE" "abc\xE2\x80\xAC\xE2\x81\xA6", "abc"},          /* directions turned over */
		{"a\x01\x1B[31mb\x7F" "c\xC2\x85", "a[31mbc"},                  /* controls */
		{"a\r\nb\tc", "a b c"},
		{"a\xE2\x80\x8B\xEF\xBB\xBF" "b\xC2\xAD" "c", "abc"},           /* nothing wide */
		{"a\xE2\x80\xA8" "b\xE2\x80\xA9" "c", "abc"},                   /* line and paragraph separators */
		{"a\xEF\xBF\xBF" "b\xF4\x8F\xBF\xBF" "c\xEF\xB7\x90", "abc"}, /* no characters at all: a page with one is refused by cairo */
		{FLOOD "x", "Z\xCC\x81\xCC\x82x"},                              /* marks upon marks */
		{"<b>&amp;</b> <span foreground='red'>x", "<b>&amp;</b> <span foreground='red'>x"},
	};
	static const int64_t values[] = {1, 2};
	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct chart hostile = columns(pairs[i][0], values, 2), plain = columns(pairs[i][1], values, 2);
		hostile.labels[0] = pairs[i][0], plain.labels[0] = pairs[i][1];
		assert_true(same(chart_of(&hostile), chart_of(&plain)));
	}
	for (size_t i = 0; i < COUNT(pairs); i++) {
		struct print_sheet hostile = sample_sheet(a, 1), plain = hostile;
		hostile.rows[0].cells[1] = hostile.title = hostile.author = hostile.page = pairs[i][0];
		struct bytes pdf = sheet_of(&hostile);
		plain.rows[0].cells[1] = plain.title = plain.author = plain.page = pairs[i][1];
		assert_true(same(pdf, sheet_of(&plain)));
	}
	struct chart one = columns(LONG_NAME "甲", values, 2), other = columns(LONG_NAME "乙", values, 2), shorter = columns("上海", values, 2);
	assert_true(same(chart_of(&one), chart_of(&other)));
	assert_false(same(chart_of(&one), chart_of(&shorter)));
	one.kind = other.kind = CHART_BARS; /* a name that is too long by far takes no more room than one that is just too long */
	one.title = other.title = NULL;
	one.labels[0] = LONG_NAME, other.labels[0] = LONG_NAME LONG_NAME;
	assert_true(same(chart_of(&one), chart_of(&other)));
}

/* Each tone can be told without its colour: as grey, columns of two of them differ in lightness or in pattern. */
static void tones_differ_without_colour(void **state)
{
	static const int64_t values[] = {10, 10, 10};
	int light[CHART_TONES], kinds[CHART_TONES];
	(void)state;
	for (int tone = 0; tone < CHART_TONES; tone++) {
		struct chart c = columns(NULL, values, 3);
		c.series[0].tone = (enum chart_tone)tone;
		struct seen s = look(a, chart_of(&c));
		unsigned first = at(&s, 324, 120), rgb;
		light[tone] = kinds[tone] = 0;
		for (int i = 0; i < 400; i++) {
			rgb = at(&s, 314 + i % 20, 120 + i / 20);
			light[tone] += (int)((rgb >> 16) * 3 + (rgb >> 8 & 0xFF) * 6 + (rgb & 0xFF)) / 10;
			kinds[tone] += rgb != first;
		}
		light[tone] /= 400;
	}
	for (int x = 0; x < CHART_TONES; x++)
		for (int y = 0; y < x; y++)
			assert_true(abs(light[x] - light[y]) >= 20 || (kinds[x] > 100) != (kinds[y] > 100));
}

static void what_is_too_much_is_refused(void **state)
{
	static const int64_t values[] = {1, 2};
	struct chart c = columns(NULL, values, 2);
	struct print_sheet s = sample_sheet(a, 1);
	struct bytes out;
	struct err err = {0};
	(void)state;
	c.series[0].values_count = 1;
	assert_int_equal(drawing_chart(d, a, &c, &out, &err), -1);
	c.series[0].values_count = 2;
	c.series[0].values[0] = CHART_MAX_VALUE + 1;
	assert_int_equal(drawing_chart(d, a, &c, &out, &err), -1);
	struct chart long_one = sample_days(a, CHART_BARS, NULL, CHART_MAX_LABELS);
	for (int i = 0; i < 3; i++)
		sample_series(a, &long_one, NULL, CHART_MAIN, sample_values(a, CHART_MAX_LABELS, 10, false));
	assert_int_equal(drawing_chart(d, a, &long_one, &out, &err), -1);
	c.labels_count = 0;
	assert_int_equal(drawing_chart(d, a, &c, &out, &err), -1);
	s.columns[2].width = 0;
	assert_int_equal(drawing_print(d, a, &s, &out, &err), -1);
	s.columns[2].width = 5;
	s.rows[0].cells_count = 3;
	assert_int_equal(drawing_print(d, a, &s, &out, &err), -1);
	s = sample_sheet(a, PRINT_MAX_ROWS + 1);
	assert_int_equal(drawing_print(d, a, &s, &out, &err), -1);
	assert_int_equal(drawing_chart(NULL, a, &c, &out, &err), -1);
}

/* ---- sheets ---- */

static void sheets_have_pages(void **state)
{
	static const struct { size_t rows; int pages; } cases[] = {{0, 1}, {1, 1}, {17, 1}, {18, 2}, {100, 6}, {PRINT_MAX_ROWS, 59}};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct print_sheet s = sample_sheet(a, cases[i].rows);
		struct bytes pdf = sheet_of(&s);
		keep(arena_printf(a, "sheet-%zu", cases[i].rows), "pdf", pdf);
		assert_int_equal(times(pdf, "/Type /Page %"), cases[i].pages);
		assert_true(times(pdf, "/MediaBox [ 0 0 841.88") == cases[i].pages); /* A4, lying */
		assert_true(pdf.size < 40000 + cases[i].rows * 200);
	}
}

/* … stands for what had no room: who searches a PDF finds it, who copies it has it. */
static void what_is_cut_can_be_found(void **state)
{
	struct print_sheet s = sample_sheet(a, 1);
	(void)state;
	s.rows[0].cells[1] = LONG_NAME "苏州";
	assert_true(times(seen_inside(a, sheet_of(&s)), "82cf5dde>") == 1); /* the last two characters, as UTF-16 */
	s.rows[0].cells[1] = "苏州";
	assert_true(times(seen_inside(a, sheet_of(&s)), "82cf5dde>") == 0);
}

/* Fonts travel with it, as far as they are used; no moment and no machine does. */
static void sheets_stand_alone(void **state)
{
	struct print_sheet s = sample_sheet(a, 20);
	struct bytes pdf = sheet_of(&s);
	(void)state;
	assert_int_equal(times(pdf, "CreationDate"), 0);
	assert_int_equal(times(pdf, "ModDate"), 0);
	assert_true(times(pdf, "/FontFile") >= 1);
	const char *name = (const char *)pdf.data, *end = name + pdf.size;
	while ((name = memmem(name, (size_t)(end - name), "/BaseFont /", 11))) {
		name += 11;
		assert_int_equal(strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 6); /* ABCDEF+Name: a subset */
		assert_int_equal(name[6], '+');
	}
	assert_int_equal(times(pdf, "/URI"), 0);
	assert_int_equal(times(pdf, "/JavaScript"), 0);
	s.title = s.subtitle = s.footer = s.author = HOSTILE_NAME;
	s.page = "{page}{pages}{page {{pages}";
	s.columns[1].title = LONG_NAME LONG_NAME;
	sheet_of(&s);
	s.title = s.subtitle = s.footer = s.author = s.page = s.columns[1].title = NULL;
	sheet_of(&s);
}

/* A cell's text has no say in any other cell: however long, the pages are as many. */
static void cells_keep_their_place(void **state)
{
	struct print_sheet s = sample_sheet(a, 17);
	(void)state;
	for (size_t r = 0; r < s.rows_count; r++)
		for (size_t c = 0; c < s.columns_count; c++)
			s.rows[r].cells[c] = c % 2 ? LONG_NAME LONG_NAME LONG_NAME LONG_NAME : FLOOD FLOOD FLOOD FLOOD FLOOD FLOOD;
	assert_int_equal(times(sheet_of(&s), "/Type /Page %"), 1);
	s.columns[0].width = 1; /* a column of nothing */
	assert_int_equal(times(sheet_of(&s), "/Type /Page %"), 1);
}

/* ---- a drawer that fails ---- */

static int try_chart(struct err *err)
{
	static const int64_t values[] = {1, 2};
	struct chart c = columns("样本", values, 2);
	struct bytes png;
	*err = (struct err){0};
	return drawing_chart(d, a, &c, &png, err);
}

static void lies_are_no_pictures(void **state)
{
	static const char *const words[] = {"kind", "gif", "empty", "wide", "more"};
	struct err err;
	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		next_child(words[i]);
		assert_int_equal(try_chart(&err), -1);
		assert_non_null(strstr(err.text, "no picture"));
		drawing_free(d); /* without its pauses */
		d = drawing_new();
	}
	next_child("");
	assert_int_equal(try_chart(&err), 0);
}

/* One that dies costs that picture; the next is tried at once. After a second one nothing is tried for a while, by another process either. */
static void death_costs_a_picture(void **state)
{
	struct err err;
	(void)state;
	next_child("dies");
	assert_int_equal(try_chart(&err), -1);
	assert_non_null(strstr(err.text, "died of signal 9"));
	assert_true(drawing_news(d, &err));
	next_child("");
	assert_int_equal(try_chart(&err), 0);
	next_child("dies");
	assert_int_equal(try_chart(&err), -1);
	assert_true(drawing_news(d, &err)); /* something was drawn in between */
	assert_int_equal(try_chart(&err), -1);
	next_child("");
	assert_int_equal(try_chart(&err), -1);
	assert_non_null(strstr(err.text, "nothing is drawn for 5 seconds: the drawer process died of signal 9"));
	assert_false(drawing_news(d, &err));
}

static void starts_that_fail_are_not_repeated(void **state)
{
	struct err err;
	(void)state;
	next_child("unready");
	assert_int_equal(try_chart(&err), -1);
	assert_int_equal(try_chart(&err), -1);
	assert_int_equal(try_chart(&err), -1);
	assert_non_null(strstr(err.text, "failed 2 times in a row at its start"));
}

static void who_is_late_is_killed(void **state)
{
	struct err err;
	double from = clock_monotonic();
	(void)state;
	next_child("late");
	assert_int_equal(try_chart(&err), -1);
	assert_non_null(strstr(err.text, "did not answer within 10 seconds and was killed"));
	assert_true(clock_monotonic() - from < DRAWING_SECONDS + 5);
	next_child("");
	assert_int_equal(try_chart(&err), 0);
}

static bool has_landlock(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

static void a_machine_without_fonts(void **state)
{
	struct err err;
	(void)state;
	if (!has_landlock())
		skip();
	next_child("no fonts");
	assert_int_equal(try_chart(&err), -1);
	assert_non_null(strstr(err.text, "starting the drawer process"));
	assert_true(drawing_news(d, &err));
	assert_int_equal(try_chart(&err), -1);
	assert_false(drawing_news(d, &err));
}

/* Boxes instead of characters, and a word about it. */
static void a_machine_without_chinese_fonts(void **state)
{
	struct err err;
	(void)state;
	if (!has_landlock() || access(LATIN_FONTS, R_OK) < 0)
		skip();
	assert_int_equal(try_chart(&err), 0);
	assert_null(drawing_lacks(d));
	assert_false(drawing_news(d, NULL));
	next_child("latin");
	assert_int_equal(try_chart(&err), 0);
	assert_non_null(strstr(drawing_lacks(d), "Chinese"));
	assert_true(drawing_news(d, NULL));
	assert_int_equal(try_chart(&err), 0);
	assert_false(drawing_news(d, NULL));
}

/* Where memory ends in the middle of a large one, it is that one which is lost. */
static void memory_that_ends(void **state)
{
	struct chart longest = sample_named(a, "most-bars");
	struct bytes png;
	struct err err;
	(void)state;
	if (JAIL_SANITIZED)
		skip();
	next_child("little");
	assert_int_equal(try_chart(&err), 0);
	assert_int_equal(drawing_chart(d, a, &longest, &png, &err), -1);
	assert_int_equal(try_chart(&err), 0);
}

/* Pango looks for fonts in a thread: it is in the jail, too. */
static void each_thread_is_jailed(void **state)
{
	char line[200];
	int threads = 0, jailed = 0;
	struct err err;
	(void)state;
	if (JAIL_SANITIZED)
		skip();
	assert_int_equal(try_chart(&err), 0);
	FILE *f = popen(arena_printf(a, "cat $(for p in $(cat /proc/%d/task/*/children); do echo /proc/$p/task/*/status; done) 2>/dev/null", (int)getpid()), "r");
	assert_non_null(f);
	for (bool ours = false; fgets(line, sizeof line, f);) {
		ours = strncmp(line, "Name:", 5) == 0 ? strstr(line, "sh\n") == NULL && strstr(line, "cat\n") == NULL : ours;
		threads += ours && strncmp(line, "Name:", 5) == 0;
		jailed += ours && strcmp(line, "Seccomp:\t2\n") == 0;
	}
	pclose(f);
	assert_true(threads >= 1);
	assert_int_equal(jailed, threads);
}

static void what_rests_is_started_again(void **state)
{
	struct err err;
	(void)state;
	drawing_rest(NULL);
	drawing_rest(d);
	assert_int_equal(try_chart(&err), 0);
	drawing_rest(d);
	drawing_rest(d);
	assert_int_equal(try_chart(&err), 0);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		EACH(every_sample_is_a_picture), EACH(the_same_again),      EACH(columns_are_true),      EACH(bars_are_true),
		EACH(texts_are_inert),           EACH(tones_differ_without_colour), EACH(what_is_too_much_is_refused),
		EACH(sheets_have_pages),         EACH(sheets_stand_alone),  EACH(cells_keep_their_place), EACH(what_is_cut_can_be_found),
		EACH(lies_are_no_pictures),      EACH(death_costs_a_picture), EACH(starts_that_fail_are_not_repeated), EACH(who_is_late_is_killed),
		EACH(a_machine_without_fonts),   EACH(a_machine_without_chinese_fonts), EACH(memory_that_ends), EACH(each_thread_is_jailed), EACH(what_rests_is_started_again),
	};
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return be_child();
	if (mkstemp(how) < 0 || setenv("DRAWING_HOW", how, 1) < 0)
		return 1;
	int failed = cmocka_run_group_tests_name("drawing", tests, NULL, NULL);
	unlink(how);
	return failed;
}
