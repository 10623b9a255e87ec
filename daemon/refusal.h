/* What a mail server's refusal means for a letter. Pure: RFC 5321 section 4.2.1 says 4yz may pass and 5yz won't, but some providers answer
 * 5yz to what passes by itself, or to what only the operator can put right; their texts stand in one table in refusal.c. */
#ifndef DAEMON_REFUSAL_H
#define DAEMON_REFUSAL_H
#include <stdbool.h>

#include "send.h"

/* What was being said when the refusal came. */
enum smtp_stage {
	STAGE_CONNECT, STAGE_GREETING, STAGE_EHLO, STAGE_STARTTLS, STAGE_AUTH, /* nothing of the letter was told yet */
	STAGE_MAIL, STAGE_RCPT, STAGE_DATA, STAGE_BODY,
	STAGE_DOT,                     /* the final dot may have arrived */
	STAGE_COUNT
};
extern const char *const smtp_stage_names[STAGE_COUNT];

struct refusal {
	enum send_outcome outcome;     /* SEND_LATER or SEND_NEVER */
	bool server;                   /* as send_result.server */
	enum send_why why;
	const char *advice;            /* what to know or do, or NULL */
};
/* code: 400..599; text: the whole reply; p: the provider whose words are looked for behind ours. */
struct refusal refusal_judge(enum smtp_stage stage, int code, const char *text, const struct provider *p);

#endif
