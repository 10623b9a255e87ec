/* TLS on a connected, non-blocking descriptor: the certificate and the host's name are verified within the handshake, before a byte of
 * ours is sent. Trusted are the system's authorities and those of ca_file. (The only user of GnuTLS.) */
#ifndef DAEMON_TLS_H
#define DAEMON_TLS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"

struct tls;

/* host: name or IP address that the certificate must carry. ca_file: PEM, or NULL. deadline: clock_monotonic seconds. NULL with exit_code
 * 69 and a text that says what is wrong with the certificate. The descriptor stays the caller's. */
struct tls *tls_start(int fd, const char *host, const char *ca_file, double deadline, struct err *err);
/* Bytes, at least 1. 0: nothing now (wait for the descriptor, *wants_write_r says in which direction). -1: the connection is of no use any
 * more, an end without close_notify included (a truncated answer must not pass for a whole one). */
ssize_t tls_read(struct tls *t, void *data, size_t size, bool *wants_write_r, struct err *err);
ssize_t tls_write(struct tls *t, const void *data, size_t size, bool *wants_write_r, struct err *err);
char *tls_describe(const struct tls *t, struct arena *a, int64_t *end_r); /* version and ciphers; end_r: of the server's certificate, or INT64_MIN */
bool tls_pending(const struct tls *t);  /* decrypted bytes wait here, for which poll() would never fire */
void tls_free(struct tls *t, bool polite); /* polite: says close_notify first; NULL is allowed */

/* Binds GnuTLS, once: before a sandbox closes. -1: it is not there, or another one (base/library.h). */
int tls_bind(struct err *err);
struct library;
/* Its name and versions (base/library.h); after tls_bind. */
void tls_library(struct library *library_r);

#endif
