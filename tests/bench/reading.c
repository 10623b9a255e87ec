/* reading FILE...: what table_read itself takes of a file, without the child, the frames and the printing that `leadclerk parse` adds: seconds of
 * CPU, MB that it allocated at most (resident, anonymous; the file is mapped), rows and cells. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "parsers/table.h"

static double cpu(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* kB of the process, by its name in /proc/self/status. */
static long memory(const char *what)
{
	char line[256];
	long kb = 0;
	FILE *f = fopen("/proc/self/status", "r");
	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, what, strlen(what)) == 0)
			kb = strtol(line + strlen(what), NULL, 10);
	if (f)
		fclose(f);
	return kb;
}

static int read_one(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY);
	if (fd < 0 || fstat(fd, &st) != 0) {
		perror(path);
		return 1;
	}
	void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (data == MAP_FAILED) {
		perror(path);
		return 1;
	}
	struct arena *a = arena_new();
	struct table_file file;
	const char *detail;
	size_t rows = 0, cells = 0;
	long before = memory("RssAnon:");
	double start = cpu();
	enum table_status status = table_read(a, (struct bytes){data, (size_t)st.st_size}, path, &file, &detail);
	double seconds = cpu() - start;
	for (size_t s = 0; s < file.sheets_count; s++)
		for (size_t r = 0; r < file.sheets[s].rows_count; r++, rows++)
			cells += file.sheets[s].rows[r].cell_count;
	/* The peak minus what of the file is resident: all of it, once read. */
	double peak = (double)(memory("VmHWM:") - memory("RssFile:") - before) / 1024;
	printf("%s %.3f %.1f %zu %zu\n", table_status_names[status], seconds, peak, rows, cells);
	arena_free(a);
	munmap(data, (size_t)st.st_size);
	return 0;
}

int main(int argc, char **argv)
{
	int bad = 0;
	text_open_converters();
	for (int i = 1; i < argc; i++)
		bad += read_one(argv[i]);
	return bad ? 1 : 0;
}
