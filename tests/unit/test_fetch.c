/* The fetcher against servers that are wrong on purpose (tests/servers/fake_imap.py): what each of them leads to, and that none of them
 * hangs it, kills the clerk, or gets a mail lost or doubled. */
#include "imap_servers.h"

#include <signal.h>

#include "imap.h"

static int start_servers(void **state)
{
	(void)state;
	if (make_dir() < 0)
		return -1;
	command("sh tests/servers/certs.sh %s/certs", dir);
	start_fakes();
	return 0;
}

static int stop_servers(void **state)
{
	(void)state;
	close(fakes_stdin);
	waitpid(fakes, NULL, 0);
	command("rm -rf %s", dir);
	return 0;
}

/* --- servers that are wrong --- */

static void scenarios_plain(void **state)
{
	(void)state;
	static const struct expectation table[] = {
		{"honest", ALL, 0, "", 5, 0},
		{"greeting_bye", OPEN, 75, "Too many connections", 0, 0},
		{"greeting_nonsense", OPEN, 75, "does not greet as an IMAP server: 220 mail.example.org", 0, 0},
		{"preauth", OPEN, 75, "PREAUTH", 0, 0},
		{"login_refused", OPEN, 77, "Login fail. Account is abnormal, service is not open, password is incorrect", 0, 0},
		{"login_refused_gbk", OPEN, 77, "登录失败，请使用授权码", 0, 0},
		{"login_echo", OPEN, 77, "rep@corp.test\" ********", 0, 0},
		{"login_echo_plain", OPEN, 77, "rep@corp.test\" \"**********\" failed", 0, 0},
		{"login_bye", OPEN, 77, "Unsafe Login. Please contact kefu@188.com", 0, 0},
		{"login_unavailable", OPEN, 75, "password store is away", 0, 0},
		{"login_too_many", OPEN, 75, "can't take logins now: 1 NO [ALERT] Too many simultaneous connections", 0, 0},
		{"login_server_goes", OPEN, 75, "can't take logins now: * BYE Server shutting down.", 0, 0},
		{"login_dropped", OPEN, 75, "closed the connection", 0, 0},
		{"unsafe_login", ALL, 0, "", 5, 0},
		{"unsafe_always", LIST, 77, "Unsafe Login", 0, 0},
		{"id_bad", ALL, 0, "", 5, 0},
		{"no_id", ALL, 0, "", 5, 0},
		{"no_uidnext", ALL, 0, "", 4, 0},
		{"uidvalidity_zero", ALL, 0, "", 5, 0},
		{"uidvalidity_absent", ALL, 0, "", 5, 0},
		{"renumbered", MAILS, 75, "renumbered", 0, 0}, /* none is handed over: its date would be another mail's */
		{"empty", ALL, 0, "", 0, 0},
		{"search_split", ALL, 0, "", 5, 0},
		{"many", ALL, 0, "", 70, 0},
		{"fin_in_literal", MAILS, 75, "closed the connection", 0, 0},
		{"rst_in_literal", MAILS, 75, "reset by peer", 0, 0},
		{"huge_literal", MAILS, 75, "announced 3000000000 bytes", 0, 0},
		{"short_literal", MAILS, 75, "", 0, 0},
		{"zero_literal", MAILS, 75, "", 0, 0},
		{"swallowing_literal", ALL, 0, "", 5, 0}, /* mails 2 and 3 are asked for again */
		{"endless_line", LIST, 75, "far more than was asked for", 0, 0},
		{"endless_lines", LIST, 75, "far more than was asked for", 0, 0},
		{"bye_examine", LIST, 75, "shutting down", 0, 0},
		{"bye_search", LIST, 75, "shutting down", 0, 0},
		{"bye_body", MAILS, 75, "shutting down", 0, 0},
		{"wrong_tag", LIST, 75, "can't be understood", 0, 0},
		{"fetch_no_once", ALL, 0, "", 5, 0},
		{"fetch_no_always", ALL, 0, "", 4, 0},
		{"expunged", ALL, 0, "", 4, 1},
		{"expunged_late", ALL, 0, "", 4, 1},
		{"nothing_now", MAILS, 75, "the disk is away", 0, 0},
		{"unsolicited", ALL, 0, "", 5, 0},
		{"talks_on", ALL, 0, "", 5, 0},
		{"folder_busy", LIST, 75, "can't be opened now", 0, 0},
		{"backwards", ALL, 0, "", 5, 0},
		{"size_lies", ALL, 0, "", 2, 0},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct server s = fake(table[i].scenario);
		run(&table[i], &s);
	}
}

