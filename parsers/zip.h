/* The members of a zip file in memory. Sizes that the file announces are never believed: what really comes out is counted, all members together. */
#ifndef PARSERS_ZIP_H
#define PARSERS_ZIP_H
#include "parsers/table.h"

enum { ZIP_MAX_MEMBERS = 20000 };

struct zip;

bool zip_is(struct bytes file); /* begins like one */

/* file must live as long as the zip. TABLE_OK, or TABLE_BROKEN (no directory at the end: cut off; one name twice: two readers would see
 * two files), TABLE_TOO_LARGE; then there is no zip. */
enum table_status zip_open(struct bytes file, struct zip **zip_r, const char **detail_r);
void zip_free(struct zip *z); /* NULL is allowed */

bool zip_has(const struct zip *z, const char *name);            /* names in any case, as OOXML has it */
bool zip_has_prefix(const struct zip *z, const char *prefix);   /* a member below that folder */
const char *zip_member(const struct zip *z, size_t i);          /* the names (zip_directory.h) of all but folders, as they lie in the file; NULL beyond the last */
bool zip_encrypted(const struct zip *z);                        /* some member is */

/* Takes a piece of a member; false stops the reading. */
typedef bool zip_sink(void *arg, const void *data, size_t size);
/* Unpacks one member into the sink. TABLE_NOT_A_TABLE: there is no such member. TABLE_OK also when the sink stopped it. */
enum table_status zip_read(struct zip *z, const char *name, zip_sink *sink, void *arg, const char **detail_r);
/* The same right after zip_read of that member, which did not count: nor do its bytes. */
enum table_status zip_read_again(struct zip *z, const char *name, zip_sink *sink, void *arg, const char **detail_r);

#endif
