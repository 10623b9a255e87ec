/* The bound: what a machine allows for a night of lists, with no robustness at all. It fetches, inflates, scans, inserts and answers on four threads,
 * trusts every byte it reads, and judges nothing. Not product code: a yardstick. */
#ifndef BENCH_BESIDE_BOUND_H
#define BENCH_BESIDE_BOUND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COLUMNS = 10, ROWS_MOST = 2000, TEXTS_MOST = 20000, MAIL_MOST = 1 << 20, PART_MOST = 4 << 20 };

struct text {
	const char *at;
	size_t size;
};

/* One mail on its way through the stages. Texts point into `file`, `strings` and `sheet`. */
struct mail {
	char *raw;                 /* MAIL_MOST */
	size_t size;
	long uid;
	char id[128], from[128];
	unsigned char *file;       /* the attachment; MAIL_MOST */
	size_t file_size;
	char *strings, *sheet;     /* its two parts, inflated; PART_MOST each */
	struct text *texts;        /* shared strings; TEXTS_MOST */
	struct text (*rows)[COLUMNS]; /* ROWS_MOST: title and header, too */
	size_t count;
	unsigned char *packed;     /* the raw bytes by zstd, where they are kept */
	size_t packed_size;
	size_t added;
};

/* Ends the process with what failed. */
_Noreturn void give_up(const char *what);

/* ---- bound_net.c ---- */
struct wire {
	int fd;
	char *room;
	size_t from, to, size;
};
struct wire dial(const char *port);
void put(int fd, const void *data, size_t size);
/* The next line, up to and with its LF; valid until the next call. */
struct text get_line(struct wire *w);
void get_bytes(struct wire *w, char *out, size_t size);

/* ---- bound_sheet.c ---- */
/* From the raw mail to its rows. */
void read_mail(struct mail *m);
/* The same in a process of its own, that is started at the first call: bytes there and cells back through a socket. */
void read_mail_apart(struct mail *m);
/* That process ends, if there is one. */
void end_apart(void);

#endif
