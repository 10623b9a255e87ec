#include "store_companies.h"

#include <stdlib.h>

#include "base/bug.h"

enum { AT_ONCE = 32 };

struct companies {
	struct arena *a;              /* own: keys */
	struct company_row items[AT_ONCE];
	size_t count;
	int64_t first;                /* number of items[0]; the others follow */
	int64_t rollbacks;            /* of the connection, when items[0] came */
};

void companies_free(struct companies *c)
{
	if (c)
		arena_free(c->a);
	free(c);
}

static struct companies *companies_of(struct store *s)
{
	if (!s->companies) {
		s->companies = calloc(1, sizeof *s->companies);
		if (!s->companies)
			bug_no_memory(sizeof *s->companies);
		s->companies->a = arena_new();
	}
	return s->companies;
}

static bool waits(const struct store *s)
{
	const struct companies *c = s->companies;
	return c && c->count && c->rollbacks == db_rollbacks(s->db);
}

#define INSERT "INSERT INTO company (id, key, owner, since, last, flags) VALUES (?, ?, ?, ?, ?, ?)"
#define MORE ", (?, ?, ?, ?, ?, ?)"
#define VALUES(i) c->first + (int64_t)(i), c->items[i].key, c->items[i].owner, c->items[i].since, c->items[i].last, c->items[i].flags
#define MORE4 MORE MORE MORE MORE
#define EIGHT(i) VALUES(i), VALUES(i + 1), VALUES(i + 2), VALUES(i + 3), VALUES(i + 4), VALUES(i + 5), VALUES(i + 6), VALUES(i + 7)
#define TYPES8 "itiiiiitiiiiitiiiiitiiiiitiiiiitiiiiitiiiiitiiii"

static int write_all(struct store *s, const struct companies *c, struct err *err)
{
	return db_run(s->db, err, INSERT MORE MORE MORE MORE4 MORE4 MORE4 MORE4 MORE4 MORE4 MORE4, TYPES8 TYPES8 TYPES8 TYPES8, EIGHT(0), EIGHT(8), EIGHT(16), EIGHT(24));
}

static int write_each(struct store *s, const struct companies *c, struct err *err)
{
	for (size_t i = 0; i < c->count; i++)
		if (db_run(s->db, err, INSERT, "itiiii", VALUES(i)) < 0)
			return -1;
	return 0;
}

int companies_write(struct store *s, struct err *err)
{
	struct companies *c = s->companies;
	if (!waits(s))
		return 0;
	int failed = c->count == AT_ONCE ? write_all(s, c, err) : write_each(s, c, err);
	c->count = 0;
	arena_reset(c->a);
	return failed;
}

int companies_need(struct store *s, int64_t company, struct err *err)
{
	return waits(s) && company >= s->companies->first ? companies_write(s, err) : 0;
}

int companies_add(struct store *s, const struct company_row *row, int64_t *company_r, struct err *err)
{
	struct companies *c = companies_of(s);
	if (waits(s) && c->count == AT_ONCE && companies_write(s, err) < 0)
		return -1;
	if (!waits(s)) { /* as SQLite numbers them */
		int64_t newest = 0;
		if (db_one_int(s->db, err, &newest, "SELECT max(id) FROM company", "") < 0)
			return -1;
		arena_reset(c->a);
		c->count = 0;
		c->first = newest + 1;
		c->rollbacks = db_rollbacks(s->db);
	}
	*company_r = c->first + (int64_t)c->count;
	c->items[c->count] = *row;
	c->items[c->count++].key = arena_strdup(c->a, row->key);
	return 0;
}
