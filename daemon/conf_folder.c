#include "conf_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/embed.h"
#include "base/plain.h"

enum { DATA_MAX_BYTES = 256 * 1024 };

struct folder {
	struct reader *r;
	const struct section *section;
	struct option_list all;
	size_t built_in;            /* so many of them are ... */
	bool *replaced;             /* ... of which the office has its own; two of its own with one name are a fault that the caller finds */
};

static const char *name_of(const void *item)
{
	return *(const char *const *)item;
}

static void *item_at(const struct folder *f, size_t i)
{
	return (char *)f->all.items + i * f->section->size;
}

/* The place of the one that it replaces, or a new one. */
static void *place_for(struct folder *f, const char *name, bool own)
{
	for (size_t i = 0; own && i < f->built_in; i++)
		if (!f->replaced[i] && strcmp(name_of(item_at(f, i)), name) == 0) {
			f->replaced[i] = true;
			return item_at(f, i);
		}
	f->all.items = arena_grow(f->r->a, f->all.items, f->all.items_count, &f->all.items_cap, f->section->size);
	return item_at(f, f->all.items_count++);
}

static void take(struct folder *f, const char *name, const char *data, size_t size, bool own)
{
	struct reader *r = f->r;
	struct arena *tmp = arena_new();
	struct conf_faults found = {0};
	char *item = arena_alloc(tmp, f->section->size);
	size_t before = r->faults->faults_count;
	memset(item, 0, f->section->size);
	const struct node *n = yaml_parse(tmp, name, data, size, &found);
	conf_faults_move(r->a, r->faults, &found);
	if (n)
		section_read(r, f->section, n, item);
	if (n && r->faults->faults_count == before)
		memcpy(place_for(f, name_of(item), own), item, f->section->size);
	arena_free(tmp);
}

static bool is_yaml(const char *name)
{
	size_t n = strlen(name);
	return *name != '.' && n > 5 && strcmp(name + n - 5, ".yaml") == 0;
}

/* An ending that would leave the file unread without a word. */
static bool is_nearly_yaml(const char *name)
{
	const char *dot = *name == '.' ? NULL : strrchr(name, '.');
	return dot && !is_yaml(name) && (strcasecmp(dot, ".yaml") == 0 || strcasecmp(dot, ".yml") == 0);
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void take_file(struct folder *f, const char *path)
{
	struct reader *r = f->r;
	char *data = arena_alloc(r->a, DATA_MAX_BYTES + 1);
	FILE *in = plain_open(path);
	size_t size = in ? fread(data, 1, DATA_MAX_BYTES + 1, in) : 0;
	if (!in || ferror(in))
		conf_fault_add(r->a, r->faults, path, 0, "can't be read: %s", plain_why(errno));
	else if (size > DATA_MAX_BYTES)
		conf_fault_add(r->a, r->faults, path, 0, "is longer than %d bytes", DATA_MAX_BYTES);
	else
		take(f, path, data, size, true);
	if (in)
		fclose(in);
}

static void take_own(struct folder *f, const char *dir)
{
	struct { const char **items; size_t items_count, items_cap; } paths = {0};
	DIR *d = opendir(dir);
	if (!d && errno != ENOENT && errno != ENOTDIR) /* those the configuration has said already */
		conf_fault_add(f->r->a, f->r->faults, dir, 0, "can't be read: %s", strerror(errno));
	for (struct dirent *e; d && (e = readdir(d));)
		if (is_nearly_yaml(e->d_name))
			conf_fault_add(f->r->a, f->r->faults, arena_printf(f->r->a, "%s/%s", dir, e->d_name), 1, "only files that end in .yaml are read: rename it, or take it away");
		else if (is_yaml(e->d_name))
			ARENA_PUSH(f->r->a, &paths, items) = arena_printf(f->r->a, "%s/%s", dir, e->d_name);
	if (d)
		closedir(d);
	if (paths.items_count)
		qsort(paths.items, paths.items_count, sizeof *paths.items, by_text);
	for (size_t i = 0; i < paths.items_count; i++)
		take_file(f, paths.items[i]);
}

void folder_read(struct reader *r, const char *place, const char *own_dir, const struct section *s, struct option_list *all_r)
{
	struct folder f = {.r = r, .section = s};
	for (const struct embedded_file *e = embedded_files; e->name; e++)
		if (strncmp(e->name, place, strlen(place)) == 0)
			take(&f, e->name, e->data, e->size, false);
	f.built_in = f.all.items_count;
	f.replaced = arena_alloc(r->a, (f.built_in + 1) * sizeof *f.replaced);
	memset(f.replaced, 0, (f.built_in + 1) * sizeof *f.replaced);
	if (own_dir)
		take_own(&f, own_dir);
	*all_r = f.all;
}

void folder_dump(const char *word, const struct section *s, const void *items, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++) {
		const char *item = (const char *)items + i * s->size;
		struct buf values = {0};
		struct dump d = {.out = &values};
		char hex[17];
		section_dump(s, item, &d);
		struct digest sum = digest_of(values.data, values.size);
		digest_hex(&sum, 8, hex);
		buf_printf(out, "# %s %s %s\n", word, name_of(item), hex);
		buf_release(&values);
	}
}