/* Verified before LOGIN: the logs of those that are refused know no password. */
static void scenarios_tls(void **state)
{
	(void)state;
	static const struct {
		const char *scheme;
		struct expectation e;
	} table[] = {
		{"imaps", {"tls", ALL, 0, "", 5, 0}},
		{"imaps", {"tls_wrong_host", OPEN, 69, "The name in the certificate does not match", 0, 0}},
		{"imaps", {"tls_expired", OPEN, 69, "expired", 0, 0}},
		{"imaps", {"tls_selfsigned", OPEN, 69, "NOT trusted", 0, 0}},
		{"imaps", {"tls_sha1", OPEN, 69, "insecure algorithm", 0, 0}},
		{"imap", {"starttls", ALL, 0, "", 5, 0}},
		{"imap", {"starttls_stripped", OPEN, 69, "no STARTTLS", 0, 0}},
		{"imap", {"starttls_refused", OPEN, 75, "not today", 0, 0}},
		{"imap", {"starttls_inject", OPEN, 69, "tampering", 0, 0}},
		{"imap", {"preauth", OPEN, 75, "PREAUTH", 0, 0}},
		{"imaps", {"honest", OPEN, 69, "TLS handshake", 0, 0}},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		char name[80];
		struct server s = fake_tls(table[i].e.scenario, table[i].scheme);
		run(&table[i].e, &s);
		snprintf(name, sizeof name, "fakes/%s.log", table[i].e.scenario);
		char *log = slurp(name);
		if (table[i].e.stage == OPEN && strcmp(table[i].e.scenario, "honest") != 0 && strstr(log, "LOGIN"))
			fail_msg("%s: a password was sent", table[i].e.scenario);
		free(log);
	}
}

/* Every byte that goes to a server, as it has to be. */
static void commands_sent(void **state)
{
	(void)state;
	struct server s = fake("idle_later"); /* an honest server that nobody has spoken to yet */
	struct child *c = child_new("fetcher");
	struct outcome o = converse(c, &s, "INBOX"), other = {.stage = OPEN};
	struct arena *a = arena_new();
	list_and_fetch(c, a, "垃圾邮件", &other);
	assert_int_equal(other.stage, ALL);
	assert_int_equal(fetch_list(c, a, "Sent Messages", 5, &other.listing, &other.err), 0);
	assert_int_equal(other.listing.uids_count, 0); /* n:* brings the last mail even where it lies below n */
	assert_int_equal(fetch_list(c, a, "R&D", 0, &other.listing, &other.err), 0);
	assert_int_equal(fetch_list(c, a, "Nowhere", 0, &other.listing, &other.err), -1);
	assert_int_equal(other.err.exit_code, 66);
	assert_int_equal(fetch_open(c, &s, password, &o.err), 0); /* open already */
	fetch_close(c);
	child_free(c);
	arena_free(a);
	assert_int_equal(o.stage, ALL);
	assert_int_equal(o.internaldate, 1789401599); /* 14-Sep-2026 23:59:59 +0800 */
	char *log = slurp("fakes/idle_later.log");
	assert_string_equal(log, "1 LOGIN \"rep@corp.test\" \"pa\\\"ss\\\\word\"\n"
	                         "2 CAPABILITY\n"
	                         "3 ID (\"name\" \"leadclerk\" \"version\" \"1.0\" \"vendor\" \"leadclerk\")\n"
	                         "4 EXAMINE INBOX\n"
	                         "5 UID SEARCH UID 1:*\n"
	                         "6 UID FETCH 1,2,3,4,5 (UID INTERNALDATE RFC822.SIZE)\n"
	                         "7 UID FETCH 1,2,3,4,5 (UID BODY.PEEK[])\n"
	                         "8 EXAMINE \"&V4NXPpCuTvY-\"\n"
	                         "9 UID SEARCH UID 1:*\n"
	                         "10 UID FETCH 1,2,3,4,5 (UID INTERNALDATE RFC822.SIZE)\n"
	                         "11 UID FETCH 1,2,3,4,5 (UID BODY.PEEK[])\n"
	                         "12 EXAMINE \"Sent Messages\"\n"
	                         "13 UID SEARCH UID 6:*\n"
	                         "14 EXAMINE \"R&-D\"\n"
	                         "15 UID SEARCH UID 1:*\n"
	                         "16 EXAMINE Nowhere\n"
	                         "17 LOGOUT\n");
	free(log);
}

