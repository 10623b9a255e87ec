#include "refusal.h"

#include <stddef.h>
#include <string.h>

#include "base/bug.h"

const char *const smtp_stage_names[STAGE_COUNT] = {
	[STAGE_CONNECT] = "connecting", [STAGE_GREETING] = "the greeting", [STAGE_EHLO] = "EHLO", [STAGE_STARTTLS] = "STARTTLS",
	[STAGE_AUTH] = "the login", [STAGE_MAIL] = "MAIL FROM", [STAGE_RCPT] = "RCPT TO", [STAGE_DATA] = "DATA",
	[STAGE_BODY] = "the letter's bytes", [STAGE_DOT] = "the whole letter",
};

#define FREQUENCY "sent too often: the provider lets it pass after minutes, hours or the next day"
#define LOGIN "check submission.user and its password (QQ, 163 and Exmail want an authorisation code 授权码, not the web password)"
#define SENDER "submission.from must be the address of submission.user"

/* Texts by which providers name a cause that the code hides (field/china.md section 1.8). Compared without regard to case. */
static const struct known_text {
	const char *part;
	const char *provider;
	struct refusal means;
} known_texts[] = {
	{"frequency limited", "QQ, Exmail", {SEND_LATER, true, WHY_PACE, FREQUENCY}},
	{"mailbox unavailable or access denied", "QQ, Exmail", {SEND_LATER, false, WHY_LETTER, "QQ says so for a while too when somebody is mailed often"}},
	{"frequently sending", "Aliyun", {SEND_LATER, true, WHY_PACE, FREQUENCY}},
	{"reject by behaviour spam", "Aliyun", {SEND_LATER, true, WHY_PACE, FREQUENCY}},
	{"mi:sfq", "163", {SEND_LATER, true, WHY_PACE, FREQUENCY}},
	{"mi:dmc", "163", {SEND_LATER, true, WHY_SERVER, "too many letters in one connection"}},
	{"too much fail authentication", "163", {SEND_LATER, true, WHY_LOGIN, "too many failed logins: check the authorisation code, then wait"}},
	{"sending limit exceeded", "Gmail", {SEND_LATER, true, WHY_PACE, FREQUENCY}},
	{"sending quota exceeded", "Gmail", {SEND_LATER, true, WHY_PACE, FREQUENCY}},
	{"mail from address must be same as authorization user", "QQ, Exmail", {SEND_LATER, true, WHY_LOGIN, SENDER}},
	{"mail from must equal authorized user", "163, 126, yeah.net", {SEND_LATER, true, WHY_LOGIN, SENDER}},
	{"basic authentication is not supported", "Microsoft 365", {SEND_LATER, true, WHY_LOGIN, "ask its administrator for SMTP AUTH"}},
	{"5.2.2", "RFC 3463", {SEND_LATER, false, WHY_LETTER, "the recipient's mailbox is full"}},
	{"dt:spm", "163", {SEND_NEVER, false, WHY_CONTENT, "refused as spam for its content"}},
};

static bool same_char(char c, char d)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	return c == d;
}

/* part is lower case. */
static bool says(const char *text, const char *part)
{
	for (; *text; text++) {
		size_t i = 0;
		while (part[i] && same_char(text[i], part[i]))
			i++;
		if (!part[i])
			return true;
	}
	return false;
}

/* RFC 4954 section 6, RFC 5321 section 4.3.2: the login is what is missing or refused, whatever command is answered. */
static bool about_login(int code)
{
	return code == 454 || code == 530 || code == 534 || code == 535 || code == 538;
}

static const struct refusal *known(int code, const char *text)
{
	for (size_t i = 0; i < sizeof known_texts / sizeof *known_texts; i++)
		/* What is refused for now is never for good, whatever it says: 163 sends DT:SPM with 451 as well. */
		if (says(text, known_texts[i].part) && (code >= 500 || known_texts[i].means.outcome == SEND_LATER))
			return &known_texts[i].means;
	return NULL;
}

/* What the office's own provider is known to say, or the configuration has taught us. */
static bool known_by(const struct provider *p, int code, const char *text, struct refusal *r_r)
{
	if (texts_find(&p->login_trouble, text))
		*r_r = (struct refusal){SEND_LATER, true, WHY_LOGIN, LOGIN};
	else if (code >= 500 && texts_find(&p->content_refused, text))
		*r_r = (struct refusal){SEND_NEVER, false, WHY_CONTENT, "refused for its content"};
	else if (texts_find(&p->temporary, text))
		*r_r = (struct refusal){SEND_LATER, true, WHY_PACE, FREQUENCY};
	else
		return false;
	return true;
}

struct refusal refusal_judge(enum smtp_stage stage, int code, const char *text, const struct provider *p)
{
	must(code >= 400 && code <= 599 && stage < STAGE_COUNT);
	const struct refusal *k = known(code, text);
	struct refusal own;
	if (k)
		return *k;
	if (known_by(p, code, text, &own))
		return own;
	if (stage == STAGE_AUTH || about_login(code))
		return (struct refusal){SEND_LATER, true, WHY_LOGIN, LOGIN};
	if (stage < STAGE_AUTH || code == 421)
		return (struct refusal){SEND_LATER, true, WHY_SERVER, NULL};
	if (code < 500)
		return (struct refusal){SEND_LATER, stage == STAGE_MAIL, stage == STAGE_MAIL ? WHY_SERVER : WHY_LETTER, NULL};
	return (struct refusal){SEND_NEVER, false, WHY_LETTER, code == 552 ? "the letter is larger than the server takes" : NULL};
}
