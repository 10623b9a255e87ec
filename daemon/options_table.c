/* Every option there is. A row: name, type, place, required?, default, unit, what it means, more, bounds. */
#include "conf_checks.h"
#include "option_types.h"
#include "options.h"
#include "values/office.h"

#define AT(owner, field) .offset = (long)offsetof(struct owner, field)
#define ELSEWHERE .offset = OPTION_ELSEWHERE
#define END {.name = NULL}

enum { POLL_MIN = 15 /* providers lock out who asks more often */, POLL_MAX = 3600, IDLE_MAX = 29 * 60 /* RFC 2177 */ };

static const char *const cc_rules[] = {"hold", "forward", "off", NULL};
static const char *const no_yes[] = {"no", "yes", NULL};
static const char *const on_off[] = {"on", "off", NULL};
static const char *const durings[] = {"always", "trip", NULL};
static const char *const securities[] = {"required", "none", NULL};
static const char *const auths[] = {"login", "xoauth2", NULL};
static const char *const sent_copies[] = {"provider", "server", "append", "none", NULL};
static const char *const idle_uses[] = {"provider", "offered", "never", NULL};
static const char *const id_uses[] = {"offered", "required", NULL};

/* ---- duties */

static const struct option makeup_options[] = {
	{"counts", &type_text, AT(duty_rule, makeup_counts), .required = true, .doc = "rows asked for: lead, prospect or visit"},
	{"quota", &type_count, AT(duty_rule, makeup_quota), .fallback = "10", .unit = "rows a week", .doc = "how many"},
	{"donation", &type_money, AT(duty_rule, makeup_fen), .fallback = "0.00", .doc = "what an unfulfilled case costs (乐捐)"},
	{"entry", &type_text, AT(duty_rule, makeup_entry),
	 .doc = "kind of its ledger entry; without it: makeup_unfulfilled, or KIND_makeup where another duty has that name"},
	{"clause", &type_text, AT(duty_rule, makeup_clause), .doc = "clause that letters cite"},
	END,
};
static const struct section section_makeup = {
	.name = "makeup",
	.doc = "the week's make-up case that a missed duty opens or joins",
	.options = makeup_options,
	.size = sizeof(struct duty_rule),
	.origin = OPTION_ELSEWHERE,
	.present = makeup_present,
};

