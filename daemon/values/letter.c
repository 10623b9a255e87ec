#include "values/letter.h"

const char *const letter_kind_names[LETTER_KIND_COUNT] = {"receipt", "return", "reminder", "makeup", "penalty", "confirm", "digest", "alarm", "forward", "slip_receipt", "slip_rows", "slip_missing", "slip_ask", "slip_asks", "slip_told", "slip_results",
                                                             "slip_reminder", "slip_reminders", "ask", "told", "report", "bundle", "call_sheet"};
