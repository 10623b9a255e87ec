/* Between dossier.c and dossier_facts.c. */
#ifndef DAEMON_DOSSIER_INSIDE_H
#define DAEMON_DOSSIER_INSIDE_H
#include "base/zipped.h"
#include "dossier.h"
#include "scrub.h"

struct dossier {
	const char *configuration, *path;
	const struct command_options *options;
	int64_t now;
	struct arena *a;                 /* own */
	uint8_t key[SCRUB_KEY_SIZE];
	struct scrub *scrub;
	struct zipped zip;               /* own */
	struct office office;
	bool has_office;
};

void dossier_add(struct dossier *d, const char *name, struct bytes b);   /* told on stdout, too */
void dossier_add_text(struct dossier *d, const char *name, const char *text); /* scrubbed */

/* versions.txt: of leadclerk, the system, and the libraries in use. */
void dossier_versions(struct dossier *d);
/* tables.txt: the schema and how large the store is. */
void dossier_count(struct dossier *d, struct store *s);
/* log.txt: what journald has of the unit, if there is one. */
void dossier_journal(struct dossier *d);

#endif