static const struct option duty_options[] = {
	{"kind", &type_text, AT(duty_rule, kind), .required = true, .doc = "name of the duty: small letters, digits and _"},
	{"title", &type_text, AT(duty_rule, title), .required = true, .doc = "name of the duty in letters, such as 客户资料"},
	{"clause", &type_text, AT(duty_rule, clause), .fallback = "公司制度", .doc = "clause that letters cite"},
	{"who", &type_role, AT(duty_rule, who), .fallback = "rep", .doc = "role that owes it"},
	DUE_OPTIONS(duty_rule, when),
	{"quota", &type_count, AT(duty_rule, quota), .fallback = "1", .unit = "pieces", .doc = "how many are owed"},
	{"during", &type_choice, AT(duty_rule, during), .fallback = "always", .more = durings, .doc = "trip: owed on days of a trip alone (出差, said by mail)"},
	{"counts", &type_text, AT(duty_rule, counts), .required = true, .doc = "what is counted: lead, prospect, visit (rows), mail or slip"},
	{"form", &type_text, AT(duty_rule, form), .doc = "counts slip: of which form a complete one counts"},
	{"words", &type_texts, AT(duty_rule, words), .doc = "counts mail: one of these stands in the subject or a file name"},
	{"addressed_to", &type_roles, AT(duty_rule, addressed_to), .fallback = "none",
	 .doc = "counts mail: one of these roles is in To or Cc"},
	{"answers", &type_choice, AT(duty_rule, answers), .fallback = "no", .more = no_yes, .doc = "counts mail: an answer to its reminder is one, too"},
	{"missing_to", &type_roles, AT(duty_rule, missing_to), .fallback = "none", .doc = "who is told, once it is due, who did not deliver"},
	{"bundle_for", &type_text, AT(duty_rule, bundle_for),
	 .doc = "kind of another duty: who owes that gets the mails that met this one, to pass on by 转呈"},
	{"bundle_after", &type_count, AT(duty_rule, bundle_after), .fallback = "5", .unit = "minutes after the due moment", .max = 1440, .doc = "when"},
	{"donation_per_missing", &type_money, AT(duty_rule, fen_per_missing), .fallback = "0.00",
	 .doc = "donation (乐捐) per missing piece"},
	{"pushups_per_missing", &type_count, AT(duty_rule, pushups_per_missing), .fallback = "0",
	 .doc = "push-ups named per missing piece"},
	{"entry", &type_text, AT(duty_rule, entry),
	 .doc = "kind of the ledger entry of a miss; without it: KIND_shortfall if a miss costs anything"},
	{"extends", &type_text, AT(duty_rule, extends), .doc = "kind of the duty whose next one a miss enlarges"},
	{"extra", &type_count, AT(duty_rule, extra), .fallback = "0", .unit = "pieces", .doc = "by how many"},
	{"makeup", &type_section, .offset = 0, .doc = "the make-up case a miss opens", .more = &section_makeup},
	{"reminders", &type_times, AT(duty_rule, reminders), .fallback = "[]",
	 .doc = "when somebody who still owes it is reminded, on its due day"},
	{"grace_minutes", &type_count, AT(duty_rule, grace_minutes), .unit = "minutes", .max = 1440,
	 .doc = "moves the end of the window, not the due moment that letters name; the policy's own if not given"},
	END,
};
const struct section section_duty = {
	.name = "duty",
	.doc = "who owes what by when, and what a miss costs",
	.options = duty_options,
	.size = sizeof(struct duty_rule),
	.origin = (long)offsetof(struct duty_rule, origin),
	.finish = duty_finish,
};

/* Values of a pack's duty that a policy lays over it. */
#define COMMON_OVERLAY                                                                                                  \
	{"title", &type_text, AT(duty_rule, title), .doc = "name of the duty in letters"},                                  \
		{"clause", &type_text, AT(duty_rule, clause), .doc = "clause that letters cite"},                           \
		{"quota", &type_count, AT(duty_rule, quota), .unit = "pieces", .doc = "how many are owed"},                 \
		{"due", &type_due, AT(duty_rule, when), .doc = "last minute that counts"},                                        \
		{"reminders", &type_times, AT(duty_rule, reminders), .doc = "when somebody who still owes it is reminded"}, \
		{"grace_minutes", &type_count, AT(duty_rule, grace_minutes), .unit = "minutes", .max = 1440,                \
	         .doc = "moves the end of the window, not the due moment that letters name"}
#define MONEY_OVERLAY                                                                                                       \
	{"donation_per_missing", &type_money, AT(duty_rule, fen_per_missing), .doc = "donation (乐捐) per missing piece"}, \
		{"pushups_per_missing", &type_count, AT(duty_rule, pushups_per_missing), .doc = "push-ups named per missing piece"}

