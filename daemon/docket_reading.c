#include "docket_inside.h"

#include <string.h>

#include "columns_said.h"

/* The next sign of "sign/width sign/width"; NULL: there is none. */
static const char *next_sign(struct arena *a, const char **asked)
{
	const char *s = *asked;
	size_t n = strcspn(s, " "), sign = strcspn(s, "/");
	*asked = s + n + strspn(s + n, " ");
	return n ? arena_strndup(a, s, sign < n ? sign : n) : NULL;
}

/* What is in force at that place about the mail's layouts; *by_r: the ids of the answers. */
static int known_at(struct session *s, const struct mail_record *m, const struct mail_record *at, struct known_layouts *known_r, const char **by_r,
                    struct err *err)
{
	struct arena *a = s->c->turn;
	const char *asked = m->asked;
	*by_r = "";
	*known_r = (struct known_layouts){0};
	for (const char *sign; (sign = next_sign(a, &asked));) {
		struct layout_answer answer;
		int r = store_find_layout(&s->c->store, a, sign, at, &answer, err);
		if (r < 0)
			return -1;
		if (r == 0)
			continue;
		struct known_layout k = {.sign = sign};
		columns_read(a, answer.said, &k);
		ARENA_PUSH(a, known_r, items) = k;
		if (!strstr(*by_r, answer.by))
			*by_r = arena_printf(a, "%s%s%s", *by_r, **by_r ? " " : "", answer.by);
	}
	return 0;
}

static int read_anew(struct session *s, struct mail_record *m, const struct known_layouts *known, const char *by, struct err *err)
{
	struct fresh *f = docket_fresh(s, m->id), *read = arena_alloc(s->c->turn, sizeof *read);
	int r = record_read(s->c, m, known, read, err);
	if (r <= 0 || strcmp(read->record.kind, "quarantined") == 0)
		return r < 0 ? -1 : 0;
	m->read_by = by;
	m->has_rows = read->found.tables_count > 0;
	if (m->has_rows)
		m->rows_digest = docket_rows_digest(read->found.tables, read->found.tables_count);
	if (f) {
		f->found = read->found;
		f->listed = false;
	} else {
		s->anew = read;
	}
	return store_read_anew(&s->c->store, m, err);
}

int docket_reading(struct session *s, struct mail_record *m, const struct mail_record *at, struct err *err)
{
	struct known_layouts known;
	const char *by;
	if (!m->asked || !*m->asked)
		return 0;
	if (known_at(s, m, at, &known, &by, err) < 0)
		return -1;
	bool same = strcmp(by, m->read_by) == 0;
	if (!*by && (same || !m->plain_rows)) { /* what was read by an answer stays for when that is judged again */
		m->has_rows = m->plain_rows;
		return 0;
	}
	return same ? 0 : read_anew(s, m, &known, by, err);
}
