-- The store. Text is UTF-8, moments are seconds UTC, days are days since 1970-01-01, money is integer fen.
-- Inputs (raw, mail, list, its rows' cells, letter, entry, decision) are only ever added; a mail's lists are read anew where another answer about their
-- columns (`layout`) is in force. What judging makes of them (a row's verdict, holding of
-- a company, credit) may be judged again from any place in the order of mails; entries then differ by new entries, never by changes.

-- One line each: schema version, tick and settle pointers, digest of the configuration the store was judged by.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Short numbers for staff ids and policy versions, which stand on every row.
CREATE TABLE person (id INTEGER PRIMARY KEY, staff TEXT NOT NULL UNIQUE);
CREATE TABLE policy_version (id INTEGER PRIMARY KEY, version TEXT NOT NULL UNIQUE);

-- Where reading stands: every mail with a UID up to last_uid was seen (or is in `attempt`); read_past: the mailbox is known to have been
-- read past this moment (rules.md section 2: nothing is settled before).
CREATE TABLE folder (mailbox TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, last_uid INTEGER NOT NULL,
	server_count INTEGER NOT NULL DEFAULT 0, read_past INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (mailbox, folder)) WITHOUT ROWID;

-- Each place of a mail that was seen. place: UID in ten digits, or a Maildir's file name: the order within a second (rules.md section 1).
CREATE TABLE sighting (mailbox TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, place TEXT NOT NULL, mail INTEGER NOT NULL,
	PRIMARY KEY (mailbox, folder, uidvalidity, place)) WITHOUT ROWID;
-- Counted durably before each parse; three mean quarantine. At place 'fetch UID': how often its server did not hand a mail over (suspects.h).
CREATE TABLE attempt (mailbox TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, place TEXT NOT NULL, tries INTEGER NOT NULL,
	last_text TEXT, PRIMARY KEY (mailbox, folder, uidvalidity, place)) WITHOUT ROWID;

-- A mail's bytes as they came, by their SHA-256: the evidence. Compressed (zstd) where `size`, that of the bytes themselves, is not null.
-- (Long values want a rowid table: a table kept in its key's order carries them through every page on the way down.)
CREATE TABLE raw (sha BLOB PRIMARY KEY, bytes BLOB NOT NULL, size INTEGER);

-- One line per mail ever seen; a copy of the same mail (Message-ID, sender and content) is a line too, with copy_of.
CREATE TABLE mail (
	id INTEGER PRIMARY KEY,
	public TEXT NOT NULL UNIQUE,        -- "m" and 16 hex digits of what it is; people quote it
	identity BLOB NOT NULL,             -- over Message-ID, sender and decoded content
	copy_of INTEGER REFERENCES mail,
	raw BLOB NOT NULL,
	message_id TEXT NOT NULL, sender TEXT NOT NULL, subject TEXT NOT NULL,
	mailbox TEXT NOT NULL, folder TEXT NOT NULL,
	arrived_at INTEGER NOT NULL, place TEXT NOT NULL,  -- the order of mails
	seen_at INTEGER NOT NULL,
	rows_digest BLOB,                   -- over kinds and cells of its tables: "mails it again"
	meant_list INTEGER NOT NULL,        -- subject or names speak of a list, or something unreadable is attached
	-- judged:
	staff TEXT, kind TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,
	cured_by INTEGER REFERENCES mail,
	judged_at INTEGER,                  -- arrival of the mail at whose place it was judged (the cure's, for a cured one)
	rows_person INTEGER, rows_day INTEGER, -- where its rows lie in `row`: as first judged, whoever its sender turns out to be later
	-- long, and so the last:
	unread TEXT NOT NULL,               -- unreadable parts: name, detail pairs
	envelope BLOB NOT NULL,             -- the decoded mail without its tables, as a frame
	flag TEXT NOT NULL DEFAULT '',      -- judged: what is shown of it beside its verdict
	asked TEXT NOT NULL DEFAULT '',     -- layouts of tables that were not understood at first sight: sign/width ...
	plain_rows INTEGER NOT NULL DEFAULT 0, -- at first sight there were lists besides those
	read_by TEXT NOT NULL DEFAULT ''    -- judged: by which answers (mails) its lists in `list` were read; rows_digest is theirs
);
CREATE INDEX mail_order ON mail (arrived_at, place, mailbox, folder);
CREATE INDEX mail_unjudged ON mail (arrived_at, place, mailbox, folder) WHERE judged_at IS NULL; -- recorded late, until all is read
CREATE INDEX mail_seen ON mail (seen_at);
CREATE INDEX mail_identity ON mail (identity);
CREATE INDEX mail_held ON mail (staff, rows_digest) WHERE verdict IN ('held', 'cured');
CREATE INDEX mail_quarantined ON mail (arrived_at) WHERE verdict = 'quarantined';
CREATE INDEX mail_cure ON mail (cured_by) WHERE cured_by IS NOT NULL;
CREATE INDEX mail_uncounted ON mail (staff, arrived_at) WHERE verdict IN ('returned', 'held'); -- what a notice tells of

-- What people answered about layouts that were not understood: said is "2=company 3=phone kind=prospect". In force from its mail's place on.
CREATE TABLE layout (mail INTEGER NOT NULL REFERENCES mail, sign TEXT NOT NULL, said TEXT NOT NULL, staff TEXT NOT NULL, PRIMARY KEY (mail, sign)) WITHOUT ROWID;
CREATE INDEX layout_sign ON layout (sign);

-- A table of a mail, understood. file: the name of what it was attached in, '' in a body.
CREATE TABLE list (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, kind INTEGER NOT NULL, told_by TEXT NOT NULL,
	sheet TEXT NOT NULL, quoted INTEGER NOT NULL, file TEXT NOT NULL DEFAULT '',
	total INTEGER NOT NULL DEFAULT 0, counted INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, -- judged: rows
	PRIMARY KEY (mail, n)) WITHOUT ROWID;

-- A list's rows, all in one record (store_packed.h): one insertion in place of a hundred, and a third of the bytes. id: the mail's, times 1048576, and the
-- list's number, so that a night's lie at the table's end. cells: compressed (zstd) from `size` bytes. marks: judged.
CREATE TABLE list_rows (id INTEGER PRIMARY KEY, policy INTEGER NOT NULL, key_version INTEGER NOT NULL, size INTEGER NOT NULL, marks BLOB NOT NULL,
	cells BLOB NOT NULL);
-- Rows of lists that were judged last by a program of schema version 11 or before, one by one.
CREATE TABLE row (
	person INTEGER NOT NULL, day INTEGER NOT NULL, mail INTEGER NOT NULL, list INTEGER NOT NULL, n INTEGER NOT NULL,
	row INTEGER NOT NULL,               -- as its sheet shows it; negative where it was hidden
	fields TEXT NOT NULL,               -- cells by field, separated by U+001F
	verdict INTEGER NOT NULL, reason INTEGER NOT NULL,
	company INTEGER,                    -- accepted rows only ...
	before TEXT,                        -- ... with the holding before it, so that judging can be undone ("" nobody's)
	other INTEGER, since INTEGER,       -- refused: who has it, since when
	policy INTEGER NOT NULL, key_version INTEGER NOT NULL,
	PRIMARY KEY (day, person, mail, list, n)
) WITHOUT ROWID;
-- What a row's verdict was before it was judged again, and because of which mail.
CREATE TABLE rejudged (at INTEGER NOT NULL, because TEXT NOT NULL, mail INTEGER NOT NULL, list INTEGER NOT NULL, n INTEGER NOT NULL,
	verdict INTEGER NOT NULL, reason INTEGER NOT NULL);
CREATE INDEX rejudged_mail ON rejudged (mail);

-- A company is a small number, found through one index of small entries: the first 49 bits of its key's SHA-256 (the key itself, on the
-- company, decides; a clash takes the next number). Rows of `company` are appended; they are read only where a company is met again.
CREATE TABLE company_key (hash INTEGER PRIMARY KEY, company INTEGER NOT NULL);
CREATE TABLE company (id INTEGER PRIMARY KEY, key TEXT NOT NULL,
	into_company INTEGER,               -- found to be the same as that one, by its code
	owner INTEGER, since INTEGER, last INTEGER, flags INTEGER NOT NULL DEFAULT 0);
CREATE INDEX company_joined ON company (into_company) WHERE into_company IS NOT NULL;
CREATE INDEX company_contact ON company (last) WHERE flags & 1 = 0; -- those of which there is more than leads
-- Codes (USCC) learned from accepted rows.
CREATE TABLE company_code (code TEXT PRIMARY KEY, company INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE visit (company INTEGER NOT NULL, person INTEGER NOT NULL, week INTEGER NOT NULL, PRIMARY KEY (company, person, week)) WITHOUT ROWID;

-- Evidence for the director, made when a mail's rows are judged; no verdict and no money rests on it. `at`: when they count.
-- What looks made up or copied, the gravest first: `rows` of `total`.
CREATE TABLE signal (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, rows INTEGER NOT NULL,
	total INTEGER NOT NULL, other TEXT NOT NULL, sample TEXT NOT NULL, PRIMARY KEY (mail, n)) WITHOUT ROWID;
CREATE INDEX signal_at ON signal (at);
-- By what a mail's accepted rows may be near to others: 18 bytes each (near.h), read in one pass by a digest.
CREATE TABLE near (mail INTEGER PRIMARY KEY REFERENCES mail, at INTEGER NOT NULL, person INTEGER NOT NULL, rows BLOB NOT NULL);
CREATE INDEX near_at ON near (at);

-- What counts for duties: so many pieces of a kind, of a person, at a moment.
CREATE TABLE credit (person INTEGER NOT NULL, at INTEGER NOT NULL, mail INTEGER NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY (person, at, mail, what)) WITHOUT ROWID;

-- Duties as settled, with each later change appended (version 1, 2, ...).
CREATE TABLE settled (person INTEGER NOT NULL, kind TEXT NOT NULL, for_date INTEGER NOT NULL, version INTEGER NOT NULL,
	state TEXT NOT NULL, required INTEGER NOT NULL, delivered INTEGER NOT NULL, at INTEGER NOT NULL, because TEXT NOT NULL,
	PRIMARY KEY (person, for_date, kind, version)) WITHOUT ROWID;
CREATE INDEX settled_date ON settled (for_date);

-- The ledger. An entry is never changed; its hash covers its own values and the hash before it.
CREATE TABLE entry (
	id INTEGER PRIMARY KEY,             -- order in the chain
	public TEXT NOT NULL UNIQUE,        -- kind.staff.date.number
	staff TEXT NOT NULL, kind TEXT NOT NULL, for_date INTEGER NOT NULL, number INTEGER NOT NULL,
	fen INTEGER NOT NULL, pushups INTEGER NOT NULL,
	reverses TEXT REFERENCES entry (public),
	clause TEXT NOT NULL, policy TEXT NOT NULL, proof TEXT NOT NULL, because TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	hash BLOB NOT NULL,
	UNIQUE (staff, kind, for_date, number)
);
CREATE INDEX entry_created ON entry (created_at);
-- The life of an entry: proposed, issued, appealed, waived, upheld, paid. The newest line is its state.
CREATE TABLE entry_state (entry TEXT NOT NULL REFERENCES entry (public), n INTEGER NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
	by_staff TEXT, because TEXT NOT NULL, PRIMARY KEY (entry, n)) WITHOUT ROWID;

-- Letters and their way out. Their bytes are final from the first moment, and lie apart: a letter changes its state some times.
CREATE TABLE letter_body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL); -- as outbox.h keeps them
CREATE TABLE letter (
	id TEXT PRIMARY KEY, kind TEXT NOT NULL, staff TEXT, addr TEXT NOT NULL, subject TEXT NOT NULL, message_id TEXT NOT NULL,
	token TEXT NOT NULL, about TEXT, created_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
	state TEXT NOT NULL,                -- waiting, claimed, sent, bounced, refused, unsure, ignored, withheld, shadow, merged
	tries INTEGER NOT NULL DEFAULT 0, next_try INTEGER NOT NULL,
	sent_at INTEGER,                    -- when it left, or may have
	may_be_double INTEGER NOT NULL DEFAULT 0,  -- so often it went again after an attempt of unknown outcome
	answer TEXT NOT NULL DEFAULT '',    -- the server's last words
	body INTEGER NOT NULL REFERENCES letter_body,
	look_at INTEGER,                    -- when its copy is looked for in the Sent folder; null: not to be
	looks INTEGER NOT NULL DEFAULT 0    -- how often it was
) WITHOUT ROWID;
CREATE INDEX letter_queue ON letter (next_try, created_at, body) WHERE state IN ('waiting', 'claimed'); -- in the order in which they leave
CREATE INDEX letter_open ON letter (staff, created_at) WHERE state IN ('waiting', 'shadow') AND tries = 0; -- may be taken into a later one
CREATE INDEX letter_trouble ON letter (created_at) WHERE state IN ('refused', 'unsure');
CREATE INDEX letter_look ON letter (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX letter_sent ON letter (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX letter_addr ON letter (addr, created_at);
CREATE INDEX letter_token ON letter (token);
CREATE INDEX letter_created ON letter (created_at);
-- How many letters there are in each state, for `status`: a million of them are not counted for it. A letter comes and moves, and is never deleted.
CREATE TABLE letter_count (state TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER letter_comes AFTER INSERT ON letter BEGIN INSERT INTO letter_count (state, n) VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1; END;
CREATE TRIGGER letter_moves AFTER UPDATE OF state ON letter WHEN old.state <> new.state BEGIN UPDATE letter_count SET n = n - 1 WHERE state = old.state;
 INSERT INTO letter_count (state, n) VALUES (new.state, 1) ON CONFLICT (state) DO UPDATE SET n = n + 1; END;

-- What mail servers sent back, a line each that a report names; `ignored`: why it changed nothing ("": it did).
CREATE TABLE bounce (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, letter TEXT NOT NULL,
	addr TEXT NOT NULL, words TEXT NOT NULL, ignored TEXT NOT NULL, PRIMARY KEY (mail, n)) WITHOUT ROWID;
CREATE INDEX bounce_at ON bounce (at);
-- Addresses that letters do not reach, since when, with the server's last words. A line goes when the address is known to live again.
CREATE TABLE failing (addr TEXT PRIMARY KEY, staff TEXT, since INTEGER NOT NULL, last INTEGER NOT NULL, letter TEXT NOT NULL,
	words TEXT NOT NULL) WITHOUT ROWID;

-- Questions that wait for a person: an appeal or a payment that somebody says he made (about: entries, blanks between), a command that is to be confirmed
-- (about: its words). asked: who may answer; reason: the words it was put with. state: open, granted, refused, withdrawn.
CREATE TABLE ask (id TEXT PRIMARY KEY, kind TEXT NOT NULL, staff TEXT NOT NULL, asked TEXT NOT NULL, about TEXT NOT NULL, reason TEXT NOT NULL,
	mail TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, reminded INTEGER NOT NULL DEFAULT 0, reminded_at INTEGER NOT NULL,
	closed_at INTEGER, by_staff TEXT) WITHOUT ROWID;
CREATE INDEX ask_open ON ask (at) WHERE state = 'open';
CREATE INDEX ask_mail ON ask (mail);
-- What people with the right to it said by mail, and confirmed: leave of a person. Laid over the configuration (facts.h). ended_by: the mail that took it back.
CREATE TABLE fact (id TEXT PRIMARY KEY, kind TEXT NOT NULL, staff TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, at INTEGER NOT NULL,
	by_staff TEXT NOT NULL, mail TEXT NOT NULL, ended_by TEXT) WITHOUT ROWID;
CREATE INDEX fact_staff ON fact (staff, from_day);
-- Slips (rules.md section 5). state, step, since and next_at are what the pure engine made of the events; judged again they come out the same.
CREATE TABLE slip (
	id TEXT PRIMARY KEY,                -- PREFIX-yyyymmdd-n, in the order in which they came that day
	form TEXT NOT NULL, day INTEGER NOT NULL, number INTEGER NOT NULL,
	mail INTEGER NOT NULL REFERENCES mail, staff TEXT NOT NULL,
	state TEXT NOT NULL, step INTEGER NOT NULL, since INTEGER NOT NULL,
	next_at INTEGER,                    -- when somebody is reminded next, or it lapses; null: nothing is due
	granted_at INTEGER, closed_at INTEGER, -- null: it is not
	last_at INTEGER,                    -- its newest event; null: what it says is not in slip_value and slip_key yet, or by another form's text
	UNIQUE (form, day, number)
) WITHOUT ROWID;
CREATE INDEX slip_next ON slip (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX slip_granted ON slip (form, granted_at) WHERE granted_at IS NOT NULL;
CREATE INDEX slip_closed ON slip (form, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX slip_unlaid ON slip (day) WHERE last_at IS NULL;
-- What happened to it, a mail each; only ever added.
CREATE TABLE slip_event (slip TEXT NOT NULL REFERENCES slip, n INTEGER NOT NULL, mail INTEGER NOT NULL REFERENCES mail, person TEXT NOT NULL,
	kind TEXT NOT NULL, step INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (slip, n)) WITHOUT ROWID;
CREATE INDEX slip_event_mail ON slip_event (mail);
-- By what one slip finds another: a company's key, a number.
CREATE TABLE slip_key (form TEXT NOT NULL, key TEXT NOT NULL, slip TEXT NOT NULL REFERENCES slip, PRIMARY KEY (form, key, slip)) WITHOUT ROWID;
CREATE INDEX slip_key_slip ON slip_key (slip);
-- What a slip says, by the names of its form's fields, written anew with each event: for lists and sums. amount: fen, or hundredths of a plain number; null: it is none.
CREATE TABLE slip_value (slip TEXT NOT NULL REFERENCES slip, field TEXT NOT NULL, text TEXT NOT NULL, amount INTEGER, PRIMARY KEY (slip, field)) WITHOUT ROWID;
-- Registers of numbers: what each slip did to one; the newest line is its state.
CREATE TABLE register_event (register TEXT NOT NULL, number TEXT NOT NULL, at INTEGER NOT NULL, slip TEXT NOT NULL REFERENCES slip, phase INTEGER NOT NULL,
	state TEXT NOT NULL, holder TEXT, PRIMARY KEY (register, number, at, slip, phase)) WITHOUT ROWID;
CREATE INDEX register_slip ON register_event (slip);

-- What is wrong of what the operator is told of (watch.h), since when, and when he was told: by file, log and program (told_at), by a letter (letter: its id, "" none yet).
-- over_at: it is over, and he was not told so yet.
CREATE TABLE alarm (name TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL, since INTEGER NOT NULL, told_at INTEGER, over_at INTEGER,
	letter TEXT NOT NULL DEFAULT '') WITHOUT ROWID;

-- What was erased, a line each time: `what` is phone or company (`forget`, on whose request: by_login), raw, letters or leads (retention). n_mails are those whose kept bytes
-- went. proof: over the proofs of its rows. No line says whom it was about.
CREATE TABLE erasure (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, by_login TEXT NOT NULL, n_rows INTEGER NOT NULL, n_mails INTEGER NOT NULL,
	n_letters INTEGER NOT NULL, proof BLOB);
-- Who was erased, as a keyed hash (erased.h): of what comes again from a mailbox, or anew, no cell is kept. size: 0, or so many bytes of running text say it; below
-- zero: a person's name, which is many people's.
CREATE TABLE erased (hash BLOB PRIMARY KEY, erasure INTEGER NOT NULL REFERENCES erasure, size INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
-- Rows whose cells went, each with the keyed hash of what it said: whoever has the text can show that it was this one.
CREATE TABLE erased_row (mail INTEGER NOT NULL REFERENCES mail, list INTEGER NOT NULL, n INTEGER NOT NULL, erasure INTEGER NOT NULL REFERENCES erasure,
	proof BLOB NOT NULL, PRIMARY KEY (mail, list, n)) WITHOUT ROWID;
