/* The clerk's allocations, counted: everything in the process that asks malloc, SQLite and libc too. The Nth gives NULL. */
#include <errno.h>
#include <stddef.h>

#include "torture.h"

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *malloc(size_t n);
void *calloc(size_t n, size_t size);
void *realloc(void *p, size_t n);

static int refused(void)
{
	if (torture_off || !board || ++board->mallocs != board->fail_malloc)
		return 0;
	board->hit = true;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t n)
{
	return refused() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return refused() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return refused() ? NULL : __libc_realloc(p, n);
}
