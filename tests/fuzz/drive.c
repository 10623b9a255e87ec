/* Stands in for libFuzzer where there is no clang: every file of the folders that are named, once, and then each changed a little, over and over,
 * the same way each time. It finds what lies near the seeds; clang's own finds the rest (tests/fuzz/fuzz.mk).
 *
 *     fuzz_NAME [-runs=N] [-dict=FILE] [FOLDER|FILE]...        ends with "1 passed, 0 failed" */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { INPUTS_MAX = 4000, WORDS_MAX = 400, SIZE_MAX_INPUT = 65536 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct input { uint8_t *data; size_t size; } inputs[INPUTS_MAX], words[WORDS_MAX];
static size_t input_count, word_count;
static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return n ? (size_t)(state % n) : 0;
}

static void add_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f || input_count == INPUTS_MAX)
		return;
	struct input *in = &inputs[input_count];
	in->data = malloc(SIZE_MAX_INPUT);
	in->size = fread(in->data, 1, SIZE_MAX_INPUT, f);
	input_count++;
	fclose(f);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void add(const char *path)
{
	struct stat st;
	struct dirent **list;
	char name[1024];
	if (stat(path, &st) < 0)
		return;
	if (!S_ISDIR(st.st_mode)) {
		add_file(path);
		return;
	}
	int n = scandir(path, &list, NULL, by_name);
	for (int i = 0; i < n; i++) {
		snprintf(name, sizeof name, "%s/%s", path, list[i]->d_name);
		if (stat(name, &st) == 0 && S_ISREG(st.st_mode))
			add_file(name);
		free(list[i]);
	}
	free(list);
}

/* Lines such as "word" or name="wo\x00rd". */
static void add_words(const char *path)
{
	char line[1024];
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f) && word_count < WORDS_MAX) {
		char *p = strchr(line, '"');
		if (line[0] == '#' || !p)
			continue;
		struct input *w = &words[word_count++];
		w->data = malloc(sizeof line);
		for (p++; *p && *p != '"'; p++) {
			char hex[3] = {0};
			if (p[0] == '\\' && p[1] == 'x' && p[2] && p[3]) {
				hex[0] = p[2], hex[1] = p[3];
				w->data[w->size++] = (uint8_t)strtol(hex, NULL, 16);
				p += 3;
			} else {
				p += p[0] == '\\' && p[1];
				w->data[w->size++] = (uint8_t)*p;
			}
		}
	}
	if (f)
		fclose(f);
}

/* In place of `gone` bytes at `at`. */
static void splice(uint8_t *data, size_t *size, size_t at, size_t gone, const uint8_t *put, size_t n)
{
	gone = gone < *size - at ? gone : *size - at;
	if (*size - gone + n > SIZE_MAX_INPUT)
		return;
	memmove(data + at + n, data + at + gone, *size - at - gone);
	memmove(data + at, put, n);
	*size = *size - gone + n;
}

static void change(uint8_t *data, size_t *size)
{
	size_t at = below(*size + 1);
	uint8_t byte = (uint8_t)below(256);
	const struct input *other = &inputs[below(input_count)];
	size_t from = below(other->size), most = other->size - from;
	switch (below(6)) {
	case 0:
		splice(data, size, at, 1, &byte, 1);
		break;
	case 1:
		splice(data, size, at, below(16), &byte, below(2));
		break;
	case 2:
	case 3:
		if (word_count)
			splice(data, size, at, below(2) ? below(8) : 0, words[at % word_count].data, words[at % word_count].size);
		break;
	case 4:
		splice(data, size, at, below(64), other->data + from, below((most < 256 ? most : 256) + 1));
		break;
	default:
		*size = below(16) ? *size : at;
	}
}

int main(int argc, char **argv)
{
	static uint8_t data[SIZE_MAX_INPUT];
	unsigned long runs = 0;
	for (int i = 1; i < argc; i++)
		if (strncmp(argv[i], "-runs=", 6) == 0)
			runs = strtoul(argv[i] + 6, NULL, 10);
		else if (strncmp(argv[i], "-dict=", 6) == 0)
			add_words(argv[i] + 6);
		else
			add(argv[i]);
	if (!input_count) {
		fprintf(stderr, "%s: no seeds\n", argv[0]);
		return 1;
	}
	for (size_t i = 0; i < input_count; i++)
		LLVMFuzzerTestOneInput(inputs[i].data, inputs[i].size);
	for (unsigned long r = 0; r < runs; r++) {
		const struct input *in = &inputs[below(input_count)];
		size_t size = in->size;
		memcpy(data, in->data, size);
		for (size_t n = below(5) + 1; n > 0; n--)
			change(data, &size);
		uint8_t *exact = malloc(size ? size : 1); /* so that a byte too many is noticed */
		memcpy(exact, data, size);
		LLVMFuzzerTestOneInput(exact, size);
		free(exact);
	}
	for (size_t i = 0; i < input_count; i++)
		free(inputs[i].data);
	for (size_t i = 0; i < word_count; i++)
		free(words[i].data);
	printf("%zu seeds, %lu changed\n1 passed, 0 failed\n", input_count, runs);
	return 0;
}
