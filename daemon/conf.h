/* The configuration: one YAML file, the rule packs that travel inside the program, and the calendar files it names, read into a struct
 * office (shared/spec: interface and rules). What may be written is the table in options_table.c. */
#ifndef DAEMON_CONF_H
#define DAEMON_CONF_H
#include "base/arena.h"
#include "base/buf.h"
#include "conf_fault.h"
#include "values/office.h"

/* Reads FILE; all strings live in a. 0 and *office_r good; -1 when there are faults: all of them are listed, FILE's own first, by line.
 * Relative paths start at FILE's folder. Sets the process's time zone to the office's, unless there are faults. */
int conf_read(struct arena *a, const char *path, struct office *office_r, struct conf_faults *faults_r);
/* The effective configuration: every value, defaults and packs included. It can be read again and means the same, but for the days of
 * the calendars, which are only summed up in comments. */
void conf_dump(const struct office *o, struct buf *out);
/* The same without reports and without options that stand aside, which judge nothing: where that changed, the store is judged again. */
void conf_dump_judging(const struct office *o, struct buf *out);
void conf_document(struct buf *out);  /* every option: name, type, default, meaning */
char *conf_address(struct arena *a, const char *text); /* a mail address in lower case, or NULL: it is none */
/* rep04@corp: an address, but its domain has no dot and is not localhost: mostly a slip, since no other server delivers there. Taken, and told. */
bool conf_address_is_bare(const char *addr);
/* One policy's values, as a dump writes them. */
void conf_dump_policy(const struct policy *p, struct buf *out);
/* Reads the policies of another file (for `whatif`): the file holds a `policies:` list, whatever else is in it is not looked at. */
int conf_read_policies(struct arena *a, const char *path, struct office *office_r, struct conf_faults *faults_r);

#endif
