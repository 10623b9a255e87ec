/* The torture program: a small office's evening and next day, lived by real rooms over a store whose file system fails, ends or forgets at a
 * chosen step. A process of its own lives it (fork), and so may die; the next one goes on where it stood. What has to be the same in the end is
 * a text: every table of the store but what tells of the trouble itself.
 *
 * A step is what the world can see: a call of the store's file system that changes something, a write or fsync of our own, a letter handed over. */
#ifndef TESTS_TORTURE_H
#define TESTS_TORTURE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clerk;
struct err;

enum op { OP_WRITE, OP_SYNC, OP_OPEN, OP_TRUNCATE, OP_DELETE, OP_READ, OP_SHM, OP_OWN, OP_LETTER, OPS };
extern const char *const op_names[OPS];

enum ending { LIVE, DIE, POWER_CUT };

enum { KILLED = 99 };             /* the exit status of a process that the plan ended */

/* Shared by the processes of one round. */
struct board {
	/* the plan of the process that runs next; nth counts from 1, 0: never */
	enum ending ending;           /* at step `ending_at` */
	long ending_at;
	enum op fail_op;              /* the `fail_nth` call of that sort, and `fail_more` further ones, fail with `fail_code` */
	long fail_nth, fail_more;
	int fail_code;
	bool fail_half;               /* a write: half of it is done */
	long fail_malloc;
	int send_way;                 /* OP_LETTER: how the hand-over fails, see letters_fail */
	bool lazy;                    /* what was not synced is kept back, for a power cut */
	unsigned seed;
	/* what happened in the process that ran last */
	long steps, calls[OPS], mallocs;
	bool sync_failed, sync_again; /* a sync failed; another one was tried in that process */
	bool closing;                 /* it has come to its end, and closes the store: a sync that fails then stops nothing any more */
	bool hit;                     /* the plan came to pass */
	/* the play, through all processes */
	bool erasing;                 /* its sequel (erase.c) */
	int moment;
	int64_t now;
};
extern struct board *board;
extern bool torture_off;         /* in a child of the clerk, and in the program itself: nothing counts, nothing fails */

/* vfs.c */
void vfs_register(void);          /* becomes SQLite's default */
void step(enum op op);            /* counts one; ends the process if the plan says so */
bool strikes(enum op op);         /* counts a call of that sort; whether this one is to fail */
void vfs_all_on_disk(const char *store);  /* before a life that is to end in a power cut */
void vfs_after_power_cut(const char *store);  /* what the disk holds becomes the files */

/* play.c */
void play_open(void);             /* a folder of its own; configuration and word lists are read once */
void play_close(void);
void play_reset(void);            /* no store, no letters, the first moment */
int play_live(void);              /* in a process of its own: from where the board stands to the end. An exit code of leadclerk's */
const char *play_path(const char *name);
extern const char *const send_ways[];
int turns_end(struct clerk *c, int (*done)(struct clerk *c, struct err *err));  /* tries again, as `run` does; an exit code */

/* erase.c: the sequel. What the play left is the start of each round; then a person and a company are forgotten, and what is older than the office wants to keep goes. */
void erase_begin(void);           /* after an undisturbed play */
void erase_reset(void);
int erase_live(struct clerk *c);
void erase_end(void);             /* after an undisturbed sequel: what it erased is known by now */
bool erase_traces(void);          /* something that was erased is still in the store's files: said */

/* look.c: what the play came to. */
struct outcome {
	char *text;                   /* own: every table, a line each row */
	char *letters;                /* own: "id state may_be_double digest-of-bytes" lines */
	char *arrived;                /* own: "id digest-of-bytes" lines, in order of arrival */
};
bool look(struct outcome *o_r);   /* false: the store can't be read, which was said */
void look_free(struct outcome *o);
/* 0, or 1 with the difference printed. Counts letters that are marked as unsure or possibly double. */
int compare(const struct outcome *want, const struct outcome *got, bool letters_may_fail, long *unsure, long *doubled);

#endif
