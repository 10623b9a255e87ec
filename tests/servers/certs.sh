#!/bin/sh
# certs.sh DIR: a self-made authority and certificates for servers on loopback, once.
#   ca.pem, server.pem + server.key (localhost, 127.0.0.1), wronghost.pem + wronghost.key (mail.example.org, same authority), other-ca.pem;
#   for localhost too: expired (yesterday), sha1 (signed with it), selfsigned (by no authority), each .pem and .key
set -eu
dir=$1
mkdir -p "$dir"
cd "$dir"
[ -f done ] && exit 0

authority() { # FILE NAME
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.pem" -days 3650 \
		-subj "/CN=$2" -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign 2>/dev/null
}

certificate() { # FILE NAME SUBJECT-ALTERNATIVE-NAMES [OPTIONS OF x509, with -days]
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$2" 2>/dev/null
	printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' "$3" > "$1.ext"
	file=$1
	shift 3
	[ $# -gt 0 ] || set -- -days 3650
	openssl x509 -req -in "$file.csr" -CA ca.pem -CAkey ca.key -CAcreateserial "$@" -extfile "$file.ext" -out "$file.pem" 2>/dev/null
	rm -f "$file.csr" "$file.ext"
}

authority ca 'leadclerk test authority'
authority other-ca 'another authority'
certificate server localhost 'DNS:localhost,IP:127.0.0.1'
certificate wronghost mail.example.org 'DNS:mail.example.org'
certificate expired localhost 'DNS:localhost,IP:127.0.0.1' -days -1
certificate sha1 localhost 'DNS:localhost,IP:127.0.0.1' -days 3650 -sha1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout selfsigned.key -out selfsigned.pem -days 3650 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost,IP:127.0.0.1 2>/dev/null
: > done
