/* Formulas that a program wrote without their value, as long as the value stands in them: ="甲"&"公司", HYPERLINK("https://...","甲公司"), CONCATENATE("139","0013"). What
 * asks for a cell is not reckoned. Pure. */
#ifndef PARSERS_FORMULA_H
#define PARSERS_FORMULA_H
#include <stdbool.h>

#include "base/buf.h"

/* The value, added to out; false (and what is in out is nothing) where the formula is anything else. With or without "=" before it. */
bool formula_text(const char *formula, struct buf *out);

#endif
