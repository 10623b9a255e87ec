#!/bin/sh
# deps.sh [extra|bench|deb]   installs by apt what building and testing leadclerk needs on Debian 12; with `extra` what a deeper look needs, with `bench`
# what `make bench` needs besides, with `deb` what `make deb` needs.
# Does nothing, and asks no network, when everything is there. Removes nothing, and no service runs or is enabled that was not before.
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

# Each package with its one reason.
needed='
gcc                      the compiler
libc6-dev                the C library
make                     the build
pkg-config               where the libraries are
libetpan-dev             IMAP, in the fetcher
libgmime-3.0-dev         MIME, in the reader
libcurl4-gnutls-dev      SMTP, in the sender
libgnutls28-dev          TLS below IMAP
nettle-dev               SHA-256 and HMAC: ids, tokens, the chain of the ledger
libsqlite3-dev           the store
libisal-dev              .xlsx and .zip, inflated and deflated, twice as fast as the next best
libarchive-dev           .rar, .7z, .tar.gz and the rarer kinds of .zip
libexpat1-dev            the XML inside .xlsx, .ods and .docx
libxml2-dev              tables in HTML
libzstd-dev              the kept bytes of mails, compressed
zlib1g-dev               charts as PNG are deflated
libyaml-dev              the configuration
libical-dev              calendars as .ics
libutf8proc-dev          full-width letters and digits (NFKC)
libopencc-dev            traditional to simplified characters in company names
opencc                   its dictionaries as text: which characters they change at all (tests)
libseccomp-dev           the jail around the child processes: which system calls they may make
libpango1.0-dev          charts and printed sheets (pangocairo), in the drawer
fonts-wqy-microhei       Chinese characters in them: 5 MB, good on screen and paper
libcmocka-dev            the unit tests
valgrind                 callgrind: instructions of readers and judge, held to a table (tests)
tzdata                   the zone of the office
ca-certificates          whom TLS trusts
openssl                  certificates for the servers of the tests
python3                  the oracle and the servers of the tests
python3-yaml             the oracle reads the configuration
python3-openpyxl         the oracle writes .xlsx
python3-xlwt             the oracle writes .xls
python3-aiosmtpd         a mail server for the tests, from SMTP to a Maildir or LMTP
dovecot-imapd            a real IMAP server for the tests, private, on loopback
dovecot-lmtpd            the way into it
'
extra='
clang                    a second compiler; the fuzzers
libclang-rt-dev          what the fuzzers are linked with
libreoffice-calc-nogui   tables as a real office program writes them
chromium                 letters as pictures
poppler-utils            pages of PDFs as pictures
'
bench='
postfix                  smtp-sink, a server that takes letters and forgets them; postfix itself does not run
python3-xlrd             a peer reads .xls
nodejs                   the peers in JavaScript
npm                      ... and what they stand on
g++                      ... of which one is built from its source
librsvg2-bin             the picture as PNG
'
deb='
build-essential          what every Debian package is built with, which dpkg-buildpackage insists on
dpkg-dev                 dpkg-buildpackage
debhelper                the package, by the habits of Debian
fakeroot                 ... whose files belong to root
lowdown                  manual pages from what is read in the tree
lintian                  what Debian would say of it
mandoc                   ... and a second reader of manual pages
'
case ${1:-} in
extra) needed=$extra ;;
bench) needed=$bench
	# A Node that is not Debian's brings its npm, and does not go together with Debian's.
	if command -v node >/dev/null && command -v npm >/dev/null; then
		needed=$(echo "$needed" | grep -v -e '^nodejs ' -e '^npm ')
	fi ;;
deb) needed=$deb ;;
esac

missing=
for p in $(echo "$needed" | awk '{print $1}'); do
	case $(dpkg-query -W -f='${Status}' "$p" 2>/dev/null || true) in
	*' installed') ;;
	*) missing="$missing $p" ;;
	esac
done
[ -n "$missing" ] || exit 0

become=
if [ "$(id -u)" != 0 ]; then
	become='sudo -E'
	[ -t 0 ] || become='sudo -n -E'
	if ! command -v sudo >/dev/null || ! $become true 2>/dev/null; then
		echo "deps: missing:$missing" >&2
		echo "deps: as root: apt-get install --no-install-recommends$missing" >&2
		exit 1
	fi
	exec $become sh "$0" "$@"
fi

echo "deps: installing$missing" >&2
apt-get -qq update || echo "deps: apt-get update failed; going on with the lists that are there" >&2
plan=$(apt-get -s install --no-install-recommends $missing 2>&1) || { echo "$plan" >&2; exit 1; }
if echo "$plan" | grep -q '^Remv '; then
	echo "deps: apt would remove packages of this machine, so nothing was installed:" >&2
	echo "$plan" | grep '^Remv ' >&2
	exit 1
fi

# No package may start a service while it is installed. A run that was killed here left its mark, and the policy of the machine beside it.
policy=/usr/sbin/policy-rc.d
mark='# put here by leadclerk tools/deps.sh for the length of an installation'
give_back() {
	grep -qsF "$mark" $policy || return 0
	rm -f $policy
	[ ! -e $policy.leadclerk ] || mv $policy.leadclerk $policy
}
give_back
said=$(mktemp)
trap 'give_back; rm -f "$said"' EXIT
trap 'exit 1' HUP INT TERM
[ ! -e $policy ] || mv $policy $policy.leadclerk
printf '#!/bin/sh\n%s\nexit 101\n' "$mark" > $policy
chmod 755 $policy

had_dovecot=$(dpkg-query -W -f='${Status}' dovecot-core 2>/dev/null || true)
had_postfix=$(dpkg-query -W -f='${Status}' postfix 2>/dev/null || true)
apt-get -qq -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 install -y --no-install-recommends --no-remove $missing </dev/null >"$said" 2>&1 \
	|| { cat "$said" >&2; exit 1; }

# The tests start one of their own; the one of the machine stays off.
keep_off() { # WAS-THERE SERVICE UNIT...
	case $1 in *' installed') return ;; esac
	shift
	! command -v update-rc.d >/dev/null || update-rc.d "$1" disable >/dev/null 2>&1 || true
	shift
	! command -v systemctl >/dev/null || systemctl disable "$@" >/dev/null 2>&1 || true
}
case $missing in *dovecot*) keep_off "$had_dovecot" dovecot dovecot.service dovecot.socket ;; esac
case $missing in *postfix*) keep_off "$had_postfix" postfix postfix.service ;; esac
