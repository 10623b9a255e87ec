#include "conf_checks.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "mutf7.h"
#include "option_types.h"
#include "secret.h"

enum { POP3_PORT = 110, POP3S_PORT = 995, IMAP_PORT = 143, IMAPS_PORT = 993, SMTP_PORT = 25, SMTPS_PORT = 465, SUBMISSION_PORT = 587 };

static bool is_maildir(const struct server *s)
{
	return strcmp(s->scheme, "maildir") == 0;
}

static bool sends(const struct server *s)
{
	return strncmp(s->scheme, "smtp", 4) == 0;
}

static bool on_loopback(const struct server *s)
{
	return s->host && (strcmp(s->host, "localhost") == 0 || strcmp(s->host, "::1") == 0 ||
	                   (strncmp(s->host, "127.", 4) == 0 && strspn(s->host, "0123456789.") == strlen(s->host)));
}

/* Ports that speak something else than the scheme says; NULL: none. */
static const char *port_advice(const struct server *s)
{
	bool implicit = s->scheme[4] == 's';
	if (s->port == POP3_PORT || s->port == POP3S_PORT)
		return sends(s) ? "that is POP3's port, which sends nothing: write smtps://HOST:465"
		                : "that is POP3's port, leadclerk reads IMAP: write imaps://HOST:993";
	if (!sends(s) && s->port == SMTP_PORT)
		return "that is SMTP's port, mail is read by IMAP: write imaps://HOST:993";
	if (!sends(s) && (s->port == SMTPS_PORT || s->port == SUBMISSION_PORT))
		return "that is a port for sending, mail is read by IMAP: write imaps://HOST:993";
	if (sends(s) && (s->port == IMAP_PORT || s->port == IMAPS_PORT))
		return "that is IMAP's port, which sends nothing: write smtps://HOST:465";
	if (sends(s) && s->port == SMTP_PORT)
		return "that port is for servers among themselves, and providers block it: write smtps://HOST:465 or smtp://HOST:587";
	if (!implicit && s->port == IMAPS_PORT)
		return "that port begins with TLS at once: write imaps://";
	if (implicit && s->port == IMAP_PORT)
		return "that port begins in the clear and goes on with STARTTLS: write imap://";
	if (!implicit && s->port == SMTPS_PORT)
		return "that port begins with TLS at once: write smtps://";
	if (implicit && s->port == SUBMISSION_PORT)
		return "that port begins in the clear and goes on with STARTTLS: write smtp://";
	return NULL;
}

/* What cannot be the password, though nothing but a refused login would say so. NULL: nothing, or it is not ours to read. */
static const char *password_trouble(const char *path)
{
	char text[SECRET_MAX + 1];
	FILE *in = fopen(path, "re");
	if (!in)
		return NULL;
	size_t n = fread(text, 1, SECRET_MAX, in);
	fclose(in);
	text[n] = '\0';
	size_t line = strcspn(text, "\r\n");
	bool begins = strncmp(text, "\xEF\xBB\xBF", 3) == 0, ends = line > 0 && (text[line - 1] == ' ' || text[line - 1] == '\t');
	bool utf16 = n >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0 || memchr(text, '\0', n));
	bool blank = *text == ' ' || *text == '\t', wide = strstr(text, "\u3000") || strstr(text, "\u00A0");
	explicit_bzero(text, n);
	if (utf16)
		return "is UTF-16, as Notepad's \"Unicode\" and PowerShell's > write it: save it as UTF-8 without BOM";
	if (begins)
		return "begins with a mark of UTF-8 that an editor put there: save it without BOM";
	if (line == 0)
		return n == 0 ? "is empty: write the password into it" : "begins with an empty line: the password stands in the first line";
	if (wide)
		return "holds a blank of an input method or a web page, which nobody sees: write the password anew";
	return ends ? "has a blank behind the password: take it away" : blank ? "has a blank before the password: take it away" : NULL;
}

/* A server on this machine is somebody's own test or relay: its password file may be as it likes. */
static void check_password_file(struct reader *r, const struct node *n, const struct server *s)
{
	struct stat st;
	const char *trouble;
	const struct node *at = node_or_whole(n, "password_file");
	if (stat(s->password_file, &st) < 0)
		reader_fault(r, at, "password_file: there is no %s: write the password into it, and chmod 600", s->password_file);
	else if (!S_ISREG(st.st_mode))
		reader_fault(r, at, "password_file: %s is no file", s->password_file);
	else if ((st.st_mode & S_IRWXO) && !on_loopback(s))
		reader_fault(r, at, "password_file: others may read %s: chmod 600", s->password_file);
	else if ((trouble = password_trouble(s->password_file)))
		reader_fault(r, at, "password_file: %s %s", s->password_file, trouble);
}

