/* What no single option can say: how values go together. The table calls these when a section has been read. */
#ifndef DAEMON_CONF_CHECKS_H
#define DAEMON_CONF_CHECKS_H
#include "options.h"
#include "values/office.h"

struct pack {                /* a file of etc/packs */
	const char *name, *title;
	struct duty_rule *duties;
	size_t duties_count, duties_cap;
	struct duty_rule *on_demand;
	size_t on_demand_count, on_demand_cap;
	struct catalogue_item *catalogue;
	size_t catalogue_count, catalogue_cap;
};

/* The value of a key, or the whole section where it is not written: where a fault points. */
static inline const struct node *node_or_whole(const struct node *n, const char *key)
{
	const struct node *value = node_get(n, key);
	return value ? value : n;
}

struct provider_file {       /* etc/providers.yaml */
	struct texts junk_folders;
	struct provider *providers;
	size_t providers_count, providers_cap;
};

extern const struct section section_provider_file;
extern const struct section section_form, section_form_field, section_form_check, section_form_paper, section_form_step, section_form_register,
	section_form_charge, section_form_amends; /* options_forms.c */
extern const struct section section_report, section_report_section, section_report_slips, section_report_register, section_report_duties, section_report_entries,
	section_report_counts, section_report_rates, section_report_measure, section_report_stale, section_report_invite; /* options_reports.c */
extern const struct section section_office, section_duty, section_policy, section_policies, section_pack;
/* Named after the kind of duty that they are laid over. Ended by NULL. */
extern const struct section *const sections_overlaid[];

/* conf_office.c */
void office_finish(struct reader *r, const struct node *n, void *office, bool good);      /* zone, area code, calendars */
void file_finish(struct reader *r, const struct node *n, void *office, bool good);        /* folders, and all of the roster */
/* conf_people.c */
void staff_finish(struct reader *r, const struct node *n, void *staff, bool good);
void leave_finish(struct reader *r, const struct node *n, void *leave, bool good);
void people_check(struct reader *r, const struct node *file, const struct office *o);     /* ids and addresses once, leave, roles needed */
/* conf_servers.c */
void mailbox_finish(struct reader *r, const struct node *n, void *server, bool good);
void submission_finish(struct reader *r, const struct node *n, void *office, bool good);
void mailboxes_check(struct reader *r, const struct node *file, const struct office *o);
/* conf_provider.c */
void provider_finish(struct reader *r, const struct node *n, void *provider, bool good);
/* Sets s->provider: by s->provider_name or by s->host, and lays s->own over it. */
void provider_choose(struct reader *r, const struct node *n, struct server *s);
/* conf_forms.c */
void form_finish(struct reader *r, const struct node *n, void *form, bool good);
bool check_present(const void *check), register_present(const void *reg), charge_present(const void *charge), amends_present(const void *amends);
/* Reads every form there is into o->forms, and how they and the roster go together. */
void forms_read(struct reader *r, const struct node *file, struct office *o);
/* A line for each, with a digest of all it says: what a dump of the configuration shows of them. */
void forms_dump(const struct office *o, struct buf *out);
/* conf_reports.c */
void report_finish(struct reader *r, const struct node *n, void *report, bool good);
void report_section_finish(struct reader *r, const struct node *n, void *section, bool good);
void report_slips_finish(struct reader *r, const struct node *n, void *slips, bool good);
void report_duties_finish(struct reader *r, const struct node *n, void *duties, bool good);
void report_entries_finish(struct reader *r, const struct node *n, void *entries, bool good);
void report_counts_finish(struct reader *r, const struct node *n, void *counts, bool good);
void report_measure_finish(struct reader *r, const struct node *n, void *measure, bool good);
void report_invite_finish(struct reader *r, const struct node *n, void *invite, bool good);
void report_stale_finish(struct reader *r, const struct node *n, void *stale, bool good);
bool report_slips_present(const void *slips), report_register_present(const void *reg), report_duties_present(const void *duties),
	report_entries_present(const void *entries), report_counts_present(const void *counts), report_measure_present(const void *measure),
	report_rates_present(const void *rates), report_stale_present(const void *stale), report_invite_present(const void *invite);
/* As forms_read and forms_dump; after the forms and the policies. */
void reports_read(struct reader *r, const struct node *file, struct office *o);
void reports_dump(const struct office *o, struct buf *out);
/* conf_policy.c */
void duty_finish(struct reader *r, const struct node *n, void *duty, bool good);
void policy_finish(struct reader *r, const struct node *n, void *policy, bool good);      /* packs, overlays, the duties' connections */
bool makeup_present(const void *duty);
/* Sorts the policies, names their versions. */
void policies_check(struct reader *r, const struct node *list, struct office *o);

#endif
