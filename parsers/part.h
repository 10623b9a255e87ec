/* Packages of XML parts (.docx, .ods): one part at a time through a handler. */
#ifndef PARSERS_PART_H
#define PARSERS_PART_H
#include "parsers/xml.h"
#include "parsers/zip.h"

/* Whether the file is a zip of which that is true. */
bool part_is_package(struct bytes file, bool (*is)(const struct zip *z));
/* Opens such a file and hands it to `read`. */
enum table_status part_read_package(struct arena *a, struct bytes file, enum table_status (*read)(struct arena *a, struct zip *z, struct table_file *file_r, const char **detail_r),
                                    struct table_file *file_r, const char **detail_r);
/* A document of Numbers, Pages or Keynote, also as a folder that was packed. */
bool part_is_iwork(const struct zip *z);
/* What zip_read or xml_free say, the first fault counts. TABLE_NOT_A_TABLE: there is no such part. xml_r, when not NULL, is set
 * before the first call of the handler, for xml_stop. */
enum table_status part_read(struct zip *z, const char *name, const struct xml_handler *handler, void *arg, struct xml **xml_r,
                            const char **detail_r);
/* The same by a parser of the caller's, which is then freed; again: of a part that was just read (zip_read_again). odd_r: xml_is_odd. */
enum table_status part_feed(struct zip *z, const char *name, bool again, struct xml *x, bool *odd_r, const char **detail_r);
/* For handlers that need no word about ends. */
void part_ignore_end(void *arg, const char *name);

#endif
