BEGIN TRANSACTION;
CREATE TABLE alarm (name TEXT PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL, since INTEGER NOT NULL, told_at INTEGER, over_at INTEGER,
	letter TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE ask (id TEXT PRIMARY KEY, kind TEXT NOT NULL, staff TEXT NOT NULL, asked TEXT NOT NULL, about TEXT NOT NULL, reason TEXT NOT NULL,
	mail TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, reminded INTEGER NOT NULL DEFAULT 0, reminded_at INTEGER NOT NULL,
	closed_at INTEGER, by_staff TEXT) WITHOUT ROWID;
CREATE TABLE attempt (mailbox TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, place TEXT NOT NULL, tries INTEGER NOT NULL,
	last_text TEXT, PRIMARY KEY (mailbox, folder, uidvalidity, place)) WITHOUT ROWID;
CREATE TABLE bounce (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, letter TEXT NOT NULL,
	addr TEXT NOT NULL, words TEXT NOT NULL, ignored TEXT NOT NULL, PRIMARY KEY (mail, n)) WITHOUT ROWID;
CREATE TABLE company (id INTEGER PRIMARY KEY, key TEXT NOT NULL,
	into_company INTEGER,               -- found to be the same as that one, by its code
	owner INTEGER, since INTEGER, last INTEGER, flags INTEGER NOT NULL DEFAULT 0);
INSERT INTO "company" VALUES(1,'东莞市第001号五金有限公司',NULL,2,1789297200,1789297200,1);
INSERT INTO "company" VALUES(2,'东莞市第002号五金有限公司',NULL,2,1789297200,1789297200,1);
INSERT INTO "company" VALUES(3,'东莞市第003号五金有限公司',NULL,2,1789297200,1789297200,1);
INSERT INTO "company" VALUES(4,'东莞市第004号五金有限公司',NULL,1,1789300800,1789300800,1);
INSERT INTO "company" VALUES(5,'东莞市第005号五金有限公司',NULL,1,1789300800,1789300800,1);
INSERT INTO "company" VALUES(6,'东莞市第006号五金有限公司',NULL,1,1789300800,1789300800,1);
INSERT INTO "company" VALUES(7,'东莞市第007号五金有限公司',NULL,1,1789300800,1789300800,1);
INSERT INTO "company" VALUES(8,'东莞市第008号五金有限公司',NULL,1,1789300800,1789300800,1);
INSERT INTO "company" VALUES(9,'东莞市第009号五金有限公司',NULL,1,1789300800,1789300800,1);
INSERT INTO "company" VALUES(10,'东莞市第010号五金有限公司',NULL,1,1789300800,1789300800,1);
INSERT INTO "company" VALUES(11,'东莞市第011号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(12,'东莞市第012号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(13,'东莞市第013号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(14,'东莞市第014号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(15,'东莞市第015号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(16,'东莞市第016号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(17,'东莞市第017号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(18,'东莞市第018号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(19,'东莞市第019号五金有限公司',NULL,2,1789304400,1789304400,1);
INSERT INTO "company" VALUES(20,'东莞市第050号五金有限公司',NULL,1,1789473600,1789473600,1);
INSERT INTO "company" VALUES(21,'东莞市第051号五金有限公司',NULL,1,1789473600,1789473600,1);
INSERT INTO "company" VALUES(22,'东莞市第052号五金有限公司',NULL,1,1789473600,1789473600,1);
INSERT INTO "company" VALUES(23,'东莞市第053号五金有限公司',NULL,1,1789473600,1789473600,1);
INSERT INTO "company" VALUES(24,'东莞市第054号五金有限公司',NULL,1,1789473600,1789473600,1);
INSERT INTO "company" VALUES(25,'东莞市第055号五金有限公司',NULL,1,1789473600,1789473600,1);
INSERT INTO "company" VALUES(26,'东莞市第056号五金有限公司',NULL,1,1789473600,1789473600,1);
INSERT INTO "company" VALUES(27,'东莞市第057号五金有限公司',NULL,1,1789477200,1789477200,1);
INSERT INTO "company" VALUES(28,'东莞市第058号五金有限公司',NULL,1,1789477200,1789477200,1);
INSERT INTO "company" VALUES(29,'东莞市第059号五金有限公司',NULL,1,1789477200,1789477200,1);
INSERT INTO "company" VALUES(30,'东莞市第060号五金有限公司',NULL,1,1789477200,1789477200,1);
INSERT INTO "company" VALUES(31,'东莞市第061号五金有限公司',NULL,1,1789477200,1789477200,1);
INSERT INTO "company" VALUES(32,'东莞市第062号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(33,'东莞市第063号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(34,'东莞市第064号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(35,'东莞市第065号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(36,'东莞市第066号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(37,'东莞市第067号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(38,'东莞市第068号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(39,'东莞市第069号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(40,'东莞市第070号五金有限公司',NULL,2,1789560000,1789560000,1);
INSERT INTO "company" VALUES(41,'东莞市第071号五金有限公司',NULL,2,1789560000,1789560000,1);
CREATE TABLE company_code (code TEXT PRIMARY KEY, company INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE company_key (hash INTEGER PRIMARY KEY, company INTEGER NOT NULL);
CREATE TABLE credit (person INTEGER NOT NULL, at INTEGER NOT NULL, mail INTEGER NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL,
	PRIMARY KEY (person, at, mail, what)) WITHOUT ROWID;
INSERT INTO "credit" VALUES(1,1789300800,1,'lead',7);
INSERT INTO "credit" VALUES(1,1789473600,4,'lead',7);
INSERT INTO "credit" VALUES(1,1789477200,8,'lead',5);
INSERT INTO "credit" VALUES(2,1789297200,7,'lead',3);
INSERT INTO "credit" VALUES(2,1789304400,2,'lead',9);
INSERT INTO "credit" VALUES(2,1789560000,6,'lead',10);
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
INSERT INTO "entry" VALUES(1,'lead_shortfall.rep02.2026-09-14.1','rep02','lead_shortfall',20710,1,200,1,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=open
window_to=2026-09-13T23:59:59+08:00
due=2026-09-13T23:59:59+08:00
quota=10
required=10
delivered=9
missing=1
fen_per_missing=200
pushups_per_missing=1
mail=mc8992ddc8e7e1f24 lead 9
','settled',1789315200,X'A8B51A812A00DE95DD73BFD58F3BBBF8F2D6690CBCFF5B425006734AB5139D52');
INSERT INTO "entry" VALUES(2,'lead_shortfall.rep01.2026-09-15.1','rep01','lead_shortfall',20711,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-13T23:59:59+08:00
window_to=2026-09-14T23:59:59+08:00
due=2026-09-14T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1789401600,X'291582A4939DEB85A8EE173E75379F59583E45EED9221597FCF49FB4DA389B97');
INSERT INTO "entry" VALUES(3,'lead_shortfall.rep02.2026-09-15.1','rep02','lead_shortfall',20711,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-13T23:59:59+08:00
window_to=2026-09-14T23:59:59+08:00
due=2026-09-14T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1789401600,X'8095C6877EF17DFF4194D1436621A82247FC5EC8EE1AAAE18193ADA6C3EEDE2F');
INSERT INTO "entry" VALUES(4,'lead_shortfall.rep01.2026-09-16.1','rep01','lead_shortfall',20712,1,600,3,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-14T23:59:59+08:00
window_to=2026-09-15T23:59:59+08:00
due=2026-09-15T23:59:59+08:00
quota=10
required=12
delivered=7
missing=3
fen_per_missing=200
pushups_per_missing=1
mail=m4833b92bf4262b16 lead 7
','settled',1789488000,X'3EB89D0095932789437B3740C0D297E7F726F04B04410B5E9D6E9A581E804069');
INSERT INTO "entry" VALUES(5,'lead_shortfall.rep02.2026-09-16.1','rep02','lead_shortfall',20712,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-14T23:59:59+08:00
window_to=2026-09-15T23:59:59+08:00
due=2026-09-15T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1789488000,X'FF997B399F43466EB342BC525CE26D34C8D34BFBDE35FC0D81A911BF1E1FFD6C');
INSERT INTO "entry" VALUES(6,'lead_shortfall.rep01.2026-09-17.1','rep01','lead_shortfall',20713,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-15T23:59:59+08:00
window_to=2026-09-16T23:59:59+08:00
due=2026-09-16T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1789574400,X'7083AD0E071DC0BCCE38AC8AB0AA7A671C0C292AA65050C8ADEE54659F286F00');
INSERT INTO "entry" VALUES(7,'lead_shortfall.rep01.2026-09-18.1','rep01','lead_shortfall',20714,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-16T23:59:59+08:00
window_to=2026-09-17T23:59:59+08:00
due=2026-09-17T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1789660800,X'04F35DCA6B6B497BD236024F09F71CE52785AD4F7F60033E6725EE161B8EEDDA');
INSERT INTO "entry" VALUES(8,'lead_shortfall.rep02.2026-09-18.1','rep02','lead_shortfall',20714,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-16T23:59:59+08:00
window_to=2026-09-17T23:59:59+08:00
due=2026-09-17T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1789660800,X'1247CE58976FD8091FBD1FC62A6A7DC6B98D24C55C5ABA3725EAFB934C5EE474');
INSERT INTO "entry" VALUES(9,'lead_shortfall.rep02.2026-09-14.2','rep02','lead_shortfall',20710,2,-200,-1,'lead_shortfall.rep02.2026-09-14.1','市场部业务制度 一(一)','2026-01-01-660d4b54','reverses=lead_shortfall.rep02.2026-09-14.1
','late:m0e71528101778583',1789704000,X'649963220DC5F2184B9E49327A9A5563B6CCA54C3E7CE6B8378399CAA4EBAD6F');
INSERT INTO "entry" VALUES(10,'lead_shortfall.rep01.2026-09-14.1','rep01','lead_shortfall',20710,1,600,3,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=open
window_to=2026-09-13T23:59:59+08:00
due=2026-09-13T23:59:59+08:00
quota=10
required=10
delivered=7
missing=3
fen_per_missing=200
pushups_per_missing=1
mail=mf8c884bb4035d591 lead 7
','late:m0e71528101778583',1789704000,X'CE265D7F3651BDE0C6EC003F9127E14FDE7DD82E4EEBA269534C671B790C0AB3');
INSERT INTO "entry" VALUES(11,'lead_shortfall.rep01.2026-09-16.2','rep01','lead_shortfall',20712,2,-600,-3,'lead_shortfall.rep01.2026-09-16.1','市场部业务制度 一(一)','2026-01-01-660d4b54','reverses=lead_shortfall.rep01.2026-09-16.1
','late:m0e71528101778583',1789704000,X'2A318D2D9AC14988ADF3AAC401E0D159C5CA5A308C1526FC202BA719A5911330');
INSERT INTO "entry" VALUES(12,'lead_shortfall.rep01.2026-09-21.1','rep01','lead_shortfall',20717,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-17T23:59:59+08:00
window_to=2026-09-20T23:59:59+08:00
due=2026-09-20T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1789920000,X'6EB2134D9275EDA31FC453E7299058369E16C5B3ABC8BE6A7F00ACB59209CFE1');
INSERT INTO "entry" VALUES(13,'lead_shortfall.rep02.2026-09-21.1','rep02','lead_shortfall',20717,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-17T23:59:59+08:00
window_to=2026-09-20T23:59:59+08:00
due=2026-09-20T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1789920000,X'DA6CF9C9B5C85E71FA43881632C50D76C39403862A3F5BE17099D94BC4EC10FA');
INSERT INTO "entry" VALUES(14,'makeup_unfulfilled.rep01.2026-09-14.1','rep01','makeup_unfulfilled',20710,1,50000,0,NULL,'市场部业务制度 二(一) 处罚','2026-01-01-660d4b54','missed=prospects 2026-09-14 0/1
missed=prospects 2026-09-15 0/1
missed=prospects 2026-09-16 0/1
missed=prospects 2026-09-17 0/1
missed=prospects 2026-09-18 0/1
visits_asked=2
visits=0
list=lead_list 2026-09-15 0/12
list=lead_list 2026-09-16 12/12
list=lead_list 2026-09-17 0/12
list=lead_list 2026-09-18 0/12
list=lead_list 2026-09-21 0/12
closes=2026-09-20T23:59:59+08:00
mail=m4833b92bf4262b16 lead 7
mail=md41abb4d11cea55f lead 5
','settled',1789920000,X'C48893E067C78A22E82938BB5313559BF889421DF52A87C225CFBB03866BC906');
INSERT INTO "entry" VALUES(15,'makeup_unfulfilled.rep02.2026-09-14.1','rep02','makeup_unfulfilled',20710,1,50000,0,NULL,'市场部业务制度 二(一) 处罚','2026-01-01-660d4b54','missed=prospects 2026-09-14 0/1
missed=prospects 2026-09-15 0/1
missed=prospects 2026-09-16 0/1
missed=prospects 2026-09-17 0/1
missed=prospects 2026-09-18 0/1
visits_asked=2
visits=0
list=lead_list 2026-09-15 0/12
list=lead_list 2026-09-16 0/12
list=lead_list 2026-09-17 10/12
list=lead_list 2026-09-18 0/12
list=lead_list 2026-09-21 0/12
closes=2026-09-20T23:59:59+08:00
mail=m4b9c30a3b526e09e lead 10
','settled',1789920000,X'D290FDA575CE0B968F52A92F93A7560CFF12B127117602084F77D6AF302DB1C4');
INSERT INTO "entry" VALUES(16,'lead_shortfall.rep01.2026-09-22.1','rep01','lead_shortfall',20718,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-20T23:59:59+08:00
window_to=2026-09-21T23:59:59+08:00
due=2026-09-21T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1790006400,X'87866A673733BA6A428C4E35D89E1C1CD53A02DD440D75DAD789FC93385E6167');
INSERT INTO "entry" VALUES(17,'lead_shortfall.rep02.2026-09-22.1','rep02','lead_shortfall',20718,1,2000,10,NULL,'市场部业务制度 一(一)','2026-01-01-660d4b54','window_from=2026-09-20T23:59:59+08:00
window_to=2026-09-21T23:59:59+08:00
due=2026-09-21T23:59:59+08:00
quota=10
required=12
delivered=0
missing=10
fen_per_missing=200
pushups_per_missing=1
','settled',1790006400,X'AE484F81AF0665E580704BA020551AED16EE91840E0C5D57EBA4774B14C35EB0');
CREATE TABLE entry_state (entry TEXT NOT NULL REFERENCES entry (public), n INTEGER NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
	by_staff TEXT, because TEXT NOT NULL, PRIMARY KEY (entry, n)) WITHOUT ROWID;
INSERT INTO "entry_state" VALUES('lead_shortfall.rep01.2026-09-14.1',1,'issued',1789704000,NULL,'late:m0e71528101778583');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep01.2026-09-15.1',1,'issued',1789401600,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep01.2026-09-16.1',1,'issued',1789488000,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep01.2026-09-16.2',1,'issued',1789704000,NULL,'late:m0e71528101778583');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep01.2026-09-17.1',1,'issued',1789574400,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep01.2026-09-18.1',1,'issued',1789660800,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep01.2026-09-21.1',1,'issued',1789920000,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep01.2026-09-22.1',1,'issued',1790006400,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep02.2026-09-14.1',1,'issued',1789315200,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep02.2026-09-14.2',1,'issued',1789704000,NULL,'late:m0e71528101778583');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep02.2026-09-15.1',1,'issued',1789401600,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep02.2026-09-16.1',1,'issued',1789488000,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep02.2026-09-18.1',1,'issued',1789660800,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep02.2026-09-21.1',1,'issued',1789920000,NULL,'settled');
INSERT INTO "entry_state" VALUES('lead_shortfall.rep02.2026-09-22.1',1,'issued',1790006400,NULL,'settled');
INSERT INTO "entry_state" VALUES('makeup_unfulfilled.rep01.2026-09-14.1',1,'issued',1789920000,NULL,'settled');
INSERT INTO "entry_state" VALUES('makeup_unfulfilled.rep02.2026-09-14.1',1,'issued',1789920000,NULL,'settled');
CREATE TABLE erased (hash BLOB PRIMARY KEY, erasure INTEGER NOT NULL REFERENCES erasure, size INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE erased_row (mail INTEGER NOT NULL REFERENCES mail, list INTEGER NOT NULL, n INTEGER NOT NULL, erasure INTEGER NOT NULL REFERENCES erasure,
	proof BLOB NOT NULL, PRIMARY KEY (mail, list, n)) WITHOUT ROWID;
CREATE TABLE erasure (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, by_login TEXT NOT NULL, n_rows INTEGER NOT NULL, n_mails INTEGER NOT NULL,
	n_letters INTEGER NOT NULL, proof BLOB);
CREATE TABLE fact (id TEXT PRIMARY KEY, kind TEXT NOT NULL, staff TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, at INTEGER NOT NULL,
	by_staff TEXT NOT NULL, mail TEXT NOT NULL, ended_by TEXT) WITHOUT ROWID;
CREATE TABLE failing (addr TEXT PRIMARY KEY, staff TEXT, since INTEGER NOT NULL, last INTEGER NOT NULL, letter TEXT NOT NULL,
	words TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE folder (mailbox TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, last_uid INTEGER NOT NULL,
	server_count INTEGER NOT NULL DEFAULT 0, read_past INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (mailbox, folder)) WITHOUT ROWID;
CREATE TABLE layout (mail INTEGER NOT NULL REFERENCES mail, sign TEXT NOT NULL, said TEXT NOT NULL, staff TEXT NOT NULL, PRIMARY KEY (mail, sign)) WITHOUT ROWID;
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
INSERT INTO "letter" VALUES('call_sheet.rep01.2026-09-14','call_sheet','rep01','rep01@corp.test','【电话表】陈平娜 9月14日：10家 [TYNH-7ZNW]','lc.TYNH-7ZNW.622ae38c7d16f311@corp.test','TYNH-7ZNW',NULL,1789344000,1789344000,'sent',1,1789344000,1789344000,0,'in the Maildir',6,NULL,0);
INSERT INTO "letter" VALUES('call_sheet.rep01.2026-09-16','call_sheet','rep01','rep01@corp.test','【电话表】陈平娜 9月16日：7家 [SAX6-PKA0]','lc.SAX6-PKA0.5020804ed0f8bec4@corp.test','SAX6-PKA0',NULL,1789516800,1789516800,'sent',1,1789516800,1789516800,0,'in the Maildir',34,NULL,0);
INSERT INTO "letter" VALUES('call_sheet.rep02.2026-09-14','call_sheet','rep02','rep02@corp.test','【电话表】黄小明 9月14日：9家 [QMSR-A9F5]','lc.QMSR-A9F5.1ff7a02e6ac469ec@corp.test','QMSR-A9F5',NULL,1789344000,1789344000,'sent',1,1789344000,1789344000,0,'in the Maildir',7,NULL,0);
INSERT INTO "letter" VALUES('call_sheet.rep02.2026-09-17','call_sheet','rep02','rep02@corp.test','【电话表】黄小明 9月17日：12家 [8D83-26MD]','lc.8D83-26MD.108d750592e1cee9@corp.test','8D83-26MD',NULL,1789603200,1789603200,'sent',1,1789603200,1789603200,0,'in the Maildir',51,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-14','digest','director','director@corp.test','【日报】9月14日：黄小明1人缺交，乐捐1项2.00元，客户冲突1起 [JHTY-WDR2]','lc.JHTY-WDR2.2482db7ff640f6dc@corp.test','JHTY-WDR2','lead_shortfall.rep02.2026-09-14.1',1789345800,1789345800,'sent',1,1789345800,1789345800,0,'in the Maildir',8,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-15','digest','director','director@corp.test','【日报】9月15日：陈平娜、黄小明2人缺交，乐捐2项40.00元，待处理1项 [WV6H-3NRK]','lc.WV6H-3NRK.bc48dee8ed2394fb@corp.test','WV6H-3NRK','lead_shortfall.rep01.2026-09-15.1 lead_shortfall.rep02.2026-09-15.1',1789432200,1789432200,'sent',1,1789432200,1789432200,0,'in the Maildir',21,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-16','digest','director','director@corp.test','【日报】9月16日：陈平娜、黄小明2人缺交，乐捐2项26.00元 [R03X-9QF6]','lc.R03X-9QF6.08605800c84d6e87@corp.test','R03X-9QF6','lead_shortfall.rep01.2026-09-16.1 lead_shortfall.rep02.2026-09-16.1',1789518600,1789518600,'sent',1,1789518600,1789518600,0,'in the Maildir',35,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-17','digest','director','director@corp.test','【日报】9月17日：陈平娜、黄小明2人缺交，乐捐1项20.00元 [CQT5-7NSZ]','lc.CQT5-7NSZ.799ad44f9284eff1@corp.test','CQT5-7NSZ','lead_shortfall.rep01.2026-09-17.1',1789605000,1789605000,'sent',1,1789605000,1789605000,0,'in the Maildir',52,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-18','digest','director','director@corp.test','【日报】9月18日：陈平娜、黄小明2人缺交，乐捐2项40.00元 [CDW9-Z05T]','lc.CDW9-Z05T.428706de980ce7b0@corp.test','CDW9-Z05T','lead_shortfall.rep01.2026-09-18.1 lead_shortfall.rep02.2026-09-18.1',1789691400,1789691400,'sent',1,1789691400,1789691400,0,'in the Maildir',65,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-21','digest','director','director@corp.test','【日报】9月21日：陈平娜、黄小明2人缺交，乐捐7项1038.00元 [6JDF-YGFH]','lc.6JDF-YGFH.9bdb0c6aaf14f516@corp.test','6JDF-YGFH','lead_shortfall.rep02.2026-09-14.2 lead_shortfall.rep01.2026-09-14.1 lead_shortfall.rep01.2026-09-16.2 lead_shortfall.rep01.2026-09-21.1 lead_shortfall.rep02.2026-09-21.1 makeup_unfulfilled.rep01.2026-09-14.1 makeup_unfulfilled.rep02.2026-09-14.1',1789950600,1789950600,'sent',1,1789950600,1789950600,0,'in the Maildir',82,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-22','digest','director','director@corp.test','【日报】9月22日：陈平娜、黄小明2人缺交，乐捐2项40.00元 [KJ24-X1P5]','lc.KJ24-X1P5.435eaf70e1549667@corp.test','KJ24-X1P5','lead_shortfall.rep01.2026-09-22.1 lead_shortfall.rep02.2026-09-22.1',1790037000,1790037000,'sent',1,1790037000,1790037000,0,'in the Maildir',95,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-14','digest','gm','gm@corp.test','【日报】9月14日：黄小明1人缺交，乐捐1项2.00元，客户冲突1起 [B1G5-5BXK]','lc.B1G5-5BXK.92eea60ad8fa47a9@corp.test','B1G5-5BXK','lead_shortfall.rep02.2026-09-14.1',1789345800,1789345800,'sent',1,1789345800,1789345800,0,'in the Maildir',9,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-15','digest','gm','gm@corp.test','【日报】9月15日：陈平娜、黄小明2人缺交，乐捐2项40.00元，待处理1项 [Y91W-JQVG]','lc.Y91W-JQVG.1f1c26be54c5cee3@corp.test','Y91W-JQVG','lead_shortfall.rep01.2026-09-15.1 lead_shortfall.rep02.2026-09-15.1',1789432200,1789432200,'sent',1,1789432200,1789432200,0,'in the Maildir',22,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-16','digest','gm','gm@corp.test','【日报】9月16日：陈平娜、黄小明2人缺交，乐捐2项26.00元 [QFFB-Q1JN]','lc.QFFB-Q1JN.4114c3dc81d897fb@corp.test','QFFB-Q1JN','lead_shortfall.rep01.2026-09-16.1 lead_shortfall.rep02.2026-09-16.1',1789518600,1789518600,'sent',1,1789518600,1789518600,0,'in the Maildir',36,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-17','digest','gm','gm@corp.test','【日报】9月17日：陈平娜、黄小明2人缺交，乐捐1项20.00元 [W1GX-PRN1]','lc.W1GX-PRN1.7e3cfa0c39122c57@corp.test','W1GX-PRN1','lead_shortfall.rep01.2026-09-17.1',1789605000,1789605000,'sent',1,1789605000,1789605000,0,'in the Maildir',53,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-18','digest','gm','gm@corp.test','【日报】9月18日：陈平娜、黄小明2人缺交，乐捐2项40.00元 [VZBR-VE6S]','lc.VZBR-VE6S.9c0fc5b2583c2634@corp.test','VZBR-VE6S','lead_shortfall.rep01.2026-09-18.1 lead_shortfall.rep02.2026-09-18.1',1789691400,1789691400,'sent',1,1789691400,1789691400,0,'in the Maildir',66,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-21','digest','gm','gm@corp.test','【日报】9月21日：陈平娜、黄小明2人缺交，乐捐7项1038.00元 [3V60-CJG1]','lc.3V60-CJG1.46e0e3ee3c8826a3@corp.test','3V60-CJG1','lead_shortfall.rep02.2026-09-14.2 lead_shortfall.rep01.2026-09-14.1 lead_shortfall.rep01.2026-09-16.2 lead_shortfall.rep01.2026-09-21.1 lead_shortfall.rep02.2026-09-21.1 makeup_unfulfilled.rep01.2026-09-14.1 makeup_unfulfilled.rep02.2026-09-14.1',1789950600,1789950600,'sent',1,1789950600,1789950600,0,'in the Maildir',83,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-22','digest','gm','gm@corp.test','【日报】9月22日：陈平娜、黄小明2人缺交，乐捐2项40.00元 [SD6K-F6Q2]','lc.SD6K-F6Q2.dfcc93a5dad9de06@corp.test','SD6K-F6Q2','lead_shortfall.rep01.2026-09-22.1 lead_shortfall.rep02.2026-09-22.1',1790037000,1790037000,'sent',1,1790037000,1790037000,0,'in the Maildir',96,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-14T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月14日意向客户0/1：客户资料加2条，本周陌拜2次 [A2KH-2D8C]','lc.A2KH-2D8C.869cd65fb325b450@corp.test','A2KH-2D8C','prospects.rep01.2026-09-14',1789380060,1789380060,'sent',1,1789380060,1789380060,0,'in the Maildir',12,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-15T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月15日客户资料缺额10条：20.00元 [ZBC4-D28A]','lc.ZBC4-D28A.e51f337fbc9e59e6@corp.test','ZBC4-D28A','lead_list.rep01.2026-09-15 lead_shortfall.rep01.2026-09-15.1',1789401600,1789428600,'sent',1,1789428600,1789428600,0,'in the Maildir',19,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-15T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月15日意向客户0/1：本周补做已不能完成，不用补陌拜 [9Y52-YN29]','lc.9Y52-YN29.9022350c987fdd93@corp.test','9Y52-YN29','prospects.rep01.2026-09-15',1789466460,1789466460,'sent',1,1789466460,1789466460,0,'in the Maildir',25,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-16T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月16日客户资料缺额3条：6.00元 [ARQ7-3JH0]','lc.ARQ7-3JH0.fb9e5e3b9826a88a@corp.test','ARQ7-3JH0','lead_shortfall.rep01.2026-09-16.1',1789488000,1789515000,'sent',1,1789515000,1789515000,0,'in the Maildir',32,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-16T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月16日意向客户0/1：本周补做已不能完成，不用补陌拜 [9SFR-BS22]','lc.9SFR-BS22.2fdea983f7672d0e@corp.test','9SFR-BS22','prospects.rep01.2026-09-16',1789552860,1789552860,'sent',1,1789552860,1789552860,0,'in the Maildir',45,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-17T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月17日客户资料缺额10条：20.00元 [SPXX-NMF8]','lc.SPXX-NMF8.ae670c09ee88ab31@corp.test','SPXX-NMF8','lead_shortfall.rep01.2026-09-17.1',1789574400,1789601400,'sent',1,1789601400,1789601400,0,'in the Maildir',50,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-17T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月17日意向客户0/1：本周补做已不能完成，不用补陌拜 [ZTEB-NKQ4]','lc.ZTEB-NKQ4.777a144003bb0ef8@corp.test','ZTEB-NKQ4','prospects.rep01.2026-09-17',1789639260,1789639260,'sent',1,1789639260,1789639260,0,'in the Maildir',57,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-18T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月18日客户资料缺额10条：20.00元 [S5SH-HZ5D]','lc.S5SH-HZ5D.a56a5ea21b94dfe5@corp.test','S5SH-HZ5D','lead_shortfall.rep01.2026-09-18.1',1789660800,1789687800,'sent',1,1789687800,1789687800,0,'in the Maildir',63,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-18T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月18日意向客户0/1：本周补做已不能完成，不用补陌拜 [W5JS-FV06]','lc.W5JS-FV06.fa2156e0c8ea29d0@corp.test','W5JS-FV06','prospects.rep01.2026-09-18',1789725660,1789725660,'sent',1,1789725660,1789725660,0,'in the Maildir',74,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-21T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 2项，合计520.00元 [W8H3-6Z00]','lc.W8H3-6Z00.3c5fa8e2b8368cc9@corp.test','W8H3-6Z00','lead_shortfall.rep01.2026-09-21.1 makeup_unfulfilled.rep01.2026-09-14.1',1789920000,1789947000,'sent',1,1789947000,1789947000,0,'in the Maildir',80,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-21T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月21日意向客户0/1：客户资料加2条，本周陌拜2次 [T6H8-4FA3]','lc.T6H8-4FA3.26fb7c2dafb9f1ed@corp.test','T6H8-4FA3','prospects.rep01.2026-09-21',1789984860,1789984860,'sent',1,1789984860,1789984860,0,'in the Maildir',87,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-22T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月22日客户资料缺额10条：20.00元 [77GJ-EF97]','lc.77GJ-EF97.31f38dbed2fcf257@corp.test','77GJ-EF97','lead_list.rep01.2026-09-22 lead_shortfall.rep01.2026-09-22.1',1790006400,1790033400,'sent',1,1790033400,1790033400,0,'in the Maildir',93,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.late:m0e71528101778583','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 2项，合计0.00元 [4HC0-ZTTS]','lc.4HC0-ZTTS.4a7ed3292e2af020@corp.test','4HC0-ZTTS','lead_shortfall.rep01.2026-09-14.1 lead_shortfall.rep01.2026-09-16.2',1789704000,1789704000,'sent',1,1789704000,1789704000,0,'in the Maildir',71,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-14T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月14日客户资料缺额1条：2.00元 [CH99-19MQ]','lc.CH99-19MQ.45ceee68db6245b2@corp.test','CH99-19MQ','lead_shortfall.rep02.2026-09-14.1',1789315200,1789342200,'sent',1,1789342200,1789342200,0,'in the Maildir',5,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-14T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月14日意向客户0/1：客户资料加2条，本周陌拜2次 [6XE7-D3F4]','lc.6XE7-D3F4.dfe8a761438b35cb@corp.test','6XE7-D3F4','prospects.rep02.2026-09-14',1789380060,1789380060,'sent',1,1789380060,1789380060,0,'in the Maildir',13,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-15T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月15日客户资料缺额10条：20.00元 [TS9E-E989]','lc.TS9E-E989.65ea795e098e68b0@corp.test','TS9E-E989','lead_list.rep02.2026-09-15 lead_shortfall.rep02.2026-09-15.1',1789401600,1789428600,'sent',1,1789428600,1789428600,0,'in the Maildir',20,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-15T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月15日意向客户0/1：本周补做已不能完成，不用补陌拜 [Q7JP-0GFD]','lc.Q7JP-0GFD.b64b68c7fc5fc3fa@corp.test','Q7JP-0GFD','prospects.rep02.2026-09-15',1789466460,1789466460,'sent',1,1789466460,1789466460,0,'in the Maildir',26,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-16T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月16日客户资料缺额10条：20.00元 [6M3T-S6YR]','lc.6M3T-S6YR.adac185b24380159@corp.test','6M3T-S6YR','lead_shortfall.rep02.2026-09-16.1',1789488000,1789515000,'sent',1,1789515000,1789515000,0,'in the Maildir',33,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-16T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月16日意向客户0/1：本周补做已不能完成，不用补陌拜 [STGV-4VRE]','lc.STGV-4VRE.af754272d0d06211@corp.test','STGV-4VRE','prospects.rep02.2026-09-16',1789552860,1789552860,'sent',1,1789552860,1789552860,0,'in the Maildir',46,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-17T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月17日意向客户0/1：本周补做已不能完成，不用补陌拜 [4BKY-BJRG]','lc.4BKY-BJRG.4f182c0c5d6f356d@corp.test','4BKY-BJRG','prospects.rep02.2026-09-17',1789639260,1789639260,'sent',1,1789639260,1789639260,0,'in the Maildir',58,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-18T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月18日客户资料缺额10条：20.00元 [778K-11QC]','lc.778K-11QC.b1c58e6543a02abb@corp.test','778K-11QC','lead_shortfall.rep02.2026-09-18.1',1789660800,1789687800,'sent',1,1789687800,1789687800,0,'in the Maildir',64,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-18T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月18日意向客户0/1：本周补做已不能完成，不用补陌拜 [DQCD-Q4PB]','lc.DQCD-Q4PB.3a75045517acc479@corp.test','DQCD-Q4PB','prospects.rep02.2026-09-18',1789725660,1789725660,'sent',1,1789725660,1789725660,0,'in the Maildir',75,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-21T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 2项，合计520.00元 [PQHR-YVNQ]','lc.PQHR-YVNQ.20f05a690d7e85ae@corp.test','PQHR-YVNQ','lead_shortfall.rep02.2026-09-21.1 makeup_unfulfilled.rep02.2026-09-14.1',1789920000,1789947000,'sent',1,1789947000,1789947000,0,'in the Maildir',81,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-21T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月21日意向客户0/1：客户资料加2条，本周陌拜2次 [J1VT-DB4W]','lc.J1VT-DB4W.f56c08664219fd9d@corp.test','J1VT-DB4W','prospects.rep02.2026-09-21',1789984860,1789984860,'sent',1,1789984860,1789984860,0,'in the Maildir',88,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-22T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月22日客户资料缺额10条：20.00元 [AH8D-E6MV]','lc.AH8D-E6MV.b041ccf29c2e17db@corp.test','AH8D-E6MV','lead_list.rep02.2026-09-22 lead_shortfall.rep02.2026-09-22.1',1790006400,1790033400,'sent',1,1790033400,1790033400,0,'in the Maildir',94,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.late:m0e71528101778583','penalty','rep02','rep02@corp.test','【乐捐更正】黄小明 9月14日客户资料缺额已冲回2.00元 [293N-ZNYM]','lc.293N-ZNYM.d2f8115556764c25@corp.test','293N-ZNYM','lead_shortfall.rep02.2026-09-14.2',1789704000,1789704000,'sent',1,1789704000,1789704000,0,'in the Maildir',70,NULL,0);
INSERT INTO "letter" VALUES('receipt.m0e71528101778583','receipt','rep02','rep02@corp.test','【回执】黄小明 9月14日客户资料：有效3条，缺7条，已截止 [MG2T-FCQZ]','lc.MG2T-FCQZ.ed397f71d729658b@corp.test','MG2T-FCQZ','m0e71528101778583',1789704000,1789704000,'sent',1,1789704000,1789704000,0,'in the Maildir',68,NULL,0);
INSERT INTO "letter" VALUES('receipt.m4833b92bf4262b16','receipt','rep01','rep01@corp.test','【回执】陈平娜 9月16日客户资料：有效7条，还差5条 [0Y6D-S97Q]','lc.0Y6D-S97Q.3cba493b86b91e60@corp.test','0Y6D-S97Q','m4833b92bf4262b16',1789473600,1789473600,'sent',1,1789473600,1789473600,0,'in the Maildir',27,NULL,0);
INSERT INTO "letter" VALUES('receipt.m4b9c30a3b526e09e','receipt','rep02','rep02@corp.test','【回执】黄小明 9月17日客户资料：有效12条，已达标 [P4RJ-WC7S]','lc.P4RJ-WC7S.3a9f72d353dfd5c3@corp.test','P4RJ-WC7S','m4b9c30a3b526e09e',1789560000,1789560000,'sent',1,1789560000,1789560000,0,'in the Maildir',47,NULL,0);
INSERT INTO "letter" VALUES('receipt.mc8992ddc8e7e1f24','receipt','rep02','rep02@corp.test','【回执】黄小明 9月14日客户资料：有效9条，还差1条 [PV8Q-QY3F]','lc.PV8Q-QY3F.b1931f0241e45d2f@corp.test','PV8Q-QY3F','mc8992ddc8e7e1f24',1789304400,1789304400,'sent',1,1789304400,1789304400,0,'in the Maildir',3,NULL,0);
INSERT INTO "letter" VALUES('receipt.md41abb4d11cea55f','receipt','rep01','rep01@corp.test','【回执】陈平娜 9月16日客户资料：有效5条，累计12条，已达标 [TBVG-M1YB]','lc.TBVG-M1YB.722b7c6b0220a07d@corp.test','TBVG-M1YB','md41abb4d11cea55f',1789704000,1789704000,'sent',1,1789704000,1789704000,0,'in the Maildir',69,NULL,0);
INSERT INTO "letter" VALUES('receipt.mf8c884bb4035d591','receipt','rep01','rep01@corp.test','【回执】陈平娜 9月14日客户资料：有效10条，已达标 [JGV9-J7VJ]','lc.JGV9-J7VJ.311e1a09a5c28e57@corp.test','JGV9-J7VJ','mf8c884bb4035d591',1789300800,1789300800,'sent',1,1789300800,1789300800,0,'in the Maildir',1,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-14T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月14日意向客户） [BDD5-83F8]','lc.BDD5-83F8.50a6c036e796783f@corp.test','BDD5-83F8','reminder:prospects.rep01.2026-09-14',1789372800,1789372800,'sent',1,1789372800,1789372800,0,'in the Maildir',10,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-14T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月15日客户资料，含加量） [BKBS-JMBW]','lc.BKBS-JMBW.de03b1743cf27611@corp.test','BKBS-JMBW','reminder:lead_list.rep01.2026-09-15',1789387200,1789387200,'sent',1,1789387200,1789387200,0,'in the Maildir',15,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-14T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月15日客户资料，含加量） [3V8Z-GQ92]','lc.3V8Z-GQ92.f769e8e466d9eae1@corp.test','3V8Z-GQ92','reminder:lead_list.rep01.2026-09-15',1789396200,1789396200,'sent',1,1789396200,1789396200,0,'in the Maildir',17,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-15T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月15日意向客户） [BJ95-MSNB]','lc.BJ95-MSNB.91e4c5899be737d4@corp.test','BJ95-MSNB','reminder:prospects.rep01.2026-09-15',1789459200,1789459200,'sent',1,1789459200,1789459200,0,'in the Maildir',23,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-15T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】7/12，还差5条，23:59前（9月16日客户资料，含加量） [6Y5W-JMQ1]','lc.6Y5W-JMQ1.daf866ccb73cfaa1@corp.test','6Y5W-JMQ1','reminder:lead_list.rep01.2026-09-16',1789473600,1789473600,'sent',1,1789473600,1789473600,0,'in the Maildir',28,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-15T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】7/12，还差5条，23:59前（9月16日客户资料，含加量） [XWG7-460Z]','lc.XWG7-460Z.27c24705d51bb720@corp.test','XWG7-460Z','reminder:lead_list.rep01.2026-09-16',1789482600,1789482600,'sent',1,1789482600,1789482600,0,'in the Maildir',30,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-16T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月16日意向客户） [E5TR-Z37F]','lc.E5TR-Z37F.58c941b129660d40@corp.test','E5TR-Z37F','reminder:prospects.rep01.2026-09-16',1789545600,1789545600,'sent',1,1789545600,1789545600,0,'in the Maildir',40,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-16T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月17日客户资料，含加量） [CG47-JPB8]','lc.CG47-JPB8.85267875b7e37738@corp.test','CG47-JPB8','reminder:lead_list.rep01.2026-09-17',1789560000,1789560000,'sent',1,1789560000,1789560000,0,'in the Maildir',48,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-16T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月17日客户资料，含加量） [HPDX-30Z5]','lc.HPDX-30Z5.4d1682225d8b45d8@corp.test','HPDX-30Z5','reminder:lead_list.rep01.2026-09-17',1789569000,1789569000,'sent',1,1789569000,1789569000,0,'in the Maildir',49,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-17T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月17日意向客户） [W3ED-WBCY]','lc.W3ED-WBCY.541d0f4741622453@corp.test','W3ED-WBCY','reminder:prospects.rep01.2026-09-17',1789632000,1789632000,'sent',1,1789632000,1789632000,0,'in the Maildir',55,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-17T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月18日客户资料，含加量） [Y4MV-RG4B]','lc.Y4MV-RG4B.e6abb74b53c27af6@corp.test','Y4MV-RG4B','reminder:lead_list.rep01.2026-09-18',1789646400,1789646400,'sent',1,1789646400,1789646400,0,'in the Maildir',59,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-17T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月18日客户资料，含加量） [WW51-16FH]','lc.WW51-16FH.4ada03f638f6fd86@corp.test','WW51-16FH','reminder:lead_list.rep01.2026-09-18',1789655400,1789655400,'sent',1,1789655400,1789655400,0,'in the Maildir',61,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-18T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月18日意向客户） [M8PA-J40F]','lc.M8PA-J40F.0167f00ccee2a222@corp.test','M8PA-J40F','reminder:prospects.rep01.2026-09-18',1789718400,1789718400,'sent',1,1789718400,1789718400,0,'in the Maildir',72,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-20T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月21日客户资料，含加量） [P5HT-ZWP6]','lc.P5HT-ZWP6.77164c476aa08ef0@corp.test','P5HT-ZWP6','reminder:lead_list.rep01.2026-09-21',1789905600,1789905600,'sent',1,1789905600,1789905600,0,'in the Maildir',76,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-20T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月21日客户资料，含加量） [SR1E-ET2B]','lc.SR1E-ET2B.2294397399ce5cb1@corp.test','SR1E-ET2B','reminder:lead_list.rep01.2026-09-21',1789914600,1789914600,'sent',1,1789914600,1789914600,0,'in the Maildir',78,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-21T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月21日意向客户） [DYZW-NPCY]','lc.DYZW-NPCY.92e01f07179c2d74@corp.test','DYZW-NPCY','reminder:prospects.rep01.2026-09-21',1789977600,1789977600,'sent',1,1789977600,1789977600,0,'in the Maildir',85,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-21T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月22日客户资料，含加量） [2B3Z-BX5B]','lc.2B3Z-BX5B.b8e204860103e213@corp.test','2B3Z-BX5B','reminder:lead_list.rep01.2026-09-22',1789992000,1789992000,'sent',1,1789992000,1789992000,0,'in the Maildir',89,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-21T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月22日客户资料，含加量） [QRYM-3W5F]','lc.QRYM-3W5F.deff39bb44a05104@corp.test','QRYM-3W5F','reminder:lead_list.rep01.2026-09-22',1790001000,1790001000,'sent',1,1790001000,1790001000,0,'in the Maildir',91,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-13T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/10，还差10条，23:59前（9月14日客户资料） [PD61-NJ0T]','lc.PD61-NJ0T.e6905100e0cbc807@corp.test','PD61-NJ0T','reminder:lead_list.rep02.2026-09-14',1789300800,1789300800,'sent',1,1789300800,1789300800,0,'in the Maildir',2,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-13T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】9/10，还差1条，23:59前（9月14日客户资料） [1KBG-5SB8]','lc.1KBG-5SB8.61b425910a997e2a@corp.test','1KBG-5SB8','reminder:lead_list.rep02.2026-09-14',1789309800,1789309800,'sent',1,1789309800,1789309800,0,'in the Maildir',4,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-14T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月14日意向客户） [F3GH-ADFT]','lc.F3GH-ADFT.193402051fdd9c04@corp.test','F3GH-ADFT','reminder:prospects.rep02.2026-09-14',1789372800,1789372800,'sent',1,1789372800,1789372800,0,'in the Maildir',11,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-14T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月15日客户资料，含加量） [X70M-55CG]','lc.X70M-55CG.984efc221a4c7868@corp.test','X70M-55CG','reminder:lead_list.rep02.2026-09-15',1789387200,1789387200,'sent',1,1789387200,1789387200,0,'in the Maildir',16,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-14T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月15日客户资料，含加量） [CYH9-P965]','lc.CYH9-P965.542e88509009372d@corp.test','CYH9-P965','reminder:lead_list.rep02.2026-09-15',1789396200,1789396200,'sent',1,1789396200,1789396200,0,'in the Maildir',18,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-15T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月15日意向客户） [BYV7-XRCX]','lc.BYV7-XRCX.40cf48dd88aeba03@corp.test','BYV7-XRCX','reminder:prospects.rep02.2026-09-15',1789459200,1789459200,'sent',1,1789459200,1789459200,0,'in the Maildir',24,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-15T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月16日客户资料，含加量） [0QNC-H25E]','lc.0QNC-H25E.cd330c371cbff98d@corp.test','0QNC-H25E','reminder:lead_list.rep02.2026-09-16',1789473600,1789473600,'sent',1,1789473600,1789473600,0,'in the Maildir',29,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-15T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月16日客户资料，含加量） [T981-409P]','lc.T981-409P.fe6df266369c2a3d@corp.test','T981-409P','reminder:lead_list.rep02.2026-09-16',1789482600,1789482600,'sent',1,1789482600,1789482600,0,'in the Maildir',31,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-16T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月16日意向客户） [RNX2-078J]','lc.RNX2-078J.3c14c775cffabfce@corp.test','RNX2-078J','reminder:prospects.rep02.2026-09-16',1789545600,1789545600,'sent',1,1789545600,1789545600,0,'in the Maildir',41,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-17T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月17日意向客户） [1XNY-68VG]','lc.1XNY-68VG.eee74782e19729a4@corp.test','1XNY-68VG','reminder:prospects.rep02.2026-09-17',1789632000,1789632000,'sent',1,1789632000,1789632000,0,'in the Maildir',56,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-17T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月18日客户资料，含加量） [Y5PV-Y0C3]','lc.Y5PV-Y0C3.1b3d84c763296024@corp.test','Y5PV-Y0C3','reminder:lead_list.rep02.2026-09-18',1789646400,1789646400,'sent',1,1789646400,1789646400,0,'in the Maildir',60,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-17T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月18日客户资料，含加量） [NK75-24GB]','lc.NK75-24GB.20f6b49c72deb1f4@corp.test','NK75-24GB','reminder:lead_list.rep02.2026-09-18',1789655400,1789655400,'sent',1,1789655400,1789655400,0,'in the Maildir',62,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-18T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月18日意向客户） [X7A3-BBZN]','lc.X7A3-BBZN.10f1c457e55d10d4@corp.test','X7A3-BBZN','reminder:prospects.rep02.2026-09-18',1789718400,1789718400,'sent',1,1789718400,1789718400,0,'in the Maildir',73,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-20T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月21日客户资料，含加量） [G895-4D4V]','lc.G895-4D4V.a2b02cda06265081@corp.test','G895-4D4V','reminder:lead_list.rep02.2026-09-21',1789905600,1789905600,'sent',1,1789905600,1789905600,0,'in the Maildir',77,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-20T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月21日客户资料，含加量） [GR31-JJAP]','lc.GR31-JJAP.0d4914ec3486f527@corp.test','GR31-JJAP','reminder:lead_list.rep02.2026-09-21',1789914600,1789914600,'sent',1,1789914600,1789914600,0,'in the Maildir',79,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-21T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月21日意向客户） [RSAF-48J9]','lc.RSAF-48J9.f8b9284d28cd44f9@corp.test','RSAF-48J9','reminder:prospects.rep02.2026-09-21',1789977600,1789977600,'sent',1,1789977600,1789977600,0,'in the Maildir',86,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-21T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月22日客户资料，含加量） [WV5Z-N9CE]','lc.WV5Z-N9CE.6b6e7c1068a831de@corp.test','WV5Z-N9CE','reminder:lead_list.rep02.2026-09-22',1789992000,1789992000,'sent',1,1789992000,1789992000,0,'in the Maildir',90,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-21T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月22日客户资料，含加量） [X526-K6BP]','lc.X526-K6BP.aa36c635b1545e8d@corp.test','X526-K6BP','reminder:lead_list.rep02.2026-09-22',1790001000,1790001000,'sent',1,1790001000,1790001000,0,'in the Maildir',92,NULL,0);
INSERT INTO "letter" VALUES('report.training.director.2026-09-16','report','director','director@corp.test','【日程】业务培训：9月16日 17:00 [YXVC-KNCG]','lc.YXVC-KNCG.e703b62ee8816dd3@corp.test','YXVC-KNCG','training 2026-09-16',1789548600,1789548600,'sent',1,1789548600,1789548600,0,'in the Maildir',42,NULL,0);
INSERT INTO "letter" VALUES('report.training.rep01.2026-09-16','report','rep01','rep01@corp.test','【日程】业务培训：9月16日 17:00 [F177-M3AC]','lc.F177-M3AC.7aa421987f631ff2@corp.test','F177-M3AC','training 2026-09-16',1789548600,1789548600,'sent',1,1789548600,1789548600,0,'in the Maildir',43,NULL,0);
INSERT INTO "letter" VALUES('report.training.rep02.2026-09-16','report','rep02','rep02@corp.test','【日程】业务培训：9月16日 17:00 [DNVA-G1EQ]','lc.DNVA-G1EQ.8e322b1c55b02905@corp.test','DNVA-G1EQ','training 2026-09-16',1789548600,1789548600,'sent',1,1789548600,1789548600,0,'in the Maildir',44,NULL,0);
INSERT INTO "letter" VALUES('return.m41762c9cd570fc74','return','rep01','rep01@corp.test','【退回】陈平娜 名单12行暂未计入：收件人缺王总（总经理），直接回复本邮件即可补正 [N31Y-9BQ2]','lc.N31Y-9BQ2.07f7b53095485fef@corp.test','N31Y-9BQ2','m41762c9cd570fc74',1789387200,1789387200,'sent',1,1789387200,1789387200,0,'in the Maildir',14,NULL,0);
INSERT INTO "letter" VALUES('slip_ask.m0cca23b7995fe01b.0.director','slip_ask','director','director@corp.test','【待批】价格备案 JG-20260916-1：陈平娜 [3DDB-KCMA]','lc.3DDB-KCMA.404cbd0d90b40647@corp.test','3DDB-KCMA','JG-20260916-1 0 m0cca23b7995fe01b',1789524000,1789524000,'sent',1,1789524000,1789524000,0,'in the Maildir',38,NULL,0);
INSERT INTO "letter" VALUES('slip_receipt.m0cca23b7995fe01b','slip_receipt','rep01','rep01@corp.test','【登记】价格备案 JG-20260916-1 已收到，待李总监答复 [X1T5-6VF1]','lc.X1T5-6VF1.591bd028bd9cacae@corp.test','X1T5-6VF1','JG-20260916-1 -1',1789524000,1789524000,'sent',1,1789524000,1789524000,0,'in the Maildir',37,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-16T12:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [9DJ8-N5N7]','lc.9DJ8-N5N7.35d6f6d6cc943cda@corp.test','9DJ8-N5N7','JG-20260916-1 0 2026-09-16T12:00:00+08:00',1789531200,1789531200,'sent',1,1789531200,1789531200,0,'in the Maildir',39,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-17T09:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [SDZZ-HX6Q]','lc.SDZZ-HX6Q.798938569f857a30@corp.test','SDZZ-HX6Q','JG-20260916-1 0 2026-09-17T09:00:00+08:00',1789606800,1789606800,'sent',1,1789606800,1789606800,0,'in the Maildir',54,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-18T09:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [PCSJ-2PCD]','lc.PCSJ-2PCD.0ae3e52504e9d780@corp.test','PCSJ-2PCD','JG-20260916-1 0 2026-09-18T09:00:00+08:00',1789693200,1789693200,'sent',1,1789693200,1789693200,0,'in the Maildir',67,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-21T09:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [QCR4-S3M2]','lc.QCR4-S3M2.d20191748628139e@corp.test','QCR4-S3M2','JG-20260916-1 0 2026-09-21T09:00:00+08:00',1789952400,1789952400,'sent',1,1789952400,1789952400,0,'in the Maildir',84,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-22T09:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [MJ1Z-SE2H]','lc.MJ1Z-SE2H.d601e1a9b9250766@corp.test','MJ1Z-SE2H','JG-20260916-1 0 2026-09-22T09:00:00+08:00',1790038800,1790038800,'sent',1,1790038800,1790038800,0,'in the Maildir',97,NULL,0);
CREATE TABLE letter_body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
INSERT INTO "letter_body" VALUES(1,X'28B52FFD606A26457E00CADFF42A2AC048C67A00ED0C86FAAA651861FAD5CC530FB520E9073E260D3B3C516D988C946517A6288AAE13FBC30CB702A6029D02A514869443C8740692A6943015A19D965AD74A08924E17670AADAA2542272B9E795E3A9532');
INSERT INTO "letter_body" VALUES(2,X'28B52FFD60071A3D6900FACEC4272AE048A47A0C05E3D0226CB6C98CB2CB5DD6D3FF07BDF5C399E0207B4602630175949739C6183156032104810273026802392D558872715959BE04A15402258CE7F64DFEC4A2D2C425D4CF248C6F61525ED62C04F97D');
INSERT INTO "letter_body" VALUES(3,X'28B52FFD607D4AF51F019A6B867623C04AA2F101AF644ECD3909E1D153CE74E6BC21DBB6EB2EEA61F86B3304411040DB7420810747075E07231BAD1FFF1FA71FAC51875E31FDDF85FB42B62213897820B94485C1FE8FD321ABBC35655CA3F5232298BD07');
INSERT INTO "letter_body" VALUES(4,X'28B52FFD60AF1A6D6E000ADC482A2BD048C4F8EC2463522BB14824AAC846CF7CF1613C90F32E0765E532873F6DFD2CCAD7C4007CF1A02C579F01A802990293025FE5126253341797FB079600C9D83E68B449E91AEBBCF95F69825BD52238899F65ACD2C8');
INSERT INTO "letter_body" VALUES(5,X'28B52FFD60002B1D92008A0D7D332BA048448E0F0F448072D14A38A2CC2FFFB2CB114EE5B0B4D7D72BB4453E2ED2E0551D781DC68BC371BC38043B032C032B033F63F28C2F34FFDBABE034C9E0BE8550715F683E69F98D647C9FD2C8ACAAE062DC0CCB23');
INSERT INTO "letter_body" VALUES(6,X'28B52FFD60C4A62D8503AED588E21A1FC04A22F93FE3FCD10CCE10EF1BB3FB5755753A67303699090000001D8A0210F91ACB1AD21A85114A36F3382816AEA142A9F9353A002DBC09656F774368465DDBABC8501E0B0321C9B477B0CAEC7BAB451312FB9C');
INSERT INTO "letter_body" VALUES(7,X'28B52FFD6002A5CD7F039EC248AA1A1FC04A22F99F42CE1FCDE00CB6BBCFAF745DF7CE6F280701C1200882CDA6800BC01A9A1A941AFE6D94A7B425EE85168DB20ABC3C650662FD4B4A7B096CF1946CFE43D27D10BA4F910969B29B199B9848B4B506D57E');
INSERT INTO "letter_body" VALUES(8,X'28B52FFD60ED7385D7015E2A84B20C22C04AA2F101AF644ECD390961415134CFDC2B5DD7696BF22D26A98620080220B86E06C30CA30CA10C05BD8FE48A85D9F2592D09A762D90F126CFD46D38612745D2F749FC5932872F04AF36CDC788255F2D09F3055');
INSERT INTO "letter_body" VALUES(9,X'28B52FFD60DB738DD701BE2A84B30C22C04AA2F101AF644ECD390961415134CFDC2B5DD7696BF22D26A98620080220B86E06C40CA30CA10CC5D5E9FFF2D6F542171DB252A2604B7A1FC9150BB3E5B3AE968453B1EC0709B67EA3694309BAAE174A14FB2C');
INSERT INTO "letter_body" VALUES(10,X'28B52FFD60DF19256200FABB402429C048A67AFBF5A6A928590DDC645E944230DD764A5704E77A6B4175450E851808D9926D53749DD81F664C023902310222944135CA5B13E50BBA32E48044484360BFF201D3180D8B9870B1DEAA1AF95A2939C4D3D962');
INSERT INTO "letter_body" VALUES(11,X'28B52FFD60DF19356200AABB34242AB048C6F8DF6EA51A7B7C64153C55919A8CFE9F0FE07227E351799E4227D692F24DA4FFA07F8B833FC5054F0236022D0207ECA110D61A085B070B1F1E07F0900F5EB73002E3080D0A6082BD59A3E8E46763F4004B47');
INSERT INTO "letter_body" VALUES(12,X'28B52FFD605523E578009AE39C2B29A04AE4F80F4480324A84A3C4F9A7AF5C7D0EFB0A77BBAEE954275ABD763C91015E87F1E2701C2F0E01BD02A802B102AA9A31BFBD23FAA030BF612C11B34C8E5446FDBBA4611E953F46CE4F2EBA90A4CC86E65EEF2C');
INSERT INTO "letter_body" VALUES(13,X'28B52FFD605523F57800BAE3A42B29A04AE4F80F4480324A84A3C4F9A7AF1CB637BF9A76BBAEE954275ABD763C91015E87F1E2701C2F0E01BF02A702B002AA9A31BFBD230A495C7EC3582262991CA98CFA7749C3402A7F8C9C9F64742199301D9A7BBDB1');
INSERT INTO "letter_body" VALUES(14,X'28B52FFD60BB2D3594003A099D322BA048448E0F0F44C23A63673D001B7FFAC26D7BE957B8FBD39EE954277A15F6619C0CF03A8C1787E378710831031D031D03E3C16B13C6F7514C0177F30FDFFFA1FE23A43532D29BB437D3BBD07C4BF6EDB2D9FE9499');
INSERT INTO "letter_body" VALUES(15,X'28B52FFD60291B456F009ADEA42A2AC048C6F80F160BB46D54C4956A7737CEE26DB00FE43886DE6B6AE6298B8E9791B0FCC61445D1B6F7DF85AC02A30298029714D3FB454A3BC5733CC3B222C50AFF1E91BCDA316DFCB07C2C149728227776A169833AA7');
INSERT INTO "letter_body" VALUES(16,X'28B52FFD60711A3D6B007AD390282AB048C6F83F53F69A160DAD19774FA41D60A88EB019176E4AB3BC37AEB7B5A47C13E93FE8DFE2E04F71018D0281027502BBC2E4C4E1AC4250D7256618EFE1262F2C95842C9CC2862DDA86219E7B1C6A891309248EE8');
INSERT INTO "letter_body" VALUES(17,X'28B52FFD60291B4D6F00EADEB02A2AD048C4F80F1636A995588C2BB5AEF04EC4D753335CE354E728A53010E6539B2958CC022057B3AC5F0DCCB202A1029702D52DC7F4FEB1DACEF1244F916295A3857F8F4A5E2D9932BE4871281297282AB776218A833C');
INSERT INTO "letter_body" VALUES(18,X'28B52FFD60711A5D6B001AD4AC282AB048C6F83F53F69A160DAD19774FA41D03505D2D3128DFD4A3325FA1136B49F926D27FD0BFC5C19FE2028E028302780298A4389CD528EABAC40CE33DDC64C5A5920FC553D8B045DBF0C37350432D312281C4100DE1');
INSERT INTO "letter_body" VALUES(19,X'28B52FFD601E3E0DBD00EA497D3E2BC04844AC07EC88B337C5D49AFFDADDE8F4E121388A7D703FD1B996A1E2D6852365D905531445D789FD6106F603D903DB03D9653927EE0BCC2F299F950DEF4B58A9D78BD78F31EEC696F18A6384C484A9A45E57EE91');
INSERT INTO "letter_body" VALUES(20,X'28B52FFD606C3B8DB6004A3D1D3C2BB048448E0F0C543FE89619D50863F3E887B0DAE16617AB7B5A16A503F781152DF00FC6FA53FAE3503B25B8CD03AF03B60338EADABC8E364150AEBADBAB46F49820A8CC5CD546B8C240D15312FBE2F26E49964E5157');
INSERT INTO "letter_body" VALUES(21,X'28B52FFD60248F05F001CE19847F0C22C04AA2F101AF644ECD390961A9986D06F5C8B66D7D150815AF826451144540141D088D0C690C710C90ABF193CBC174C1EC05514A14F813978DFE2355875C6D5D2B14210ACB5ADD6E1FC945E3BFC46D4461E0E945');
INSERT INTO "letter_body" VALUES(22,X'28B52FFD60128F2DF001EE1444710C22C04AA2F101AF644ECD390961A9986D06F5C8B66D7D150815AF826451144540141D087F0C5B0C620C0D1C57877A0E2CB8DCB8569B4A5A42BA9B3BDF92AA43AEC64F2E07D30593287AFD47AA0EB9DABA56286259AB');
INSERT INTO "letter_body" VALUES(23,X'28B52FFD60DF192D6200FABB44242AB048C6F8DF6EA51A7B7C64153C55911ACA32AD8B40FB13F5A83C4F3A1F6B49F926D27FD0BFC5C19FE2024F0238022E0220027BE883B3E6C115A2C2080D012232C2EB1546601EA141014CB0376B149D7C6C8434B03C');
INSERT INTO "letter_body" VALUES(24,X'28B52FFD60DF19456200AABB3C242AC048C4F8DF6ED32963BE6856A6EFE089F921922233D43FDA5A4418854E45272464976C9BA26DEFBF0B01500238022D0206ECA110D61A085B060B1B1E06D0900D5EB73002C6111E0860027BB346D1C9CFC6E801968E');
INSERT INTO "letter_body" VALUES(25,X'28B52FFD60DF21AD7B003AED582D2AC048E4F84F96078D8AD26144D98EC2EAC19E9AF38807A813AD4507EE032B3AB128DD705D45415FB65D08D802CA02C80268B56845EA5ED46317318A56321845498CA297044311126E70B4116B4DACF6E78D567C8B51');
INSERT INTO "letter_body" VALUES(26,X'28B52FFD60DF21DD7B00BAED7C2D2AD048E4EECFF66F48099366049532104A5F36DC026A772AAFBCA4863FA11CE6010B7D01E46A96F5AB8119DA02CD02CA02E23D693D2B53F73C8B9DDFF3AC68EE798EF73C3149762224DBF06CE2CD1BA7F5637D5A5B73');
INSERT INTO "letter_body" VALUES(27,X'28B52FFD60BA2DBD90006AFE98302AB048C6F81F86F5BD89D30C60794A68C14C9F27C9E0406FE35179AF701E66E95CA7A1FFA03F43ED94E00213030003F702868C8E6B4ED3A9E27F2D29DE0085F696868C8E16747A0A17FAC92ECBBE47BF22907FCD696A');
INSERT INTO "letter_body" VALUES(28,X'28B52FFD60191BBD6F000ADEA42A2AC048E4F80C947A60185D248CD2B3B1E2A81FD427D161B3A2ADFBC6E56054B401ACFD725D45415FB65D08B002A2029602DBD0E8B2C26933C23F43111C337010DF8135CB026B62F67A7B9C061A705A1CB5364E5A8B07');
INSERT INTO "letter_body" VALUES(29,X'28B52FFD60711A4D6B007AD3982829C048A67ABF37D34C692B75F5EE0FCF7BDFBE8968C292DDA726D9263B956620644BB64DD175627F980192027E02740209953EA74E6F1782BC88EAC2F23FCDEC84E59E8D84A3703ADD38DDF8DDB370517D483875263E');
INSERT INTO "letter_body" VALUES(30,X'28B52FFD60191BAD6F006ADEA42A2AC048C6F8EC2433A995580C7AF46DBF608EBE0D5D38E4D18DE8D4CC6C735E65242CBF314551B4EDFD7721AD02A40297026585D366847F862A3876E028FE036B9606D6C4ECF5F6380D3CE0B4386A6D94B41613BAD9D5');
INSERT INTO "letter_body" VALUES(31,X'28B52FFD60711A556B001AD4A82829D048A67A0C057368499BB591582795C3D9B63FD09BB1BD24962408EDCE3685B174B919E4EA05CDD24B910281027702D99CBAAC5908F2FBCC86E57F99D10A8B351D0AA7C065CAC665C7EF1E067B66448299B3FD6430');
INSERT INTO "letter_body" VALUES(32,X'28B52FFD604E2C9D8E00CA027D312BD04644AC072C871D59D266AB5D538A2BF5E8B92FE8CCC18DCD0B8B78245DB559408781A6E00A7FF517792522030A030803032650269F2743DCCA9647CE570B41136EE5CB59B117B3145AFE025EF7031EB64C3549DA');
INSERT INTO "letter_body" VALUES(33,X'28B52FFD60B82BFD93002A1115342BC04844AC07EC88B337C5D49AFFDADDE8B4D81032AC2DC43F24067D192A6EDD3C52965D304551749DD81F664D0333032F03E71797EF64E2E4F1254E765515B4F4053C7E711FF0AC65EA90A48DCB1404A7285AD20704');
INSERT INTO "letter_body" VALUES(34,X'28B52FFD6038A32D7E03FED148D81A1FC04A22F93F31E63FCDE00CBFF99F97DAB6F5CE57958380601004C16653C005EC1ABB1ACB1A81766E5737756C992E98A85D6E9E0E7A1A5FAAA85D6E021429CCA60D730D2AAD815821A0A93A60448427656B207A4F');
INSERT INTO "letter_body" VALUES(35,X'28B52FFD60E5CB95F502BE8AC6E51322C04AA2F101AF644EBDE22A4E9A8899D61FFF745DA76D8A2D26A98620080220B86E06F113D613D213971C53731B5B0D4D1472DFE0B245E6723EE76F9DD17276E1F043BB738FE12FB7FF49E29F876EC7C6A94AE754');
INSERT INTO "letter_body" VALUES(36,X'28B52FFD60D3CBF5F5028E8A06E51322C04AA2F101AF644EBDE22A4E9A8899D61FFF745DA76D8A2D26A98620080220B86E06F013D513D1131419D3F225C7D4DC12456C35B4DC37B86C91B99CCFF95B67B49C5D38FCD0EEDC63F84B14CF6A9D08B7FF49E2');
INSERT INTO "letter_body" VALUES(37,X'28B52FFD60181F0D73009AE2842B29D048C47A0CC58762168FE5B6D4C5957AE0216458F8C12BBAA4A215756E4294A58B8451EA4DD52CBD04BC02AF02A90213EF3FEA6A1A6D2A65FA9D646C15656CF51B36CDEC9C21A3AE4E19A95592F228B4D554EF7E5E');
INSERT INTO "letter_body" VALUES(38,X'28B52FFD60F21F6573009AE27C2B2AD048C4F80F1632A995582C125564A3671EFDBA051CD12067CA4B6AE29DAF5A16E56B6200BE785096ABCFBF02AE02A702DE50A2D58A25A4B525D2CD89BB4FFEAC43C5FE1ED1141EBA44A816BBB64A9FA6EB2BA62BDD');
INSERT INTO "letter_body" VALUES(39,X'28B52FFD60A621057A006AF0042E2AC048C6F80F167EB08593A9517A3623CEF0E9A1034538E0BE75EFF055FC954214A6EEC9B629DAF6FEBB10E702D602CF02FDBB76AF28BB57AC3FF248342B17D92FFCFBC1E3DE60A2A319695D39E8E6C4DE2F7FD6A262');
INSERT INTO "letter_body" VALUES(40,X'28B52FFD60DF191D6200FABB3C242AB048C6F8DF6EA51A7B7C64153C55919A8CFE9F0FE07227E351796F5CAF6B49F926D27FD0BFC5C19FE2024D0238022E02E0833D14C25A0361EBB1F0F378C0273F5EB73002E3080D0A6082BD59A3E8E46763F400CB83');
INSERT INTO "letter_body" VALUES(41,X'28B52FFD60DF19356200AABB34242AC048C4F8DF9EA553C67CD4A99E8D056E4096C9F9002EF724A64E8451E85474424216A6288AB6BDFF2E044D0238022E0207FCA111DE9C085F870B1F2087F0900F5FBFF041F31011853081BD59A328E56BA40409CD47');
INSERT INTO "letter_body" VALUES(42,X'28B52FFD60FE168D65003AD5482929C048C47ADFDE2843B3D389A2A29DA62800EC854899BD4E74AE035623FB4281375B98A2288AC0FE3003920281028402B9F58ABD4DF46EDD4A2E1C907AFBFC175A84B775456177A6D9EAA63776DC5B5714763F738B8E');
INSERT INTO "letter_body" VALUES(43,X'28B52FFD60FB167D6500FAD4402929C048C47ADFDE2843B3D3214D46BF5A5304F80F92367E25B1EC07AC46F662091176BAAEA228CCFF21049302800283022C24B75EB1B789DEAD5BC98503526F9FFF428BF0B6AE28ECCE345BDDF4C68E7BEB8AC2EE676E');
INSERT INTO "letter_body" VALUES(44,X'28B52FFD60FB16756500FAD43C2928C048A47AFB138BA67212CCADDAFD8D15A7C6A70800E044E73A739EF14428D8644A000000C44CD181950280028302EEA65FAFD85A84DC2F3CD1850393D43EFF8517E1695D51D87D6136AB919A5B6EAD2B0ABBA7FA55');
INSERT INTO "letter_body" VALUES(45,X'28B52FFD60DF21AD7B00FAEC502D2AC048E4F84F96078D8AD26144D98EC2EAC19E9AF38807A813AD4507EE032B3AB128DD705D45415FB65D08D802C902C70216AD48DD8B7AEC2246D14A06A3288951F492602842B2B9C1D146AC35B1DA9F375AF12D4691');
INSERT INTO "letter_body" VALUES(46,X'28B52FFD60DF21C57B007AED682D2AD048E4EECFF66F48099366049532104A5F36DC026A772AAFBCA4863FA11CE6010B7D01E46A96F5AB8119D802CC02C90227AD6765EA9E67B1F37B9E15CD3DCFF19E2726C94E84446FC3B389376F9CD68FF5696DCDA5');
INSERT INTO "letter_body" VALUES(47,X'28B52FFD60EE2B8D8B007AEFD42D29D048A67A0C21203349A935FFAD8BAB45DCA7EF706DBBDC2596241CD99D4BC258BADC0C72F58266E925E702D302CB02611A5DE5435AB79947362133BB7AAE6ECB2524E78B57F9628B85A0072FB3F5741981E9E7E255');
INSERT INTO "letter_body" VALUES(48,X'28B52FFD60711A3D6B00CAD3982829D048A67A0C057368499BB591582795A3716C7FA037637B492C4910DA9D6D8AB274B919E4EA05CDD24B8E02800276025497351B457E9FB961FE971B9DB858B39178162E53362E377E072DD8331F12CCAC6D28836994');
INSERT INTO "letter_body" VALUES(49,X'28B52FFD60711A5D6B006AD4B42829D048A67A0C057368499BB5915827950BAA4B77A0B7B3DC25962408EDCE3685B174B919E4EA05CDD24B90028202780259B310E4F79999E57F99D10A8B351F0AA7C065CAC6E5C7EF9E067B66448299B3FD64308572C6');
INSERT INTO "letter_body" VALUES(50,X'28B52FFD60B82BF59300FA1011342BD04644AC07EC88B337C5D49AFFA614971B828762AE6DE0399B1716F148BA6AB3800693268C526FAA66E9254A0332033003E81F99FF682305F2278F865996D4F4053E7E711F00B1A6FA9826AECB1504AF2A7AD20744');
INSERT INTO "letter_body" VALUES(51,X'28B52FFD60FCA7B58C03EEEBC8251B1FC04A22F93F31E63FCDE00CBFFBFC4AD7750F9B3F3A014805000080DCA2800B3A1B101B171B014C76BFB57B1CD8EBDAB65BF0030B2C54CADF58E1FCAE8176B2D635F351E24E02891E8880CDCE1CA525C7FB592CDF');
INSERT INTO "letter_body" VALUES(52,X'28B52FFD6013D7B528038E0D47791522C04AA2F101AF644ECD3909E19A8A99D61FFF745DA76D8A2D26A98620080220B86E0686156D15631501556DDA2C367B5EE30354613B90879A5D683AED9F9B3F5CEB1221235108DC0747C1EB2DA9E3B95D6DFFF5A6');
INSERT INTO "letter_body" VALUES(53,X'28B52FFD6001D7BD2B03EE0C87761522C04AA2F101AF644ECD3909E11A14A5D236E3E9BA4EDB145B4C520D4110044070DD0C85156D156215AADAB45A6CF6FCC65754813B90879A5D683AED9F9B3F60EB1221235104DC074741EC2DA9E3B9DD6DFF35A784');
INSERT INTO "letter_body" VALUES(54,X'28B52FFD60A6212D7A000AF1242E2AC048C6F80F167EB08593A9517A3623CEF0E9A103D738604E5BF7327027A3D214A6EEC9B629DAF6FEBB10E802D802D20294DFBF6B778BB27B85F1471E8966E522FB857F973CEE0D263A9A91D615493727F67EF9B316');
INSERT INTO "letter_body" VALUES(55,X'28B52FFD60DF193562001ABC48242AB048C6F8DF6EA51A7B7C64153C55919A7EB92F13F1E06E43B364BF84C7D6D2B94E43FF417F86DA29C1054F0239022F021B68C01E1AE1CD89F065B8B0C161000DD9E0F50B23348DD0800113ECCD1A45275F1B250758');
INSERT INTO "letter_body" VALUES(56,X'28B52FFD60DF19356200AABB34242AB048C6F8DF6EA51A7B7C64153C55917200D8BD2E02ED4FD4A3329E74BEDBCADB6CB1F6833E573EE830034E0237022F0207ECA110D61C085B070B1F2007F0900F5EB7F041F308110C98606FD6283AF9D91841C0D2A0');
INSERT INTO "letter_body" VALUES(57,X'28B52FFD60DF21BD7B002AED582D2AD048E4EECFF66F48099365049532104A5F36DC026A772AAFBCA486BFA11CE6010B7D01E46A96F5AB8119D902CA02C702F7A4F5B418BAE759ECFC9EA74573CF73BCE7794DB03331D1FBF068E2CD1AA7F5637D565B73');
INSERT INTO "letter_body" VALUES(58,X'28B52FFD60DF21DD7B00AAED742D2AD048E4EECFF66F48099366049532104A5F36DC026A772AAFBCA4863FA11CE6010B7D01E46A96F5AB8119DA02CD02CA021CF19EB49E95A97B9EC5CEEF795634F73CC77B9E98243B1112BD0DCF26DEBC715A3FD6A7B5');
INSERT INTO "letter_body" VALUES(59,X'28B52FFD60711A3D6B00CAD3982829D048A67A0C057368499B6548D729910BAA4B77A0B7B3DC25962408EDCE3685B174B919E4EA05CDD24B92027E027202D3CE9A85201F9EB959BE9719ADB058F3A1700A5CA66C5C7EFCFD34D8332312CC9C854FFE5228');
INSERT INTO "letter_body" VALUES(60,X'28B52FFD60711A2D6B007AD3882829D048A67A0C057368499B6548D729910BAA4B77A0B7B3DC25962408EDCE3685B174B919E4EA05CDD24B91027E027102E9CEE6B4B36621C887676E96EF65462B2CD67C289C0297291B971F7F3F0DF6CC88043367E193');
INSERT INTO "letter_body" VALUES(61,X'28B52FFD60711A6D6B006AD4BC2829D048A67A0C0573A0246DB6DAB52EAE57DCA7EF416F67B94B1B015BDDD74D612C5D6E06B97A41B3F41294028102770259B310D4C533378BFF32A315166B3E144E81CB948DCB0FDF3D0DF6CC88043367E293C114CA19');
INSERT INTO "letter_body" VALUES(62,X'28B52FFD60711A5D6B001AD4AC2829D048A67A0C057368499B65645D27950BAA4B77A0B7B3DC25962408EDCE3685B174B919E4EA05CDD24B94027F027502D99CBAAC5908F2E1999BE5EFCC6885C59A0F8553E03265E3F2E3774F833D3322C1CC59F8E42F');
INSERT INTO "letter_body" VALUES(63,X'28B52FFD60B82BFD93005A1121342BC04844AA07FB668A180959A39E9EEDE1B9F3ED17100D50B21683BE201A196B6E06427698A228BA4EEC0F334E0334032F03DFD14689E3471C0DB328A9E90B7CFCE23EE0614DB521495C9727085E4DB4A40F88765B64');
INSERT INTO "letter_body" VALUES(64,X'28B52FFD60B82B0D94006A1125342BD04644AC07EC88B337C5D49AFFA614971B828762AE6DE0399B17163358DCBAA1800693268C526FAA66E9254C0335033103FFD1460AE44F1E0DB32CA9E90B7CFCE25E00B1A6FA9826AECB1504AF2A7AD20744BB2D32');
INSERT INTO "letter_body" VALUES(65,X'28B52FFD60C3D9DD3E03FE2487BD151FC04A22F93FE3FC8FA0049F35F71F62886599BE53B700C4040000800E450108D115A315AD1573F896ECF1E90BBBA3F95E6485B76AEC311C538E05BBA4B8F524433EA8565099B9F74F299A3A44EF81A0B3986024B6');
INSERT INTO "letter_body" VALUES(66,X'28B52FFD60B1D9C53D031E2187B1151FC04A22F93FE3FC8FA0049F35F71F62886599BE53B700C4040000800E450108C5159815A115F16FCA8331E50702CAE813A6FCED389536FC8DA2310E92D20A73F896ECF1E90BBBA3F95E6485B76AEC311C538E05BB');
INSERT INTO "letter_body" VALUES(67,X'28B52FFD60A621357A001AF1282E2AD048C4F80F167EB085934A8F5693FE297C7A6881229EFAB496D494AB8F6FA660310B805CCDB27E353003EB02D702D1021CE5F7EFDABDA2EC5EB1FEC823D1AC5C64BFF0EF068FFB82898E66A475C5A09B137BBFFC59');
INSERT INTO "letter_body" VALUES(68,X'28B52FFD602428D58400BAE8A02C29D048A67A0C05736811365BED5A17578B786DDFE1DA76B94B2C49109A39974459BADC0C72F58266E925D502C102B6028C4E2D5553954CACB3B474EAA1B39B6D954A268DE9E2040B4127E7F243790FD858D98B5F0EF7');
INSERT INTO "letter_body" VALUES(69,X'28B52FFD603E2C958900BAF2702E2AC048C4F83F336CFDE4AB7100B45DF98BF933B92033D43FDA5A94EA84CCC41222EC926C9BA26DEFBF0B01F002DC02D302783FF9F9388513308FD0DE03611FE40D45C57F8D08C82E0DDB1EFD56B7128BEB016E36EAB1');
INSERT INTO "letter_body" VALUES(70,X'28B52FFD60F8260589007A073D322BD04644AC07EC883BB4A4D5A9764D292EF760CB5DB695C3F9CD0B8B192CEBD850408781A6E00A7FF51779252C0319030F033DCABE4B28DC6F9137234A7A5E9AEDA636FD75A23D754C0FE9793EC480A416CC0EE9792E');
INSERT INTO "letter_body" VALUES(71,X'28B52FFD60783C95B100AA2FC9392BD04644AC07EC88B33735D596BBA614971BE2A13A8A7D704F99923283C5AD3B0B683069C228F5A66A965E02A2039303910396FE5DAD5836FA4A4F485953754C22E383A036CADE97E6046741048E660E7DB96AA3A8E2');
INSERT INTO "letter_body" VALUES(72,X'28B52FFD60DF19356200FABB482429C048A67AFBF5A6A928590DDC645E94A294DD1EA42BC2B8DE5AA0DAC418A41908D9926D53749DD81F664E0239023002E2934115CA5B03E5EBB9F2D378C4473F60BF3202C3180D1631E162BD5535F2B5326A88A7618B');
INSERT INTO "letter_body" VALUES(73,X'28B52FFD60DF19356200AABB34242AC048C4F8DF6E4B35F6F8C81A4CDFC133608648D986CFFB566B1161A4F3159D909085298AA26DEFBF0B014D0238022D0208ECA110DE1C085F880B2320081091115EBFB041F3081305F0C0DEAC51B4F2B5318280E541');
INSERT INTO "letter_body" VALUES(74,X'28B52FFD600722AD7B006AEB002D2AC048E4F80C943E88C5D46A44D98EC2EAC19E9AF38807A813AD4507EE032B3AB128DD705D45415FB65D08D202C402C402284A6214BD24188A9064DCE06823D69AF8F3462BBEC528F231855CADA7BF37385FDCB476A2');
INSERT INTO "letter_body" VALUES(75,X'28B52FFD600722BD7B00EAEB182D2AD048E4EE5C757D828995B68499441853AB5F7804D4EE545E79490D7F4339CC0316FA02C8D52CEB570333D602C502C5029B6B9AE235CD6B82998949B60F8F16DEACF18FB5596DCD25C9D71430AD5EFEFEF07CBE65AD');
INSERT INTO "letter_body" VALUES(76,X'28B52FFD60711A356B005AD38C282AB048C6F83F53B67EC1AB1A00AD83A4A75FEE93545C0F6543B3BC37AEB7B5A47C13E93FE8DFE2E04F71018E02810272021A671582FC2E71CAFC0E377961A9E463E114366CD136FCF8FA69A8254E249038DB0FF64E08');
INSERT INTO "letter_body" VALUES(77,X'28B52FFD60711A0D6B000AD3782829D048A67A0C0573A0246D96215D27950BAA4B77A0B7B3DC25962408CD9C6D8AB274B919E4EA05CDD24B8E027D0273020D73EAB26621A88B675E19FFE5462B2CD67C289C85CB948DCB0FDF3D0DF6CC88043367E293C1');
INSERT INTO "letter_body" VALUES(78,X'28B52FFD60711A256B00EAD3982829D048A67A0C057368499BB591582795C3D9B63FD09BB1BD24962408EDCE3685B174B919E4EA05CDD24B8F02800276029A8520BFCFBC2EFFCB8C5658ACE95038052E53362E3B7EF730D8332312CC9CED278329943306');
INSERT INTO "letter_body" VALUES(79,X'28B52FFD60711A356B00AAD398282AB048C6F83F53F69AEC135133EE9E484FBFDC27A9B81ECA8666796FC2636B49F926D27FD0BFC5C19FE2028E02810276025487B31A455D973865FC879BACB854D2A1780A1CB66C1C76F80E62A82546249058D31006CF');
INSERT INTO "letter_body" VALUES(80,X'28B52FFD609644CDC5006A67FD432BB04844AC07FF9AEE4442D6F0559DB6CF83C9FF83BA8C5F6959941296C65310F33F0DE93FE85F433EE83003500433042C04DD6B9C7A1EB0B6B724E9177AD975719B90B2FE6CDF17168CB248BDC57F41CC786111CF89');
INSERT INTO "letter_body" VALUES(81,X'28B52FFD60B443D5C2005A5F79422BB048448C0F3F247FBE89D37844794AF0640150EDD90CF5E3453395C2E17C4547FCA721FD07FD5B1CFC292E35041E0418040CD45BFC1B74C60D8C36295E76D9DB370E8F0FE3B956081AD7095E11D5F61713EDDA79C1');
INSERT INTO "letter_body" VALUES(82,X'28B52FFD60ABFFC56F03FE85C7E0161FC04A22F93FCFFF084AF08995F9FBF0495595CF2D61BF5F936D534435450702FA16C016CA16DD4024C912A3DAC41DEED64794866B46780A3CBCAF6F8C55622C3E5FE6BD7CD75B7C27F7BFCB54CB9FE074D93C4EBB');
INSERT INTO "letter_body" VALUES(83,X'28B52FFD6099FF9D71033E88C7E7161FC04A22F93FE3FC8FA0049F5899FFC9886599BED3294CBD26DBA6886A8A0E04FD16CB16D416F68DB58A8CC928CCC097FF7E8BEFE43E789DABF90F1C4FA3C96977F09FF303C6CFD9759788CECD0F44ED54E236C893');
INSERT INTO "letter_body" VALUES(84,X'28B52FFD60A6213D7A002AF12C2E2AD048C4F80F167EB085934A8F5693FEE9971F36708D038DA394C2C49B4F6DA660310B805CCDB27E353003EB02D702D2021CE5F7EFDADDA2EC5E59FC9147A259B9C87EE1DF258FFB82898E66A47545D2CD89BD5FFEAC');
INSERT INTO "letter_body" VALUES(85,X'28B52FFD60DF191D6200FABB3C242AC048C4F8DF6E4B35F6F8C81A4CDFC133608648D9861FF0ADD622C248E72BBAC2D48D298AA26DEFBF0B014B0239022F02E0017B6884B727C2D7E1C207C8013CE483D72F6CE03C4244031ED89B358A56BE364A10B034');
INSERT INTO "letter_body" VALUES(86,X'28B52FFD60DF19356200AABB34242AC048C4F8DF9E956AECF1913598BE8327E750AD4CC483FB566B1161A4F3159D909085298AA26DEFBF0B014E0237022E0208FCA110D61C085B080B23364488C888AF5BD8A08188894278606FD6284AF919196DA179D0');
INSERT INTO "letter_body" VALUES(87,X'28B52FFD605523E578008AE3A02B2AC048E4F80C543568F21E35A26C878A8BCD7101A0C3E6456BEACC07AC855F4B4CB265B8AEA2A02FDB2E04BD02A802AE0228BA217FB5A10949607EBB7702661B2CB984F9F749D3402E3F94945F64701631413A32F779');
INSERT INTO "letter_body" VALUES(88,X'28B52FFD605523E57800AAE3A02B29C048C4F85F849127C05412EEDD3D3A72C0EE0F9971E14CB41633D509A97D252CBF26DBA668DBFBEF42BD02A802B0020D55CD98DFDE1185242EBF612C11B14C8E5446FDBBA46120953F46CE4F32BA904C980ECDBDDE');
INSERT INTO "letter_body" VALUES(89,X'28B52FFD60711A3D6B00CAD3982829D048A67A0C212033C5D44C91AE93CAD138B63FD09BB1BD24962408EDCE3685B174B919E4EA05CDD24B8D02800275021397350B417E9BB9B27C2F335A61B1A543E114B67C6A5B767CEE61B06646249439DB4FFE5228');
INSERT INTO "letter_body" VALUES(90,X'28B52FFD60711A3D6B007AD390282AB048C6F83F53F69A160DAD19774FA41D03505D2D3128DFD4A3325FA1136B49F926D27FD0BFC5C19FE2028C0281027502DBC224C5E1AC4651D725BE30DEC34D565C2AF9503C850D5BB40D3F3C0735D4122312480CD1');
INSERT INTO "letter_body" VALUES(91,X'28B52FFD60711A556B006AD4B02829D048A67A0C0573A0246D96215D2795C3D9B63FD09BB1BD24962408EDCE3685B174B919E4EA05CDD24B93028002770259B310D4C5335716FF65462B2CD674289C0297291B971DBE7B18EC99110966CEC42783299433');
INSERT INTO "letter_body" VALUES(92,X'28B52FFD60711A456B001AD4A02829D048A67A0C0573A0246D96215D2795C3D9B63FD09BB1BD24962408EDCE3685B174B919E4EA05CDD24B92027F027602D99CBAAC5908EAE2992B8BFF32A315166B3A144E81CB948DCB0EDF3D0CF6CC88043367E293C1');
INSERT INTO "letter_body" VALUES(93,X'28B52FFD606C3BBDB600DA3D393C2CC048448C0FECC853AF2516097414ED2818C5A30FC9D71AAC3312CBBE0CDCC9686E0A53F798A228DAF6FEBB10CE03B103B903858CC651D7E6C5681304E5AABBBD6A448F0982CACC556D842B0C143D25B12F2EEF9664');
INSERT INTO "letter_body" VALUES(94,X'28B52FFD606C3B9DB600FA3D353C2BB048448E0F0C543FE89619D50863F3E80316D7CDE09A98415A16A503F781152DF00FC6FA53FAE3503B25B8D003B003B703848CC651D7E6C5681304E5AABBBD62448E0982CACC556D842B0B143D25B12B2EEF9664E9');
INSERT INTO "letter_body" VALUES(95,X'28B52FFD6029EFB57903AEB28768171FC04A22F93FCF1FCDE00CF6A9B9B1BB394591EEA3B700C4040000800E45010878175017551731A7212A2B682391DC115A50E08EF758D8E063B3F07ACB83F5368F0DFDE611C4A649B72E9D863C253B5D25397726B7');
INSERT INTO "letter_body" VALUES(96,X'28B52FFD6017EF9579030EB2C766171FC04A22F93FCF1FCDE00CF6A9B9B1BB394591EEA3B700C4040000800E45010876174E17531745A11206E288390D5159411B89E48ED0820277BCC7C2061F9B85D75B1EACB7796CE8378F20364DBA75E934E429D9E9');
INSERT INTO "letter_body" VALUES(97,X'28B52FFD60A621257A00EAF0182E2AC048C6F80F167EB08593DA28359B1167F8F4D081221C70DF6A2DF15EFC954214A6EEC9B629DAF6FEBB10E802D802D00294DFBF6BF78AB27BC5FA238F44B37291FDC2BF1F3CEE0D263A9A91D695836E4EECFDF2672D');
CREATE TABLE list (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, kind INTEGER NOT NULL, told_by TEXT NOT NULL,
	sheet TEXT NOT NULL, quoted INTEGER NOT NULL, file TEXT NOT NULL DEFAULT '',
	total INTEGER NOT NULL DEFAULT 0, counted INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, -- judged: rows
	PRIMARY KEY (mail, n)) WITHOUT ROWID;
INSERT INTO "list" VALUES(1,0,1,'default','list.csv',0,'list.csv',10,7,3,0);
INSERT INTO "list" VALUES(2,0,1,'default','list.csv',0,'list.csv',12,9,3,0);
INSERT INTO "list" VALUES(3,0,1,'default','list.csv',0,'list.csv',12,0,0,12);
INSERT INTO "list" VALUES(4,0,1,'default','list.csv',0,'list.csv',7,7,0,0);
INSERT INTO "list" VALUES(6,0,1,'default','list.csv',0,'list.csv',12,10,2,0);
INSERT INTO "list" VALUES(7,0,1,'default','list.csv',0,'list.csv',3,3,0,0);
INSERT INTO "list" VALUES(8,0,1,'default','list.csv',0,'list.csv',5,5,0,0);
CREATE TABLE list_rows (id INTEGER PRIMARY KEY, policy INTEGER NOT NULL, key_version INTEGER NOT NULL, size INTEGER NOT NULL, marks BLOB NOT NULL,
	cells BLOB NOT NULL);
INSERT INTO "list_rows" VALUES(1048576,1,1,840,X'15000002B0849AD50615000002B0849AD50615000002B0849AD506000401000000050100000006010000000701000000080100000009010000000A010000',X'28B52FFD604802250500540604E4B89CE88E9EE5B882E7ACAC303031E58FB7E4BA94E98791E69C89E99990E585ACE58FB81FE5BCA0E4BC9F1F1F31333930311F1F313030E4B8871FE697A01FE69C891FE9AB98000632320833330A34340C35350E363610373712383814393916313031301D0020C44089E0602094A03C2033104A501E90190825280FC80C8412940764064209CA033203A104E50199815082F280CC4028A1BCAF20995218CB00A0');
INSERT INTO "list_rows" VALUES(2097152,1,1,1008,X'15000001C0A09AD50615000001C0A09AD50615000001C0A09AD506000B010000000C010000000D010000000E010000000F0100000010010000001101000000120100000013010000',X'28B52FFD60F002B50500B40604E4B89CE88E9EE5B882E7ACAC303038E58FB7E4BA94E98791E69C89E99990E585ACE58FB81FE5BCA0E4BC9F1F1F31333930381F1F313030E4B8871FE697A01FE69C891FE9AB980006393908313031300A31310C32320E33331034341235351436361637371838381A393923002094A03C2033104A501E90190825280FC80C8412940764064209CA033203A104E50199815082F280CC4028417940662094A03C20331036A06CE010105E28D92BC8AB146E32803D');
INSERT INTO "list_rows" VALUES(3145728,1,1,1008,X'020000000002000000000200000000020000000002000000000200000000020000000002000000000200000000020000000002000000000200000000',X'28B52FFD60F002BD0500C40604E4B89CE88E9EE5B882E7ACAC303330E58FB7E4BA94E98791E69C89E99990E585ACE58FB81FE5BCA0E4BC9F1F1F3133393033301F1F313030E4B8871FE697A01FE69C891FE9AB98000631310832320A33330C34340E353510363612373714383816393918343034301A313123002094A03C20331036A06CE010105E5032200B082F281990058417940CC802C20B4A066401E1052503B280F082920159407841C9802C20BCA0644016105E28D92BC8AB143A69C11E');
INSERT INTO "list_rows" VALUES(4194304,1,1,588,X'001401000000150100000016010000001701000000180100000019010000001A010000',X'28B52FFD604C014D0400B40504E4B89CE88E9EE5B882E7ACAC303530E58FB7E4BA94E98791E69C89E99990E585ACE58FB81FE5BCA0E4BC9F1F1F3133393035301F1F313030E4B8871FE697A01FE69C891FE9AB98000631310832320A33330C34340E353510363614002094A03C2033104A501E90190825280FC80C8412940764064209CA033203A184F2BE82644AE190164001');
INSERT INTO "list_rows" VALUES(6291456,1,1,1008,X'15000001D082A5D50615000001D082A5D5060020010000002101000000220100000023010000002401000000250100000026010000002701000000280100000029010000',X'28B52FFD60F002BD0500C40604E4B89CE88E9EE5B882E7ACAC303630E58FB7E4BA94E98791E69C89E99990E585ACE58FB81FE5BCA0E4BC9F1F1F3133393036301F1F313030E4B8871FE697A01FE69C891FE9AB98000631310832320A33330C34340E353510363612373714383816393918373037301A313123002094A03C20331036A06CE010105E5032200B082F281990058417940CC802C20B4A066401E1052503B280F082920159407841C9802C20BCA0644016105E28D92BC8AB143A69C11E');
INSERT INTO "list_rows" VALUES(7340032,1,1,252,X'000101000000020100000003010000',X'28B52FFD20FC250300E40404E4B89CE88E9EE5B882E7ACAC303031E58FB7E4BA94E98791E69C89E99990E585ACE58FB81FE5BCA0E4BC9F1F1F31333930311F1F313030E4B8871FE697A01FE69C891FE9AB980006323208333308002094A03C2033104A28EF2B48A614C6320028');
INSERT INTO "list_rows" VALUES(8388608,1,1,420,X'001B010000001C010000001D010000001E010000001F010000',X'28B52FFD60A400CD0300740504E4B89CE88E9EE5B882E7ACAC303537E58FB7E4BA94E98791E69C89E99990E585ACE58FB81FE5BCA0E4BC9F1F1F3133393035371F1F313030E4B8871FE697A01FE69C891FE9AB98000638380839390A363036300C31310E002094A03C20331036A06CE010105E5032200B082F94EC15E4550A9DB4600F');
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
INSERT INTO "mail" VALUES(1,'mf8c884bb4035d591',X'F8C884BB4035D5911007B906212B8BE3CD198B1E2E1CB80582D416A13EBD616E',NULL,X'25BE835E5E99DE259066386C56FC45D20B3C1D326F1A988E40BF7C9E0E009E73','a1@corp.test','rep01@corp.test','list a1','director','INBOX',1789300800,'a1',1789300800,X'7840574B2C92485EA30B727B1FAD33CB1938613A801FADD72EBC65FC4C10792B',1,'rep01','lead','counted','',NULL,1789300800,1,20709,'',X'000000000000000C613140636F72702E746573740000000000000000000000000000000000000000000000010000000000000000000000000000000F726570303140636F72702E746573740000000000000001000000000000000000000000000000126469726563746F7240636F72702E7465737400000000000000010000000000000000000000000000000C676D40636F72702E7465737400000000000000076C697374206131FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000008000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFF00000000000000207378687CA03F5EEA84CF8F5B430B7455A1DA2587B57F6A31C25857BC721C65A1FFFFFFFFFFFFFFFF0000000000000001000000000000000000000000000000086C6973742E637376FFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF','','',1,'');
INSERT INTO "mail" VALUES(2,'mc8992ddc8e7e1f24',X'C8992DDC8E7E1F243A5B8E06BA11E75A026CB5C5AE1627A4AFDD41B525DE0312',NULL,X'EFE89531914827AB5794F16AD2F81BAB40EF9C9B4D5A7BEAA12D00825B2BE5A1','a2@corp.test','rep02@corp.test','list a2','director','INBOX',1789304400,'a2',1789304400,X'C1D5EA7E8DB04EC1A7FF07CDDC1EF55C1063B05709E723141645C57F2B36DEFB',1,'rep02','lead','counted','',NULL,1789304400,2,20709,'',X'000000000000000C613240636F72702E746573740000000000000000000000000000000000000000000000010000000000000000000000000000000F726570303240636F72702E746573740000000000000001000000000000000000000000000000126469726563746F7240636F72702E7465737400000000000000010000000000000000000000000000000C676D40636F72702E7465737400000000000000076C697374206132FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000008000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000020145AD28B10DC85E6EE7018016644152FAAECC1F2FA36FC053C797013DA377B1EFFFFFFFFFFFFFFFF0000000000000001000000000000000000000000000000086C6973742E637376FFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF','','',1,'');
INSERT INTO "mail" VALUES(3,'m41762c9cd570fc74',X'41762C9CD570FC74DD75A6E062F88EDB8FD1C074EFAC14D85E3105ED13DF7294',NULL,X'916AFAA985EC24C330556EF6D5EFAA9A1EFF40DA4AB2A95CF153D70B1D08DCD3','a3@corp.test','rep01@corp.test','list a3','director','INBOX',1789387200,'a3',1789387200,X'54F026EA40558DDC4799171D5D966326C5149076FFF9E73DFCC8F59D2478B86D',1,'rep01','lead','held','not in To or Cc: general_manager',NULL,1789387200,1,20710,'',X'000000000000000C613340636F72702E746573740000000000000000000000000000000000000000000000010000000000000000000000000000000F726570303140636F72702E746573740000000000000001000000000000000000000000000000126469726563746F7240636F72702E74657374000000000000000000000000000000076C697374206133FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000008000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFF00000000000000202662CCC1B680051BD91A070E1B32325DA182B2DD6AE235BF57F58FC835EF9785FFFFFFFFFFFFFFFF0000000000000001000000000000000000000000000000086C6973742E637376FFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF','','',1,'');
INSERT INTO "mail" VALUES(4,'m4833b92bf4262b16',X'4833B92BF4262B16FB3FDE2B5C631B95C412F296BCC5A237CE612C92DFABEBD5',NULL,X'E79F73504B323A39403EAC1AD1BC619B8EA90CFE032E415C25C7F89894ABDDBB','a4@corp.test','rep01@corp.test','list a4','director','INBOX',1789473600,'a4',1789473600,X'AA2D58F0B21A0A77C67013501B08F8DDA0D9DAB82F5E3AA4D5413D75136B60B3',1,'rep01','lead','counted','',NULL,1789473600,1,20711,'',X'000000000000000C613440636F72702E746573740000000000000000000000000000000000000000000000010000000000000000000000000000000F726570303140636F72702E746573740000000000000001000000000000000000000000000000126469726563746F7240636F72702E7465737400000000000000010000000000000000000000000000000C676D40636F72702E7465737400000000000000076C697374206134FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000008000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFF00000000000000206D026DE57A762AEDEC69F1DA89C255506D64EF46CD372DB9A3960A4D2EE71536FFFFFFFFFFFFFFFF0000000000000001000000000000000000000000000000086C6973742E637376FFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF','','',1,'');
INSERT INTO "mail" VALUES(5,'m0cca23b7995fe01b',X'0CCA23B7995FE01B4F3AB011F8EA4A6DE7572B8C19FE6E7EB659FA2EBE20CD4F',NULL,X'28DCD4EABC613B57088029747FFE0E4F4AFAD36A5C102F8626E5927EE6ABD5DE','c1@corp.test','rep01@corp.test','价格备案','director','INBOX',1789524000,'c1',1789524000,NULL,0,'rep01','slip','slip','JG-20260916-1',NULL,1789524000,NULL,NULL,'',X'000000000000000C633140636F72702E746573740000000000000000000000000000000000000000000000010000000000000000000000000000000F726570303140636F72702E746573740000000000000001000000000000000000000000000000126469726563746F7240636F72702E7465737400000000000000010000000000000000000000000000000C676D40636F72702E74657374000000000000000CE4BBB7E6A0BCE5A487E6A188FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF000000000000000080000000000000000000000000000087E5AEA2E688B7E5908DE7A7B0EFBC9AE4B89CE88E9EE5B882E7ACAC303031E58FB7E4BA94E98791E69C89E99990E585ACE58FB80AE4BAA7E59381EFBC9AE58589E7BAA4E4B893E7BABF0AE6A087E58786E4BBB7EFBC9A36303030E585830AE68AA5E4BBB7EFBC9A34353030E585830AE58E9FE59BA0EFBC9AE88081E5AEA2E688B7E7BBADE7BAA600000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000020159993A6BB795CCA8FE5F15EC1061088838ECDA2F403D916C8B531C97CEF1176FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF','','',0,'');
INSERT INTO "mail" VALUES(6,'m4b9c30a3b526e09e',X'4B9C30A3B526E09E4BECAAD6BA5DBF62DCF3C42AE14A8A08CDB5170F62EA2D04',NULL,X'F7D8E62A39078E51594EC6E8123ECDDDF9F26EF87EA1063DA245A543AE88251F','a5@corp.test','rep02@corp.test','list a5','director','INBOX',1789560000,'a5',1789560000,X'22EA2CD16D3C5D31F822DA3F0BC55685A8ED0078FC7FAEE48383E80818444790',1,'rep02','lead','counted','',NULL,1789560000,2,20712,'',X'000000000000000C613540636F72702E746573740000000000000000000000000000000000000000000000010000000000000000000000000000000F726570303240636F72702E746573740000000000000001000000000000000000000000000000126469726563746F7240636F72702E7465737400000000000000010000000000000000000000000000000C676D40636F72702E7465737400000000000000076C697374206135FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000008000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFF00000000000000206194EE86116043098CF58D4D681284DB39472A64E215C46F1B2F4080B6441A72FFFFFFFFFFFFFFFF0000000000000001000000000000000000000000000000086C6973742E637376FFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF','','',1,'');
INSERT INTO "mail" VALUES(7,'m0e71528101778583',X'0E715281017785834F7E6D4E53CCFC4344E7078A1635443084F33C2A52AB4DCA',NULL,X'862883F8301305151D59AD8B473A200F92D55C81498E386456AC1D030529DC8D','b1@corp.test','rep02@corp.test','list b1','director','INBOX',1789297200,'b1',1789704000,X'54CE210A535697DA50DD8EC208FD234BE8FE3FB3D095AF652CE40510EF937BD2',1,'rep02','lead','counted','',NULL,1789297200,2,20709,'',X'000000000000000C623140636F72702E746573740000000000000000000000000000000000000000000000010000000000000000000000000000000F726570303240636F72702E746573740000000000000001000000000000000000000000000000126469726563746F7240636F72702E7465737400000000000000010000000000000000000000000000000C676D40636F72702E7465737400000000000000076C697374206231FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000008000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFF000000000000002040AF9F9EB5C876E338FBFB4BCCDA6741C8DB10F4664293AB49FB833C8FF31726FFFFFFFFFFFFFFFF0000000000000001000000000000000000000000000000086C6973742E637376FFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF','','',1,'');
INSERT INTO "mail" VALUES(8,'md41abb4d11cea55f',X'D41ABB4D11CEA55FB185995CC1B527717981DB8937ED605B7AE057908F02BEF8',NULL,X'D278EBE54A2AE4E433FF5EF38A7553BF2E8061C8A0C168F09B21C6F05109289E','b2@corp.test','rep01@corp.test','list b2','director','INBOX',1789477200,'b2',1789704000,X'464418C9321810D6D09B6DE85F7D2C5F3A8CF236894CFFDB12B77E95D3A53AED',1,'rep01','lead','counted','',NULL,1789477200,1,20711,'',X'000000000000000C623240636F72702E746573740000000000000000000000000000000000000000000000010000000000000000000000000000000F726570303140636F72702E746573740000000000000001000000000000000000000000000000126469726563746F7240636F72702E7465737400000000000000010000000000000000000000000000000C676D40636F72702E7465737400000000000000076C697374206232FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000000000008000000000000000000000000000000000000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000020897B93646F8B406659394A0FC28155B6CEF07B08048B866769BE8419C24F65B1FFFFFFFFFFFFFFFF0000000000000001000000000000000000000000000000086C6973742E637376FFFFFFFFFFFFFFFF00000000000000000000000000000000FFFFFFFFFFFFFFFF0000000000000000FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF','','',1,'');
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('bundled_until','1789300799');
INSERT INTO "meta" VALUES('call_sheets_until','1790035200');
INSERT INTO "meta" VALUES('configuration','38df8cbaa86c5176c0139e52b6657764');
INSERT INTO "meta" VALUES('digest_until','1790037000');
INSERT INTO "meta" VALUES('lettered_until','1790037000');
INSERT INTO "meta" VALUES('policies_told','2026-01-01-660d4b54');
INSERT INTO "meta" VALUES('replayed_until','1790049600');
INSERT INTO "meta" VALUES('reported.cross_checks','1789952400');
INSERT INTO "meta" VALUES('reported.daily_meeting','1789982400');
INSERT INTO "meta" VALUES('reported.rules','1789981200');
INSERT INTO "meta" VALUES('reported.training','1789548600');
INSERT INTO "meta" VALUES('schema','13');
INSERT INTO "meta" VALUES('settled_until','1790006400');
CREATE TABLE near (mail INTEGER PRIMARY KEY REFERENCES mail, at INTEGER NOT NULL, person INTEGER NOT NULL, rows BLOB NOT NULL);
INSERT INTO "near" VALUES(1,1789300800,1,X'00000300000061C8CB9A2FE565B5BAAC7ABA0000040000006CC8A67E37F0A6D20B5EF4690000050000003ED9D81CEA2F82BF72885CBE00000600000098623BDFAD76B3D8F874886800000700000033F6D49BA94EF927E79CA075000008000000E01BB83C1B223EDCE5C3237500000900000035B1BD061C38181EF2621D4D');
INSERT INTO "near" VALUES(2,1789304400,2,X'0000030000009274F394D8434FD601FFE89600000400000049D0230F67A82EE9DE981BD5000005000000EE32079721744F16119BD5470000060000006469DFEC4181DF4459A28E6D000007000000B4C07CA2DFB72FA3C7C20B6800000800000017841DDFA8FC3C358028CBB900000900000081F94567BF6FFA5BF142C83700000A00000017236E80DBA7BAEA15605B8200000B000000A76E9F71155A895A43317249');
INSERT INTO "near" VALUES(4,1789473600,1,X'000000000000259C30A2908FBAE3CB057B610000010000007FF2B467991D4EDC2E426D6100000200000075DF533A5BB5ABB283481182000003000000A6E307192BE77625CB2AB0DE0000040000001EDF26A6CCB35CB48BDE751C000005000000DF442EDEF8FCA8593BF3C31700000600000070E6E19B1193D7C93F461923');
INSERT INTO "near" VALUES(6,1789560000,2,X'000002000000B21144E523CEFE0E0CE66E8C00000300000057A3142870D1D79F1BED54BB000004000000292AC017D13F0A618F0263D5000005000000D3B98E56B3D6118A376E69E2000006000000BCF12265617EBAF40DF4CC280000070000004B89FC31A6A17FCC1032C55400000800000072874DA3F9FAB72AB6C03B9A000009000000BA343635D04EA4BA19F2BE4B00000A000000A15185D907C289B148F06B6700000B000000A947E1EFE3D3F73A3B0FC2A6');
INSERT INTO "near" VALUES(7,1789297200,2,X'000000000000388C06B2C4A7781A8412AF4A00000100000054EAD6F7CA6C7A6AD9A99ECE00000200000032B8E73147FE82905CACB857');
INSERT INTO "near" VALUES(8,1789477200,1,X'0000000000009A2846BEABBEE22D036B0C710000010000005A0E0841C999C43722E12DAD000002000000BBC0B94A8120AB9C08D007C60000030000004819EC379B45E1FF00C4D2E800000400000079B7D9213A73CC37FB091EE2');
CREATE TABLE person (id INTEGER PRIMARY KEY, staff TEXT NOT NULL UNIQUE);
INSERT INTO "person" VALUES(1,'rep01');
INSERT INTO "person" VALUES(2,'rep02');
CREATE TABLE policy_version (id INTEGER PRIMARY KEY, version TEXT NOT NULL UNIQUE);
INSERT INTO "policy_version" VALUES(1,'2026-01-01-660d4b54');
CREATE TABLE raw (sha BLOB PRIMARY KEY, bytes BLOB NOT NULL, size INTEGER);
INSERT INTO "raw" VALUES(X'25BE835E5E99DE259066386C56FC45D20B3C1D326F1A988E40BF7C9E0E009E73',X'28B52FFD60B603E50D00F6D75C40208BB80D44C403000380AD1F453142A685FF2FAF2F70A221BB7F0A7D509610BA4664392C3B6B8726DB5DE19AC0243CC6F93B13407533DB3AA6002801A843601848004700500013D6352734D64CCB5B63035845C622635D026C8058292C30BCB17BE38C75511B7F674EAC7FF1018C8D029D4DAC77426B7FB1CE19B16A17D6F51BFFC4A3B53B804E0FD6B176344D209CAC8998CF7047E3DA7FFB796B9E9D293E635862DD643943BB5905A6B166675673EC3BF99D3912B863B388B1609ADF9078BCB5D5B811C3B12F8047803F56EC4970817D863FD302AA2E4346C0AD0424817C21EE93288FFE61F0711EB895807203AD1AA0C2071EBD74FAA488833EA1E3183E42AFE3928286103502BD13385210CA924878C1E3A9148F70FAE4860C60E9D33B51377DBA75E1934E7AB9582C111110100F0F0E0E950A852261642543DC2749209F04757C4E2A259D970A9516549CA4EAF2236415E2BE0DB41AA53889A8D3394D267041D72B4008B98E5B97AAA393787C13F58E1D0080C1C18300C4805202E88092059000E50510034A09A0034A1640029417400C2825800E94AC15904D6A347CD084C206048B0674681151502859638416E257932B5B6E3E01',1206);
INSERT INTO "raw" VALUES(X'EFE89531914827AB5794F16AD2F81BAB40EF9C9B4D5A7BEAA12D00825B2BE5A1',X'28B52FFD605C044D0E0036185E40208BB80D44C403000380AD1F453142A685FF2FAF2F70A221BB7F0A7D509610BA4664392C3B6B8726DB5DE19AC0243CC6F93B93567533EB3272002C008E2B38184A0047005200DC4465D10926EBC6E5ADB181ABE26271A92C013680AC141617CED8BDF1A5B22856FECE1A59FFE203181B05361959EF84E6FE629D3364E52E2AEB37FE09477377008572B09675C369020116D6648CB4FC86371AD7FEDBCF9BE3EC4CF119239335B3E50CEE6E1597C698BD59CDB1EFE477D648E08DDDA425BB30BF21F1786BAB71A585635F008F00BFAC9893E0E2FA0DFF16A0DE81EA336444EC4A441148F8F1C269F2E81D06A1078A5D89383B4FAA81697CE0D147A5708A38E8133E8EE163043F3E2968184D21112C892105E31C898C17407E3AF108A5706EC8208E3AFD037552A757019A9665111110100F0F0E0E950A85826114A398A6491849CD8F174E1148383D1FA7149B33A35A059B16505C84EAF32324F5F1C2CE930A9D3809A867949248E282AF5780307A1FAF2C54472701791721008011A0BC00624029017440C9024880F2028801A504D001250B2001CA0B200694124007942C805AF034001250DE564021A9D1F041130A1B102C1AD0A1454441A1648D115A885F4DAE6CB9F904',1372);
INSERT INTO "raw" VALUES(X'916AFAA985EC24C330556EF6D5EFAA9A1EFF40DA4AB2A95CF153D70B1D08DCD3',X'28B52FFD604A04150E00F6175D40208BB80D44C403000380AD1F453142A685FF2FAF2F70A221BB7F0A7D509610BA4664392C3B6B3726DB5DE19AC0243CC37D3DF06D136C931DE40058001C5770304900470051001BFE8D1B50597452A5B671796B6CE0A2C054602A2B006601486DA2E2C219766F8CA92CCCCADF5923B5BFF8C0C54601CDFDC53A63488DB3A8ACDFF8271CCD5D019572B096DA86D304029D5E59589333F2F21BDE685CFB6F3F6F8EB3F3C4E78B8AD432B68CC1DD8DE2D238B337AB39F69DFCCE1A09BCB19BBC54AECC6F483CDEDA6A5C79E1D8D7E111E0971AE624B0B83EBC03F50E549F21236257228A40C28F174E9347EF30083D50EC4AC4D979520D4CE3038F3E2A8553C4419FF0710C1F23F8F14941C3680A8960490C2918E74864BC00F2D38947288573430671D4E91FA89302B5D28C66164BA512110101F1F090651846A1D42A6124353F5E384520E1F47C9CD23A27C5A805ABD3028A8B507D7E84A43E5ED87952A1132701758A5112495CF0F50A1046EFE39585EAE8246020008011A0BC01848307018801A504D001250B2001CA0B200694124007942C8004282F8018504A001D50B2001250DE564021A971F8A509850D08160DE8D022A2A050B28A3150C16FCBCD27',1354);
INSERT INTO "raw" VALUES(X'E79F73504B323A39403EAC1AD1BC619B8EA90CFE032E415C25C7F89894ABDDBB',X'28B52FFD60BD02550D0096975B40208BB80D44C403000380AD1F453142A685FF2FAF2F70A221BB7F0A7D509610BA466439AC44721521BA57A134C068307CB92BEF41A0AF5DC51400250075080C03470045005000D69C6091660D6F7D0D5C15178B4B6509C86A8048292CAE9BA97BDF4B656535FEC69A48DFDE03181B05369948ED84D6DE5E8D3322D52E2AEBF7FD09476B760036395747BAD13481D1F2F96E346CFDAF8FB7C6D998E2314644A4998C33349B2B2E7D313B57CDB1EDE437D648DC4DCDD11271617E43E2EFD655C3460BC7B60E8FE07EA49793E0E2FA7C3F6B135523E056028A40BE0FF7499347EF30F8380FDC4A40B979520D4CE1038F3E2A7D52C4419FD0710C1FA1D771494143680A815E090C2908E54824BCE0F1D38947287D72430670D4E91DA8933ABDB2AE0663021010954A9651280F0F18266124253FDC2745209FF4747C4E4CCA5999002898B480E22254971F21A90FF76D9E54E8C449407D562689042EE87A050821D7F1CA427574128F6FA0DE81EA322417008011A0BC00624029017440C9024880F2028801A504D08192B502B2498DC32F4D286C40B06840871611058592558C810A7E35B9B2E5E613',957);
INSERT INTO "raw" VALUES(X'28DCD4EABC613B57088029747FFE0E4F4AFAD36A5C102F8626E5927EE6ABD5DE',X'28B52FFD606000BD0900F41146726F6D3A20726570303140636F72702E746573740D0A546F3A206469726563746F7243633A20676D5375626A6563743A20E4BBB7E6A0BCE5A487E6A1880D0A4D6573736167652D49443A203C633E0D0A4D494D452D56657273696F6E3A20312E300D0A436F6E74656E742D547970653A20746578742F706C61696E3B20636861727365743D7574662D3872616E736665722D456E636F64696E673A20386269740D0A0D0AE5AEA2E688B7E5908DE7A7B0EFBC9AE4B89CE88E9EE5B882E7ACAC303031E58FB7E4BA94E98791E69C89E99990E585ACE58FB80D0AE4BAA7E59381EFBC9AE58589E7BAA4E4B893E7BABF0D0AE6A087E58786E4BBB7EFBC9A36303030E585830D0AE68AA53435E58E9FE59BA0EFBC9AE88081E7BBADE7BAA60D0A0700023312C8E8D71CA7999ADD2F18A42607B7DC2403',352);
INSERT INTO "raw" VALUES(X'F7D8E62A39078E51594EC6E8123ECDDDF9F26EF87EA1063DA245A543AE88251F',X'28B52FFD605C044D0E0056185E40108B6A1B44C4FFFFFFFFCFC64C39E89E7EFEDD0C6A094BF2C7B9371A1AAD8578629334D6CE976658DD07E06054AB00CBE377506CDB661DFC03500100051D002A4A0048005200DCC385D18826EBC6E5ADB1812C6223B1B93001151B405608890C77ECDE787361152B7F678FAC7FF1018A8B029F8EACF741737FB1CE15B2721317F61B7F04A4B93B40424158CBFAE1348117863D992335BFE18FC5B5FFF6F3E6403B437CA6C0C8DAD9720577B7884C63CEDEACC6D837F23B7B1CF0C76E5283C9387FE1F0786B6B71A506635F008F00BFAC18946022FB0DFF16BC23F50C569F1D1F6217229A38C291174E95460F31083D50EC42C4D9895A0D54E3038D7E4A85D3C3419FF0710C1B23F8F14941C3A82A89604A2C2918E7C963BC00F2D58A474885734306F114EA1FA9A3423D9A462FF492C96030978BC552A95028938944A269123E5A73E485D3C4114ED1C729D5E6A4169A9968D3028B9B587D6E74B4465ED8895AA5150721756AA12894B8E0EB15208CDEC72F8C95D141C021008011A0BC01848307018801A504D001250B2001CA0B200694124007942C8004282F8018504A001D50B2001250DE564021A971F8A509850D08160DE8D022A2A050B28A3150C1AF2657B6DC7C02',1372);
INSERT INTO "raw" VALUES(X'862883F8301305151D59AD8B473A200F92D55C81498E386456AC1D030529DC8D',X'28B52FFD607101850C000617593F208BB80D24F23F003000D1C067804A4A07FEEFA09CF08D82E9FE29F4415942E81A91E570058AA208D135A14211AA4DF5E5AEBCE9BCB5FAAB194A00EA101806450043004B001994F6D68CA9814BC23261A92C01D9250094111317CD6839534B656517F8B96AA0FC490F5C2E0A6C32504E087C7F525C2BA0BC1495F5997E8483EF1C20C1381443B9B998401653FBD7BEE6CBC935E2EB850265C6D68A3BADC48529265B0D63E419F95C350F74A35958A15C98BF78789AB166316105234F8747401F4ACA494071BDA56F2F446561911C8F268DDD61C039AF6F213D6E9E5403D3F740638F4A3C7A38D8133A8D61E3F33A1D2968F84CA1EE957A48C117471EDF054F9F4E3A4289C70D19FAA8B33BD026757665514DC5C0CA5BBA0993894422E123153F1C8F220E1E3D9DC6B02CC60C0330C9A2059416A176DCE8487D38BE7952A1930601ED0CC348A4BEA0DB15207C5CA72B0B95B1413CBD8176066AC78E8FBE85741107FF040F008011A0BC0062A014AD804252A3E183261436205834A0438B888242C92AC64005BF9A5CD972F309',625);
INSERT INTO "raw" VALUES(X'D278EBE54A2AE4E433FF5EF38A7553BF2E8061C8A0C168F09B21C6F05109289E',X'28B52FFD6017020D0D0076575B40208BB80D44C403000380AD1F453142A685FF2FAF2F70A221BB7F0A7D509610BA4664395C81A22842744DA850846A537DB92B5B54ED6E288129004A00EA101806470044004F007382458AF3DDDA1AB82C2C1796CA12F070091069C5C56533DADED652590F97F8FB6A22FD6A0F5C360A6C3291560A9DBF5A7D3322CD1895F5DBFE84A3731D804D8ED5916EB226108FED46A36AFFDADF9D39FB56FCBD649166F0CDC8155B5CDA6236D634C7AE93DF573361371A8E95ECC2FCC6C4DBAD358D1A2B1CBB3A3C02FB915A4E028CEBB17D9C292A2B25A008E4FB709F3479F40E838FF3C0AD04949B27D5C0143EF0E8A3D227451CF4091DC7F0117A1D97143484A610E895C09082508E44C20B1E3F9D7884D227376400479DDE813AA9D32BCB6A2E2656021836236604859265124652F2C37D5204F2494FC7E7C4A4948098140098B480E22254971F21A90FF76D9E54E8C449405D02629248E082AE578010721DAF2C544727F1F806EA1DA82E4346C02D13008011A0BC01848307018801A504D08192B502B2498DC32F4D286C40B06840871611058592558C810A7E35B9B2E5E613',791);
CREATE TABLE register_event (register TEXT NOT NULL, number TEXT NOT NULL, at INTEGER NOT NULL, slip TEXT NOT NULL REFERENCES slip, phase INTEGER NOT NULL,
	state TEXT NOT NULL, holder TEXT, PRIMARY KEY (register, number, at, slip, phase)) WITHOUT ROWID;
CREATE TABLE rejudged (at INTEGER NOT NULL, because TEXT NOT NULL, mail INTEGER NOT NULL, list INTEGER NOT NULL, n INTEGER NOT NULL,
	verdict INTEGER NOT NULL, reason INTEGER NOT NULL);
INSERT INTO "rejudged" VALUES(1789704000,'late:m0e71528101778583',1,0,0,0,0);
INSERT INTO "rejudged" VALUES(1789704000,'late:m0e71528101778583',1,0,1,0,0);
INSERT INTO "rejudged" VALUES(1789704000,'late:m0e71528101778583',1,0,2,0,0);
INSERT INTO "rejudged" VALUES(1789704000,'late:m0e71528101778583',6,0,0,0,0);
INSERT INTO "rejudged" VALUES(1789704000,'late:m0e71528101778583',6,0,1,0,0);
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
CREATE TABLE settled (person INTEGER NOT NULL, kind TEXT NOT NULL, for_date INTEGER NOT NULL, version INTEGER NOT NULL,
	state TEXT NOT NULL, required INTEGER NOT NULL, delivered INTEGER NOT NULL, at INTEGER NOT NULL, because TEXT NOT NULL,
	PRIMARY KEY (person, for_date, kind, version)) WITHOUT ROWID;
INSERT INTO "settled" VALUES(1,'lead_list',20710,1,'met',10,10,1789315200,'settled');
INSERT INTO "settled" VALUES(1,'lead_list',20710,2,'missed',10,7,1789704000,'late:m0e71528101778583');
INSERT INTO "settled" VALUES(1,'makeup',20710,1,'missed',2,0,1789920000,'settled');
INSERT INTO "settled" VALUES(1,'prospects',20710,1,'missed',1,0,1789380060,'settled');
INSERT INTO "settled" VALUES(1,'lead_list',20711,1,'missed',12,0,1789401600,'settled');
INSERT INTO "settled" VALUES(1,'prospects',20711,1,'missed',1,0,1789466460,'settled');
INSERT INTO "settled" VALUES(1,'lead_list',20712,1,'missed',12,7,1789488000,'settled');
INSERT INTO "settled" VALUES(1,'lead_list',20712,2,'met',12,12,1789704000,'late:m0e71528101778583');
INSERT INTO "settled" VALUES(1,'prospects',20712,1,'missed',1,0,1789552860,'settled');
INSERT INTO "settled" VALUES(1,'lead_list',20713,1,'missed',12,0,1789574400,'settled');
INSERT INTO "settled" VALUES(1,'prospects',20713,1,'missed',1,0,1789639260,'settled');
INSERT INTO "settled" VALUES(1,'lead_list',20714,1,'missed',12,0,1789660800,'settled');
INSERT INTO "settled" VALUES(1,'prospects',20714,1,'missed',1,0,1789725660,'settled');
INSERT INTO "settled" VALUES(1,'lead_list',20717,1,'missed',12,0,1789920000,'settled');
INSERT INTO "settled" VALUES(1,'prospects',20717,1,'missed',1,0,1789984860,'settled');
INSERT INTO "settled" VALUES(1,'lead_list',20718,1,'missed',12,0,1790006400,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20710,1,'missed',10,9,1789315200,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20710,2,'met',10,12,1789704000,'late:m0e71528101778583');
INSERT INTO "settled" VALUES(2,'makeup',20710,1,'missed',2,0,1789920000,'settled');
INSERT INTO "settled" VALUES(2,'prospects',20710,1,'missed',1,0,1789380060,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20711,1,'missed',12,0,1789401600,'settled');
INSERT INTO "settled" VALUES(2,'prospects',20711,1,'missed',1,0,1789466460,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20712,1,'missed',12,0,1789488000,'settled');
INSERT INTO "settled" VALUES(2,'prospects',20712,1,'missed',1,0,1789552860,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20713,1,'met',12,12,1789574400,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20713,2,'missed',12,10,1789704000,'late:m0e71528101778583');
INSERT INTO "settled" VALUES(2,'prospects',20713,1,'missed',1,0,1789639260,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20714,1,'missed',12,0,1789660800,'settled');
INSERT INTO "settled" VALUES(2,'prospects',20714,1,'missed',1,0,1789725660,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20717,1,'missed',12,0,1789920000,'settled');
INSERT INTO "settled" VALUES(2,'prospects',20717,1,'missed',1,0,1789984860,'settled');
INSERT INTO "settled" VALUES(2,'lead_list',20718,1,'missed',12,0,1790006400,'settled');
CREATE TABLE sighting (mailbox TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, place TEXT NOT NULL, mail INTEGER NOT NULL,
	PRIMARY KEY (mailbox, folder, uidvalidity, place)) WITHOUT ROWID;
INSERT INTO "sighting" VALUES('director','INBOX',0,'a1',1);
INSERT INTO "sighting" VALUES('director','INBOX',0,'a2',2);
INSERT INTO "sighting" VALUES('director','INBOX',0,'a3',3);
INSERT INTO "sighting" VALUES('director','INBOX',0,'a4',4);
INSERT INTO "sighting" VALUES('director','INBOX',0,'a5',6);
INSERT INTO "sighting" VALUES('director','INBOX',0,'b1',7);
INSERT INTO "sighting" VALUES('director','INBOX',0,'b2',8);
INSERT INTO "sighting" VALUES('director','INBOX',0,'c1',5);
CREATE TABLE signal (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, rows INTEGER NOT NULL,
	total INTEGER NOT NULL, other TEXT NOT NULL, sample TEXT NOT NULL, PRIMARY KEY (mail, n)) WITHOUT ROWID;
INSERT INTO "signal" VALUES(1,0,1789300800,'serial',10,10,'','1390000****');
INSERT INTO "signal" VALUES(1,1,1789300800,'digits',10,10,'','1390000****');
INSERT INTO "signal" VALUES(1,2,1789300800,'same_person',10,10,'','张伟');
INSERT INTO "signal" VALUES(2,0,1789304400,'serial',12,12,'','1390000****');
INSERT INTO "signal" VALUES(2,1,1789304400,'digits',12,12,'','1390000****');
INSERT INTO "signal" VALUES(2,2,1789304400,'same_person',12,12,'','张伟');
INSERT INTO "signal" VALUES(4,0,1789473600,'serial',7,7,'','1390000****');
INSERT INTO "signal" VALUES(4,1,1789473600,'digits',7,7,'','1390000****');
INSERT INTO "signal" VALUES(4,2,1789473600,'same_person',7,7,'','张伟');
INSERT INTO "signal" VALUES(6,0,1789560000,'serial',12,12,'','1390000****');
INSERT INTO "signal" VALUES(6,1,1789560000,'digits',12,12,'','1390000****');
INSERT INTO "signal" VALUES(6,2,1789560000,'same_person',12,12,'','张伟');
INSERT INTO "signal" VALUES(7,0,1789297200,'serial',3,3,'','1390000****');
INSERT INTO "signal" VALUES(7,1,1789297200,'digits',3,3,'','1390000****');
INSERT INTO "signal" VALUES(8,0,1789477200,'serial',5,5,'','1390000****');
INSERT INTO "signal" VALUES(8,1,1789477200,'digits',5,5,'','1390000****');
INSERT INTO "signal" VALUES(8,2,1789477200,'same_person',5,5,'','张伟');
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
INSERT INTO "slip" VALUES('JG-20260916-1','price_filing',20712,1,5,'rep01','waiting',0,1789524000,1790125200,NULL,NULL,1789524000);
CREATE TABLE slip_event (slip TEXT NOT NULL REFERENCES slip, n INTEGER NOT NULL, mail INTEGER NOT NULL REFERENCES mail, person TEXT NOT NULL,
	kind TEXT NOT NULL, step INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (slip, n)) WITHOUT ROWID;
INSERT INTO "slip_event" VALUES('JG-20260916-1',1,5,'rep01','sent',-1,'customer东莞市第001号五金有限公司product光纤专线listed6000.00asked4500.00reason老客户续约');
CREATE TABLE slip_key (form TEXT NOT NULL, key TEXT NOT NULL, slip TEXT NOT NULL REFERENCES slip, PRIMARY KEY (form, key, slip)) WITHOUT ROWID;
INSERT INTO "slip_key" VALUES('price_filing','customer:东莞市第001号五金有限公司','JG-20260916-1');
CREATE TABLE slip_value (slip TEXT NOT NULL REFERENCES slip, field TEXT NOT NULL, text TEXT NOT NULL, amount INTEGER, PRIMARY KEY (slip, field)) WITHOUT ROWID;
INSERT INTO "slip_value" VALUES('JG-20260916-1','asked','4500.00',450000);
INSERT INTO "slip_value" VALUES('JG-20260916-1','customer','东莞市第001号五金有限公司',NULL);
INSERT INTO "slip_value" VALUES('JG-20260916-1','listed','6000.00',600000);
INSERT INTO "slip_value" VALUES('JG-20260916-1','product','光纤专线',NULL);
INSERT INTO "slip_value" VALUES('JG-20260916-1','reason','老客户续约',NULL);
CREATE TABLE visit (company INTEGER NOT NULL, person INTEGER NOT NULL, week INTEGER NOT NULL, PRIMARY KEY (company, person, week)) WITHOUT ROWID;
CREATE INDEX mail_order ON mail (arrived_at, place, mailbox, folder);
CREATE INDEX mail_unjudged ON mail (arrived_at, place, mailbox, folder) WHERE judged_at IS NULL;
CREATE INDEX mail_seen ON mail (seen_at);
CREATE INDEX mail_identity ON mail (identity);
CREATE INDEX mail_held ON mail (staff, rows_digest) WHERE verdict IN ('held', 'cured');
CREATE INDEX mail_quarantined ON mail (arrived_at) WHERE verdict = 'quarantined';
CREATE INDEX mail_cure ON mail (cured_by) WHERE cured_by IS NOT NULL;
CREATE INDEX mail_uncounted ON mail (staff, arrived_at) WHERE verdict IN ('returned', 'held');
CREATE INDEX layout_sign ON layout (sign);
CREATE INDEX rejudged_mail ON rejudged (mail);
CREATE INDEX company_joined ON company (into_company) WHERE into_company IS NOT NULL;
CREATE INDEX company_contact ON company (last) WHERE flags & 1 = 0;
CREATE INDEX signal_at ON signal (at);
CREATE INDEX near_at ON near (at);
CREATE INDEX settled_date ON settled (for_date);
CREATE INDEX entry_created ON entry (created_at);
CREATE INDEX letter_queue ON letter (next_try, created_at, body) WHERE state IN ('waiting', 'claimed');
CREATE INDEX letter_open ON letter (staff, created_at) WHERE state IN ('waiting', 'shadow') AND tries = 0;
CREATE INDEX letter_trouble ON letter (created_at) WHERE state IN ('refused', 'unsure');
CREATE INDEX letter_look ON letter (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX letter_sent ON letter (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX letter_addr ON letter (addr, created_at);
CREATE INDEX letter_token ON letter (token);
CREATE INDEX letter_created ON letter (created_at);
CREATE INDEX bounce_at ON bounce (at);
CREATE INDEX ask_open ON ask (at) WHERE state = 'open';
CREATE INDEX ask_mail ON ask (mail);
CREATE INDEX fact_staff ON fact (staff, from_day);
CREATE INDEX slip_next ON slip (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX slip_granted ON slip (form, granted_at) WHERE granted_at IS NOT NULL;
CREATE INDEX slip_closed ON slip (form, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX slip_unlaid ON slip (day) WHERE last_at IS NULL;
CREATE INDEX slip_event_mail ON slip_event (mail);
CREATE INDEX slip_key_slip ON slip_key (slip);
CREATE INDEX register_slip ON register_event (slip);
COMMIT;
