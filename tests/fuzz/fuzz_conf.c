/* Any bytes as the configuration: read, or faults with lines; and what was read, written out, is read again and means the same. */
#include <sys/mman.h>
#include <unistd.h>

#include "conf.h"
#include "conf_yaml.h"
#include "rooms.h"

/* 1 read, 0 faults. */
static int read_conf(struct arena *a, const void *data, size_t size, struct office *o)
{
	struct conf_faults faults = {0};
	int fd = memfd_create("office.yaml", 0);
	must(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	int failed = conf_read(a, arena_printf(a, "/proc/self/fd/%d", fd), o, &faults);
	close(fd);
	must(failed ? faults.faults_count > 0 : faults.faults_count == 0);
	for (size_t i = 0; i < faults.faults_count; i++) {
		must(faults.faults[i].line >= 0);
		must(text_is_utf8(faults.faults[i].text, strlen(faults.faults[i].text)));
		must(!strpbrk(faults.faults[i].text, "\r\n"));
	}
	return !failed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct office o = {0}, again = {0};
	struct buf once = {0}, twice = {0};
	if (size < 20000 && read_conf(a, data, size, &o)) {
		conf_dump(&o, &once);
		must(read_conf(a, once.data, once.size, &again));
		conf_dump(&again, &twice);
		must(again.staff_count == o.staff_count && again.mailboxes_count == o.mailboxes_count && again.policies_count == o.policies_count);
	}
	buf_release(&once);
	buf_release(&twice);
	arena_free(a);
	return 0;
}
