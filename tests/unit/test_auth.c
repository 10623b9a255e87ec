/* Authentication-Results (RFC 8601), read for one question: does our own provider vouch for this address? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "auth.h"

#define OURS "mx.corp.test"
#define REP "rep01@corp.test"

static const struct {
	const char *results, *addr;
	enum auth want;
} cases[] = {
	/* what agrees */
	{OURS "; dmarc=pass header.from=corp.test", REP, AUTH_AGREES},
	{OURS "; dkim=pass header.d=corp.test", REP, AUTH_AGREES},
	{OURS "; dkim=pass header.i=@corp.test header.s=s1", REP, AUTH_AGREES},
	{OURS "; dkim=pass header.i=rep01@corp.test", REP, AUTH_AGREES},
	{OURS "; dkim=pass header.d=corp.test", "rep01@mail.corp.test", AUTH_AGREES},
	{OURS "; spf=pass smtp.mailfrom=rep01@corp.test", REP, AUTH_AGREES},
	{OURS "; spf=pass smtp.mailfrom=corp.test", REP, AUTH_AGREES},
	{OURS "; auth=pass smtp.auth=rep01@corp.test", REP, AUTH_AGREES},
	{"MX.Corp.Test 1; DKIM=Pass HEADER.D=Corp.Test", REP, AUTH_AGREES},
	{OURS " ; spf=fail smtp.mailfrom=x@corp.test; dkim=pass (2048-bit key; unprotected) header.d=corp.test", REP, AUTH_AGREES},
	{OURS ";\r\n\tdkim=pass reason=\"good; signature=fine\" header.d=\"corp.test\";\r\n\tspf=none", REP, AUTH_AGREES},
	{OURS "; dkim/1 = pass header.d = corp.test", REP, AUTH_AGREES},
	{OURS "; dkim=fail header.d=evil.test; dkim=pass header.d=corp.test", REP, AUTH_AGREES},
	{OURS "; dmarc=none header.from=corp.test; spf=pass smtp.mailfrom=corp.test", REP, AUTH_AGREES},
	/* what disagrees */
	{OURS "; dmarc=fail header.from=corp.test", REP, AUTH_DISAGREES},
	{OURS "; spf=pass smtp.mailfrom=corp.test; dmarc=fail header.from=corp.test", REP, AUTH_DISAGREES},
	{OURS "; dkim=pass header.d=corp.test; dmarc=fail", REP, AUTH_DISAGREES},
	{OURS "; spf=fail smtp.mailfrom=rep01@corp.test", REP, AUTH_DISAGREES},
	{OURS "; dkim=fail header.d=corp.test; spf=pass smtp.mailfrom=evil.test", REP, AUTH_DISAGREES},
	/* what says nothing of this address */
	{NULL, REP, AUTH_NOTHING},
	{"", REP, AUTH_NOTHING},
	{OURS "; none", REP, AUTH_NOTHING},
	{OURS, REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.d=evil.test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.d=test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.d=orp.test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.d=mail.corp.test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.b=corp.test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass", REP, AUTH_NOTHING},
	{OURS "; spf=pass smtp.helo=corp.test", REP, AUTH_NOTHING},
	{OURS "; dmarc=pass header.from=evil.test", REP, AUTH_NOTHING},
	{OURS "; auth=pass smtp.auth=rep02@corp.test", REP, AUTH_NOTHING},
	{OURS "; dkim=passed header.d=corp.test", REP, AUTH_NOTHING},
	{OURS "; x=\"; dkim=pass header.d=corp.test\"", REP, AUTH_NOTHING},
	{OURS " (; dkim=pass header.d=corp.test)", REP, AUTH_NOTHING},
	{OURS "; spf=none (dkim=pass header.d=corp.test", REP, AUTH_NOTHING},
	{OURS "; dkim=neutral header.d=corp.test", REP, AUTH_NOTHING},
	/* a local part in quotes is the sender's own choice, and no address of ours (RFC 5321 section 4.1.2) */
	{OURS "; spf=pass smtp.mailfrom=\"rep01@corp.test\"@evil.test", REP, AUTH_NOTHING},
	{OURS "; spf=pass smtp.mailfrom=\"a@corp.test\" @evil.test", REP, AUTH_NOTHING},
	{OURS "; spf=pass smtp.mailfrom=\"x; dkim=pass header.d=corp.test\"@evil.test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.i=\"@corp.test\"@evil.test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.i=\"@corp.test\"(x)@evil.test", REP, AUTH_NOTHING},
	{OURS "; auth=pass smtp.auth=\"rep01@corp.test\"@evil.test", REP, AUTH_NOTHING},
	{OURS "; spf=pass smtp.mailfrom=\"rep01\"@corp.test", REP, AUTH_AGREES},
	/* = is a letter like any other there: SRS0=...=corp.test=rep01@forwarder */
	{OURS "; spf=pass smtp.mailfrom=corp.test=x@evil.test", REP, AUTH_NOTHING},
	{OURS "; spf=pass smtp.mailfrom=smtp.mailfrom=corp.test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.i=corp.test=x@evil.test", REP, AUTH_NOTHING},
	{OURS "; dkim=pass header.i=x=header.d=corp.test@evil.test", REP, AUTH_NOTHING},
	{OURS "; spf=pass smtp.mailfrom=srs0=ab=cd=x=y@corp.test", REP, AUTH_AGREES},
	{OURS "; spf=pass (domain of \"a) ; dkim=pass header.d=corp.test (\"@evil.test) smtp.mailfrom=x@evil.test", REP, AUTH_NOTHING},
	{OURS "; spf=pass (domain of \"a\"@corp.test) smtp.mailfrom=x@corp.test", REP, AUTH_AGREES},
	/* whose header it is */
	{"mx.evil.test; dkim=pass header.d=corp.test", REP, AUTH_NOTHING},
	{"mx.corp.test.evil.test; dkim=pass header.d=corp.test", REP, AUTH_NOTHING},
	{"\"mx.corp.test\"; dkim=pass header.d=corp.test", REP, AUTH_AGREES},
	{"; mx.corp.test; dkim=pass header.d=corp.test", REP, AUTH_NOTHING},
	{"= mx.corp.test; dkim=pass header.d=corp.test", REP, AUTH_NOTHING},
	/* no address */
	{OURS "; dkim=pass header.d=corp.test", "corp.test", AUTH_NOTHING},
	{OURS "; dkim=pass header.d=corp.test", "", AUTH_NOTHING},
};

