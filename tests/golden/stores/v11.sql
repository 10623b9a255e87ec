BEGIN TRANSACTION;
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
INSERT INTO "company_key" VALUES(27875015130252,34);
INSERT INTO "company_key" VALUES(51961683656965,38);
INSERT INTO "company_key" VALUES(61652019317726,41);
INSERT INTO "company_key" VALUES(72271831433682,27);
INSERT INTO "company_key" VALUES(90536696847300,5);
INSERT INTO "company_key" VALUES(91535558090457,25);
INSERT INTO "company_key" VALUES(93138780497620,7);
INSERT INTO "company_key" VALUES(106284020290634,6);
INSERT INTO "company_key" VALUES(107880971395685,10);
INSERT INTO "company_key" VALUES(129839772131007,2);
INSERT INTO "company_key" VALUES(150777180357913,24);
INSERT INTO "company_key" VALUES(154519755955844,1);
INSERT INTO "company_key" VALUES(158956905290127,3);
INSERT INTO "company_key" VALUES(159782637208513,35);
INSERT INTO "company_key" VALUES(183065427435280,22);
INSERT INTO "company_key" VALUES(206768132617112,33);
INSERT INTO "company_key" VALUES(229554811628857,13);
INSERT INTO "company_key" VALUES(244241675184208,21);
INSERT INTO "company_key" VALUES(247289705304593,16);
INSERT INTO "company_key" VALUES(259647243079207,32);
INSERT INTO "company_key" VALUES(272198256551885,20);
INSERT INTO "company_key" VALUES(311014132607335,23);
INSERT INTO "company_key" VALUES(326541925333083,17);
INSERT INTO "company_key" VALUES(328342061289541,4);
INSERT INTO "company_key" VALUES(335946078211906,15);
INSERT INTO "company_key" VALUES(342193905906630,36);
INSERT INTO "company_key" VALUES(349459986330486,18);
INSERT INTO "company_key" VALUES(369415008755808,12);
INSERT INTO "company_key" VALUES(419897229960179,29);
INSERT INTO "company_key" VALUES(431049348068736,26);
INSERT INTO "company_key" VALUES(446032543800094,14);
INSERT INTO "company_key" VALUES(454595748589993,19);
INSERT INTO "company_key" VALUES(471024706703561,9);
INSERT INTO "company_key" VALUES(474384872106406,40);
INSERT INTO "company_key" VALUES(492019462543216,8);
INSERT INTO "company_key" VALUES(498922281473600,28);
INSERT INTO "company_key" VALUES(501597600166933,11);
INSERT INTO "company_key" VALUES(508591075802730,39);
INSERT INTO "company_key" VALUES(531913163715871,30);
INSERT INTO "company_key" VALUES(545372612006402,37);
INSERT INTO "company_key" VALUES(559739967971730,31);
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
INSERT INTO "letter" VALUES('call_sheet.rep01.2026-09-14','call_sheet','rep01','rep01@corp.test','【电话表】陈平娜 9月14日：10家 [5KE9-ZW31]','lc.5KE9-ZW31.622ae38c7d16f311@corp.test','5KE9-ZW31',NULL,1789344000,1789344000,'sent',1,1789344000,1789344000,0,'in the Maildir',6,NULL,0);
INSERT INTO "letter" VALUES('call_sheet.rep01.2026-09-16','call_sheet','rep01','rep01@corp.test','【电话表】陈平娜 9月16日：7家 [WQT2-E417]','lc.WQT2-E417.5020804ed0f8bec4@corp.test','WQT2-E417',NULL,1789516800,1789516800,'sent',1,1789516800,1789516800,0,'in the Maildir',34,NULL,0);
INSERT INTO "letter" VALUES('call_sheet.rep02.2026-09-14','call_sheet','rep02','rep02@corp.test','【电话表】黄小明 9月14日：9家 [7Z5K-NYM7]','lc.7Z5K-NYM7.1ff7a02e6ac469ec@corp.test','7Z5K-NYM7',NULL,1789344000,1789344000,'sent',1,1789344000,1789344000,0,'in the Maildir',7,NULL,0);
INSERT INTO "letter" VALUES('call_sheet.rep02.2026-09-17','call_sheet','rep02','rep02@corp.test','【电话表】黄小明 9月17日：12家 [9AMM-H53F]','lc.9AMM-H53F.108d750592e1cee9@corp.test','9AMM-H53F',NULL,1789603200,1789603200,'sent',1,1789603200,1789603200,0,'in the Maildir',51,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-14','digest','director','director@corp.test','【日报】9月14日：黄小明1人缺交，乐捐1项2.00元，客户冲突1起 [CHHS-PNW6]','lc.CHHS-PNW6.2482db7ff640f6dc@corp.test','CHHS-PNW6','lead_shortfall.rep02.2026-09-14.1',1789345800,1789345800,'sent',1,1789345800,1789345800,0,'in the Maildir',8,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-15','digest','director','director@corp.test','【日报】9月15日：陈平娜、黄小明2人缺交，乐捐2项40.00元，待处理1项 [ZABN-GRHS]','lc.ZABN-GRHS.bc48dee8ed2394fb@corp.test','ZABN-GRHS','lead_shortfall.rep01.2026-09-15.1 lead_shortfall.rep02.2026-09-15.1',1789432200,1789432200,'sent',1,1789432200,1789432200,0,'in the Maildir',21,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-16','digest','director','director@corp.test','【日报】9月16日：陈平娜、黄小明2人缺交，乐捐2项26.00元 [W67R-40SK]','lc.W67R-40SK.08605800c84d6e87@corp.test','W67R-40SK','lead_shortfall.rep01.2026-09-16.1 lead_shortfall.rep02.2026-09-16.1',1789518600,1789518600,'sent',1,1789518600,1789518600,0,'in the Maildir',35,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-17','digest','director','director@corp.test','【日报】9月17日：陈平娜、黄小明2人缺交，乐捐1项20.00元 [D7QT-6WVG]','lc.D7QT-6WVG.799ad44f9284eff1@corp.test','D7QT-6WVG','lead_shortfall.rep01.2026-09-17.1',1789605000,1789605000,'sent',1,1789605000,1789605000,0,'in the Maildir',52,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-18','digest','director','director@corp.test','【日报】9月18日：陈平娜、黄小明2人缺交，乐捐2项40.00元 [1WG6-CVBW]','lc.1WG6-CVBW.428706de980ce7b0@corp.test','1WG6-CVBW','lead_shortfall.rep01.2026-09-18.1 lead_shortfall.rep02.2026-09-18.1',1789691400,1789691400,'sent',1,1789691400,1789691400,0,'in the Maildir',65,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-21','digest','director','director@corp.test','【日报】9月21日：陈平娜、黄小明2人缺交，乐捐7项1038.00元 [Y10F-D1V2]','lc.Y10F-D1V2.9bdb0c6aaf14f516@corp.test','Y10F-D1V2','lead_shortfall.rep02.2026-09-14.2 lead_shortfall.rep01.2026-09-14.1 lead_shortfall.rep01.2026-09-16.2 lead_shortfall.rep01.2026-09-21.1 lead_shortfall.rep02.2026-09-21.1 makeup_unfulfilled.rep01.2026-09-14.1 makeup_unfulfilled.rep02.2026-09-14.1',1789950600,1789950600,'sent',1,1789950600,1789950600,0,'in the Maildir',82,NULL,0);
INSERT INTO "letter" VALUES('digest.director.2026-09-22','digest','director','director@corp.test','【日报】9月22日：陈平娜、黄小明2人缺交，乐捐2项40.00元 [3AP1-2BFX]','lc.3AP1-2BFX.435eaf70e1549667@corp.test','3AP1-2BFX','lead_shortfall.rep01.2026-09-22.1 lead_shortfall.rep02.2026-09-22.1',1790037000,1790037000,'sent',1,1790037000,1790037000,0,'in the Maildir',95,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-14','digest','gm','gm@corp.test','【日报】9月14日：黄小明1人缺交，乐捐1项2.00元，客户冲突1起 [A0T9-K4KP]','lc.A0T9-K4KP.92eea60ad8fa47a9@corp.test','A0T9-K4KP','lead_shortfall.rep02.2026-09-14.1',1789345800,1789345800,'sent',1,1789345800,1789345800,0,'in the Maildir',9,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-15','digest','gm','gm@corp.test','【日报】9月15日：陈平娜、黄小明2人缺交，乐捐2项40.00元，待处理1项 [KBN8-QD8J]','lc.KBN8-QD8J.1f1c26be54c5cee3@corp.test','KBN8-QD8J','lead_shortfall.rep01.2026-09-15.1 lead_shortfall.rep02.2026-09-15.1',1789432200,1789432200,'sent',1,1789432200,1789432200,0,'in the Maildir',22,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-16','digest','gm','gm@corp.test','【日报】9月16日：陈平娜、黄小明2人缺交，乐捐2项26.00元 [5FK6-4TMD]','lc.5FK6-4TMD.4114c3dc81d897fb@corp.test','5FK6-4TMD','lead_shortfall.rep01.2026-09-16.1 lead_shortfall.rep02.2026-09-16.1',1789518600,1789518600,'sent',1,1789518600,1789518600,0,'in the Maildir',36,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-17','digest','gm','gm@corp.test','【日报】9月17日：陈平娜、黄小明2人缺交，乐捐1项20.00元 [4G9G-AX26]','lc.4G9G-AX26.7e3cfa0c39122c57@corp.test','4G9G-AX26','lead_shortfall.rep01.2026-09-17.1',1789605000,1789605000,'sent',1,1789605000,1789605000,0,'in the Maildir',53,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-18','digest','gm','gm@corp.test','【日报】9月18日：陈平娜、黄小明2人缺交，乐捐2项40.00元 [KNGW-CWYK]','lc.KNGW-CWYK.9c0fc5b2583c2634@corp.test','KNGW-CWYK','lead_shortfall.rep01.2026-09-18.1 lead_shortfall.rep02.2026-09-18.1',1789691400,1789691400,'sent',1,1789691400,1789691400,0,'in the Maildir',66,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-21','digest','gm','gm@corp.test','【日报】9月21日：陈平娜、黄小明2人缺交，乐捐7项1038.00元 [CNWZ-7B8F]','lc.CNWZ-7B8F.46e0e3ee3c8826a3@corp.test','CNWZ-7B8F','lead_shortfall.rep02.2026-09-14.2 lead_shortfall.rep01.2026-09-14.1 lead_shortfall.rep01.2026-09-16.2 lead_shortfall.rep01.2026-09-21.1 lead_shortfall.rep02.2026-09-21.1 makeup_unfulfilled.rep01.2026-09-14.1 makeup_unfulfilled.rep02.2026-09-14.1',1789950600,1789950600,'sent',1,1789950600,1789950600,0,'in the Maildir',83,NULL,0);
INSERT INTO "letter" VALUES('digest.gm.2026-09-22','digest','gm','gm@corp.test','【日报】9月22日：陈平娜、黄小明2人缺交，乐捐2项40.00元 [HMAM-D6TB]','lc.HMAM-D6TB.dfcc93a5dad9de06@corp.test','HMAM-D6TB','lead_shortfall.rep01.2026-09-22.1 lead_shortfall.rep02.2026-09-22.1',1790037000,1790037000,'sent',1,1790037000,1790037000,0,'in the Maildir',96,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-14T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月14日意向客户0/1：客户资料加2条，本周陌拜2次 [KZRH-8HCJ]','lc.KZRH-8HCJ.869cd65fb325b450@corp.test','KZRH-8HCJ','prospects.rep01.2026-09-14',1789380060,1789380060,'sent',1,1789380060,1789380060,0,'in the Maildir',12,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-15T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月15日客户资料缺额10条：20.00元 [88VS-2G4N]','lc.88VS-2G4N.e51f337fbc9e59e6@corp.test','88VS-2G4N','lead_list.rep01.2026-09-15 lead_shortfall.rep01.2026-09-15.1',1789401600,1789428600,'sent',1,1789428600,1789428600,0,'in the Maildir',19,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-15T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月15日意向客户0/1：本周补做已不能完成，不用补陌拜 [C1HV-8YCN]','lc.C1HV-8YCN.9022350c987fdd93@corp.test','C1HV-8YCN','prospects.rep01.2026-09-15',1789466460,1789466460,'sent',1,1789466460,1789466460,0,'in the Maildir',25,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-16T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月16日客户资料缺额3条：6.00元 [1DTW-B5Y5]','lc.1DTW-B5Y5.fb9e5e3b9826a88a@corp.test','1DTW-B5Y5','lead_shortfall.rep01.2026-09-16.1',1789488000,1789515000,'sent',1,1789515000,1789515000,0,'in the Maildir',32,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-16T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月16日意向客户0/1：本周补做已不能完成，不用补陌拜 [KY72-2YC7]','lc.KY72-2YC7.2fdea983f7672d0e@corp.test','KY72-2YC7','prospects.rep01.2026-09-16',1789552860,1789552860,'sent',1,1789552860,1789552860,0,'in the Maildir',45,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-17T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月17日客户资料缺额10条：20.00元 [Y631-Z1MT]','lc.Y631-Z1MT.ae670c09ee88ab31@corp.test','Y631-Z1MT','lead_shortfall.rep01.2026-09-17.1',1789574400,1789601400,'sent',1,1789601400,1789601400,0,'in the Maildir',50,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-17T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月17日意向客户0/1：本周补做已不能完成，不用补陌拜 [84WF-AHXV]','lc.84WF-AHXV.777a144003bb0ef8@corp.test','84WF-AHXV','prospects.rep01.2026-09-17',1789639260,1789639260,'sent',1,1789639260,1789639260,0,'in the Maildir',57,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-18T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月18日客户资料缺额10条：20.00元 [M639-XS2B]','lc.M639-XS2B.a56a5ea21b94dfe5@corp.test','M639-XS2B','lead_shortfall.rep01.2026-09-18.1',1789660800,1789687800,'sent',1,1789687800,1789687800,0,'in the Maildir',63,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-18T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月18日意向客户0/1：本周补做已不能完成，不用补陌拜 [FQJC-MEXJ]','lc.FQJC-MEXJ.fa2156e0c8ea29d0@corp.test','FQJC-MEXJ','prospects.rep01.2026-09-18',1789725660,1789725660,'sent',1,1789725660,1789725660,0,'in the Maildir',74,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-21T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 2项，合计520.00元 [ZA23-SV1K]','lc.ZA23-SV1K.3c5fa8e2b8368cc9@corp.test','ZA23-SV1K','lead_shortfall.rep01.2026-09-21.1 makeup_unfulfilled.rep01.2026-09-14.1',1789920000,1789947000,'sent',1,1789947000,1789947000,0,'in the Maildir',80,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-21T18:01:00+08:00','makeup','rep01','rep01@corp.test','【陌拜任务】陈平娜 9月21日意向客户0/1：客户资料加2条，本周陌拜2次 [GZNE-C02X]','lc.GZNE-C02X.26fb7c2dafb9f1ed@corp.test','GZNE-C02X','prospects.rep01.2026-09-21',1789984860,1789984860,'sent',1,1789984860,1789984860,0,'in the Maildir',87,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.2026-09-22T00:00:00+08:00','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 9月22日客户资料缺额10条：20.00元 [433Y-BP4T]','lc.433Y-BP4T.31f38dbed2fcf257@corp.test','433Y-BP4T','lead_list.rep01.2026-09-22 lead_shortfall.rep01.2026-09-22.1',1790006400,1790033400,'sent',1,1790033400,1790033400,0,'in the Maildir',93,NULL,0);
INSERT INTO "letter" VALUES('notice.rep01.late:m0e71528101778583','penalty','rep01','rep01@corp.test','【乐捐登记】陈平娜 2项，合计0.00元 [ZCQ2-480D]','lc.ZCQ2-480D.4a7ed3292e2af020@corp.test','ZCQ2-480D','lead_shortfall.rep01.2026-09-14.1 lead_shortfall.rep01.2026-09-16.2',1789704000,1789704000,'sent',1,1789704000,1789704000,0,'in the Maildir',71,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-14T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月14日客户资料缺额1条：2.00元 [SP2X-1TDX]','lc.SP2X-1TDX.45ceee68db6245b2@corp.test','SP2X-1TDX','lead_shortfall.rep02.2026-09-14.1',1789315200,1789342200,'sent',1,1789342200,1789342200,0,'in the Maildir',5,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-14T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月14日意向客户0/1：客户资料加2条，本周陌拜2次 [YFSQ-PGR9]','lc.YFSQ-PGR9.dfe8a761438b35cb@corp.test','YFSQ-PGR9','prospects.rep02.2026-09-14',1789380060,1789380060,'sent',1,1789380060,1789380060,0,'in the Maildir',13,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-15T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月15日客户资料缺额10条：20.00元 [0S4Z-GRY3]','lc.0S4Z-GRY3.65ea795e098e68b0@corp.test','0S4Z-GRY3','lead_list.rep02.2026-09-15 lead_shortfall.rep02.2026-09-15.1',1789401600,1789428600,'sent',1,1789428600,1789428600,0,'in the Maildir',20,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-15T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月15日意向客户0/1：本周补做已不能完成，不用补陌拜 [HZRW-Q15T]','lc.HZRW-Q15T.b64b68c7fc5fc3fa@corp.test','HZRW-Q15T','prospects.rep02.2026-09-15',1789466460,1789466460,'sent',1,1789466460,1789466460,0,'in the Maildir',26,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-16T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月16日客户资料缺额10条：20.00元 [ZFQ2-7J94]','lc.ZFQ2-7J94.adac185b24380159@corp.test','ZFQ2-7J94','lead_shortfall.rep02.2026-09-16.1',1789488000,1789515000,'sent',1,1789515000,1789515000,0,'in the Maildir',33,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-16T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月16日意向客户0/1：本周补做已不能完成，不用补陌拜 [NZD0-E5TE]','lc.NZD0-E5TE.af754272d0d06211@corp.test','NZD0-E5TE','prospects.rep02.2026-09-16',1789552860,1789552860,'sent',1,1789552860,1789552860,0,'in the Maildir',46,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-17T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月17日意向客户0/1：本周补做已不能完成，不用补陌拜 [511C-MQBP]','lc.511C-MQBP.4f182c0c5d6f356d@corp.test','511C-MQBP','prospects.rep02.2026-09-17',1789639260,1789639260,'sent',1,1789639260,1789639260,0,'in the Maildir',58,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-18T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月18日客户资料缺额10条：20.00元 [T4JA-N1DP]','lc.T4JA-N1DP.b1c58e6543a02abb@corp.test','T4JA-N1DP','lead_shortfall.rep02.2026-09-18.1',1789660800,1789687800,'sent',1,1789687800,1789687800,0,'in the Maildir',64,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-18T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月18日意向客户0/1：本周补做已不能完成，不用补陌拜 [J99E-ZBGV]','lc.J99E-ZBGV.3a75045517acc479@corp.test','J99E-ZBGV','prospects.rep02.2026-09-18',1789725660,1789725660,'sent',1,1789725660,1789725660,0,'in the Maildir',75,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-21T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 2项，合计520.00元 [SBBW-J55V]','lc.SBBW-J55V.20f05a690d7e85ae@corp.test','SBBW-J55V','lead_shortfall.rep02.2026-09-21.1 makeup_unfulfilled.rep02.2026-09-14.1',1789920000,1789947000,'sent',1,1789947000,1789947000,0,'in the Maildir',81,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-21T18:01:00+08:00','makeup','rep02','rep02@corp.test','【陌拜任务】黄小明 9月21日意向客户0/1：客户资料加2条，本周陌拜2次 [G5TP-KQKS]','lc.G5TP-KQKS.f56c08664219fd9d@corp.test','G5TP-KQKS','prospects.rep02.2026-09-21',1789984860,1789984860,'sent',1,1789984860,1789984860,0,'in the Maildir',88,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.2026-09-22T00:00:00+08:00','penalty','rep02','rep02@corp.test','【乐捐登记】黄小明 9月22日客户资料缺额10条：20.00元 [NJAJ-3ZCF]','lc.NJAJ-3ZCF.b041ccf29c2e17db@corp.test','NJAJ-3ZCF','lead_list.rep02.2026-09-22 lead_shortfall.rep02.2026-09-22.1',1790006400,1790033400,'sent',1,1790033400,1790033400,0,'in the Maildir',94,NULL,0);
INSERT INTO "letter" VALUES('notice.rep02.late:m0e71528101778583','penalty','rep02','rep02@corp.test','【乐捐更正】黄小明 9月14日客户资料缺额已冲回2.00元 [T4P2-V58W]','lc.T4P2-V58W.d2f8115556764c25@corp.test','T4P2-V58W','lead_shortfall.rep02.2026-09-14.2',1789704000,1789704000,'sent',1,1789704000,1789704000,0,'in the Maildir',70,NULL,0);
INSERT INTO "letter" VALUES('receipt.m0e71528101778583','receipt','rep02','rep02@corp.test','【回执】黄小明 9月14日客户资料：有效3条，缺7条，已截止 [01GD-AR67]','lc.01GD-AR67.ed397f71d729658b@corp.test','01GD-AR67','m0e71528101778583',1789704000,1789704000,'sent',1,1789704000,1789704000,0,'in the Maildir',68,NULL,0);
INSERT INTO "letter" VALUES('receipt.m4833b92bf4262b16','receipt','rep01','rep01@corp.test','【回执】陈平娜 9月16日客户资料：有效7条，还差5条 [CN1N-SC3A]','lc.CN1N-SC3A.3cba493b86b91e60@corp.test','CN1N-SC3A','m4833b92bf4262b16',1789473600,1789473600,'sent',1,1789473600,1789473600,0,'in the Maildir',27,NULL,0);
INSERT INTO "letter" VALUES('receipt.m4b9c30a3b526e09e','receipt','rep02','rep02@corp.test','【回执】黄小明 9月17日客户资料：有效12条，已达标 [5KGK-JN1X]','lc.5KGK-JN1X.3a9f72d353dfd5c3@corp.test','5KGK-JN1X','m4b9c30a3b526e09e',1789560000,1789560000,'sent',1,1789560000,1789560000,0,'in the Maildir',47,NULL,0);
INSERT INTO "letter" VALUES('receipt.mc8992ddc8e7e1f24','receipt','rep02','rep02@corp.test','【回执】黄小明 9月14日客户资料：有效9条，还差1条 [XVHJ-Y0ST]','lc.XVHJ-Y0ST.b1931f0241e45d2f@corp.test','XVHJ-Y0ST','mc8992ddc8e7e1f24',1789304400,1789304400,'sent',1,1789304400,1789304400,0,'in the Maildir',3,NULL,0);
INSERT INTO "letter" VALUES('receipt.md41abb4d11cea55f','receipt','rep01','rep01@corp.test','【回执】陈平娜 9月16日客户资料：有效5条，累计12条，已达标 [KTFD-QVXA]','lc.KTFD-QVXA.722b7c6b0220a07d@corp.test','KTFD-QVXA','md41abb4d11cea55f',1789704000,1789704000,'sent',1,1789704000,1789704000,0,'in the Maildir',69,NULL,0);
INSERT INTO "letter" VALUES('receipt.mf8c884bb4035d591','receipt','rep01','rep01@corp.test','【回执】陈平娜 9月14日客户资料：有效10条，已达标 [PY4Z-294K]','lc.PY4Z-294K.311e1a09a5c28e57@corp.test','PY4Z-294K','mf8c884bb4035d591',1789300800,1789300800,'sent',1,1789300800,1789300800,0,'in the Maildir',1,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-14T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月14日意向客户） [M5VD-X5SM]','lc.M5VD-X5SM.50a6c036e796783f@corp.test','M5VD-X5SM','reminder:prospects.rep01.2026-09-14',1789372800,1789372800,'sent',1,1789372800,1789372800,0,'in the Maildir',10,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-14T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月15日客户资料，含加量） [M3ZE-EZAZ]','lc.M3ZE-EZAZ.de03b1743cf27611@corp.test','M3ZE-EZAZ','reminder:lead_list.rep01.2026-09-15',1789387200,1789387200,'sent',1,1789387200,1789387200,0,'in the Maildir',15,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-14T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月15日客户资料，含加量） [50HZ-M57X]','lc.50HZ-M57X.f769e8e466d9eae1@corp.test','50HZ-M57X','reminder:lead_list.rep01.2026-09-15',1789396200,1789396200,'sent',1,1789396200,1789396200,0,'in the Maildir',17,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-15T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月15日意向客户） [SZ1S-QX6J]','lc.SZ1S-QX6J.91e4c5899be737d4@corp.test','SZ1S-QX6J','reminder:prospects.rep01.2026-09-15',1789459200,1789459200,'sent',1,1789459200,1789459200,0,'in the Maildir',23,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-15T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】7/12，还差5条，23:59前（9月16日客户资料，含加量） [3HKV-1VPP]','lc.3HKV-1VPP.daf866ccb73cfaa1@corp.test','3HKV-1VPP','reminder:lead_list.rep01.2026-09-16',1789473600,1789473600,'sent',1,1789473600,1789473600,0,'in the Maildir',28,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-15T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】7/12，还差5条，23:59前（9月16日客户资料，含加量） [JH9N-2KN9]','lc.JH9N-2KN9.27c24705d51bb720@corp.test','JH9N-2KN9','reminder:lead_list.rep01.2026-09-16',1789482600,1789482600,'sent',1,1789482600,1789482600,0,'in the Maildir',30,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-16T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月16日意向客户） [YC3J-CC4Y]','lc.YC3J-CC4Y.58c941b129660d40@corp.test','YC3J-CC4Y','reminder:prospects.rep01.2026-09-16',1789545600,1789545600,'sent',1,1789545600,1789545600,0,'in the Maildir',40,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-16T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月17日客户资料，含加量） [CK7E-EZ2C]','lc.CK7E-EZ2C.85267875b7e37738@corp.test','CK7E-EZ2C','reminder:lead_list.rep01.2026-09-17',1789560000,1789560000,'sent',1,1789560000,1789560000,0,'in the Maildir',48,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-16T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月17日客户资料，含加量） [ANJH-BE5P]','lc.ANJH-BE5P.4d1682225d8b45d8@corp.test','ANJH-BE5P','reminder:lead_list.rep01.2026-09-17',1789569000,1789569000,'sent',1,1789569000,1789569000,0,'in the Maildir',49,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-17T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月17日意向客户） [TKPA-AR96]','lc.TKPA-AR96.541d0f4741622453@corp.test','TKPA-AR96','reminder:prospects.rep01.2026-09-17',1789632000,1789632000,'sent',1,1789632000,1789632000,0,'in the Maildir',55,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-17T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月18日客户资料，含加量） [R7ER-W6C8]','lc.R7ER-W6C8.e6abb74b53c27af6@corp.test','R7ER-W6C8','reminder:lead_list.rep01.2026-09-18',1789646400,1789646400,'sent',1,1789646400,1789646400,0,'in the Maildir',59,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-17T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月18日客户资料，含加量） [JRV8-2RQT]','lc.JRV8-2RQT.4ada03f638f6fd86@corp.test','JRV8-2RQT','reminder:lead_list.rep01.2026-09-18',1789655400,1789655400,'sent',1,1789655400,1789655400,0,'in the Maildir',61,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-18T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月18日意向客户） [RZSP-513G]','lc.RZSP-513G.0167f00ccee2a222@corp.test','RZSP-513G','reminder:prospects.rep01.2026-09-18',1789718400,1789718400,'sent',1,1789718400,1789718400,0,'in the Maildir',72,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-20T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月21日客户资料，含加量） [HJRB-0B56]','lc.HJRB-0B56.77164c476aa08ef0@corp.test','HJRB-0B56','reminder:lead_list.rep01.2026-09-21',1789905600,1789905600,'sent',1,1789905600,1789905600,0,'in the Maildir',76,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-20T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月21日客户资料，含加量） [FFP0-QS9C]','lc.FFP0-QS9C.2294397399ce5cb1@corp.test','FFP0-QS9C','reminder:lead_list.rep01.2026-09-21',1789914600,1789914600,'sent',1,1789914600,1789914600,0,'in the Maildir',78,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-21T16:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/1，还差1条，18:00前（9月21日意向客户） [79QE-5KWT]','lc.79QE-5KWT.92e01f07179c2d74@corp.test','79QE-5KWT','reminder:prospects.rep01.2026-09-21',1789977600,1789977600,'sent',1,1789977600,1789977600,0,'in the Maildir',85,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-21T20:00:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月22日客户资料，含加量） [KXDH-SEVS]','lc.KXDH-SEVS.b8e204860103e213@corp.test','KXDH-SEVS','reminder:lead_list.rep01.2026-09-22',1789992000,1789992000,'sent',1,1789992000,1789992000,0,'in the Maildir',89,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep01.2026-09-21T22:30:00+08:00','reminder','rep01','rep01@corp.test','【提醒】0/12，还差12条，23:59前（9月22日客户资料，含加量） [YKBT-CDMA]','lc.YKBT-CDMA.deff39bb44a05104@corp.test','YKBT-CDMA','reminder:lead_list.rep01.2026-09-22',1790001000,1790001000,'sent',1,1790001000,1790001000,0,'in the Maildir',91,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-13T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/10，还差10条，23:59前（9月14日客户资料） [5YGR-XMDB]','lc.5YGR-XMDB.e6905100e0cbc807@corp.test','5YGR-XMDB','reminder:lead_list.rep02.2026-09-14',1789300800,1789300800,'sent',1,1789300800,1789300800,0,'in the Maildir',2,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-13T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】9/10，还差1条，23:59前（9月14日客户资料） [QBP9-G66Q]','lc.QBP9-G66Q.61b425910a997e2a@corp.test','QBP9-G66Q','reminder:lead_list.rep02.2026-09-14',1789309800,1789309800,'sent',1,1789309800,1789309800,0,'in the Maildir',4,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-14T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月14日意向客户） [B8Y5-0SSY]','lc.B8Y5-0SSY.193402051fdd9c04@corp.test','B8Y5-0SSY','reminder:prospects.rep02.2026-09-14',1789372800,1789372800,'sent',1,1789372800,1789372800,0,'in the Maildir',11,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-14T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月15日客户资料，含加量） [FMY4-1SGX]','lc.FMY4-1SGX.984efc221a4c7868@corp.test','FMY4-1SGX','reminder:lead_list.rep02.2026-09-15',1789387200,1789387200,'sent',1,1789387200,1789387200,0,'in the Maildir',16,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-14T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月15日客户资料，含加量） [072N-YA0N]','lc.072N-YA0N.542e88509009372d@corp.test','072N-YA0N','reminder:lead_list.rep02.2026-09-15',1789396200,1789396200,'sent',1,1789396200,1789396200,0,'in the Maildir',18,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-15T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月15日意向客户） [ZMJD-YK5P]','lc.ZMJD-YK5P.40cf48dd88aeba03@corp.test','ZMJD-YK5P','reminder:prospects.rep02.2026-09-15',1789459200,1789459200,'sent',1,1789459200,1789459200,0,'in the Maildir',24,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-15T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月16日客户资料，含加量） [KPE7-BNDF]','lc.KPE7-BNDF.cd330c371cbff98d@corp.test','KPE7-BNDF','reminder:lead_list.rep02.2026-09-16',1789473600,1789473600,'sent',1,1789473600,1789473600,0,'in the Maildir',29,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-15T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月16日客户资料，含加量） [JEG6-T8Y9]','lc.JEG6-T8Y9.fe6df266369c2a3d@corp.test','JEG6-T8Y9','reminder:lead_list.rep02.2026-09-16',1789482600,1789482600,'sent',1,1789482600,1789482600,0,'in the Maildir',31,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-16T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月16日意向客户） [97F5-RQ62]','lc.97F5-RQ62.3c14c775cffabfce@corp.test','97F5-RQ62','reminder:prospects.rep02.2026-09-16',1789545600,1789545600,'sent',1,1789545600,1789545600,0,'in the Maildir',41,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-17T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月17日意向客户） [HHJC-N52K]','lc.HHJC-N52K.eee74782e19729a4@corp.test','HHJC-N52K','reminder:prospects.rep02.2026-09-17',1789632000,1789632000,'sent',1,1789632000,1789632000,0,'in the Maildir',56,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-17T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月18日客户资料，含加量） [Q3FD-1E4N]','lc.Q3FD-1E4N.1b3d84c763296024@corp.test','Q3FD-1E4N','reminder:lead_list.rep02.2026-09-18',1789646400,1789646400,'sent',1,1789646400,1789646400,0,'in the Maildir',60,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-17T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月18日客户资料，含加量） [G9HV-VM84]','lc.G9HV-VM84.20f6b49c72deb1f4@corp.test','G9HV-VM84','reminder:lead_list.rep02.2026-09-18',1789655400,1789655400,'sent',1,1789655400,1789655400,0,'in the Maildir',62,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-18T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月18日意向客户） [QWM2-MNJW]','lc.QWM2-MNJW.10f1c457e55d10d4@corp.test','QWM2-MNJW','reminder:prospects.rep02.2026-09-18',1789718400,1789718400,'sent',1,1789718400,1789718400,0,'in the Maildir',73,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-20T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月21日客户资料，含加量） [AAN5-2M26]','lc.AAN5-2M26.a2b02cda06265081@corp.test','AAN5-2M26','reminder:lead_list.rep02.2026-09-21',1789905600,1789905600,'sent',1,1789905600,1789905600,0,'in the Maildir',77,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-20T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月21日客户资料，含加量） [SPYA-K691]','lc.SPYA-K691.0d4914ec3486f527@corp.test','SPYA-K691','reminder:lead_list.rep02.2026-09-21',1789914600,1789914600,'sent',1,1789914600,1789914600,0,'in the Maildir',79,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-21T16:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/1，还差1条，18:00前（9月21日意向客户） [VT0Z-3ZME]','lc.VT0Z-3ZME.f8b9284d28cd44f9@corp.test','VT0Z-3ZME','reminder:prospects.rep02.2026-09-21',1789977600,1789977600,'sent',1,1789977600,1789977600,0,'in the Maildir',86,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-21T20:00:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月22日客户资料，含加量） [SJKF-J8ZE]','lc.SJKF-J8ZE.6b6e7c1068a831de@corp.test','SJKF-J8ZE','reminder:lead_list.rep02.2026-09-22',1789992000,1789992000,'sent',1,1789992000,1789992000,0,'in the Maildir',90,NULL,0);
INSERT INTO "letter" VALUES('reminder.rep02.2026-09-21T22:30:00+08:00','reminder','rep02','rep02@corp.test','【提醒】0/12，还差12条，23:59前（9月22日客户资料，含加量） [WVF6-6H2C]','lc.WVF6-6H2C.aa36c635b1545e8d@corp.test','WVF6-6H2C','reminder:lead_list.rep02.2026-09-22',1790001000,1790001000,'sent',1,1790001000,1790001000,0,'in the Maildir',92,NULL,0);
INSERT INTO "letter" VALUES('report.training.director.2026-09-16','report','director','director@corp.test','【日程】业务培训：9月16日 17:00 [3PJ2-26V8]','lc.3PJ2-26V8.e703b62ee8816dd3@corp.test','3PJ2-26V8','training 2026-09-16',1789548600,1789548600,'sent',1,1789548600,1789548600,0,'in the Maildir',42,NULL,0);
INSERT INTO "letter" VALUES('report.training.rep01.2026-09-16','report','rep01','rep01@corp.test','【日程】业务培训：9月16日 17:00 [B2EJ-CZ0K]','lc.B2EJ-CZ0K.7aa421987f631ff2@corp.test','B2EJ-CZ0K','training 2026-09-16',1789548600,1789548600,'sent',1,1789548600,1789548600,0,'in the Maildir',43,NULL,0);
INSERT INTO "letter" VALUES('report.training.rep02.2026-09-16','report','rep02','rep02@corp.test','【日程】业务培训：9月16日 17:00 [ZY3G-8D66]','lc.ZY3G-8D66.8e322b1c55b02905@corp.test','ZY3G-8D66','training 2026-09-16',1789548600,1789548600,'sent',1,1789548600,1789548600,0,'in the Maildir',44,NULL,0);
INSERT INTO "letter" VALUES('return.m41762c9cd570fc74','return','rep01','rep01@corp.test','【退回】陈平娜 名单12行暂未计入：收件人缺王总（总经理），直接回复本邮件即可补正 [3MPT-8ZGT]','lc.3MPT-8ZGT.07f7b53095485fef@corp.test','3MPT-8ZGT','m41762c9cd570fc74',1789387200,1789387200,'sent',1,1789387200,1789387200,0,'in the Maildir',14,NULL,0);
INSERT INTO "letter" VALUES('slip_ask.m0cca23b7995fe01b.0.director','slip_ask','director','director@corp.test','【待批】价格备案 JG-20260916-1：陈平娜 [H3HG-NE8Y]','lc.H3HG-NE8Y.404cbd0d90b40647@corp.test','H3HG-NE8Y','JG-20260916-1 0 m0cca23b7995fe01b',1789524000,1789524000,'sent',1,1789524000,1789524000,0,'in the Maildir',38,NULL,0);
INSERT INTO "letter" VALUES('slip_receipt.m0cca23b7995fe01b','slip_receipt','rep01','rep01@corp.test','【登记】价格备案 JG-20260916-1 已收到，待李总监答复 [HVDR-SQRS]','lc.HVDR-SQRS.591bd028bd9cacae@corp.test','HVDR-SQRS','JG-20260916-1 -1',1789524000,1789524000,'sent',1,1789524000,1789524000,0,'in the Maildir',37,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-16T12:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [HN2X-S3FK]','lc.HN2X-S3FK.35d6f6d6cc943cda@corp.test','HN2X-S3FK','JG-20260916-1 0 2026-09-16T12:00:00+08:00',1789531200,1789531200,'sent',1,1789531200,1789531200,0,'in the Maildir',39,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-17T09:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [44Q4-W0B0]','lc.44Q4-W0B0.798938569f857a30@corp.test','44Q4-W0B0','JG-20260916-1 0 2026-09-17T09:00:00+08:00',1789606800,1789606800,'sent',1,1789606800,1789606800,0,'in the Maildir',54,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-18T09:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [HBJN-QP9J]','lc.HBJN-QP9J.0ae3e52504e9d780@corp.test','HBJN-QP9J','JG-20260916-1 0 2026-09-18T09:00:00+08:00',1789693200,1789693200,'sent',1,1789693200,1789693200,0,'in the Maildir',67,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-21T09:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [5DS3-5M45]','lc.5DS3-5M45.d20191748628139e@corp.test','5DS3-5M45','JG-20260916-1 0 2026-09-21T09:00:00+08:00',1789952400,1789952400,'sent',1,1789952400,1789952400,0,'in the Maildir',84,NULL,0);
INSERT INTO "letter" VALUES('slip_reminder.m0cca23b7995fe01b.0.director.2026-09-22T09:00:00+08:00','slip_reminder','director','director@corp.test','【催办】价格备案 JG-20260916-1：陈平娜，9月16日 10:00起待您批示 [H1GM-6B2C]','lc.H1GM-6B2C.d601e1a9b9250766@corp.test','H1GM-6B2C','JG-20260916-1 0 2026-09-22T09:00:00+08:00',1790038800,1790038800,'sent',1,1790038800,1790038800,0,'in the Maildir',97,NULL,0);
CREATE TABLE letter_body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
INSERT INTO "letter_body" VALUES(1,X'446174653A2053756E2C2031332053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(2,X'446174653A2053756E2C2031332053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(3,X'446174653A2053756E2C2031332053657020323032362032313A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(4,X'446174653A2053756E2C2031332053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(5,X'446174653A204D6F6E2C2031342053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(6,X'446174653A204D6F6E2C2031342053657020323032362030383A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(7,X'446174653A204D6F6E2C2031342053657020323032362030383A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(8,X'446174653A204D6F6E2C2031342053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(9,X'446174653A204D6F6E2C2031342053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3534364C356F43373F3D203C676D40636F72702E74657374');
INSERT INTO "letter_body" VALUES(10,X'446174653A204D6F6E2C2031342053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(11,X'446174653A204D6F6E2C2031342053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(12,X'446174653A204D6F6E2C2031342053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(13,X'446174653A204D6F6E2C2031342053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(14,X'446174653A204D6F6E2C2031342053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(15,X'446174653A204D6F6E2C2031342053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(16,X'446174653A204D6F6E2C2031342053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(17,X'446174653A204D6F6E2C2031342053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(18,X'446174653A204D6F6E2C2031342053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(19,X'446174653A205475652C2031352053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(20,X'446174653A205475652C2031352053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(21,X'446174653A205475652C2031352053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(22,X'446174653A205475652C2031352053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3534364C356F43373F3D203C676D40636F72702E74657374');
INSERT INTO "letter_body" VALUES(23,X'446174653A205475652C2031352053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(24,X'446174653A205475652C2031352053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(25,X'446174653A205475652C2031352053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(26,X'446174653A205475652C2031352053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(27,X'446174653A205475652C2031352053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(28,X'446174653A205475652C2031352053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(29,X'446174653A205475652C2031352053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(30,X'446174653A205475652C2031352053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(31,X'446174653A205475652C2031352053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(32,X'446174653A205765642C2031362053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(33,X'446174653A205765642C2031362053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(34,X'446174653A205765642C2031362053657020323032362030383A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(35,X'446174653A205765642C2031362053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(36,X'446174653A205765642C2031362053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3534364C356F43373F3D203C676D40636F72702E74657374');
INSERT INTO "letter_body" VALUES(37,X'446174653A205765642C2031362053657020323032362031303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(38,X'446174653A205765642C2031362053657020323032362031303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(39,X'446174653A205765642C2031362053657020323032362031323A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(40,X'446174653A205765642C2031362053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(41,X'446174653A205765642C2031362053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(42,X'446174653A205765642C2031362053657020323032362031363A35303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(43,X'446174653A205765642C2031362053657020323032362031363A35303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(44,X'446174653A205765642C2031362053657020323032362031363A35303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(45,X'446174653A205765642C2031362053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(46,X'446174653A205765642C2031362053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(47,X'446174653A205765642C2031362053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(48,X'446174653A205765642C2031362053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(49,X'446174653A205765642C2031362053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(50,X'446174653A205468752C2031372053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(51,X'446174653A205468752C2031372053657020323032362030383A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(52,X'446174653A205468752C2031372053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(53,X'446174653A205468752C2031372053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3534364C356F43373F3D203C676D40636F72702E74657374');
INSERT INTO "letter_body" VALUES(54,X'446174653A205468752C2031372053657020323032362030393A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(55,X'446174653A205468752C2031372053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(56,X'446174653A205468752C2031372053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(57,X'446174653A205468752C2031372053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(58,X'446174653A205468752C2031372053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(59,X'446174653A205468752C2031372053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(60,X'446174653A205468752C2031372053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(61,X'446174653A205468752C2031372053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(62,X'446174653A205468752C2031372053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(63,X'446174653A204672692C2031382053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(64,X'446174653A204672692C2031382053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(65,X'446174653A204672692C2031382053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(66,X'446174653A204672692C2031382053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3534364C356F43373F3D203C676D40636F72702E74657374');
INSERT INTO "letter_body" VALUES(67,X'446174653A204672692C2031382053657020323032362030393A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(68,X'446174653A204672692C2031382053657020323032362031323A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(69,X'446174653A204672692C2031382053657020323032362031323A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(70,X'446174653A204672692C2031382053657020323032362031323A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(71,X'446174653A204672692C2031382053657020323032362031323A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(72,X'446174653A204672692C2031382053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(73,X'446174653A204672692C2031382053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(74,X'446174653A204672692C2031382053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(75,X'446174653A204672692C2031382053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(76,X'446174653A2053756E2C2032302053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(77,X'446174653A2053756E2C2032302053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(78,X'446174653A2053756E2C2032302053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(79,X'446174653A2053756E2C2032302053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(80,X'446174653A204D6F6E2C2032312053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(81,X'446174653A204D6F6E2C2032312053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(82,X'446174653A204D6F6E2C2032312053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(83,X'446174653A204D6F6E2C2032312053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3534364C356F43373F3D203C676D40636F72702E74657374');
INSERT INTO "letter_body" VALUES(84,X'446174653A204D6F6E2C2032312053657020323032362030393A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(85,X'446174653A204D6F6E2C2032312053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(86,X'446174653A204D6F6E2C2032312053657020323032362031363A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(87,X'446174653A204D6F6E2C2032312053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(88,X'446174653A204D6F6E2C2032312053657020323032362031383A30313A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(89,X'446174653A204D6F6E2C2032312053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(90,X'446174653A204D6F6E2C2032312053657020323032362032303A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(91,X'446174653A204D6F6E2C2032312053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(92,X'446174653A204D6F6E2C2032312053657020323032362032323A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(93,X'446174653A205475652C2032322053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F365A6D4935626D7A356169633F3D203C726570303140636F');
INSERT INTO "letter_body" VALUES(94,X'446174653A205475652C2032322053657020323032362030373A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F36627545356243503570694F3F3D203C726570303240636F');
INSERT INTO "letter_body" VALUES(95,X'446174653A205475652C2032322053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
INSERT INTO "letter_body" VALUES(96,X'446174653A205475652C2032322053657020323032362030383A33303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3534364C356F43373F3D203C676D40636F72702E74657374');
INSERT INTO "letter_body" VALUES(97,X'446174653A205475652C2032322053657020323032362030393A30303A3030202B303830300D0A46726F6D3A20636C65726B40636F72702E746573740D0A546F3A203D3F5554462D383F423F3570324F356F4337353575523F3D203C6469726563746F72');
CREATE TABLE list (mail INTEGER NOT NULL REFERENCES mail, n INTEGER NOT NULL, kind INTEGER NOT NULL, told_by TEXT NOT NULL,
	sheet TEXT NOT NULL, quoted INTEGER NOT NULL, file TEXT NOT NULL DEFAULT '', PRIMARY KEY (mail, n)) WITHOUT ROWID;
INSERT INTO "list" VALUES(1,0,1,'default','list.csv',0,'list.csv');
INSERT INTO "list" VALUES(2,0,1,'default','list.csv',0,'list.csv');
INSERT INTO "list" VALUES(3,0,1,'default','list.csv',0,'list.csv');
INSERT INTO "list" VALUES(4,0,1,'default','list.csv',0,'list.csv');
INSERT INTO "list" VALUES(6,0,1,'default','list.csv',0,'list.csv');
INSERT INTO "list" VALUES(7,0,1,'default','list.csv',0,'list.csv');
INSERT INTO "list" VALUES(8,0,1,'default','list.csv',0,'list.csv');
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
INSERT INTO "meta" VALUES('configuration','13fd4ff7d82e86972fad94ce70a8c0f4');
INSERT INTO "meta" VALUES('digest_until','1790037000');
INSERT INTO "meta" VALUES('lettered_until','1790037000');
INSERT INTO "meta" VALUES('replayed_until','1790049600');
INSERT INTO "meta" VALUES('reported.cross_checks','1789952400');
INSERT INTO "meta" VALUES('reported.daily_meeting','1789982400');
INSERT INTO "meta" VALUES('reported.training','1789548600');
INSERT INTO "meta" VALUES('schema','11');
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
INSERT INTO "row" VALUES(1,20709,1,0,0,2,'东莞市第001号五金有限公司张伟13900000001五金100万无有高',1,5,NULL,NULL,2,1789297200,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,1,3,'东莞市第002号五金有限公司张伟13900000002五金100万无有高',1,5,NULL,NULL,2,1789297200,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,2,4,'东莞市第003号五金有限公司张伟13900000003五金100万无有高',1,5,NULL,NULL,2,1789297200,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,3,5,'东莞市第004号五金有限公司张伟13900000004五金100万无有高',0,0,4,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,4,6,'东莞市第005号五金有限公司张伟13900000005五金100万无有高',0,0,5,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,5,7,'东莞市第006号五金有限公司张伟13900000006五金100万无有高',0,0,6,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,6,8,'东莞市第007号五金有限公司张伟13900000007五金100万无有高',0,0,7,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,7,9,'东莞市第008号五金有限公司张伟13900000008五金100万无有高',0,0,8,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,8,10,'东莞市第009号五金有限公司张伟13900000009五金100万无有高',0,0,9,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20709,1,0,9,11,'东莞市第010号五金有限公司张伟13900000010五金100万无有高',0,0,10,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,0,2,'东莞市第008号五金有限公司张伟13900000008五金100万无有高',1,5,NULL,NULL,1,1789300800,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,1,3,'东莞市第009号五金有限公司张伟13900000009五金100万无有高',1,5,NULL,NULL,1,1789300800,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,2,4,'东莞市第010号五金有限公司张伟13900000010五金100万无有高',1,5,NULL,NULL,1,1789300800,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,3,5,'东莞市第011号五金有限公司张伟13900000011五金100万无有高',0,0,11,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,4,6,'东莞市第012号五金有限公司张伟13900000012五金100万无有高',0,0,12,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,5,7,'东莞市第013号五金有限公司张伟13900000013五金100万无有高',0,0,13,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,6,8,'东莞市第014号五金有限公司张伟13900000014五金100万无有高',0,0,14,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,7,9,'东莞市第015号五金有限公司张伟13900000015五金100万无有高',0,0,15,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,8,10,'东莞市第016号五金有限公司张伟13900000016五金100万无有高',0,0,16,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,9,11,'东莞市第017号五金有限公司张伟13900000017五金100万无有高',0,0,17,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,10,12,'东莞市第018号五金有限公司张伟13900000018五金100万无有高',0,0,18,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,2,0,11,13,'东莞市第019号五金有限公司张伟13900000019五金100万无有高',0,0,19,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,7,0,0,2,'东莞市第001号五金有限公司张伟13900000001五金100万无有高',0,0,1,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,7,0,1,3,'东莞市第002号五金有限公司张伟13900000002五金100万无有高',0,0,2,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20709,7,0,2,4,'东莞市第003号五金有限公司张伟13900000003五金100万无有高',0,0,3,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,0,2,'东莞市第030号五金有限公司张伟13900000030五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,1,3,'东莞市第031号五金有限公司张伟13900000031五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,2,4,'东莞市第032号五金有限公司张伟13900000032五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,3,5,'东莞市第033号五金有限公司张伟13900000033五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,4,6,'东莞市第034号五金有限公司张伟13900000034五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,5,7,'东莞市第035号五金有限公司张伟13900000035五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,6,8,'东莞市第036号五金有限公司张伟13900000036五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,7,9,'东莞市第037号五金有限公司张伟13900000037五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,8,10,'东莞市第038号五金有限公司张伟13900000038五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,9,11,'东莞市第039号五金有限公司张伟13900000039五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,10,12,'东莞市第040号五金有限公司张伟13900000040五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20710,3,0,11,13,'东莞市第041号五金有限公司张伟13900000041五金100万无有高',2,0,NULL,NULL,NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,4,0,0,2,'东莞市第050号五金有限公司张伟13900000050五金100万无有高',0,0,20,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,4,0,1,3,'东莞市第051号五金有限公司张伟13900000051五金100万无有高',0,0,21,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,4,0,2,4,'东莞市第052号五金有限公司张伟13900000052五金100万无有高',0,0,22,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,4,0,3,5,'东莞市第053号五金有限公司张伟13900000053五金100万无有高',0,0,23,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,4,0,4,6,'东莞市第054号五金有限公司张伟13900000054五金100万无有高',0,0,24,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,4,0,5,7,'东莞市第055号五金有限公司张伟13900000055五金100万无有高',0,0,25,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,4,0,6,8,'东莞市第056号五金有限公司张伟13900000056五金100万无有高',0,0,26,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,8,0,0,2,'东莞市第057号五金有限公司张伟13900000057五金100万无有高',0,0,27,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,8,0,1,3,'东莞市第058号五金有限公司张伟13900000058五金100万无有高',0,0,28,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,8,0,2,4,'东莞市第059号五金有限公司张伟13900000059五金100万无有高',0,0,29,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,8,0,3,5,'东莞市第060号五金有限公司张伟13900000060五金100万无有高',0,0,30,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(1,20711,8,0,4,6,'东莞市第061号五金有限公司张伟13900000061五金100万无有高',0,0,31,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,0,2,'东莞市第060号五金有限公司张伟13900000060五金100万无有高',1,5,NULL,NULL,1,1789477200,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,1,3,'东莞市第061号五金有限公司张伟13900000061五金100万无有高',1,5,NULL,NULL,1,1789477200,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,2,4,'东莞市第062号五金有限公司张伟13900000062五金100万无有高',0,0,32,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,3,5,'东莞市第063号五金有限公司张伟13900000063五金100万无有高',0,0,33,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,4,6,'东莞市第064号五金有限公司张伟13900000064五金100万无有高',0,0,34,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,5,7,'东莞市第065号五金有限公司张伟13900000065五金100万无有高',0,0,35,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,6,8,'东莞市第066号五金有限公司张伟13900000066五金100万无有高',0,0,36,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,7,9,'东莞市第067号五金有限公司张伟13900000067五金100万无有高',0,0,37,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,8,10,'东莞市第068号五金有限公司张伟13900000068五金100万无有高',0,0,38,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,9,11,'东莞市第069号五金有限公司张伟13900000069五金100万无有高',0,0,39,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,10,12,'东莞市第070号五金有限公司张伟13900000070五金100万无有高',0,0,40,'',NULL,NULL,1,1);
INSERT INTO "row" VALUES(2,20712,6,0,11,13,'东莞市第071号五金有限公司张伟13900000071五金100万无有高',0,0,41,'',NULL,NULL,1,1);
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