/* What a provider's profile changes. */
static void profiles(void **state)
{
	(void)state;
	const char *words[] = {"please contact KEFU"};
	struct provider p = {.name = "test", .idle = IDLE_OFFERED, .poll_seconds = 60, .idle_seconds = 540};
	struct server s = fake("id_silent");
	s.provider = &p;
	run(&(struct expectation){"id_silent", LIST, 66, "Unsafe Login", 0, 0}, &s);
	p.login_refused = (struct texts){words, 1, 1};
	run(&(struct expectation){"id_silent", LIST, 77, "Unsafe Login", 0, 0}, &s);
	words[0] = "account is abnormal, service is not open"; /* what a profile knows as a refusal is one, whatever else it says */
	s = fake("login_busy_or_wrong");
	s.provider = &p;
	run(&(struct expectation){"login_busy_or_wrong", OPEN, 77, "service is not open", 0, 0}, &s);
	s = fake("id_silent");
	s.provider = &p;
	p.id = ID_REQUIRED;
	run(&(struct expectation){"id_silent", ALL, 0, "", 5, 0}, &s);
}

static void tokens(void **state)
{
	(void)state;
	static const struct expectation table[] = {
		{"xoauth2", ALL, 0, "", 5, 0},
		{"xoauth2_refused", OPEN, 77, "AUTHENTICATE failed", 0, 0},
		{"xoauth2_bye", OPEN, 77, "AccessTokenExpired", 0, 0},
		{"no_id", OPEN, 77, "BAD unknown command", 0, 0}, /* has no XOAUTH2 */
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct server s = fake(table[i].scenario);
		s.auth = AUTH_XOAUTH2;
		run(&table[i], &s);
	}
	char *log = slurp("fakes/xoauth2_refused.log");
	assert_null(strstr(log, "LOGIN"));
	free(log);
}

/* Mail 3 is listed and does not come: the others do, and the clerk is told what was said of it. */
static void withheld(void **state)
{
	(void)state;
	static const char *const table[] = {"withheld", "nil_body", "empty_body", "no_size", "fetch_no_always"};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct server s = fake(table[i]);
		struct child *c = child_new("fetcher");
		struct outcome o = converse(c, &s, "INBOX");
		expect(&(struct expectation){table[i], ALL, 0, "", 4, 0}, &o);
		if (!strstr(o.withheld, "UID 3 in INBOX, but does not hand it over"))
			fail_msg("%s: %s", table[i], o.withheld);
		child_free(c);
	}
}

/* Mail 3's date is none, or can't be read: it comes like the others, and the clerk is told. */
static void dates(void **state)
{
	(void)state;
	static const struct {
		const char *scenario;
		size_t undated;
	} table[] = {{"honest", 0}, {"date_nil", 1}, {"date_empty", 1}, {"date_zero", 1}, {"date_long_ago", 1}, {"date_zone", 1}, {"date_unpadded", 0}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct server s = fake(table[i].scenario);
		struct child *c = child_new("fetcher");
		struct outcome o = converse(c, &s, "INBOX");
		expect(&(struct expectation){table[i].scenario, ALL, 0, "", 5, 0}, &o);
		assert_int_equal(o.undated, table[i].undated);
		assert_int_equal(o.internaldate, 1789401599);
		child_free(c);
	}
}

