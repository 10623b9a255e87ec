"""Postfix and Dovecot of a machine, as a small firm has them: TLS by an authority that the machine trusts, logins, a Maildir for each address, no way out."""
import email, email.policy, os, subprocess, textwrap

HERE = os.path.dirname(os.path.abspath(__file__))
CERTS = os.path.join(os.path.dirname(HERE), "servers", "certs.sh")
PASSWORD = "friday-afternoon"
DOVECOT = """
protocols = imap lmtp
listen = 127.0.0.1
log_path = /var/log/dovecot.log
ssl = required
ssl_cert = </etc/mail/server.pem
ssl_key = </etc/mail/server.key
auth_mechanisms = plain login
mail_location = maildir:/srv/mail/%u
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
mailbox_idle_check_interval = 1 s
passdb {
  driver = passwd-file
  args = /etc/mail/users
}
userdb {
  driver = static
  args = uid=mail gid=mail home=/srv/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Junk {
    auto = create
  }
}
service imap-login {
  inet_listener imap {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = 24
  }
}
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
"""
POSTFIX = """
compatibility_level = 3.6
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mail.corp.test
mydestination =
virtual_mailbox_domains = corp.test
virtual_mailbox_maps = static:all
virtual_transport = lmtp:inet:127.0.0.1:24
default_transport = error:nothing leaves this machine
mynetworks = 127.0.0.0/8
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_cert_file = /etc/mail/server.pem
smtpd_tls_key_file = /etc/mail/server.key
smtpd_tls_security_level = may
alias_maps =
alias_database =
"""
SUBMISSION = ["postconf", "-M", "smtps/inet=smtps inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes "
              "-o smtpd_client_restrictions=permit_sasl_authenticated,reject"]
SEND = """
import smtplib, sys
with smtplib.SMTP("127.0.0.1", 25, timeout=20, local_hostname="desk.corp.test") as s:
    s.sendmail(sys.argv[1], sys.argv[2:], sys.stdin.buffer.read())
"""


def must(r, what):
    if r.returncode:
        raise RuntimeError(f"{what}: {r.stderr.strip() or r.stdout.strip()}")


def set_up(machine, certs, addresses):
    """certs: a folder for the authority, the same for all machines."""
    subprocess.run(["sh", CERTS, certs], check=True)
    machine.run("mkdir", "-p", "/etc/mail", "/srv/mail", "/usr/local/share/ca-certificates", "/var/log")
    for name in ("server.pem", "server.key"):
        with open(os.path.join(certs, name), encoding="utf-8") as f:
            machine.write("/etc/mail/" + name, f.read(), 0o600)
    with open(os.path.join(certs, "ca.pem"), encoding="utf-8") as f:
        machine.write("/usr/local/share/ca-certificates/firm.crt", f.read())
    must(machine.run("update-ca-certificates"), "update-ca-certificates")
    machine.write("/etc/mail/users", "".join(f"{a}:{{PLAIN}}{PASSWORD}\n" for a in addresses))
    machine.write("/etc/dovecot/dovecot.conf", DOVECOT)
    machine.write("/etc/postfix/main.cf", textwrap.dedent(POSTFIX))
    machine.run("chown", "-R", "mail:mail", "/srv/mail")
    start(machine)


def start(machine):
    if not os.path.exists(machine.path("/etc/postfix/master.cf")):
        must(machine.run("cp", "/usr/share/postfix/master.cf.dist", "/etc/postfix/master.cf"), "master.cf")
    if not os.path.exists(machine.path("/etc/aliases")):
        machine.write("/etc/aliases", "")
    must(machine.run(*SUBMISSION), "postconf")
    machine.run("postfix", "set-permissions")
    must(machine.run("systemctl", "start", "dovecot.service"), "Dovecot")
    must(machine.run("systemctl", "start", "postfix.service"), "Postfix")


def send(machine, sender, to, raw):
    """As a colleague's mail program does."""
    subprocess.run(machine.enter("/usr/bin/python3", "-c", SEND, sender, *to, only_network=True), input=raw, check=True, timeout=60, capture_output=True)


def letters(machine, address):
    """What lies in somebody's inbox, parsed, in order of arrival."""
    found = []
    for sub in ("new", "cur"):
        folder = machine.path(f"/srv/mail/{address}/{sub}")
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            with open(os.path.join(folder, name), "rb") as f:
                found.append((os.path.getmtime(f.name), name, email.message_from_binary_file(f, policy=email.policy.default)))
    return [message for _, _, message in sorted(found, key=lambda x: x[:2])]
