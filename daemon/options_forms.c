/* The options of a form (etc/forms). A row: name, type, place, required?, default, unit, what it means, more, bounds. */
#include "conf_checks.h"
#include "option_types.h"
#include "options.h"
#include "values/form.h"

#define AT(owner, field) .offset = (long)offsetof(struct owner, field)
#define END {.name = NULL}

static const char *const yes[] = {"no", "yes", NULL};
static const char *const types[] = {"text", "money", "date", "month", "company", "number", "range", "choice", "person", "figure", "people", NULL};
static const char *const asks[] = {"approve", "receipt", "done", NULL};
static const char *const whens[] = {"always", "flagged", "others", NULL};

static const struct option check_options[] = {
	{"at_least_form", &type_text, AT(form_check, at_least_form), .doc = "an amount not less than the newest granted slip of that form says"},
	{"at_least_field", &type_text, AT(form_check, at_least_field), .doc = "in that field of it"},
	{"match", &type_texts, AT(form_check, match), .doc = "fields that must say the same in both slips"},
	{"listed", &type_text, AT(form_check, listed), .doc = "an amount less than this field of the same slip needs such a slip"},
	{"register", &type_text, AT(form_check, reg), .doc = "a number that this register knows"},
	{"states", &type_texts, AT(form_check, states), .doc = "states of the register that such a number may be in"},
	{"held", &type_choice, AT(form_check, held), .fallback = "no", .more = yes, .doc = "the number's holder is the sender"},
	{"once", &type_choice, AT(form_check, once), .fallback = "no", .more = yes, .doc = "no other slip of this form has named it"},
	{"needs", &type_text, AT(form_check, needs), .doc = "a granted slip of that form has named the same value"},
	{"owned", &type_choice, AT(form_check, owned), .fallback = "no", .more = yes, .doc = "the company is nobody else's"},
	{"own", &type_choice, AT(form_check, own), .fallback = "no", .more = yes, .doc = "the company is the sender's own"},
	{"unless", &type_roles, AT(form_check, unless), .fallback = "none", .doc = "senders of these roles, for whom nothing is looked at"},
	END,
};
const struct section section_form_check = {
	.name = "check",
	.doc = "what is looked at once a slip is complete; what does not hold is flagged, and refuses nothing",
	.options = check_options,
	.size = sizeof(struct form_check),
	.origin = OPTION_ELSEWHERE,
	.present = check_present,
};

static const struct option field_options[] = {
	{"name", &type_text, AT(form_field, name), .required = true, .doc = "small letters, digits and _"},
	{"title", &type_text, AT(form_field, title), .required = true, .doc = "what letters call it, and its first label"},
	{"labels", &type_texts, AT(form_field, labels), .doc = "what else people write for it, before a colon or in a table"},
	{"type", &type_choice, AT(form_field, type), .fallback = "text", .more = types, .doc = "what it holds"},
	{"choices", &type_texts, AT(form_field, choices), .doc = "type choice: what may be written"},
	{"required", &type_choice, AT(form_field, required), .fallback = "no", .more = yes, .doc = "without it the slip is incomplete"},
	{"personal", &type_choice, AT(form_field, personal), .fallback = "no", .more = yes, .doc = "shown to the route alone"},
	{"months_ahead", &type_count, AT(form_field, months_ahead), .fallback = "0", .unit = "months", .min = 0, .max = 24,
	 .doc = "a date at least so many months after the mail: an earlier one is flagged, one that is not said is that day"},
	{"check", &type_section, AT(form_field, check), .doc = "what is looked at", .more = &section_form_check},
	END,
};
const struct section section_form_field = {
	.name = "field", .doc = "something that a slip says", .options = field_options, .size = sizeof(struct form_field), .origin = OPTION_ELSEWHERE,
};

