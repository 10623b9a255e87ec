/* Word to the service manager: sd_notify(3)'s protocol, a datagram to the socket that $NOTIFY_SOCKET names. Without one nothing is done. */
#ifndef DAEMON_SYSTEMD_H
#define DAEMON_SYSTEMD_H

/* Takes the variable out of the environment, so that children do not speak in the daemon's name. Once, at start. */
void systemd_open(void);
/* Lines such as "READY=1", "WATCHDOG=1", "STATUS=...", joined by newlines. Nobody listening is no fault. */
void systemd_tell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* "RELOADING=1" with the moment that the protocol wants beside it. */
void systemd_tell_reloading(void);

#endif
