/* A row's own qualities, which need no other row and no state (rules.md section 3: "A lead row counts when", "A prospect or visit row
 * needs"). Pure; company_open must have been called. */
#ifndef ROWS_H
#define ROWS_H
#include <stdbool.h>

#include "base/arena.h"
#include "values/lead.h"

enum { COMPANY_NAME_MIN = 4 /* characters, blanks not counted */ };

/* Joins the cells of several columns of one field; a field is filled when one of them is. */
#define CELL_JOINT "；"

/* Whether a cell says anything for that field. Not filled: nothing, blanks, - -- — —— / \ 不详 未知 暂无数据 待查 N/A null none, and 暂无 except
 * for website, and 无 except for network, website, value and capital; in any case, full-width or not. */
bool cell_filled(struct arena *a, enum field field, const char *text);
/* The name in a person's cell or in what a phone's cell says beside the number: without digits and labels; "" if there is none. A
 * word that would not fill the cell (不详) is no name, nor is one without a letter. `text` itself where all of it is a name. */
const char *person_name(struct arena *a, const char *text);

/* kind: ROW_LEAD, ROW_PROSPECT or ROW_VISIT. area_code: the office's ("0769"), or NULL or "": bare local numbers are not usable then.
 * Looks for the phone in the phone's cell, then in the persons'; for the person in FIELD_PERSON and FIELD_CONTACT (visits and
 * prospects: FIELD_PERSON_MET first), then in the phone's cell. A phone that is there but not usable is REASON_PHONE, with what was read
 * in .phone; none at all is REASON_MISSING. Everything returned lives in `a`; never NULL. */
struct row_check row_check(struct arena *a, enum row_kind kind, const struct lead_row *row, const char *area_code);
/* The same for row after row: a list may have 100,000, and only what is told is kept. scratch: the caller's, empty before and after. */
struct row_check row_check_by(struct arena *a, struct arena *scratch, enum row_kind kind, const struct lead_row *row, const char *area_code);

#endif
