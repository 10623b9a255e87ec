#!/bin/sh
# certs.sh DIR: a self-made authority and certificates for servers on loopback, once.
#   ca.pem, server.pem + server.key (localhost, 127.0.0.1), wronghost.pem + wronghost.key (mail.example.org, same authority), other-ca.pem
set -eu
dir=$1
mkdir -p "$dir"
cd "$dir"
[ -f done ] && exit 0

authority() { # FILE NAME
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.pem" -days 3650 \
		-subj "/CN=$2" -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign 2>/dev/null
}

certificate() { # FILE NAME SUBJECT-ALTERNATIVE-NAMES
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$2" 2>/dev/null
	printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' "$3" > "$1.ext"
	openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile "$1.ext" -out "$1.pem" 2>/dev/null
	rm -f "$1.csr" "$1.ext"
}

authority ca 'leadclerk test authority'
authority other-ca 'another authority'
certificate server localhost 'DNS:localhost,IP:127.0.0.1'
certificate wronghost mail.example.org 'DNS:mail.example.org'
: > done
