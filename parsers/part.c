#include "parsers/part.h"

#include <string.h>
#include <strings.h>

bool part_is_package(struct bytes file, bool (*is)(const struct zip *z))
{
	struct zip *z;
	const char *detail;
	if (!zip_is(file) || zip_open(file, &z, &detail) != TABLE_OK)
		return false;
	bool yes = is(z);
	zip_free(z);
	return yes;
}

enum table_status part_read_package(struct arena *a, struct bytes file, enum table_status (*read)(struct arena *a, struct zip *z, struct table_file *file_r, const char **detail_r),
                                    struct table_file *file_r, const char **detail_r)
{
	struct zip *z;
	enum table_status status = zip_open(file, &z, detail_r);
	if (status != TABLE_OK)
		return status;
	status = read(a, z, file_r, detail_r);
	zip_free(z);
	return status;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), k = strlen(end);
	return n >= k && strcasecmp(s + n - k, end) == 0;
}

bool part_is_iwork(const struct zip *z)
{
	static const char *const ends[] = {".iwa", "/Index.zip", "index.apxl"};
	const char *name;
	if (zip_has_prefix(z, "Index/") || zip_has(z, "Index.zip"))
		return true;
	for (size_t i = 0; (name = zip_member(z, i)); i++)
		for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
			if (ends_with(name, ends[k]))
				return true;
	return false;
}

void part_ignore_end(void *arg, const char *name)
{
	(void)arg, (void)name;
}

enum table_status part_feed(struct zip *z, const char *name, bool again, struct xml *x, bool *odd_r, const char **detail_r)
{
	const char *detail = NULL;
	enum table_status unzipped = (again ? zip_read_again : zip_read)(z, name, xml_feed, x, detail_r);
	*odd_r = unzipped == TABLE_OK && xml_is_odd(x);
	enum table_status parsed = xml_free(x, &detail);
	if (unzipped == TABLE_OK && parsed != TABLE_OK)
		*detail_r = detail;
	return unzipped != TABLE_OK ? unzipped : parsed;
}

enum table_status part_read(struct zip *z, const char *name, const struct xml_handler *handler, void *arg, struct xml **xml_r,
                            const char **detail_r)
{
	bool odd;
	struct xml *x = xml_new(handler, arg);
	if (xml_r)
		*xml_r = x;
	return part_feed(z, name, false, x, &odd, detail_r);
}
