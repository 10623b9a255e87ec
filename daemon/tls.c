#include "tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/late.h"
#include "base/library.h"

#define FUNCTIONS(F) \
	F(gnutls_bye) F(gnutls_certificate_allocate_credentials) F(gnutls_certificate_free_credentials) F(gnutls_certificate_get_peers) \
	F(gnutls_certificate_set_x509_system_trust) F(gnutls_certificate_set_x509_trust_file) F(gnutls_certificate_verification_status_print) \
	F(gnutls_check_version) F(gnutls_credentials_set) F(gnutls_deinit) F(gnutls_error_is_fatal) F(gnutls_free) F(gnutls_handshake) F(gnutls_init) \
	F(gnutls_record_check_pending) F(gnutls_record_get_direction) F(gnutls_record_recv) F(gnutls_record_send) F(gnutls_server_name_set) \
	F(gnutls_session_get_desc) F(gnutls_session_get_verify_cert_status) F(gnutls_session_set_verify_cert) F(gnutls_set_default_priority_append) \
	F(gnutls_strerror) F(gnutls_transport_set_int2) F(gnutls_x509_crt_deinit) F(gnutls_x509_crt_get_expiration_time) F(gnutls_x509_crt_import) \
	F(gnutls_x509_crt_init)
static LATE(FUNCTIONS) lib;
static const char *const names[] = {FUNCTIONS(LATE_NAME) NULL};
#define gnutls_transport_set_int2 lib.gnutls_transport_set_int2

struct tls {
	gnutls_session_t session;                   /* own */
	gnutls_certificate_credentials_t trusted;   /* own */
};

void tls_free(struct tls *t, bool polite)
{
	if (!t)
		return;
	if (polite)
		lib.gnutls_bye(t->session, GNUTLS_SHUT_WR);
	if (t->session)
		lib.gnutls_deinit(t->session);
	if (t->trusted)
		lib.gnutls_certificate_free_credentials(t->trusted);
	free(t);
}

static bool is_address(const char *host)
{
	unsigned char room[sizeof(struct in6_addr)];
	return inet_pton(AF_INET, host, room) == 1 || inet_pton(AF_INET6, host, room) == 1;
}

static int load_trust(struct tls *t, const char *ca_file, struct err *err)
{
	if (lib.gnutls_certificate_allocate_credentials(&t->trusted) < 0)
		bug_no_memory(sizeof *t);
	int system = lib.gnutls_certificate_set_x509_system_trust(t->trusted);
	if (!ca_file)
		return system > 0 ? 0 : err_set(err, 69, "this machine trusts no authority: install ca-certificates, or name a ca_file");
	int own = lib.gnutls_certificate_set_x509_trust_file(t->trusted, ca_file, GNUTLS_X509_FMT_PEM);
	if (own <= 0)
		return err_set(err, 69, "ca_file %s: %s", ca_file, own < 0 ? lib.gnutls_strerror(own) : "no certificate in it");
	return 0;
}

static int set_up(struct tls *t, int fd, const char *host, struct err *err)
{
	/* TLS 1.0 and 1.1 are gone from every provider that we know; a server that has nothing else is refused with a reason */
	int r = lib.gnutls_init(&t->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
	if (r >= 0)
		r = lib.gnutls_set_default_priority_append(t->session, "-VERS-TLS1.0:-VERS-TLS1.1", NULL, 0);
	if (r >= 0)
		r = lib.gnutls_credentials_set(t->session, GNUTLS_CRD_CERTIFICATE, t->trusted);
	if (r >= 0 && !is_address(host))
		r = lib.gnutls_server_name_set(t->session, GNUTLS_NAME_DNS, host, strlen(host));
	if (r < 0)
		return err_set(err, 69, "TLS can't be set up: %s", lib.gnutls_strerror(r));
	lib.gnutls_session_set_verify_cert(t->session, host, 0);
	gnutls_transport_set_int(t->session, fd);
	return 0;
}

/* What is wrong with the certificate, in GnuTLS's words. */
static int refused(struct tls *t, const char *host, int code, struct err *err)
{
	gnutls_datum_t words = {0};
	unsigned status = lib.gnutls_session_get_verify_cert_status(t->session);
	if (code != GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR && code != GNUTLS_E_CERTIFICATE_ERROR)
		return err_set(err, 69, "TLS handshake with %s: %s", host, lib.gnutls_strerror(code));
	if (lib.gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &words, 0) < 0)
		return err_set(err, 69, "the certificate of %s is refused", host);
	while (words.size > 0 && (words.data[words.size - 1] == ' ' || words.data[words.size - 1] == '\0'))
		words.size--;
	err_set(err, 69, "the certificate of %s is refused: %.*s", host, (int)words.size, (const char *)words.data);
	(*lib.gnutls_free)(words.data);
	return -1;
}

