/* Numbers that somebody typed in front of the firms' names, in the names' own cells: 1、宏图机械有限公司, (2) 远大五金有限公司, ③大海塑胶有限公司. With them each
 * firm would be another one than without, and another one again tomorrow. Pure. */
#ifndef NUMBERING_H
#define NUMBERING_H
#include <stddef.h>

#include "values/lead.h"

/* Takes them away where they are a numbering: they go up from row to row, or begin again at 1. Behind marks that no name goes on with after a number
 * (、 ． ) and numbers in circles or brackets) half of the names must have one, and a lone 1 must stand before what is called like a firm; behind a
 * blank, a hyphen and the like, or nothing (1宏图), each of three names or more, all called like firms, 1 2 3 ... without a gap. 58同城, 3M中国, 7-11便利店 and 2号店 are names. The texts stay where they are. */
void numbering_strip(struct lead_row *rows, size_t count);

#endif
