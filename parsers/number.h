/* Numbers and dates as a person sees them, for the formats that store a double and a number format beside it (xlsx, xls). */
#ifndef PARSERS_NUMBER_H
#define PARSERS_NUMBER_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum number_kind { NUMBER_PLAIN, NUMBER_PERCENT, NUMBER_DATE, NUMBER_TIME, NUMBER_DATETIME, NUMBER_ELAPSED /* [h]:mm */ };

struct number_format {
	enum number_kind kind;
	int zeros; /* a format of nothing but zeros ("00000000000"): whole numbers are padded to that width, else 0 */
};

/* What a format code means ("yyyy/m/d h:mm", "[$-804]yyyy\"年\"m\"月\"", "0%"), first section only. */
struct number_format number_format_of_code(const char *code);
/* A builtin number format by its id (ECMA-376 part 1, 18.8.30, the Chinese ones included); plain when it is none. */
struct number_format number_format_of_id(unsigned id);

/* 13800138000 for 1.3800138E10, 0.1 for 0.10000000000000001: 15 significant digits, as Excel has them. Whole numbers up to 15 digits
 * have no exponent; longer ones have lost digits already, and show it: 4.40300199001011E+17. */
const char *number_text(struct arena *a, double value);
/* The same under a format. Dates: 2026-03-05, with " 14:30:00" when the format has hours and the moment is not midnight; times 14:30:00, or with
 * their day where there is one; elapsed time 26:30:00.
 * date1904: the serial counts from 1904-01-01. 1900-02-29, which never was, is shown as Excel does. What is no date is a number. */
const char *number_text_as(struct arena *a, double value, struct number_format format, bool date1904);
/* Whether the digits of a number are what is shown: a whole number in its shortest form, without a format that makes something else of it. */
bool number_is_shown(const char *digits, size_t size, struct number_format format);
/* The same for a number as the file writes it; text that is no number comes back as it is. */
const char *number_of_text(struct arena *a, const char *text, struct number_format format, bool date1904);
/* A date as XML has it (ISO 8601), the same way: "2026-03-05T14:30:00.000" with a blank, midnight and fractions left out. */
const char *number_of_iso(struct arena *a, const char *text);

#endif
