#!/bin/sh
# A private Dovecot on loopback, as root or as an ordinary user; everything it writes is in DIR.
#   dovecot.sh start DIR USER:PASSWORD...   starts it, waits until it answers, writes DIR/env
#   dovecot.sh stop DIR                     stops it and waits until it is gone
# DIR/env, to be sourced: IMAP_PORT (plain, STARTTLS offered) IMAPS_PORT LMTP_PORT SASL_PORT (for an MTA) CA_FILE MAIL_ROOT DOVECOT_PID.
# Ports are free ones unless those variables are set. A user's mail is in MAIL_ROOT/USER/Maildir. As root, mails belong to nobody, and
# every folder above DIR must be open to others (mode 755).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
op=${1:-}
[ $# -ge 2 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 64; }
mkdir -p "$2"
dir=$(cd "$2" && pwd)
shift 2
PATH=$PATH:/usr/sbin:/sbin

free_ports() { # COUNT
	/usr/bin/python3 -c 'import socket, sys
s = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(x.getsockname()[1] for x in s))' "$1"
}

choose_ports() { # those that the caller did not name
	ports=$(free_ports 4)
	IMAP_PORT=${IMAP_PORT:-$(echo "$ports" | cut -d' ' -f1)}
	IMAPS_PORT=${IMAPS_PORT:-$(echo "$ports" | cut -d' ' -f2)}
	LMTP_PORT=${LMTP_PORT:-$(echo "$ports" | cut -d' ' -f3)}
	SASL_PORT=${SASL_PORT:-$(echo "$ports" | cut -d' ' -f4)}
}

alive() { # PID: a process that is dead and only not yet buried does not count
	kill -0 "$1" 2>/dev/null && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null
}

stop() {
	[ -f "$dir/run/master.pid" ] || return 0
	pid=$(cat "$dir/run/master.pid")
	kill "$pid" 2>/dev/null || return 0
	n=0
	while alive "$pid"; do # a quick restart would keep the old configuration without a word
		n=$((n + 1))
		[ $n -le 200 ] || kill -9 "$pid" 2>/dev/null || true
		sleep 0.05
	done
	rm -f "$dir/run/master.pid"
}

await() { # PORT: until the greeting of a server that can take logins
	/usr/bin/python3 -c 'import socket, sys, time
end = time.monotonic() + 10
while time.monotonic() < end:
    with socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10) as s:
        if b"ready" in s.recv(4096):
            sys.exit(0)
    time.sleep(0.05)
sys.exit("dovecot does not get ready")' "$1"
}

users() { # USER:PASSWORD...
	for u; do
		mkdir -p "$dir/mail/${u%%:*}"
		printf '%s:{PLAIN}%s:%s:%s::%s::\n' "${u%%:*}" "${u#*:}" "$mail_uid" "$mail_gid" "$dir/mail/${u%%:*}"
	done > "$dir/users"
}

config() {
	cat <<-C
	base_dir = $dir/run
	state_dir = $dir/run
	log_path = $dir/log
	protocols = imap lmtp
	listen = 127.0.0.1
	ssl = yes
	ssl_cert = <$dir/certs/server.pem
	ssl_key = <$dir/certs/server.key
	disable_plaintext_auth = no
	auth_mechanisms = plain login
	auth_failure_delay = 0
	mail_location = maildir:~/Maildir
	mail_fsync = never
	mailbox_idle_check_interval = 1 s
	first_valid_uid = 1
	default_internal_user = $internal_user
	default_internal_group = $internal_group
	default_login_user = $login_user
	mail_max_userip_connections = 256
	submission_host =
	passdb {
	  driver = passwd-file
	  args = $dir/users
	}
	userdb {
	  driver = passwd-file
	  args = $dir/users
	}
	namespace inbox {
	  inbox = yes
	  separator = /
	  mailbox Junk {
	    auto = create
	  }
	}
	service imap-login {
	  $no_chroot
	  service_count = 0
	  inet_listener imap {
	    address = 127.0.0.1
	    port = $IMAP_PORT
	  }
	  inet_listener imaps {
	    address = 127.0.0.1
	    port = $IMAPS_PORT
	    ssl = yes
	  }
	}
	service lmtp {
	  inet_listener lmtp {
	    address = 127.0.0.1
	    port = $LMTP_PORT
	  }
	}
	service auth {
	  inet_listener sasl {
	    address = 127.0.0.1
	    port = $SASL_PORT
	  }
	}
	service anvil {
	  $no_chroot
	  unix_listener anvil-auth-penalty {
	    mode = 0
	  }
	}
	service stats {
	  $no_chroot
	  client_limit = 512
	}
	C
}

start() {
	stop
	internal_user=dovecot internal_group=dovecot login_user=dovenull no_chroot= mail_uid=$(id -u nobody) mail_gid=$(id -g nobody)
	if [ "$(id -u)" != 0 ]; then
		internal_user=$(id -un) internal_group=$(id -gn) login_user=$(id -un) no_chroot='chroot =' mail_uid=$(id -u) mail_gid=$(id -g)
	fi
	mkdir -p "$dir/run" "$dir/mail"
	chmod 755 "$dir" "$dir/run" "$dir/mail"
	: > "$dir/log"
	chmod 666 "$dir/log"
	sh "$here/certs.sh" "$dir/certs"
	users "$@"
	[ "$(id -u)" != 0 ] || chown -R nobody: "$dir/mail"
	tries=5 # somebody else may take a port before dovecot does
	given="${IMAP_PORT:-} ${IMAPS_PORT:-} ${LMTP_PORT:-} ${SASL_PORT:-}"
	until choose_ports && config > "$dir/dovecot.conf" && dovecot -c "$dir/dovecot.conf"; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] && [ "$given" = "   " ] || { cat "$dir/log" >&2; exit 1; }
		IMAP_PORT= IMAPS_PORT= LMTP_PORT= SASL_PORT=
		stop
	done
	await "$IMAP_PORT"
	cat > "$dir/env" <<-E
	IMAP_PORT=$IMAP_PORT
	IMAPS_PORT=$IMAPS_PORT
	LMTP_PORT=$LMTP_PORT
	SASL_PORT=$SASL_PORT
	CA_FILE=$dir/certs/ca.pem
	MAIL_ROOT=$dir/mail
	DOVECOT_PID=$(cat "$dir/run/master.pid")
	E
	cat "$dir/env"
}

case $op in
start) start "$@" ;;
stop) stop ;;
*) echo "dovecot.sh: start or stop" >&2; exit 64 ;;
esac