static const struct option lead_list_options[] = {COMMON_OVERLAY, MONEY_OVERLAY, END};
static const struct option prospects_options[] = {
	COMMON_OVERLAY,
	{"extra_leads", &type_count, AT(duty_rule, extra), .unit = "leads", .doc = "what a miss adds to the next lead list"},
	{"visits", &type_count, AT(duty_rule, makeup_quota), .unit = "visits a week", .doc = "what the make-up case asks for (陌拜)"},
	{"donation", &type_money, AT(duty_rule, makeup_fen), .doc = "what an unfulfilled make-up case costs (乐捐)"},
	END,
};
static const struct option weekly_options[] = {
	COMMON_OVERLAY,
	MONEY_OVERLAY,
	{"words", &type_texts, AT(duty_rule, words), .doc = "one of these stands in the subject or a file name"},
	END,
};
static const struct section section_lead_list = {
	.name = "lead_list",
	.doc = "values laid over the pack's duty 客户资料",
	.options = lead_list_options,
	.size = sizeof(struct duty_rule),
	.origin = OPTION_ELSEWHERE,
};
static const struct section section_prospects = {
	.name = "prospects",
	.doc = "values laid over the pack's duty 意向客户",
	.options = prospects_options,
	.size = sizeof(struct duty_rule),
	.origin = OPTION_ELSEWHERE,
};
static const struct section section_weekly_plan = {
	.name = "weekly_plan",
	.doc = "switches 周工作计划 on; values laid over the pack's",
	.options = weekly_options,
	.size = sizeof(struct duty_rule),
	.origin = OPTION_ELSEWHERE,
};
static const struct section section_weekly_report = {
	.name = "weekly_report",
	.doc = "switches 周汇报 on; values laid over the pack's",
	.options = weekly_options,
	.size = sizeof(struct duty_rule),
	.origin = OPTION_ELSEWHERE,
};
const struct section *const sections_overlaid[] = {&section_lead_list, &section_prospects, &section_weekly_plan, &section_weekly_report,
						   NULL};

/* ---- fines named by mail */

static const struct option catalogue_options[] = {
	{"item", &type_text, AT(catalogue_item, item), .required = true, .doc = "name of the item: small letters, digits and _"},
	{"title", &type_text, AT(catalogue_item, title), .required = true, .doc = "what a command calls it: 处罚 张伟 TITLE, one word"},
	{"clause", &type_text, AT(catalogue_item, clause), .required = true, .doc = "clause that letters cite"},
	{"entry", &type_text, AT(catalogue_item, entry), .fallback = "discipline", .doc = "kind of the ledger entry"},
	{"donation", &type_money, AT(catalogue_item, fen), .required = true, .doc = "what it costs (乐捐); 0.00: it is a record, which colleagues may ask for"},
	{"extra", &type_choice, AT(catalogue_item, extra), .fallback = "no", .more = no_yes, .doc = "who names it may add a sum in its words: 差价350元"},
	{"repeat_item", &type_text, AT(catalogue_item, repeat_item), .doc = "item that is proposed to the general manager when entries of this kind repeat"},
	{"repeat_count", &type_count, AT(catalogue_item, repeat_count), .fallback = "3", .min = 2, .max = 100, .doc = "every how-many-th entry proposes it"},
	{"repeat_days", &type_count, AT(catalogue_item, repeat_days), .fallback = "90", .unit = "days", .min = 1, .max = 3650, .doc = "... of so many days"},
	END,
};
static const struct section section_catalogue = {
	.name = "catalogue",
	.doc = "what a director or general manager may fine by mail",
	.options = catalogue_options,
	.size = sizeof(struct catalogue_item),
	.origin = (long)offsetof(struct catalogue_item, origin),
};

/* ---- a rule pack (etc/packs) */

static const struct option pack_options[] = {
	{"pack", &type_text, AT(pack, name), .required = true, .doc = "the pack's name: the file's"},
	{"title", &type_text, AT(pack, title), .required = true, .doc = "the document that it serves"},
	{"duties", &type_list, AT(pack, duties), .doc = "owed wherever the pack is switched on", .more = &section_duty},
	{"on_demand", &type_list, AT(pack, on_demand), .doc = "owed only where the policy names them", .more = &section_duty},
	{"catalogue", &type_list, AT(pack, catalogue), .doc = "fines that may be named by mail", .more = &section_catalogue},
	END,
};
const struct section section_pack = {
	.name = "pack",
	.doc = "a rule pack of etc/packs",
	.options = pack_options,
	.size = sizeof(struct pack),
	.origin = OPTION_ELSEWHERE,
};

/* ---- policies */