static void each_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum auth got = auth_of(OURS, cases[i].results, cases[i].addr);
		if (got != cases[i].want)
			fail_msg("%s for %s is %d, not %d", cases[i].results ? cases[i].results : "(none)", cases[i].addr, (int)got, (int)cases[i].want);
	}
}

/* Every cut of a long one, and what hostile ones are made of: an answer, and no reading beyond. */
static void no_cut_does_harm(void **state)
{
	static const char whole[] = OURS "; dkim=pass (a(b\\)c) header.d=\"co\\\"rp.test\"; spf=pass smtp.mailfrom=rep01@corp.test; dmarc=pass header.from=corp.test";
	(void)state;
	for (size_t n = 0; n < sizeof whole; n++) {
		char *cut = malloc(n + 1);
		memcpy(cut, whole, n);
		cut[n] = '\0';
		auth_of(OURS, cut, REP);
		free(cut);
	}
	char *big = malloc(400001);
	static const char *const pieces[] = {"(", "=", ";", "\"", "\\", "a=b ", "dkim=pass;", "x"};
	for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
		size_t n = strlen(pieces[p]), at = strlen(OURS) + 1;
		memcpy(big, OURS ";", at);
		for (; at + n < 400000; at += n)
			memcpy(big + at, pieces[p], n);
		big[at] = '\0';
		assert_int_equal(auth_of(OURS, big, REP), AUTH_NOTHING);
	}
	free(big);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(each_case), cmocka_unit_test(no_cut_does_harm)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
