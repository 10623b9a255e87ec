/* Every option of the configuration, as Markdown: the second half of leadclerk.yaml(5). A tool of the build. */
#include <stdio.h>
#include <string.h>

#include "conf.h"

static void say_line(const char *line, size_t n)
{
	if (n > 2 && memcmp(line, "      ", 6) == 0)
		printf(": %.*s\n\n", (int)(n - 6), line + 6);
	else if (n > 2 && memcmp(line, "  ", 2) == 0)
		printf("\n`%.*s`\n\n", (int)(n - 2), line + 2);
	else if (n > 0)
		printf("\n## %.*s\n\n", (int)n, line);
}

int main(void)
{
	struct buf out = {0};
	conf_document(&out);
	puts("# OPTIONS");
	for (const char *at = out.data, *end = out.data + out.size; at < end;) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));
		say_line(at, (size_t)(nl - at));
		at = nl + 1;
	}
	buf_release(&out);
	return 0;
}
