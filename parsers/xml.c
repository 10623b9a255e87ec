#include "parsers/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "parsers/scan.h"

struct xml {
	XML_Parser parser;                 /* own; NULL: the scanner reads */
	struct scan *scan;                 /* own; or NULL */
	const struct xml_handler *handler; /* foreign */
	void *arg;                         /* foreign */
	int depth;
	size_t fed;                        /* bytes */
	bool stopped;
	enum table_status status;
	const char *detail;
};

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

static void on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *x = arg;
	if (x->stopped)
		return;
	if (++x->depth > TABLE_MAX_DEPTH)
		xml_stop(x, TABLE_TOO_LARGE, "文件内部的标记嵌套太深");
	else
		x->handler->start(x->arg, local(name), (const char *const *)attributes);
}

static void on_end(void *arg, const XML_Char *name)
{
	struct xml *x = arg;
	x->depth--;
	if (!x->stopped)
		x->handler->end(x->arg, local(name));
}

static void on_text(void *arg, const XML_Char *s, int size)
{
	struct xml *x = arg;
	if (!x->stopped)
		x->handler->text(x->arg, s, (size_t)size);
}

static void on_doctype(void *arg, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id, int internal)
{
	(void)name, (void)system_id, (void)public_id, (void)internal;
	xml_stop(arg, TABLE_BROKEN, "文件内部有不允许的声明，请用 Excel 或 WPS 另存后再发");
}

struct xml *xml_new(const struct xml_handler *handler, void *arg)
{
	struct xml *x = calloc(1, sizeof *x);
	if (!x || !(x->parser = XML_ParserCreate(NULL)))
		bug_no_memory(sizeof *x);
	x->handler = handler;
	x->arg = arg;
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	if (handler->text)
		XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return x;
}

struct xml *xml_new_fast(const struct xml_handler *handler, xml_shortcut *shortcut, void *arg)
{
	struct xml *x = calloc(1, sizeof *x);
	if (!x)
		bug_no_memory(sizeof *x);
	x->scan = scan_new(handler, shortcut, arg, &x->stopped);
	return x;
}

bool xml_is_odd(struct xml *x)
{
	return x->scan && !scan_end(x->scan);
}

void xml_stop(struct xml *x, enum table_status status, const char *detail)
{
	if (x->stopped)
		return;
	x->stopped = true;
	x->status = status;
	x->detail = detail;
	if (x->parser)
		XML_StopParser(x->parser, XML_FALSE);
}

static bool parse(struct xml *x, const void *data, size_t size, bool last)
{
	if (x->stopped)
		return false;
	x->fed += size;
	if (XML_Parse(x->parser, data, (int)size, last) == XML_STATUS_OK || x->stopped) {
		long long read = XML_GetCurrentByteIndex(x->parser);
		if (!last && read >= 0 && x->fed - (size_t)read > XML_MAX_TOKEN) /* expat keeps it, and looks at it again with each piece */
			xml_stop(x, TABLE_TOO_LARGE, "文件内部的标记太长");
		return !x->stopped;
	}
	if (XML_GetErrorCode(x->parser) == XML_ERROR_NO_MEMORY)
		bug_no_memory(size);
	x->stopped = true;
	x->status = TABLE_BROKEN;
	x->detail = "文件内部的标记有错误，请用 Excel 或 WPS 另存后再发";
	return false;
}

bool xml_feed(void *xml, const void *data, size_t size)
{
	struct xml *x = xml;
	return x->scan ? scan_feed(x->scan, data, size) && !x->stopped : parse(x, data, size, false);
}

enum table_status xml_free(struct xml *x, const char **detail_r)
{
	if (x->parser)
		parse(x, "", 0, true);
	enum table_status status = x->status;
	if (status != TABLE_OK)
		*detail_r = x->detail;
	if (x->parser)
		XML_ParserFree(x->parser);
	scan_free(x->scan);
	free(x);
	return status;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		const char *full = attributes[0];
		if (strcmp(full, name) == 0 || (strchr(full, ':') && strcmp(local(full), name) == 0))
			return attributes[1];
	}
	return NULL;
}

bool xml_true(const char *value)
{
	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0);
}
