#include "auth.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { WORD_MAX = 320 };

/* One token after another: words (quoted strings without their quotes), and the marks ; = as words of one character. */
struct scan {
	const char *at;
	char word[WORD_MAX];
	bool quoted;
};

/* Comments nest, and may hold anything. Some servers put the envelope sender into one as it is: a ) in its quotes does not end the comment. */
static const char *skip_comment(const char *p)
{
	int depth = 0;
	bool quoted = false;
	for (; *p; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return p;
}

static void skip_space(struct scan *s)
{
	for (;;) {
		s->at += strspn(s->at, " \t\r\n");
		if (*s->at != '(')
			return;
		s->at = skip_comment(s->at);
	}
}

static void add(struct scan *s, size_t *n)
{
	if (*n < WORD_MAX - 1)
		s->word[(*n)++] = *s->at;
	s->at++;
}

static void take_quoted(struct scan *s, size_t *n)
{
	for (s->at++; *s->at && *s->at != '"'; add(s, n))
		if (*s->at == '\\' && s->at[1])
			s->at++;
	s->at += *s->at == '"';
	s->quoted = true;
}

/* False at the end. What is too long is cut: it then equals nothing. The value of a property is one word up to a blank: who mails chooses what
 * stands before the last @ of his address, quotes and = included. */
static bool next(struct scan *s, bool value)
{
	const char *stops = value ? " \t\r\n;(" : " \t\r\n;=(";
	size_t n = 0;
	skip_space(s);
	s->quoted = false;
	if (!*s->at)
		return false;
	if (*s->at == ';' || (*s->at == '=' && !value))
		add(s, &n);
	else
		while (*s->at && !strchr(stops, *s->at)) {
			if (*s->at == '"')
				take_quoted(s, &n);
			else
				add(s, &n);
		}
	s->word[n] = '\0';
	return true;
}

static bool is_mark(const struct scan *s, char mark)
{
	return !s->quoted && s->word[0] == mark && !s->word[1];
}

static const char *domain_of(const char *addr)
{
	const char *at = strrchr(addr, '@');
	return at ? at + 1 : addr;
}

/* `of` is `domain`, or a domain that lies above it (not a bare ending such as "cn"). */
static bool aligned(const char *domain, const char *of)
{
	size_t n = strlen(domain), m = strlen(of);
	if (m == 0 || m > n || !strchr(of, '.') || strcasecmp(domain + n - m, of) != 0)
		return false;
	return m == n || domain[n - m - 1] == '.';
}

/* One method's result: which of its properties bear on the sender. */
struct result {
	char method[16];
	bool passed, failed, bears;
};

/* dkim: header.d, header.i; spf: smtp.mailfrom (an address or a bare domain); dmarc: header.from; auth: smtp.auth, the whole address. */
static bool bears_on(const char *method, const char *property, const char *value, const char *addr)
{
	if (strcasecmp(method, "dkim") == 0)
		return (strcasecmp(property, "header.d") == 0 || strcasecmp(property, "header.i") == 0) && aligned(domain_of(addr), domain_of(value));
	if (strcasecmp(method, "spf") == 0)
		return strcasecmp(property, "smtp.mailfrom") == 0 && aligned(domain_of(addr), domain_of(value));
	if (strcasecmp(method, "dmarc") == 0)
		return strcasecmp(property, "header.from") == 0 && strcasecmp(domain_of(value), domain_of(addr)) == 0;
	return strcasecmp(method, "auth") == 0 && strcasecmp(property, "smtp.auth") == 0 && strcasecmp(value, addr) == 0;
}

/* method[/version]=result, then name=value pairs, up to the next semicolon. False: the header ends here. */
static bool read_result(struct scan *s, const char *addr, struct result *r_r)
{
	struct result r = {0};
	char name[WORD_MAX] = "", last[WORD_MAX] = "";
	bool equals = false, first = true, bears = false, more;
	while ((more = next(s, equals)) && !is_mark(s, ';')) {
		if (!equals && is_mark(s, '=')) {
			memcpy(name, last, sizeof name);
			equals = true;
			continue;
		}
		if (equals && first) {
			name[strcspn(name, "/")] = '\0';
			if (strlen(name) < sizeof r.method)
				memcpy(r.method, name, strlen(name) + 1);
			r.passed = strcasecmp(s->word, "pass") == 0;
			r.failed = strcasecmp(s->word, "fail") == 0 || strcasecmp(s->word, "softfail") == 0; /* not: none, neutral, temperror */
			first = false;
		} else if (equals) {
			r.bears |= bears;
			bears = bears_on(r.method, name, s->word, addr);
		} else if (*s->word == '@') { /* "a@ours" @theirs: the address goes on */
			bears = false;
		}
		equals = false;
		memcpy(last, s->word, sizeof last);
	}
	r.bears |= bears;
	*r_r = r;
	return more;
}

enum auth auth_of(const char *authserv_id, const char *results, const char *addr)
{
	struct scan s = {.at = results ? results : ""};
	bool passed = false, failed = false, tried = false, more;
	if (!strchr(addr, '@') || !next(&s, false) || is_mark(&s, ';') || strcasecmp(s.word, authserv_id) != 0)
		return AUTH_NOTHING;
	while ((more = next(&s, false)) && !is_mark(&s, ';')) /* a version */
		;
	while (more) {
		struct result r;
		more = read_result(&s, addr, &r);
		failed |= r.failed && strcasecmp(r.method, "dmarc") == 0; /* it is about From, whatever it names */
		passed |= r.passed && r.bears;
		tried |= r.failed && r.bears;
	}
	if (failed || (tried && !passed))
		return AUTH_DISAGREES;
	return passed ? AUTH_AGREES : AUTH_NOTHING;
}