static int wait_for(struct tls *t, int fd, double deadline)
{
	struct pollfd p = {.fd = fd, .events = lib.gnutls_record_get_direction(t->session) ? POLLOUT : POLLIN};
	double left = deadline - clock_monotonic();
	if (left <= 0)
		return -1;
	int n = poll(&p, 1, (int)(left * 1000) + 1);
	return n > 0 || (n < 0 && errno == EINTR) ? 0 : -1;
}

static int shake_hands(struct tls *t, int fd, const char *host, double deadline, struct err *err)
{
	int r;
	while ((r = lib.gnutls_handshake(t->session)) < 0) {
		if (r == GNUTLS_E_AGAIN || r == GNUTLS_E_INTERRUPTED) {
			if (wait_for(t, fd, deadline) < 0)
				return err_set(err, 69, "the TLS handshake with %s did not end in time", host);
		} else if (lib.gnutls_error_is_fatal(r)) {
			return refused(t, host, r, err);
		}
	}
	return 0;
}

struct tls *tls_start(int fd, const char *host, const char *ca_file, double deadline, struct err *err)
{
	late_must(tls_bind);
	struct tls *t = calloc(1, sizeof *t);
	if (!t)
		bug_no_memory(sizeof *t);
	if (load_trust(t, ca_file, err) == 0 && set_up(t, fd, host, err) == 0 && shake_hands(t, fd, host, deadline, err) == 0)
		return t;
	tls_free(t, false);
	return NULL;
}

/* An interruption and a harmless word of the server's (a warning) are no reason to wait for the descriptor: there may be more here. */
static bool again_at_once(ssize_t r)
{
	return r == GNUTLS_E_INTERRUPTED || r == GNUTLS_E_WARNING_ALERT_RECEIVED;
}

/* 0 come again when the descriptor is ready, -1 the end. */
static ssize_t record_fault(struct tls *t, ssize_t r, bool *wants_write_r, struct err *err)
{
	*wants_write_r = lib.gnutls_record_get_direction(t->session) == 1;
	if (r == GNUTLS_E_AGAIN)
		return 0;
	return err_set(err, 75, "%s", r == 0 ? "the server closed the connection" : lib.gnutls_strerror((int)r));
}

ssize_t tls_read(struct tls *t, void *data, size_t size, bool *wants_write_r, struct err *err)
{
	ssize_t r;
	do
		r = lib.gnutls_record_recv(t->session, data, size);
	while (again_at_once(r));
	return r > 0 ? r : record_fault(t, r, wants_write_r, err);
}

ssize_t tls_write(struct tls *t, const void *data, size_t size, bool *wants_write_r, struct err *err)
{
	ssize_t r;
	do
		r = lib.gnutls_record_send(t->session, data, size);
	while (again_at_once(r));
	return r > 0 ? r : record_fault(t, r, wants_write_r, err);
}

bool tls_pending(const struct tls *t)
{
	return lib.gnutls_record_check_pending(t->session) > 0;
}

static int64_t end_of_certificate(const struct tls *t)
{
	unsigned count = 0;
	gnutls_x509_crt_t crt;
	const gnutls_datum_t *chain = lib.gnutls_certificate_get_peers(t->session, &count);
	if (!chain || count == 0 || lib.gnutls_x509_crt_init(&crt) < 0)
		return INT64_MIN;
	bool read = lib.gnutls_x509_crt_import(crt, &chain[0], GNUTLS_X509_FMT_DER) >= 0;
	int64_t end = read ? (int64_t)lib.gnutls_x509_crt_get_expiration_time(crt) : INT64_MIN;
	lib.gnutls_x509_crt_deinit(crt);
	return end;
}

char *tls_describe(const struct tls *t, struct arena *a, int64_t *end_r)
{
	char *words = lib.gnutls_session_get_desc(t->session);
	char *text = arena_strdup(a, words ? words : "TLS");
	(*lib.gnutls_free)(words);
	*end_r = end_of_certificate(t);
	return text;
}

int tls_bind(struct err *err)
{
	struct library l;
	if (late_bind("libgnutls.so.30", names, &lib, sizeof lib, err) < 0)
		return -1;
	tls_library(&l);
	return library_met(&l, err);
}

void tls_library(struct library *library_r)
{
	*library_r = (struct library){.name = "GnuTLS"};
	snprintf(library_r->built, sizeof library_r->built, "%s", GNUTLS_VERSION);
	snprintf(library_r->here, sizeof library_r->here, "%s", lib.gnutls_check_version(NULL));
}