static const struct option policy_options[] = {
	{"effective", &type_date, AT(policy, effective), .required = true, .doc = "first day that it rules"},
	{"packs", &type_texts, ELSEWHERE, .fallback = "[S0]", .doc = "rule packs of etc/packs that are switched on", .dumped = "[]"},
	{"protection_days", &type_count, AT(policy, protection_days), .fallback = "0", .unit = "days of 24 hours", .max = 36500,
	 .doc = "how long a company stays a rep's after their last accepted row of it; 0: for good"},
	{"lead_protection_days", &type_count, AT(policy, lead_protection_days), .unit = "days of 24 hours", .max = 36500,
	 .doc = "the same for a company of which they have only lead rows; not given: protection_days; 0: for good"},
	{"cc_rule", &type_choice, AT(policy, cc_rule), .fallback = "hold", .more = cc_rules,
	 .doc = "what becomes of a list that lacks the director in To or the general manager in Cc"},
	{"confirm", &type_roles, AT(policy, confirm), .fallback = "none",
	 .doc = "none: entries are issued at settlement; director, general_manager: who confirms them first"},
	{"appeal_days", &type_count, AT(policy, appeal_days), .fallback = "7", .unit = "days", .max = 3650,
	 .doc = "how long after its notice an entry may be appealed by reply (申诉 理由)"},
	{"appeals_to", &type_roles, AT(policy, appeals_to), .fallback = "director", .doc = "who decides appeals: 免除 or 维持"},
	{"payments_to", &type_roles, AT(policy, payments_to), .fallback = "director",
	 .doc = "who keeps the money: whoever says 已缴 is believed when they say so too"},
	{"ask_reminders", &type_count, AT(policy, ask_reminders), .fallback = "2", .unit = "times", .max = 100,
	 .doc = "how often whoever was asked for a decision is reminded, in the mornings of the next workdays"},
	{"digest", &type_time_off, AT(policy, digest), .fallback = "\"08:30\"",
	 .doc = "when director and general manager get the daily digest"},
	{"call_sheet", &type_time_off, AT(policy, call_sheet), .fallback = "\"08:00\"",
	 .doc = "when a rep gets the sheet of whom to call: the leads that count for that workday; off: no sheets"},
	{"quiet_hours", &type_span, AT(policy, quiet_from), .fallback = "[\"22:45\", \"07:30\"]",
	 .doc = "from, to: nothing is sent but receipts and what was due before"},
	{"weekend", &type_weekend, AT(policy, weekend), .fallback = "two_days", .doc = "free days of a week where no calendar says otherwise; alternate (大小周): the date is a Saturday that is worked, and so is every second one"},
	{"work_hours", &type_span, AT(policy, work_from), .fallback = "[\"09:00\", \"18:00\"]",
	 .doc = "working hours of a workday, by which whoever must answer a slip is reminded"},
	{"pushups", &type_choice, AT(policy, pushups), .fallback = "on", .more = on_off, .doc = "off: no duty names or counts push-ups"},
	{"forms", &type_texts, AT(policy, forms), .doc = "rule packs whose forms (etc/forms) are switched on; those of packs if not given"},
	{"reports", &type_texts, AT(policy, reports), .doc = "rule packs whose reports (etc/reports) are made; those of packs if not given"},
	{"grace_minutes", &type_count, ELSEWHERE, .fallback = "0", .unit = "minutes", .max = 1440,
	 .doc = "for every duty that has no grace_minutes of its own: moves the end of its window"},
	{"lead_list", &type_section, ELSEWHERE, .doc = "values laid over the pack's duty 客户资料", .more = &section_lead_list},
	{"prospects", &type_section, ELSEWHERE, .doc = "values laid over the pack's duty 意向客户", .more = &section_prospects},
	{"weekly_plan", &type_section, ELSEWHERE, .doc = "switches 周工作计划 on", .more = &section_weekly_plan},
	{"weekly_report", &type_section, ELSEWHERE, .doc = "switches 周汇报 on", .more = &section_weekly_report},
	{"duties", &type_list, AT(policy, duties), .doc = "further duties", .more = &section_duty},
	{"catalogue", &type_list, AT(policy, catalogue), .doc = "further fines that may be named by mail", .more = &section_catalogue},
	END,
};
const struct section section_policy = {
	.name = "policy",
	.doc = "the rules in force from a day on",
	.options = policy_options,
	.size = sizeof(struct policy),
	.origin = (long)offsetof(struct policy, origin),
	.finish = policy_finish,
};

