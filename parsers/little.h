/* Numbers as archives and Outlook write them: the lowest byte first. p has that many bytes. */
#ifndef PARSERS_LITTLE_H
#define PARSERS_LITTLE_H
#include <stdint.h>

static inline unsigned u16(const uint8_t *p)
{
	return (unsigned)p[0] | (unsigned)p[1] << 8;
}

static inline uint32_t u32(const uint8_t *p)
{
	return u16(p) | (uint32_t)u16(p + 2) << 16;
}

static inline uint64_t u64(const uint8_t *p)
{
	return u32(p) | (uint64_t)u32(p + 4) << 32;
}

#endif
