/* What spike.c and nights.c share: generated rows, and what a night takes. */
#ifndef TESTS_BENCH_NIGHTS_H
#define TESTS_BENCH_NIGHTS_H
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "db.h"
#include "values/lead.h"

enum { MAILS = 1000, ROWS = 100, REPS = 1000, REPEAT_PERCENT = 2 };

static void check(int r, const struct err *err)
{
	if (r < 0) {
		fprintf(stderr, "spike: %s\n", err->text);
		exit(1);
	}
}

/* SPIKE_PRAGMA: other settings for the nights, to compare. */
static void tune(struct db *db, struct err *err)
{
	const char *pragma = getenv("SPIKE_PRAGMA");
	if (pragma)
		check(db_script(db, pragma, err), err);
}

/* ---- figures ---- */

struct io {
	double read, written; /* MB */
};

static struct io io_now(void)
{
	struct io io = {0};
	char name[32];
	long long n;
	FILE *f = fopen("/proc/self/io", "r");
	if (!f)
		return io;
	while (fscanf(f, "%31s %lld", name, &n) == 2) {
		if (strcmp(name, "rchar:") == 0)
			io.read = (double)n / 1e6;
		if (strcmp(name, "wchar:") == 0)
			io.written = (double)n / 1e6;
	}
	fclose(f);
	return io;
}

static double file_mb(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (double)st.st_size / 1e6 : 0;
}

/* The kernel's cached pages of a file that nobody has open. */
static void forget_cached(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	fdatasync(fd);
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
}

struct night {
	struct io io;
	double start, last, slowest, cpu;
};

static double cpu_seconds(void)
{
	struct rusage use;
	getrusage(RUSAGE_SELF, &use);
	return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static void night_starts(struct night *n)
{
	*n = (struct night){.io = io_now(), .start = clock_monotonic(), .cpu = cpu_seconds()};
	n->last = n->start;
}

static void mail_ends(struct night *n)
{
	double now = clock_monotonic();
	n->slowest = now - n->last > n->slowest ? now - n->last : n->slowest;
	n->last = now;
}

static void night_ends(const struct night *n, const char *what, int64_t stored, const char *path)
{
	struct io io = io_now();
	struct rusage use;
	double size = file_mb(path), rows = (double)(stored + (int64_t)MAILS * ROWS);
	getrusage(RUSAGE_SELF, &use);
	printf("%-8s %9" PRId64 " rows: %6.2f s, %6.2f s of CPU, slowest commit %6.1f ms, written %5.0f MB, read %5.0f MB, file %5.0f MB, %4.0f B/row, "
	       "memory %3.0f MB\n",
	       what, stored, clock_monotonic() - n->start, cpu_seconds() - n->cpu, n->slowest * 1000, io.written - n->io.written, io.read - n->io.read, size,
	       size * 1e6 / rows, (double)use.ru_maxrss / 1000);
	fflush(stdout);
}

/* ---- what reps write ---- */

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 31) * 0x7fb5d329728ea185u;
	x = (x ^ x >> 27) * 0x81dadef4bc2dd44du;
	return x ^ x >> 33;
}

/* The name of company number i, another one for each. */
static char *company_name(struct arena *a, uint64_t i)
{
	static const char *const cities[] = {"东莞市", "深圳市", "广州市", "佛山市", "中山市", "惠州市", "珠海市", "江门市"};
	static const char *const trades[] = {"机械", "电子科技", "五金制品", "塑胶模具", "贸易", "家具", "服装", "包装印刷", "物流", "建材"};
	static const char *const last[] = {"有限公司", "有限公司", "有限责任公司", "股份有限公司"};
	static const char *const han[] = {"宏", "图", "嘉", "鑫", "恒", "泰", "华", "盛", "永", "兴", "达", "利", "万", "通", "联", "创", "金", "瑞",
	                                  "丰", "源", "德", "信", "安", "康", "美", "佳", "新", "科", "凯", "博", "雅", "润"};
	uint64_t r = mix(i);
	return arena_printf(a, "%s%s%s%s%s%s%s%s", cities[r % 8], i >> 25 ? han[i >> 25 & 31] : "", han[i & 31], han[i >> 5 & 31], han[i >> 10 & 31], i >> 15 ? han[i >> 15 & 31] : "",
	                    i >> 20 ? arena_printf(a, "%s%s", han[i >> 20 & 31], trades[(r >> 3) % 10]) : trades[(r >> 3) % 10], last[(r >> 8) % 4]);
}

/* Row number k of all rows ever written: mostly a company never seen, now and then one seen before. */
static uint64_t company_of(uint64_t k)
{
	uint64_t r = mix(k * 2 + 1);
	return k > 1000 && r % 100 < REPEAT_PERCENT ? r / 100 % k : k;
}

static void fill_row(struct arena *a, uint64_t k, struct lead_row *row)
{
	static const char *const people[] = {"张伟", "王芳", "李娜", "刘洋", "陈静", "杨勇", "黄丽", "赵强", "周敏", "吴军"};
	static const char *const trades[] = {"精密机械零件加工及销售", "电子元器件、集成电路批发", "五金制品、模具的生产和销售", "塑胶制品生产", "货物进出口、技术进出口"};
	uint64_t r = mix(k + 77);
	*row = (struct lead_row){.row = (int)(k % ROWS) + 2};
	for (int f = 0; f < FIELD_COUNT; f++)
		row->value[f] = "";
	row->value[FIELD_COMPANY] = company_name(a, company_of(k));
	row->value[FIELD_PERSON] = people[r % 10];
	row->value[FIELD_PHONE] = arena_printf(a, "13%09" PRIu64, r % 1000000000);
	row->value[FIELD_BUSINESS] = trades[(r >> 8) % 5];
	row->value[FIELD_CAPITAL] = arena_printf(a, "%d万人民币", (int)((r >> 16) % 90 + 10) * 10);
	row->value[FIELD_NETWORK] = r >> 20 & 1 ? "无" : "有网络推广，百度竞价";
	row->value[FIELD_WEBSITE] = r >> 21 & 1 ? "有" : "无";
	row->value[FIELD_VALUE] = "有开发价值";
}

#endif