static void too_large_is_not_asked_for(void **state)
{
	(void)state;
	struct server s = fake("too_large");
	run(&(struct expectation){"too_large", ALL, 0, "", 5, 0}, &s);
	char *log = slurp("fakes/too_large.log");
	assert_non_null(strstr(log, "UID FETCH 1,2,3,4,5 (UID INTERNALDATE RFC822.SIZE)"));
	assert_non_null(strstr(log, "UID FETCH 1 (UID BODY.PEEK[])"));
	assert_non_null(strstr(log, "UID FETCH 2 (UID BODY.PEEK[HEADER])"));
	assert_non_null(strstr(log, "UID FETCH 3,4,5 (UID BODY.PEEK[])"));
	free(log);
}

static void no_id_is_sent_where_none_is_offered(void **state)
{
	(void)state;
	char *log = slurp("fakes/no_id.log"); /* scenarios_plain was there */
	assert_non_null(strstr(log, "LOGIN"));
	assert_null(strstr(log, "ID (\"name\""));
	free(log);
}

/* --- bytes --- */

struct bytes_seen {
	struct buf mail[6];
	size_t count;
};

static int keep(void *ctx, const struct fetched *m, struct err *err)
{
	struct bytes_seen *seen = ctx;
	(void)err;
	assert_in_range(m->uid, 1, 5);
	buf_add(&seen->mail[m->uid], m->raw.data, m->raw.size);
	seen->count++;
	return 0;
}

static void every_byte_arrives(void **state)
{
	(void)state;
	static const char like_an_answer[] = "\r\n9 OK done\r\n* 1 FETCH (UID 5 BODY[] {3000000000}\r\n";
	struct server s = fake("bytes");
	struct child *c = child_new("fetcher");
	struct arena *a = arena_new();
	struct bytes_seen seen = {0};
	struct fetch_listing l;
	size_t missing;
	struct err err;
	assert_int_equal(fetch_open(c, &s, password, &err), 0);
	assert_int_equal(fetch_list(c, a, "INBOX", 0, &l, &err), 0);
	assert_int_equal(fetch_mails(c, l.uids, l.uids_count, keep, &seen, &missing, &err), 0);
	assert_int_equal(seen.count, 5);
	assert_int_equal(seen.mail[1].size, 256 * 300);
	for (size_t i = 0; i < seen.mail[1].size; i++)
		assert_int_equal((unsigned char)seen.mail[1].data[i], i & 255);
	assert_int_equal(seen.mail[2].size, 1);
	assert_int_equal(seen.mail[3].size, 0);
	assert_int_equal(seen.mail[4].size, strlen(like_an_answer));
	assert_memory_equal(seen.mail[4].data, like_an_answer, strlen(like_an_answer));
	assert_string_equal(seen.mail[5].data, "last");
	for (int i = 0; i < 6; i++)
		buf_release(&seen.mail[i]);
	arena_free(a);
	child_free(c);
}

/* --- life of a connection --- */

/* Cut behind the second mail: an error; the next conversation brings all of them. */
static void cut_then_whole(void **state)
{
	(void)state;
	struct server s = fake("cut_once");
	struct child *c = child_new("fetcher");
	struct outcome first = converse(c, &s, "INBOX");
	expect(&(struct expectation){"cut_once", MAILS, 75, "closed the connection", 0, 0}, &first);
	struct outcome second = converse(c, &s, "INBOX");
	expect(&(struct expectation){"cut_once", ALL, 0, "", 5, 0}, &second);
	assert_int_equal(child_starts(c), 1); /* the process outlives its connections */
	child_free(c);
}