/* Only the service is given credentials: whoever calls `check` in a shell can't be told more than what a name may be. */
static void check_credential(struct reader *r, const struct node *n, const struct server *s)
{
	char path[4096];
	struct stat st;
	const struct node *at = node_or_whole(n, "password_credential");
	const char *name = s->password_credential;
	if (!*name || strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		reader_fault(r, at, "password_credential: \"%s\": write a name, as LoadCredentialEncrypted= of the unit says it, without a folder", name);
	else if (secret_path(s, path, sizeof path) && (stat(path, &st) < 0 || !S_ISREG(st.st_mode)))
		reader_fault(r, at, "password_credential: systemd gave no credential %s: systemctl edit leadclerk, [Service], LoadCredentialEncrypted=%s (man leadclerk)", name, name);
}

/* More than one of the three is one too many. */
static void check_ways(struct reader *r, const struct node *n, const struct server *s)
{
	static const char *const names[] = {"password_file", "password_command", "password_credential"};
	const char *const given[] = {s->password_file, s->password_command, s->password_credential}, *first = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (given[i] && first)
			reader_fault(r, node_or_whole(n, names[i]), "%s and %s: write one of them", first, names[i]);
		else if (given[i])
			first = names[i];
}

static void check_login(struct reader *r, const struct node *n, const struct server *s)
{
	bool password = s->password_file || s->password_command || s->password_credential;
	check_ways(r, n, s);
	if (sends(s) && s->security == SECURITY_NONE && !s->user && !password)
		return;
	if (!s->user)
		reader_fault(r, n, "%s needs \"user\": the name to log in with", s->host);
	if (!password)
		reader_fault(r, n, "%s needs \"password_file\" (or \"password_command\", \"password_credential\")", s->host);
	if (s->password_file)
		check_password_file(r, n, s);
	if (s->password_credential)
		check_credential(r, n, s);
}

static void check_scheme(struct reader *r, const struct node *n, const struct server *s, bool may_send)
{
	if (!is_maildir(s) && sends(s) != may_send)
		reader_fault(r, node_or_whole(n, "url"),
			     may_send ? "url: letters are sent by SMTP: write smtps://HOST:465 or smtp://HOST:587"
				      : "url: mail is read by IMAP: write imaps://HOST:993 or imap://HOST:143");
}

static void check_server(struct reader *r, const struct node *n, const struct server *s, bool may_send)
{
	size_t before = r->faults->faults_count;
	check_scheme(r, n, s, may_send);
	if (is_maildir(s) || r->faults->faults_count > before)
		return;
	const char *advice = on_loopback(s) ? NULL : port_advice(s);
	struct stat st;
	if (advice)
		reader_fault(r, node_or_whole(n, "url"), "url: port %d: %s", s->port, advice);
	if (s->security == SECURITY_NONE && !on_loopback(s))
		reader_fault(r, node_or_whole(n, "security"),
			     "security: none is only for a server on this machine (localhost, 127.x, ::1), not %s: "
			     "write required",
			     s->host);
	if (s->ca_file && stat(s->ca_file, &st) < 0)
		reader_fault(r, node_or_whole(n, "ca_file"), "ca_file: there is no %s", s->ca_file);
	check_login(r, n, s);
}

/* What a server would call a folder that is not there. */
static void check_folder(struct reader *r, const struct node *at, const char *name)
{
	const char *read = mutf7_decode(r->a, name);
	if (strcmp(read, name) != 0 && strcmp(mutf7_encode(r->a, read), name) == 0)
		reader_fault(r, at, "folders: \"%s\" is how servers write %s among themselves: write that", name, read);
	if (strncmp(name, "【", strlen("【")) == 0)
		reader_fault(r, at, "folders: \"%s\" is no folder's name: write [INBOX]", name);
	else if (strchr(name, ',') || strstr(name, "，") || strstr(name, "、"))
		reader_fault(r, at, "folders: \"%s\" is one folder's name: write several as [INBOX, Junk]", name);
}

void mailbox_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	struct server *s = base;
	if (!good)
		return;
	if (s->folders_count == 0)
		reader_fault(r, node_or_whole(n, "folders"), "folders is empty: write [INBOX]");
	for (size_t i = 0; i < s->folders_count; i++)
		check_folder(r, node_or_whole(n, "folders"), s->folders[i]);
	check_server(r, n, s, false);
	provider_choose(r, n, s);
}

void submission_finish(struct reader *r, const struct node *n, void *base, bool good)
{
	struct office *o = base;
	if (!good)
		return;
	o->submission.name = "submission";
	if (!o->from_addr && o->submission.user)
		o->from_addr = conf_address(r->a, o->submission.user);
	if (!o->from_addr)
		reader_fault(r, n, "submission needs \"from\": the sender of all letters");
	check_server(r, n, &o->submission, true);
	provider_choose(r, n, &o->submission);
}

void mailboxes_check(struct reader *r, const struct node *file, const struct office *o)
{
	const struct node *list = node_get(file, "mailboxes");
	if (list && list->kind != NODE_MAP && o->mailboxes_count == 0 && (list->kind == NODE_LIST || node_is_null(list)))
		reader_fault(r, list, "mailboxes is empty: write at least one");
	for (size_t i = 0; i < o->mailboxes_count; i++)
		for (size_t j = 0; j < i; j++)
			if (o->mailboxes[i].name && o->mailboxes[j].name && strcmp(o->mailboxes[i].name, o->mailboxes[j].name) == 0) {
				struct node at = {.file = o->mailboxes[i].origin.file, .line = o->mailboxes[i].origin.line};
				reader_fault(r, &at, "mailbox name \"%s\" is taken (line %d): choose another", o->mailboxes[i].name,
				             o->mailboxes[j].origin.line);
				break;
			}
}
