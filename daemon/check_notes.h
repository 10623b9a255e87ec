/* What `check` tells of a configuration without faults that may yet not be meant so. */
#ifndef DAEMON_CHECK_NOTES_H
#define DAEMON_CHECK_NOTES_H
#include "values/office.h"

/* To stderr files that others may read, and addresses without a dot behind their @; to stdout credentials that only the service can see. */
void check_notes(const struct office *o);

#endif
