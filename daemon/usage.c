#include "usage.h"

#include <string.h>
#include <strings.h>

#include "base/embed.h"

#define USAGE "daemon/usage.txt"

const char *usage_find(const char *command, size_t *size_r)
{
	const struct embedded_file *f = embedded_find(USAGE);
	size_t n = strlen(command);
	for (const char *at = f ? f->data : NULL; at && strncmp(at, "= ", 2) == 0;) {
		const char *body = strchr(at, '\n') + 1, *end = strstr(body, "\n= ");
		if (strncmp(at + 2, command, n) == 0 && at[2 + n] == '\n') {
			*size_r = end ? (size_t)(end + 1 - body) : strlen(body);
			return body;
		}
		at = end ? end + 1 : NULL;
	}
	return NULL;
}

/* Letters added, left out, changed or swapped on the way from one word to the other; words that are longer than any command are far from all. */
static size_t distance(const char *a, const char *b)
{
	enum { LONGEST = 15, FAR = 99 };
	size_t d[LONGEST + 1][LONGEST + 1], n = strlen(a), m = strlen(b);
	if (n > LONGEST || m > LONGEST)
		return FAR;
	for (size_t i = 0; i <= n; i++)
		for (size_t j = 0; j <= m; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			size_t best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			best = d[i - 1][j] + 1 < best ? d[i - 1][j] + 1 : best;
			best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	return d[n][m];
}

const char *usage_meant(const char *word)
{
	enum { NEAR = 2, WORD = 15 };
	static char name[WORD + 1];
	const struct embedded_file *f = embedded_find(USAGE);
	size_t best = NEAR + 1, written = strlen(word);
	for (const char *at = f ? f->data : NULL; at && written > 1; at = strstr(at, "\n= "), at = at ? at + 1 : NULL) {
		char other[WORD + 1] = "";
		size_t n = strcspn(at + 2, "\n");
		memcpy(other, at + 2, n < WORD ? n : WORD);
		size_t far = strncasecmp(other, word, written) == 0 ? 0 : distance(word, other);
		if (far < best && far < written - 1) {
			best = far;
			memcpy(name, other, sizeof name);
		}
	}
	return best <= NEAR ? name : NULL;
}

void usage_complain(const char *wrong, const char *word, int known, FILE *to)
{
	const char *meant = known || !*word ? NULL : usage_meant(word);
	if (*wrong)
		fprintf(to, "leadclerk: %s\n", wrong);
	if (known) {
		fprintf(to, "leadclerk %s --help says how it is called\n", word);
		return;
	}
	if (*word)
		fprintf(to, "leadclerk: there is no command '%s'%s%s\n", word, meant ? ": perhaps leadclerk " : "", meant ? meant : "");
	fprintf(to, "leadclerk --help lists the commands\n");
}