/* The k-th session is cut behind 7k bytes, until one comes through: each of them an error that may pass, none hangs, no mail is damaged. */
static void cut_everywhere(void **state)
{
	(void)state;
	struct server s = fake("cut_sweep");
	struct child *c = child_new("fetcher");
	struct outcome o = {.stage = OPEN};
	int sessions = 0;
	for (; o.stage != ALL && sessions < 1000; sessions++) {
		o = converse(c, &s, "INBOX");
		expect(&(struct expectation){"cut_sweep", o.stage, 75, "", o.stage == ALL ? 5 : 0, 0}, &o);
		if (o.stage == ALL)
			break;
		fetch_close(c);
	}
	assert_int_equal(o.stage, ALL);
	assert_in_range(sessions, 300, 999);
	assert_int_equal(child_starts(c), 1);
	child_free(c);
}

/* A server that kills the fetcher: told, and mended by the next call. */
static void crash_then_life(void **state)
{
	(void)state;
	struct server bad = fake("crash_flags"), good = fake("honest");
	struct child *c = child_new("fetcher");
	struct outcome first = converse(c, &bad, "INBOX");
	expect(&(struct expectation){"crash_flags", LIST, 75, "the fetcher process", 0, 0}, &first);
	struct outcome second = converse(c, &good, "INBOX");
	expect(&(struct expectation){"honest", ALL, 0, "", 5, 0}, &second);
	assert_int_equal(child_starts(c), 2);
	child_free(c);
}

static void uidvalidity_is_told(void **state)
{
	(void)state;
	struct server s = fake("uidvalidity_changes"), zero = fake("uidvalidity_zero"), absent = fake("uidvalidity_absent");
	struct child *c = child_new("fetcher");
	assert_int_equal(converse(c, &s, "INBOX").listing.uidvalidity, 101);
	assert_int_equal(converse(c, &s, "INBOX").listing.uidvalidity, 101); /* the same session */
	fetch_close(c);
	assert_int_equal(converse(c, &s, "INBOX").listing.uidvalidity, 102);
	assert_int_equal(converse(c, &zero, "INBOX").listing.uidvalidity, 0); /* another server: the first connection goes */
	assert_int_equal(converse(c, &absent, "INBOX").listing.uidvalidity, 0);
	child_free(c);
}

/* `each` has had enough: its own words come back, and the connection lives on. */
static void stopping(void **state)
{
	(void)state;
	struct server s = fake("many");
	struct child *c = child_new("fetcher");
	struct outcome o = {.stop_after = 40};
	struct arena *a = arena_new();
	assert_int_equal(fetch_open(c, &s, password, &o.err), 0);
	list_and_fetch(c, a, "INBOX", &o);
	assert_int_equal(o.stage, MAILS);
	assert_int_equal(o.err.exit_code, 70);
	assert_string_equal(o.err.text, "enough");
	assert_int_equal(o.got_count, 40);
	struct outcome again = {0};
	list_and_fetch(c, a, "INBOX", &again);
	assert_int_equal(again.stage, ALL);
	assert_int_equal(again.got_count, 70);
	assert_int_equal(child_starts(c), 1);
	arena_free(a);
	child_free(c);
}

static void without_a_connection(void **state)
{
	(void)state;
	struct child *c = child_new("fetcher");
	struct fetch_listing l;
	struct outcome o = {0};
	struct arena *a = arena_new();
	uint32_t uid = 1;
	assert_int_equal(fetch_list(c, a, "INBOX", 0, &l, &o.err), -1);
	assert_int_equal(o.err.exit_code, 75);
	assert_int_equal(fetch_mails(c, &uid, 1, take, &o, &o.missing, &o.err), -1);
	assert_int_equal(o.err.exit_code, 75);
	assert_int_equal(fetch_wait(c, "INBOX", 1, &o.err), -1);
	fetch_close(c);
	struct server s = fake("honest");
	s.port = 1; /* nobody listens there */
	assert_int_equal(fetch_open(c, &s, password, &o.err), -1);
	assert_int_equal(o.err.exit_code, 69);
	s.host = "no-such-host.invalid";
	assert_int_equal(fetch_open(c, &s, password, &o.err), -1);
	assert_int_equal(o.err.exit_code, 69);
	arena_free(a);
	child_free(c);
}