/* ---- servers */

#define SERVER_OPTIONS(place)                                                                                                      \
	{"user", &type_text, .offset = (place) + (long)offsetof(struct server, user), .doc = "name to log in with"},               \
		{"password_file", &type_path, .offset = (place) + (long)offsetof(struct server, password_file),                    \
	         .doc = "file with the password (客户端授权码) in its first line, not readable by others"},                      \
		{"password_command", &type_text, .offset = (place) + (long)offsetof(struct server, password_command),              \
	         .doc = "command that prints the password, instead of password_file"},                                             \
		{"password_credential", &type_text, .offset = (place) + (long)offsetof(struct server, password_credential),        \
	         .doc = "name of a credential that systemd gives (LoadCredentialEncrypted=, man leadclerk), instead of both"},     \
		{"security", &type_choice, .offset = (place) + (long)offsetof(struct server, security), .fallback = "required",    \
	         .doc = "TLS with a certificate that holds; none: only for servers on this machine", .more = securities},          \
		{"ca_file", &type_path, .offset = (place) + (long)offsetof(struct server, ca_file),                                \
	         .doc = "file of further certificates to trust"},                                                                 \
		{"auth", &type_choice, .offset = (place) + (long)offsetof(struct server, auth), .fallback = "login",               \
	         .doc = "xoauth2: what password_command prints is an access token (Microsoft 365, Gmail)", .more = auths},         \
		{"provider", &type_text, .offset = (place) + (long)offsetof(struct server, provider_name),                         \
	         .doc = "profile of etc/providers.yaml; not given: chosen by the url's host"}

#define OWN(place, field) .offset = (place) + (long)offsetof(struct server, own) + (long)offsetof(struct provider_own, field)

static const struct option mailbox_options[] = {
	{"name", &type_text, AT(server, name), .required = true, .doc = "name of the mailbox here: positions are kept under it"},
	{"url", &type_url, .offset = 0, .required = true, .unit = "imaps://HOST:993, imap://HOST:143 (STARTTLS) or maildir:PATH",
	 .doc = "where it is"},
	SERVER_OPTIONS(0),
	{"folders", &type_texts, AT(server, folders), .fallback = "[INBOX]", .doc = "folders that are read"},
	{"poll_seconds", &type_count, OWN(0, poll_seconds), .unit = "seconds", .min = POLL_MIN, .max = POLL_MAX,
	 .doc = "between two looks where IDLE is not offered; the provider's if not given"},
	{"idle", &type_choice, OWN(0, idle), .fallback = "provider", .more = idle_uses, .doc = "whether IDLE is used"},
	{"idle_seconds", &type_count, OWN(0, idle_seconds), .unit = "seconds", .min = 60, .max = IDLE_MAX,
	 .doc = "an IDLE is renewed after so long; the provider's if not given"},
	END,
};
static const struct section section_mailbox = {
	.name = "mailbox",
	.doc = "a mailbox that is read, and never changed",
	.options = mailbox_options,
	.size = sizeof(struct server),
	.origin = (long)offsetof(struct server, origin),
	.finish = mailbox_finish,
};

