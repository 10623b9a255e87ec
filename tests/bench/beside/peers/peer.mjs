// Node as one writes it: imapflow, mailparser, SheetJS, better-sqlite3, nodemailer's pool; the next fifty mails come while these are read.
// With SHEET=hand .xlsx are read by sheet.mjs: the fastest form.
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';
import Database from 'better-sqlite3';
import nodemailer from 'nodemailer';
import XLSX from 'xlsx';
import * as codepages from 'xlsx/dist/cpexcel.full.mjs';
import { rows } from './sheet.mjs';

const env = process.env, AT_ONCE = 50, FROM = 'clerk@sales.example', byHand = env.SHEET === 'hand';
XLSX.set_cptable?.(codepages);

const db = new Database(env.DB);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`CREATE TABLE mails (id INTEGER PRIMARY KEY, message_id TEXT UNIQUE, rep TEXT, subject TEXT, file TEXT, rows INT);
CREATE TABLE leads (id INTEGER PRIMARY KEY, company TEXT NOT NULL, rep TEXT NOT NULL, person TEXT, phone TEXT, business TEXT, capital TEXT, network TEXT, website TEXT, value TEXT, remark TEXT,
	mail INT, UNIQUE (rep, company));`);
const putMail = db.prepare('INSERT OR IGNORE INTO mails (message_id, rep, subject, file, rows) VALUES (?, ?, ?, ?, ?)');
const putLead = db.prepare('INSERT OR IGNORE INTO leads (company, rep, person, phone, business, capital, network, website, value, remark, mail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');

function table(file) {
	if (byHand && file.filename.endsWith('.xlsx')) return rows(file.content);
	const options = { dense: true, cellHTML: false, cellFormula: false, cellText: false };
	const book = file.filename.endsWith('.csv') ? XLSX.read(new TextDecoder('gb18030').decode(file.content), { type: 'string', raw: true, ...options }) : XLSX.read(file.content, options);
	return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, raw: true, defval: '' });
}

const record = db.transaction((mail, rep) => {
	let count = 0, added = 0;
	for (const file of mail.attachments) {
		const all = table(file), leads = all.slice(all.findIndex(r => r[1] === '公司全名') + 1).filter(r => r[1] !== '');
		const id = putMail.run(mail.messageId, rep, mail.subject, file.filename, leads.length).lastInsertRowid;
		for (const r of leads) {
			const s = byHand ? r : r.map(v => String(v).trim());
			added += putLead.run(s[1], rep, s[2], String(s[3]), s[4], s[5], s[6], s[7], s[8], s[9], id).changes;
		}
		count += leads.length;
	}
	return `收到 ${count} 条，新增 ${added} 条，重复 ${count - added} 条。\n`;
});

const smtp = nodemailer.createTransport({ pool: true, maxConnections: 5, maxMessages: Infinity, host: '127.0.0.1', port: +env.SMTP_PORT, secure: false, ignoreTLS: true });
const imap = new ImapFlow({ host: '127.0.0.1', port: +env.IMAP_PORT, secure: false, doSTARTTLS: false, auth: { user: env.IMAP_USER, pass: env.IMAP_PASS }, logger: false, disableCompression: true });
await imap.connect();
await imap.mailboxOpen('INBOX');
const uids = (await imap.search({ seen: false }, { uid: true })) || [];
const fetch = i => i < uids.length ? imap.fetchAll(uids.slice(i, i + AT_ONCE), { uid: true, source: true }, { uid: true }) : null;
const doing = [];
for (let i = 0, next = fetch(0); i < uids.length; i += AT_ONCE) {
	const mails = await next;
	next = fetch(i + AT_ONCE);
	for (const { source } of mails) {
		const mail = await simpleParser(source, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true });
		const rep = mail.from.value[0].address, text = record(mail, rep);
		doing.push(smtp.sendMail({ from: FROM, to: rep, subject: '回执：' + mail.subject, inReplyTo: mail.messageId, text }));
	}
	doing.push(imap.messageFlagsAdd(mails.map(m => m.uid), ['\\Seen'], { uid: true, silent: true }));
}
await Promise.all(doing);
smtp.close();
await imap.logout();
db.close();