/* 192.0.2.1 is nobody's (RFC 5737): refused by its address, before a connection is tried. */
static void plain_is_for_loopback(void **state)
{
	(void)state;
	struct server s = fake("honest");
	struct child *c = child_new("fetcher");
	struct err err;
	double before = clock_monotonic();
	s.host = "192.0.2.1";
	assert_int_equal(fetch_open(c, &s, password, &err), -1);
	assert_int_equal(err.exit_code, 69);
	assert_non_null(strstr(err.text, "loopback"));
	assert_true(clock_monotonic() - before < 5);
	child_free(c);
}

/* --- deadlines, on the session itself: the clerk's are minutes --- */

static struct imap *open_within(const char *scenario, const char *scheme, double seconds, struct err *err)
{
	char secret[] = "pa\"ss\\word";
	struct server s = strcmp(scheme, "imap") == 0 ? fake(scenario) : fake_tls(scenario, scheme);
	struct imap *m = imap_open(&s, secret, clock_monotonic() + seconds, err);
	for (size_t i = 0; i < sizeof secret; i++)
		assert_int_equal(secret[i], 0); /* overwritten, whatever happened */
	return m;
}

static void deadlines_of_opening(void **state)
{
	(void)state;
	static const char *const table[][2] = {{"silence", "imap"}, {"drip_greeting", "imap"}, {"tls_stall", "imaps"}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct err err;
		double before = clock_monotonic();
		assert_null(open_within(table[i][0], table[i][1], 1, &err));
		assert_true(clock_monotonic() - before < 2.5);
		if (!strstr(err.text, "within 1 seconds") && !strstr(err.text, "in time"))
			fail_msg("%s: %s", table[i][0], err.text);
	}
}

static void deadlines_of_mails(void **state)
{
	(void)state;
	static const char *const table[] = {"silent_body", "drip_body", "long_literal"};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct err err;
		struct imap_folder folder;
		struct imap_mail mail = {.uid = 1};
		struct imap *m = open_within(table[i], "imap", 10, &err);
		assert_non_null(m);
		assert_int_equal(imap_examine(m, "INBOX", &folder, &err), 0);
		assert_int_equal(imap_fetch_sizes(m, &mail, 1, &err), 0);
		double before = clock_monotonic();
		assert_int_equal(imap_fetch_bodies(m, &mail, 1, 1.2, &err), -1);
		assert_true(clock_monotonic() - before < 2.5);
		assert_int_equal(err.exit_code, 75);
		assert_false(mail.filled);
		assert_false(imap_ok(m));
		imap_close(m);
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--child") == 0)
		return fetcher_main(CHILD_FD);
	signal(SIGPIPE, SIG_IGN);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands_sent),
		cmocka_unit_test(scenarios_plain),
		cmocka_unit_test(scenarios_tls),
		cmocka_unit_test(profiles),
		cmocka_unit_test(tokens),
		cmocka_unit_test(withheld),
		cmocka_unit_test(dates),
		cmocka_unit_test(too_large_is_not_asked_for),
		cmocka_unit_test(no_id_is_sent_where_none_is_offered),
		cmocka_unit_test(every_byte_arrives),
		cmocka_unit_test(cut_then_whole),
		cmocka_unit_test(cut_everywhere),
		cmocka_unit_test(crash_then_life),
		cmocka_unit_test(uidvalidity_is_told),
		cmocka_unit_test(stopping),
		cmocka_unit_test(without_a_connection),
		cmocka_unit_test(plain_is_for_loopback),
		cmocka_unit_test(deadlines_of_opening),
		cmocka_unit_test(deadlines_of_mails),
	};
	return cmocka_run_group_tests_name("fetch", tests, start_servers, stop_servers);
}
