#include "conf.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/bug.h"
#include "conf_checks.h"
#include "conf_yaml.h"
#include "options.h"

/* ---- the file's bytes */

static int read_bytes(const char *path, struct buf *out)
{
	size_t got;
	FILE *in = fopen(path, "rbe");
	if (!in)
		return -1;
	do {
		got = fread(buf_space(out, 65536), 1, 65536, in);
		out->size += got;
	} while (got > 0 && out->size <= YAML_MAX_BYTES);
	int why = ferror(in) ? errno : out->size > YAML_MAX_BYTES ? EFBIG : 0;
	fclose(in);
	errno = why;
	return why ? -1 : 0;
}

/* Nodes live in tmp, faults in a; `absent`: what helps where there is no such file. */
static const struct node *read_nodes(struct arena *a, struct arena *tmp, const char *path, const char *absent, struct conf_faults *faults)
{
	struct buf data = {0};
	struct conf_faults found = {0};
	const struct node *root = NULL;
	if (read_bytes(path, &data) < 0)
		conf_fault_add(a, faults, path, 0, "can't read the configuration: %s%s", strerror(errno), errno == ENOENT ? absent : "");
	else
		root = yaml_parse(tmp, path, data.data ? data.data : "", data.size, &found);
	conf_faults_move(a, faults, &found);
	buf_release(&data);
	return root;
}

static char *folder_of(struct arena *a, const char *path)
{
	char *copy = arena_strdup(a, path), *real = realpath(dirname(copy), NULL);
	char *folder = arena_strdup(a, real ? real : ".");
	free(real);
	return folder;
}

/* ---- the whole configuration */

/* zone_use sets the process's zone; a bad configuration must leave the old one in force. */
static void restore_zone(const char *old)
{
	must((old ? setenv("TZ", old, 1) : unsetenv("TZ")) == 0);
	tzset();
}

int conf_read(struct arena *a, const char *path, struct office *office_r, struct conf_faults *faults_r)
{
	struct arena *tmp = arena_new();
	const char *file = arena_strdup(a, path), *zone = arena_strdup(tmp, getenv("TZ"));
	struct reader r = {.a = a, .faults = faults_r, .dir = folder_of(a, path)};
	memset(office_r, 0, sizeof *office_r);
	memset(faults_r, 0, sizeof *faults_r);
	const struct node *root = read_nodes(a, tmp, file, "; leadclerk init writes the first one", faults_r);
	if (root)
		section_read(&r, &section_file, root, office_r);
	conf_faults_sort(faults_r, file);
	if (faults_r->faults_count == 0)
		office_index(a, office_r);
	else
		restore_zone(zone);
	arena_free(tmp);
	return faults_r->faults_count == 0 ? 0 : -1;
}

/* The file may hold a list of policies, or one policy, or a section with `policies:` among others: each becomes the latter alone. */
static struct node policies_alone(struct arena *tmp, const struct node *root)
{
	struct node top = {.kind = NODE_MAP, .file = root->file, .line = root->line}, *list = arena_alloc(tmp, sizeof *list);
	const struct node *given = node_get(root, "policies");
	*list = (struct node){.kind = NODE_LIST, .file = root->file, .line = root->line};
	if (given)
		*list = *given;
	else if (root->kind == NODE_LIST)
		*list = *root;
	else
		ARENA_PUSH(tmp, list, items) = (struct node_item){NULL, root->line, arena_memdup(tmp, root, sizeof *root)};
	ARENA_PUSH(tmp, &top, items) = (struct node_item){"policies", list->line, list};
	return top;
}

int conf_read_policies(struct arena *a, const char *path, struct office *office_r, struct conf_faults *faults_r)
{
	struct arena *tmp = arena_new();
	struct office o = {0};
	const char *file = arena_strdup(a, path);
	struct reader r = {.a = a, .faults = faults_r, .dir = folder_of(a, path)};
	memset(faults_r, 0, sizeof *faults_r);
	const struct node *root = read_nodes(a, tmp, file, "", faults_r);
	if (root) {
		struct node top = policies_alone(tmp, root);
		section_read(&r, &section_policies, &top, &o);
		policies_check(&r, node_get(&top, "policies"), &o);
	}
	conf_faults_sort(faults_r, file);
	arena_free(tmp);
	if (faults_r->faults_count > 0)
		return -1;
	office_r->policies = o.policies;
	office_r->policies_count = o.policies_count;
	office_r->policies_cap = o.policies_cap;
	return 0;
}

/* ---- writing it out */

static void dump_year(const struct office *o, size_t *i, struct buf *out)
{
	int year = date_year(o->calendar[*i].day), off = 0, work = 0;
	for (; *i < o->calendar_count && date_year(o->calendar[*i].day) == year; (*i)++)
		*(o->calendar[*i].work ? &work : &off) += 1;
	buf_printf(out, "# calendar %d: %d days off, %d worked\n", year, off, work);
}

static void dump_all(const struct office *o, bool judging, struct buf *out)
{
	struct dump d = {.out = out, .judging = judging};
	for (size_t i = 0; i < o->calendar_count;)
		dump_year(o, &i, out);
	forms_dump(o, out);
	if (!judging)
		reports_dump(o, out); /* letters of what is recorded: they judge nothing */
	section_dump(&section_file, o, &d);
}

void conf_dump(const struct office *o, struct buf *out)
{
	dump_all(o, false, out);
}

void conf_dump_judging(const struct office *o, struct buf *out)
{
	dump_all(o, true, out);
}

void conf_dump_policy(const struct policy *p, struct buf *out)
{
	struct dump d = {.out = out};
	section_dump(&section_policy, p, &d);
}

void conf_document(struct buf *out)
{
	for (const struct section *const *s = sections_all; *s; s++) {
		if (s != sections_all)
			buf_addc(out, '\n');
		section_document(*s, out);
	}
}
