/* Any bytes as a calendar (CSV, JSON, ICS by what is in them): sorted days, each once, or faults with lines. */
#include "calendar.h"
#include "rooms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct calendar c = {0};
	struct conf_faults faults = {0};
	calendar_parse(a, "days", (const char *)data, size, &c, &faults);
	calendar_finish(&c);
	for (size_t i = 1; i < c.days_count; i++)
		must(c.days[i].day > c.days[i - 1].day);
	for (size_t i = 0; i < faults.faults_count; i++)
		must(faults.faults[i].line >= 0 && text_is_utf8(faults.faults[i].text, strlen(faults.faults[i].text)));
	arena_free(a);
	return 0;
}