#define SUBMISSION ((long)offsetof(struct office, submission))
static const struct option submission_options[] = {
	{"url", &type_url, .offset = SUBMISSION, .required = true, .unit = "smtps://HOST:465, smtp://HOST:587 (STARTTLS) or maildir:PATH",
	 .doc = "where letters go"},
	SERVER_OPTIONS(SUBMISSION),
	{"from", &type_from, AT(office, from_addr), .doc = "sender of all letters; the user if that is an address"},
	{"per_minute", &type_count, OWN(SUBMISSION, per_minute), .unit = "letters", .doc = "at most; 0: no limit; the provider's if not given"},
	{"per_hour", &type_count, OWN(SUBMISSION, per_hour), .unit = "letters", .doc = "the same"},
	{"per_day", &type_count, OWN(SUBMISSION, per_day), .unit = "letters", .doc = "the same"},
	{"per_connection", &type_count, OWN(SUBMISSION, per_connection), .unit = "letters", .doc = "the same, in one session"},
	{"pause_seconds", &type_count, OWN(SUBMISSION, pause_seconds), .unit = "seconds", .max = 3600,
	 .doc = "between two letters; the provider's if not given"},
	{"sent_copy", &type_choice, OWN(SUBMISSION, sent_copy), .fallback = "provider", .more = sent_copies,
	 .doc = "who puts a copy into the Sent folder of the mailbox whose user is the sender: the server by itself, we (append), nobody"},
	{"sent_folder", &type_text, OWN(SUBMISSION, sent_folder), .doc = "name of that folder; the provider's if not given"},
	END,
};
static const struct section section_submission = {
	.name = "submission",
	.doc = "the server that takes the letters",
	.options = submission_options,
	.size = sizeof(struct office),
	.origin = SUBMISSION + (long)offsetof(struct server, origin),
	.finish = submission_finish,
};

/* ---- what is known of mail providers (etc/providers.yaml) */

static const struct option provider_options[] = {
	{"name", &type_text, AT(provider, name), .required = true, .doc = "what provider: in the configuration names"},
	{"title", &type_text, AT(provider, title), .required = true, .doc = "what people call it"},
	{"hosts", &type_texts, AT(provider, hosts), .doc = "host names, each with all below it"},
	{"domains", &type_texts, AT(provider, domains), .doc = "what stands behind the @ of addresses that it gives out itself"},
	{"mx", &type_texts, AT(provider, mx), .doc = "hosts that take its customers' mail, each with all below it"},
	{"imap", &type_text, AT(provider, imap), .doc = "url of a mailbox there; DOMAIN is the address's"},
	{"smtp", &type_text, AT(provider, smtp), .doc = "url of the submission there"},
	{"poll_seconds", &type_count, AT(provider, poll_seconds), .fallback = "60", .min = POLL_MIN, .max = POLL_MAX, .doc = "see mailbox"},
	{"idle", &type_choice, AT(provider, idle), .fallback = "offered", .more = idle_uses, .doc = "see mailbox"},
	{"idle_seconds", &type_count, AT(provider, idle_seconds), .fallback = "540", .min = 60, .max = IDLE_MAX, .doc = "see mailbox"},
	{"id", &type_choice, AT(provider, id), .fallback = "offered", .more = id_uses, .doc = "when ID is sent"},
	{"login_refused", &type_texts, AT(provider, login_refused), .doc = "words that mean: a person must look at the account"},
	{"per_minute", &type_count, AT(provider, per_minute), .fallback = "0", .doc = "see submission"},
	{"per_hour", &type_count, AT(provider, per_hour), .fallback = "0", .doc = "see submission"},
	{"per_day", &type_count, AT(provider, per_day), .fallback = "0", .doc = "see submission"},
	{"per_connection", &type_count, AT(provider, per_connection), .fallback = "0", .doc = "see submission"},
	{"pause_seconds", &type_count, AT(provider, pause_seconds), .fallback = "0", .doc = "see submission"},
	{"temporary", &type_texts, AT(provider, temporary), .doc = "words that mean later, also behind 5yz"},
	{"content_refused", &type_texts, AT(provider, content_refused), .doc = "words that mean: this letter's content, for good"},
	{"login_trouble", &type_texts, AT(provider, login_trouble), .doc = "words that mean: our login or sender address"},
	{"sent_copy", &type_choice, AT(provider, sent_copy), .fallback = "append", .more = sent_copies, .doc = "see submission"},
	{"sent_folder", &type_text, AT(provider, sent_folder), .doc = "see submission"},
	{"authserv_id", &type_text, AT(provider, authserv_id), .doc = "of its Authentication-Results (RFC 8601)"},
	{"advice", &type_texts, AT(provider, advice), .doc = "what to switch on in which web page"},
	END,
};
static const struct section section_provider = {
	.name = "provider",
	.doc = "what is known of a mail provider",
	.options = provider_options,
	.size = sizeof(struct provider),
	.origin = OPTION_ELSEWHERE,
	.finish = provider_finish,
};
static const struct option provider_file_options[] = {
	{"junk_folders", &type_texts, AT(provider_file, junk_folders), .doc = "parts of folder names where filters put what they take for junk"},
	{"providers", &type_list, AT(provider_file, providers), .required = true, .doc = "the first is for hosts that none is for",
	 .more = &section_provider},
	END,
};
const struct section section_provider_file = {
	.name = "etc/providers.yaml",
	.doc = "what is known of mail providers",
	.options = provider_file_options,
	.size = sizeof(struct provider_file),
	.origin = OPTION_ELSEWHERE,
};

