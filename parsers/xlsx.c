#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "parsers/part.h"
#include "parsers/xlsx_parts.h"

/* ---- parts and relationships (ECMA-376 part 2, 6.5) ---- */

struct relation {
	const char *id, *type, *target; /* type: the last word of its URI, the same in strict and transitional; target: a part's name */
};

struct relations {
	struct arena *a;
	const char *base; /* the folder of the part that they belong to, with "/" at its end */
	struct relation *all;
	size_t all_count, all_cap;
};

struct workbook_sheet {
	const char *name, *id;
	bool hidden;
};

struct workbook {
	struct book *book;
	int depth;        /* extensions have elements of the same names deeper down */
	const char *root; /* name of the root element: workbook, document, presentation */
	struct workbook_sheet *sheets;
	size_t sheets_count, sheets_cap;
};

enum table_status xlsx_part(struct book *b, const char *part, const struct part_reading *how, void *arg, struct xml **xml_r, const char **detail_r)
{
	struct xml *mine;
	bool odd = true;
	xml_r = xml_r ? xml_r : &mine;
	if (b->reading == ONLY_EXPAT)
		return part_read(b->zip, part, &how->handler, arg, xml_r, detail_r);
	*xml_r = xml_new_fast(&how->handler, b->reading == NO_SHORTCUTS ? NULL : how->shortcut, arg);
	enum table_status status = part_feed(b->zip, part, false, *xml_r, &odd, detail_r);
	if (!odd)
		return status;
	how->again(arg);
	*xml_r = xml_new(&how->handler, arg);
	return part_feed(b->zip, part, true, *xml_r, &odd, detail_r);
}

/* "worksheets/sheet1.xml" below "xl/" is "xl/worksheets/sheet1.xml"; "/xl/x.xml" and "../x.xml" are undone. */
static const char *resolve(struct arena *a, const char *base, const char *target)
{
	char *path = *target == '/' || *target == '\\' ? arena_strdup(a, target + 1) : arena_printf(a, "%s%s", base, target);
	char *up;
	for (char *p = path; *p; p++)
		if (*p == '\\')
			*p = '/';
	while ((up = strstr(path, "../"))) {
		char *parent = up > path ? up - 1 : path;
		while (parent > path && parent[-1] != '/')
			parent--;
		memmove(parent, up + 3, strlen(up + 3) + 1);
	}
	return strncmp(path, "./", 2) == 0 ? path + 2 : path;
}

enum { MAX_RELATIONS = 10000, MAX_TARGET = 1000, MAX_NAME = 255 /* characters of a sheet's name that are kept: Excel has 31 */ };

static void relation_start(void *arg, const char *name, const char *const *attributes)
{
	struct relations *r = arg;
	const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");
	if (strcmp(name, "Relationship") != 0 || !id || !type || !target || (mode && strcasecmp(mode, "External") == 0))
		return;
	const char *slash = strrchr(type, '/');
	type = slash ? slash + 1 : type;
	if (r->all_count >= MAX_RELATIONS || strlen(target) > MAX_TARGET || strlen(id) > MAX_TARGET || strlen(type) > MAX_TARGET)
		return;
	ARENA_PUSH(r->a, r, all) = (struct relation){arena_strdup(r->a, id), arena_strdup(r->a, type), resolve(r->a, r->base, target)};
}

static void relations_again(void *arg)
{
	((struct relations *)arg)->all_count = 0;
}

static enum table_status read_relations(struct book *b, const char *part, const char *base, struct relations *r, const char **detail_r)
{
	static const struct part_reading how = {{relation_start, part_ignore_end, NULL}, NULL, relations_again};
	*r = (struct relations){.a = b->a, .base = base};
	return xlsx_part(b, part, &how, r, NULL, detail_r);
}

static const char *target_of_type(const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->all_count; i++)
		if (strcmp(r->all[i].type, type) == 0)
			return r->all[i].target;
	return NULL;
}

static const struct relation *relation_of_id(const struct relations *r, const char *id)
{
	for (size_t i = 0; i < r->all_count; i++)
		if (strcmp(r->all[i].id, id) == 0)
			return &r->all[i];
	return NULL;
}

/* ---- the workbook part ---- */

static const char no_such_id[] = "?"; /* of a sheet whose own is too long: it is missed, not skipped */