static const struct option paper_options[] = {
	{"title", &type_text, AT(form_paper, title), .required = true, .doc = "what letters call it, and its first label"},
	{"labels", &type_texts, AT(form_paper, labels), .doc = "what else stands in the file's name, or in the mail's words"},
	{"required", &type_choice, AT(form_paper, required), .fallback = "yes", .more = yes, .doc = "without it the slip is incomplete"},
	END,
};
const struct section section_form_paper = {
	.name = "paper", .doc = "something that is attached to a slip", .options = paper_options, .size = sizeof(struct form_paper), .origin = OPTION_ELSEWHERE,
};

static const struct option step_options[] = {
	{"who", &type_texts, AT(form_step, who), .required = true, .doc = "roles, ids of staff, sender, everybody (but the sender), or \"field NAME\": who is named there"},
	{"each", &type_choice, AT(form_step, each), .fallback = "no", .more = yes, .doc = "every one of them must answer; else whoever does first"},
	{"asks", &type_choice, AT(form_step, asks), .fallback = "approve", .more = asks, .doc = "which answer is asked for"},
	{"when", &type_choice, AT(form_step, when), .fallback = "always", .more = whens, .doc = "flagged: only if a check did not hold; others: unless the sender is one of those whom it asks"},
	{"list", &type_choice, AT(form_step, list), .fallback = "no", .more = yes,
	 .doc = "with the first reminder its sender, and whoever the form tells, get one list of who has not answered"},
	{"after", &type_choice, AT(form_step, after), .fallback = "no", .more = yes, .doc = "asked after the slip was granted"},
	{"what", &type_text, AT(form_step, what), .doc = "asks done: the words that say so, such as 已收款; asks receipt: those that the letter asks for"},
	{"sum", &type_text, AT(form_step, sum), .doc = "asks done: a money field; an amount that is said (已收款 5000) is a part of it, and closes the step once all of it is there"},
	{"into", &type_text, AT(form_step, into), .doc = "with sum: the money field that holds what is there so far"},
	{"quiet", &type_choice, AT(form_step, quiet), .fallback = "no", .more = yes, .doc = "nobody is written to before the first reminder"},
	{"due", &type_text, AT(form_step, due), .doc = "a date field: reminders the day before, that day, the day after, then weekly"},
	{"remind_hours", &type_count, AT(form_step, remind_hours), .fallback = "2", .unit = "working hours", .min = 1, .max = 500,
	 .doc = "until the first reminder; then every workday"},
	END,
};
const struct section section_form_step = {
	.name = "step", .doc = "who is asked for what", .options = step_options, .size = sizeof(struct form_step), .origin = OPTION_ELSEWHERE,
};

static const struct option register_options[] = {
	{"name", &type_text, AT(form_register, name), .required = true, .doc = "which register the slip writes in"},
	{"field", &type_text, AT(form_register, field), .required = true, .doc = "the field that names the number, or the range"},
	{"issue", &type_text, AT(form_register, issue), .doc = "granted, the lowest number in this state is given out"},
	{"opened", &type_text, AT(form_register, opened), .doc = "state of the number from the complete slip on"},
	{"granted", &type_text, AT(form_register, granted), .doc = "state from its grant on"},
	{"closed", &type_text, AT(form_register, closed), .doc = "state once every step is done"},
	{"holder", &type_text, AT(form_register, holder), .fallback = "keep", .doc = "who has the number then: sender, keep (as before) or none"},
	END,
};
const struct section section_form_register = {
	.name = "register", .doc = "what the slip does in a register of numbers", .options = register_options, .size = sizeof(struct form_register),
	.origin = OPTION_ELSEWHERE, .present = register_present,
};

static const struct option charge_options[] = {
	{"item", &type_text, AT(form_charge, item), .required = true, .doc = "the catalogue's item, or \"field NAME\": its title is written there"},
	{"who", &type_text, AT(form_charge, who), .fallback = "sender", .doc = "whose entry: sender, holder of the number, or \"field NAME\": who is named there"},
	{"more", &type_text, AT(form_charge, more), .doc = "a money field whose amount is added, such as the loss"},
	END,
};
const struct section section_form_charge = {
	.name = "charge", .doc = "what a granted slip enters into the ledger", .options = charge_options, .size = sizeof(struct form_charge),
	.origin = OPTION_ELSEWHERE, .present = charge_present,
};