/* ---- people */

static const struct option staff_options[] = {
	{"id", &type_text, AT(staff, id), .required = true, .doc = "short name that never changes: it stands in every entry"},
	{"name", &type_text, AT(staff, name), .doc = "name in letters; the id if not given"},
	{"role", &type_roles, AT(staff, roles), .required = true, .min = 1, .doc = "what the person is; a list for several"},
	{"mail", &type_addresses, AT(staff, mail), .required = true, .doc = "addresses the person writes from; letters go to the first"},
	{"since", &type_date, AT(staff, since), .doc = "first day"},
	{"until", &type_date, AT(staff, until), .doc = "last day"},
	{"deputy", &type_text, AT(staff, deputy), .doc = "id of who is asked too, and may answer, while the person is on leave"},
	END,
};
static const struct section section_staff = {
	.name = "staff",
	.doc = "a person",
	.options = staff_options,
	.size = sizeof(struct staff),
	.origin = (long)offsetof(struct staff, origin),
	.finish = staff_finish,
};
static const struct option leave_options[] = {
	{"staff", &type_text, AT(leave, staff), .required = true, .doc = "id of the person"},
	{"from", &type_date, AT(leave, from), .required = true, .doc = "first day of leave"},
	{"to", &type_date, AT(leave, to), .doc = "last day of leave; the first if not given"},
	END,
};
static const struct section section_leave = {
	.name = "leave",
	.doc = "days on which a person owes nothing",
	.options = leave_options,
	.size = sizeof(struct leave),
	.origin = OPTION_ELSEWHERE,
	.finish = leave_finish,
};

/* ---- the file */

static const struct option office_options[] = {
	{"company", &type_text, AT(office, company), .fallback = "本公司", .doc = "the company's full name, under every letter"},
	{"language", &type_choice, AT(office, language), .fallback = "zh-CN", .more = language_names, .doc = "of all letters"},
	{"timezone", &type_text, AT(office, timezone), .fallback = "Asia/Shanghai", .doc = "zone of all civil times"},
	{"since", &type_date, AT(office, since), .required = true, .doc = "first workday that has duties"},
	{"calendars", &type_texts, ELSEWHERE, .fallback = "[]",
	 .doc = "files of days off and make-up workdays: CSV, JSON or ICS; later ones win"},
	{"area_code", &type_text, AT(office, area_code), .doc = "makes landline numbers without an area code usable, such as \"0769\""},
	END,
};
const struct section section_office = {
	.name = "office",
	.doc = "the department",
	.options = office_options,
	.size = sizeof(struct office),
	.origin = OPTION_ELSEWHERE,
	.finish = office_finish,
};