static void workbook_start(void *arg, const char *name, const char *const *attributes)
{
	struct workbook *w = arg;
	struct arena *a = w->book->a;
	if (!w->root)
		w->root = arena_strdup(a, name);
	w->depth++;
	if (w->depth == 2 && strcmp(name, "workbookPr") == 0)
		w->book->date1904 = xml_true(xml_attribute(attributes, "date1904"));
	if (w->depth != 3 || strcmp(name, "sheet") != 0 || w->sheets_count > TABLE_MAX_SHEETS)
		return;
	const char *title = xml_attribute(attributes, "name"), *id = xml_attribute(attributes, "id"), *state = xml_attribute(attributes, "state");
	ARENA_PUSH(a, w, sheets) = (struct workbook_sheet){
		.name = title ? text_cut(a, title, MAX_NAME) : "",
		.id = !id ? "" : strlen(id) > MAX_TARGET ? no_such_id : arena_strdup(a, id),
		.hidden = state && strcmp(state, "visible") != 0,
	};
}

static void workbook_end(void *arg, const char *name)
{
	(void)name;
	((struct workbook *)arg)->depth--;
}

static void workbook_again(void *arg)
{
	struct workbook *w = arg;
	w->book->date1904 = false;
	*w = (struct workbook){.book = w->book};
}

static enum table_status no_workbook(const struct workbook *w, const char **detail_r)
{
	*detail_r = "不是 Excel 工作簿";
	if (w->root && strcmp(w->root, "document") == 0)
		*detail_r = "Word 文档，请把表格另存为 Excel 文件（.xlsx）后再发";
	else if (w->root && strcmp(w->root, "presentation") == 0)
		*detail_r = "PPT 演示文稿，请把表格另存为 Excel 文件（.xlsx）后再发";
	return TABLE_NOT_A_TABLE;
}

static enum table_status read_sheets(struct book *b, const struct workbook *w, const struct relations *r, struct table_file *file_r,
                                     const char **detail_r)
{
	struct fill f;
	enum table_status status = TABLE_OK;
	fill_init(&f, b->a, file_r);
	for (size_t i = 0; i < w->sheets_count && status == TABLE_OK; i++) {
		const struct relation *rel = relation_of_id(r, w->sheets[i].id);
		if ((rel && strcmp(rel->type, "worksheet") != 0) || !*w->sheets[i].id)
			continue; /* a chart or dialog; a module of Visual Basic has no part */
		if (!fill_sheet(&f, w->sheets[i].name, w->sheets[i].hidden)) {
			*detail_r = f.too_large;
			return TABLE_TOO_LARGE;
		}
		status = xlsx_sheet(b, rel ? rel->target : "", &f, detail_r);
	}
	return status;
}

/* "xl/workbook.xml" gives "xl/" and "xl/_rels/workbook.xml.rels". */
static const char *relations_of(struct arena *a, const char *part, const char **folder_r)
{
	const char *slash = strrchr(part, '/');
	*folder_r = slash ? arena_strndup(a, part, (size_t)(slash + 1 - part)) : "";
	return arena_printf(a, "%s_rels/%s.rels", *folder_r, slash ? slash + 1 : part);
}

static enum table_status read_workbook(struct book *b, const char *part, struct table_file *file_r, const char **detail_r)
{
	static const struct part_reading how = {{workbook_start, workbook_end, NULL}, NULL, workbook_again};
	struct workbook w = {.book = b};
	struct relations r;
	const char *folder, *rels = relations_of(b->a, part, &folder), *target;
	enum table_status status = xlsx_part(b, part, &how, &w, NULL, detail_r);
	if (status == TABLE_OK && strcmp(w.root, "workbook") != 0)
		return no_workbook(&w, detail_r);
	if (status == TABLE_OK)
		status = read_relations(b, rels, folder, &r, detail_r);
	if (status == TABLE_NOT_A_TABLE) {
		*detail_r = "工作簿内部的目录缺失，请用 Excel 或 WPS 另存后再发";
		return TABLE_BROKEN;
	}
	if (status == TABLE_OK && (target = target_of_type(&r, "sharedStrings")))
		status = xlsx_strings(b, target, detail_r);
	if (status == TABLE_OK && (target = target_of_type(&r, "styles")))
		status = xlsx_styles(b, target, detail_r);
	return status == TABLE_OK ? read_sheets(b, &w, &r, file_r, detail_r) : status;
}