static const struct option amends_options[] = {
	{"form", &type_text, AT(form_amends, form), .required = true, .doc = "of which form the slip is that is changed"},
	{"number", &type_text, AT(form_amends, number), .required = true, .doc = "a field of type number: the number of that slip"},
	{"fields", &type_texts, AT(form_amends, fields), .required = true, .doc = "fields of both forms: what this slip says there, that one says from then on"},
	END,
};
const struct section section_form_amends = {
	.name = "amends", .doc = "what a granted slip changes in another one that is open still", .options = amends_options, .size = sizeof(struct form_amends),
	.origin = OPTION_ELSEWHERE, .present = amends_present,
};

static const struct option form_options[] = {
	{"form", &type_text, AT(form, id), .required = true, .doc = "name of the form: the file's"},
	{"title", &type_text, AT(form, title), .required = true, .doc = "what letters call it"},
	{"clause", &type_text, AT(form, clause), .fallback = "公司制度", .doc = "clause that letters cite"},
	{"pack", &type_texts, AT(form, packs), .doc = "rule packs that switch it on; without it: always on"},
	{"prefix", &type_text, AT(form, prefix), .required = true, .doc = "begins the numbers of its slips: two to four capitals"},
	{"from", &type_roles, AT(form, from), .fallback = "none", .doc = "who may send it; none: everybody on the roster"},
	{"words", &type_texts, AT(form, words), .required = true, .doc = "one of them in the subject or a file's name makes a mail such a slip"},
	{"fields", &type_list, AT(form, fields), .doc = "what it says", .more = &section_form_field},
	{"papers", &type_list, AT(form, papers), .doc = "what is attached to it", .more = &section_form_paper},
	{"route", &type_list, AT(form, steps), .doc = "who is asked, one after the other", .more = &section_form_step},
	{"rows", &type_choice, AT(form, rows), .fallback = "no", .more = yes, .doc = "each row of a table in the mail is a slip of its own"},
	{"calls", &type_choice, AT(form, calls), .fallback = "no", .more = yes,
	 .doc = "and so is each row of a call sheet that comes back, whatever the mail is called; one in which nothing but the company stands is none"},
	{"tell", &type_roles, AT(form, tell), .fallback = "none", .doc = "who is told what became of it, beside its sender"},
	{"alert", &type_roles, AT(form, alert), .fallback = "none", .doc = "who is told at once what was flagged"},
	{"file", &type_text, AT(form, file), .doc = "granted, what it says stands in this file of its company, such as customer"},
	{"report", &type_text, AT(form, report), .doc = "complete, this report goes to its sender and to whom the route asks: the lines that are the sender's own"},
	{"shows", &type_text, AT(form, shows), .doc = "granted, its sender is shown this file of its company, once, without what is personal"},
	{"expire_days", &type_count, AT(form, expire_days), .fallback = "0", .unit = "days", .min = 0, .max = 365, .doc = "one that nobody decides is let go; 0: never"},
	{"record", &type_text, AT(form, record), .doc = "granted, it counts as this, such as performance"},
	{"lapse_days", &type_count, AT(form, lapse_days), .fallback = "7", .unit = "days", .min = 1, .max = 365,
	 .doc = "an incomplete slip that nobody completes is let go"},
	{"register", &type_section, AT(form, reg), .doc = "what it does in a register", .more = &section_form_register},
	{"charge", &type_section, AT(form, charge), .doc = "what it enters into the ledger", .more = &section_form_charge},
	{"amends", &type_section, AT(form, amends), .doc = "what it changes in another slip", .more = &section_form_amends},
	END,
};
const struct section section_form = {
	.name = "form",
	.doc = "a form of etc/forms or of the office's own folder",
	.options = form_options,
	.size = sizeof(struct form),
	.origin = (long)offsetof(struct form, origin),
	.finish = form_finish,
};
