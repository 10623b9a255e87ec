/* A few lines of the configuration changed by a program: everything else, comments included, stays as a person wrote it. Text in, text out. */
#ifndef DAEMON_CONF_EDIT_H
#define DAEMON_CONF_EDIT_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "values/office.h"

struct conf_staff_edit {
	size_t at;                   /* place in the file's staff; SIZE_MAX: a new person, behind the others */
	struct staff now;
};
/* text: a configuration that holds no faults. people: all who are to stand in it afterwards, for a list that is not written a person a line (then the whole list is
 * written anew, and its comments are lost). Adds the whole new text to out. -1, exit_code 65: the file is not of a shape that can be edited. */
int conf_edit_staff(struct arena *a, const char *text, const struct conf_staff_edit *edits, size_t count, const struct staff *people, size_t people_count,
                    struct buf *out, struct err *err);
/* One file more at the end of office: calendars. */
int conf_edit_calendar(struct arena *a, const char *text, const char *name, struct buf *out, struct err *err);
/* {id: rep01, name: 陈平娜, role: rep, mail: [rep01@corp.test]} */
void conf_staff_line(const struct staff *s, struct buf *out);
/* A value as YAML writes it: quoted where it must be. */
void conf_quote(struct buf *out, const char *text);

#endif