/* ---- who made it (docProps/core.xml) ---- */

struct core {
	struct buf creator, modifier, *now;
};

static void core_start(void *arg, const char *name, const char *const *attributes)
{
	struct core *c = arg;
	(void)attributes;
	c->now = strcmp(name, "creator") == 0 ? &c->creator : strcmp(name, "lastModifiedBy") == 0 ? &c->modifier : NULL;
}

static void core_end(void *arg, const char *name)
{
	(void)name;
	((struct core *)arg)->now = NULL;
}

static void core_text(void *arg, const char *s, size_t size)
{
	struct core *c = arg;
	if (c->now)
		fill_gather(c->now, s, size);
}

static void core_again(void *arg)
{
	struct core *c = arg;
	c->now = NULL;
	buf_clear(&c->creator);
	buf_clear(&c->modifier);
}

static const char *read_author(struct book *b, const char *part)
{
	static const struct part_reading how = {{core_start, core_end, core_text}, NULL, core_again};
	struct core c = {0};
	const char *ignored, *author = NULL;
	if (xlsx_part(b, part, &how, &c, NULL, &ignored) == TABLE_OK) {
		const struct buf *name = c.creator.size ? &c.creator : &c.modifier;
		author = name->size ? text_cut(b->a, xlsx_text(b, name), 100) : NULL;
	}
	buf_release(&c.creator);
	buf_release(&c.modifier);
	return author;
}

/* ---- the package ---- */

/* A zip that is no OOXML package: say what it is. */
static enum table_status other_zip(const struct zip *z, const char **detail_r)
{
	if (part_is_iwork(z))
		*detail_r = "Numbers 或 Pages 文档，请导出为 Excel 文件（.xlsx）后再发";
	else
		*detail_r = "压缩包，请解压后以表格文件重发";
	return TABLE_NOT_A_TABLE;
}

static enum table_status read_package(struct book *b, struct table_file *file_r, const char **detail_r)
{
	struct relations r;
	enum table_status status = read_relations(b, "_rels/.rels", "", &r, detail_r);
	if (status != TABLE_OK && status != TABLE_NOT_A_TABLE)
		return status;
	const char *part = target_of_type(&r, "officeDocument"), *core = target_of_type(&r, "core-properties");
	if (!part && zip_has(b->zip, "xl/workbook.xml"))
		part = "xl/workbook.xml"; /* written by hand, without the outer relations */
	if (!part)
		return other_zip(b->zip, detail_r);
	size_t length = strlen(part);
	if (length > 4 && strcasecmp(part + length - 4, ".bin") == 0) {
		*detail_r = "二进制工作簿（.xlsb），请另存为 .xlsx 后再发";
		return TABLE_NOT_A_TABLE;
	}
	status = read_workbook(b, part, file_r, detail_r);
	if (status == TABLE_OK && core)
		file_r->author = read_author(b, core);
	return status;
}

static bool xlsx_matches(struct bytes file, const char *file_name)
{
	(void)file_name;
	return zip_is(file);
}

enum table_status xlsx_book(struct book *b, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	b->texts.a = b->a;
	if (file.size >= TABLE_MAX_KEPT) {
		*detail_r = "文件太大";
		return TABLE_TOO_LARGE;
	}
	b->room = TABLE_MAX_KEPT - file.size;
	enum table_status status = zip_open(file, &b->zip, detail_r);
	if (status != TABLE_OK)
		return status;
	b->scratch = arena_new();
	if (zip_encrypted(b->zip)) {
		*detail_r = "加密的压缩包，请解压后以表格文件重发，不要加密码";
		status = TABLE_ENCRYPTED;
	} else
		status = read_package(b, file_r, detail_r);
	zip_free(b->zip);
	arena_free(b->scratch);
	return status;
}

static enum table_status xlsx_read(struct arena *a, struct bytes file, struct table_file *file_r, const char **detail_r)
{
	struct book b = {.a = a};
	return xlsx_book(&b, file, file_r, detail_r);
}

const struct table_reader xlsx_reader = {"xlsx", xlsx_matches, xlsx_read};
