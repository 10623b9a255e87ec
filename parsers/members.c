#include "parsers/table.h"
#include "parsers/zip.h"

static bool take(void *arg, const void *data, size_t size)
{
	buf_add(arg, data, size);
	return true;
}

static enum table_status read_all(struct arena *a, struct zip *z, struct table_members *m)
{
	const char *name, *detail;
	for (size_t i = 0; (name = zip_member(z, i)); i++) {
		struct buf b = {0};
		enum table_status status = zip_read(z, name, take, &b, &detail);
		struct bytes bytes = {arena_memdup(a, b.data ? b.data : "", b.size), b.size};
		buf_release(&b);
		if (status != TABLE_OK)
			return status;
		ARENA_PUSH(a, m, items) = (struct table_member){arena_strdup(a, name), bytes};
	}
	return TABLE_OK;
}

enum table_status table_members(struct arena *a, struct bytes file, struct table_members *m_r)
{
	struct zip *z = NULL;
	const char *detail;
	*m_r = (struct table_members){0};
	if (!zip_is(file))
		return TABLE_NOT_A_TABLE;
	enum table_status status = zip_open(file, &z, &detail);
	if (status == TABLE_OK)
		status = zip_encrypted(z) ? TABLE_ENCRYPTED : read_all(a, z, m_r);
	zip_free(z);
	if (status != TABLE_OK)
		*m_r = (struct table_members){0};
	return status;
}
