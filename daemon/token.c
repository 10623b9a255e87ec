#include "token.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"

enum { TOKEN_LETTERS = 8, TOKEN_DASH = 4 };

void token_make(struct bytes key, const char *letter_id, char token_r[TOKEN_SIZE])
{
	struct digest d = digest_hmac(key.data, key.size, letter_id);
	char letters[TOKEN_LETTERS + 1];
	digest_base32(&d, TOKEN_LETTERS, letters);
	memcpy(token_r, letters, TOKEN_DASH);
	token_r[TOKEN_DASH] = '-';
	memcpy(token_r + TOKEN_DASH + 1, letters + TOKEN_DASH, TOKEN_LETTERS - TOKEN_DASH + 1);
}

void mark_make(struct bytes key, const char *letter_id, char token_r[TOKEN_SIZE])
{
	struct buf id = {0};
	buf_printf(&id, "copy:%s", letter_id); /* no letter's id begins so */
	token_make(key, id.data, token_r);
	buf_release(&id);
}

/* One character of a token as it should be, or 0. People who type it may write O for 0. */
static char token_char(char c)
{
	c = (char)toupper((unsigned char)c);
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c && strchr("0123456789ABCDEFGHJKMNPQRSTVWXYZ", c) ? c : '\0';
}

/* Reads the token that starts at s. Returns what follows it, or NULL. */
static const char *read_token(const char *s, char token_r[TOKEN_SIZE])
{
	char token[TOKEN_SIZE];
	for (int i = 0; i < TOKEN_SIZE - 1; i++) {
		token[i] = i == TOKEN_DASH ? (s[i] == '-' ? '-' : '\0') : token_char(s[i]);
		if (!token[i])
			return NULL;
	}
	token[TOKEN_SIZE - 1] = '\0';
	memcpy(token_r, token, sizeof token);
	return s + TOKEN_SIZE - 1;
}

static const char *const brackets[][2] = {{"[", "]"}, {"【", "】"}, {"［", "］"}, {"〔", "〕"}};

bool token_find_in_text(const char *text, char token_r[TOKEN_SIZE])
{
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		const char *open = brackets[i][0], *close = brackets[i][1];
		for (const char *p = text; (p = strstr(p, open)); p++) {
			char token[TOKEN_SIZE];
			const char *inner = p + strlen(open), *after = read_token(inner + strspn(inner, " "), token);
			if (!after || strncmp(after + strspn(after, " "), close, strlen(close)) != 0)
				continue;
			memcpy(token_r, token, sizeof token);
			return true;
		}
	}
	return false;
}

bool token_find_in_id(const char *id, char token_r[TOKEN_SIZE])
{
	for (const char *p = id; *p; p++)
		if (strncasecmp(p, "lc.", 3) == 0 && (p == id || p[-1] == '+' || p[-1] == '<')) {
			char token[TOKEN_SIZE];
			const char *after = read_token(p + 3, token);
			if (!after || *after != '.' || !strchr(after, '@'))
				continue;
			memcpy(token_r, token, sizeof token);
			return true;
		}
	return false;
}

bool token_find(const struct mail *m, char token_r[TOKEN_SIZE])
{
	for (size_t i = m->references_count; i > 0; i--)
		if (token_find_in_id(m->references[i - 1], token_r))
			return true;
	if (m->letter_token && read_token(m->letter_token + strspn(m->letter_token, " [\t"), token_r))
		return true;
	return (m->subject && token_find_in_text(m->subject, token_r)) || (m->quoted && token_find_in_text(m->quoted, token_r)) ||
		(m->text && token_find_in_text(m->text, token_r));
}