static const struct option file_options[] = {
	{"office", &type_section, .offset = 0, .required = true, .doc = "the department", .more = &section_office},
	{"operator", &type_address, AT(office, operator_mail), .doc = "address that alarms go to"},
	{"alarm_command", &type_texts, AT(office, alarm_command),
	 .doc = "program (its path, or a list with arguments) that is given each alarm on its standard input: a way that needs no mail"},
	{"alarm_minutes", &type_count, AT(office, alarm_minutes), .fallback = "15", .unit = "minutes", .min = 1, .max = 10080, .aside = true,
	 .doc = "a server that is out of reach so long on a workday is told to the operator; so is that it is back"},
	{"alarm_disk_mb", &type_count, AT(office, alarm_disk_mb), .fallback = "500", .unit = "megabytes", .max = 100000000, .aside = true,
	 .doc = "less free space than that beside the store is told to the operator; 0: never"},
	{"metrics", &type_path, AT(office, metrics), .aside = true,
	 .doc = "file that is written after each turn for Prometheus's node-exporter (textfile collector); everybody may read it, it names nobody"},
	{"mode", &type_mode, AT(office, shadow), .fallback = "live",
	 .doc = "shadow computes everything and mails nobody but the general manager"},
	{"mailboxes", &type_list, AT(office, mailboxes), .required = true, .doc = "mailboxes that are read", .more = &section_mailbox},
	{"submission", &type_section, .offset = 0, .required = true, .doc = "where letters go", .more = &section_submission},
	{"store", &type_path, AT(office, store), .fallback = "clerk.db", .doc = "the database file"},
	{"letters", &type_path, AT(office, letters_dir), .doc = "folder of the office's own letters, used instead of the built-in ones"},
	{"forms", &type_path, AT(office, forms_dir), .doc = "folder of the office's own forms; one of a built-in form's id replaces it"},
	{"reports", &type_path, AT(office, reports_dir), .doc = "folder of the office's own reports; one of a built-in report's name replaces it"},
	{"raw_mail_days", &type_count, AT(office, raw_mail_days), .fallback = "0", .unit = "days", .max = 36500, .aside = true,
	 .doc = "how long the bytes of mails are kept as evidence; 0: for good"},
	{"letter_days", &type_count, AT(office, letter_days), .fallback = "0", .unit = "days", .max = 36500, .aside = true,
	 .doc = "how long what our letters said is kept; that they were sent stays; 0: for good"},
	{"lead_days", &type_count, AT(office, lead_days), .fallback = "0", .unit = "days", .max = 36500, .aside = true,
	 .doc = "how long names and phones of dead leads are kept: of companies of which nobody had a row accepted since, and of rows that did not count; 0: for good"},
	{"trust", &type_text, AT(office, trust), .doc = "authserv-id of our own provider's Authentication-Results"},
	{"staff", &type_list, AT(office, staff), .required = true, .doc = "the people", .more = &section_staff},
	{"leave", &type_list, AT(office, leave), .doc = "days on which people owe nothing", .more = &section_leave},
	{"policies", &type_list, AT(office, policies), .required = true, .doc = "the rules, by the day they take effect",
	 .more = &section_policy},
	END,
};
const struct section section_file = {
	.name = "the configuration",
	.doc = "one YAML file; an unknown key is an error",
	.options = file_options,
	.size = sizeof(struct office),
	.origin = OPTION_ELSEWHERE,
	.finish = file_finish,
};

static const struct option policies_options[] = {
	{"policies", &type_list, AT(office, policies), .required = true, .doc = "the rules, by the day they take effect",
	 .more = &section_policy},
	END,
};
const struct section section_policies = {
	.name = "the policy file",
	.doc = "policies alone",
	.options = policies_options,
	.size = sizeof(struct office),
	.origin = OPTION_ELSEWHERE,
};

const struct section *const sections_all[] = {
	&section_file,    &section_office,    &section_mailbox,     &section_submission,    &section_staff, &section_leave, &section_policy,
	&section_lead_list, &section_prospects, &section_weekly_plan, &section_weekly_report, &section_duty,  &section_makeup,
	&section_form, &section_form_field, &section_form_check, &section_form_paper, &section_form_step, &section_form_register, &section_form_charge,
	&section_report, &section_report_section, &section_report_slips, &section_report_register, &section_report_duties, &section_report_entries,
	&section_report_counts, &section_report_rates, &section_report_measure, &section_report_stale, &section_report_invite, NULL,
};
