"""The set of HTML and CSS that QQ Mail, Foxmail, NetEase, Outlook (Word's engine), Gmail and Apple Mail all show alike, and what else a letter
must be: what tests/lint/looks holds the templates and the golden letters against, and tests/scenes/run.py every letter that a scene writes.

Everything is a list of what is allowed. A fault is a line of text; nothing found is an empty list.
"""
import email, email.policy, functools, os, re, sys
from html.parser import HTMLParser

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import source

MAX_SUBJECT, MAX_BODY, MAX_PICTURE, MAX_WIDTH, MAX_COLUMNS, PREVIEW = 60, 100 * 1024, 100 * 1024, 640, 5, 40
SMALLEST, CONTRAST = 12, 4.5  # px; of text on its ground (WCAG AA)

TABLE = {"width", "border", "cellpadding", "cellspacing", "bgcolor", "align", "style"}
ATTRIBUTES = {
    "html": {"xmlns", "lang"}, "head": set(), "meta": {"http-equiv", "name", "content"}, "title": set(), "style": {"type"}, "body": {"bgcolor", "style"},
    "table": TABLE, "tr": set(), "td": {"width", "height", "align", "valign", "bgcolor", "nowrap", "style"}, "b": {"style"}, "span": {"style"}, "br": set(),
    "img": {"src", "width", "height", "alt", "border", "style"},
}
VOID = {"br", "meta", "img"}
INSIDE = {"table": {"tr"}, "tr": {"td"}, "html": {"head", "body"}, "head": {"meta", "title", "style"}, "title": set(), "style": set(), "b": {"br", "span"},
          "span": {"br", "b", "span"}, "td": {"table", "b", "span", "br", "img"}, "body": {"table"}}
WORDS = {"color", "font-size", "line-height", "font-weight"}
BORDERS = {"border", "border-top", "border-bottom"}
PROPERTIES = {
    "body": {"margin", "padding", "background-color"}, "table": {"max-width", "background-color", "font-family"} | BORDERS,
    "td": {"padding", "background-color", "height", "word-break"} | WORDS | BORDERS, "span": WORDS, "b": WORDS,
    "img": {"border", "width", "max-width", "height"},
}
COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
LENGTHS = re.compile(r"(?:0|[1-9]\d?px)(?: (?:0|[1-9]\d?px)){0,3}\Z")
SHAPES = {  # what a property may say
    "margin": re.compile(r"0\Z"), "padding": LENGTHS, "color": COLOUR, "background-color": COLOUR, "font-size": re.compile(r"\d+px\Z"),
    "line-height": re.compile(r"\d+px\Z"), "font-weight": re.compile(r"bold\Z|normal\Z"), "max-width": re.compile(rf"(?:600|{MAX_WIDTH})px\Z"), "height": re.compile(r"\d+px\Z|auto\Z"),
    "width": re.compile(r"\d+px\Z|100%\Z"), "word-break": re.compile(r"break-(?:all|word)\Z"), "font-family": re.compile(r"[\w\u4e00-\u9fff ,'\"-]+sans-serif\Z"),
    "border": re.compile(r"0\Z|1px solid #[0-9a-f]{6}\Z"), "border-top": re.compile(r"1px solid #[0-9a-f]{6}\Z"),
    "border-bottom": re.compile(r"1px solid #[0-9a-f]{6}\Z"),
}
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,35}\.[a-z0-9]{2,5}\Z")
# What says a result, or what is asked: a number, or a word of one of these.
RESULT = re.compile(r"\d|[已未没不缺差请补待无须可]|批准|登记|完成|失效|撤回|达标|作废|办结|办理|到齐|有情况|停止|恢复|拒绝|失败|意见|留意|空缺|汇总|还有|明日|今日|报表"
                    r"|\b(?:not|no|none|nothing|done|please|missing|met|late|approved|refused|recorded|withdrawn|lapsed|expired|closed|waits?|waiting|failed|stopped|read|"
                    r"accepted|answered|granted|noted|passed|lacks?|lost|lifted|possible|refuses?|refuse|can't|filed|agreed?|upheld|paid|unpaid|entered|reversed|took back|taken back|stands?|decided|asked|due|short|found|objects?|ended|cancelled|counted|held|returned|received)\b", re.I)


def luminance(colour):
    def part(at):
        c = int(colour[at:at + 2], 16) / 255
        return c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)


def contrast(one, other):
    a, b = sorted((luminance(one), luminance(other)))
    return (b + 0.05) / (a + 0.05)


def declarations(style):
    """[(property, value)] of an inline style; a piece without a colon is (piece, None)."""
    for piece in filter(None, (p.strip() for p in style.split(";"))):
        name, colon, value = piece.partition(":")
        yield name.strip().lower(), value.strip() if colon else None


class Reader(HTMLParser):
    """Walks through a page, or (whole=False) a piece of one out of a template, and collects faults and texts."""

    def __init__(self, whole=True):
        super().__init__(convert_charrefs=True)
        self.whole, self.faults, self.open, self.texts, self.pictures, self.line, self.data = whole, [], [], [], [], [], []
        self.styles, self.in_row = [{"color": "#000000", "ground": "#ffffff", "size": 16, "height": None}], []

    def fault(self, text):
        self.faults.append(f"{self.getpos()[0]}: {text}")

    # -- tags

    def handle_starttag(self, tag, attrs):
        if tag not in ATTRIBUTES:
            return self.fault(f"<{tag}> is not shown alike everywhere")
        given, names = {k: v or "" for k, v in attrs}, [k for k, _ in attrs]
        for name in names:
            if name not in ATTRIBUTES[tag]:
                self.fault(f"<{tag} {name}> is not shown alike everywhere")
        if len(names) != len(set(names)):
            self.fault(f"<{tag}> says {next(n for n in names if names.count(n) > 1)} twice")
        self.check_place(tag)
        look = self.check_style(tag, given)
        getattr(self, "check_" + tag, lambda *_: None)(given, look)
        if tag == "br":
            return self.words_end()
        if tag in VOID:
            return None
        self.open.append(tag)
        self.styles.append(look)
        if tag not in ("b", "span"):
            self.words_end()
        if tag == "tr":
            self.in_row.append(0)
        return None

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            if tag in ATTRIBUTES and self.whole:
                self.fault(f"</{tag}> closes what is not open")
            return
        self.open.pop()
        self.styles.pop()
        if tag not in ("b", "span"):
            self.words_end()
        if tag == "tr" and self.in_row.pop() > MAX_COLUMNS:
            self.fault(f"more than {MAX_COLUMNS} columns")

    def check_place(self, tag):
        if self.open and tag not in INSIDE.get(self.open[-1], set()):
            self.fault(f"<{tag}> within <{self.open[-1]}>")
        elif self.whole and not self.open and tag != "html":
            self.fault(f"<{tag}> stands outside of <html>")

    def check_style(self, tag, given):
        look, said = dict(self.styles[-1]), {}
        for name, value in declarations(given.get("style", "")):
            if name not in PROPERTIES.get(tag, ()):
                self.fault(f"{name} on <{tag}> is not shown alike everywhere")
            elif value is None or not SHAPES[name].match(value):
                self.fault(f"<{tag}>: {name}: {value}")
            else:
                said[name] = value
        if "font-size" in said and "line-height" not in said and tag == "td":
            self.fault("a font-size without its line-height")
        look["size"] = int(said["font-size"][:-2]) if "font-size" in said else look["size"]
        look["height"] = said.get("line-height", look["height"])
        look["color"] = said.get("color", look["color"])
        for colour in (v for n, v in said.items() if COLOUR.match(v)):
            if colour in ("#000000", "#ffffff"):
                self.fault(f"{colour}: a mail program's dark mode makes it unreadable, or glaring")
        if said.get("background-color", "") != given.get("bgcolor", ""):
            self.fault(f"<{tag}>: bgcolor and background-color must both stand there, and say the same")
        look["ground"] = said.get("background-color", look["ground"])
        return look

    def check_html(self, given, _look):
        if not given.get("lang"):
            self.fault("<html> without lang")

    def check_table(self, given, _look):
        for name in ("border", "cellpadding", "cellspacing"):
            if given.get(name) != "0":
                self.fault(f"<table> without {name}=\"0\"")
        self.check_width(given)

    def check_td(self, given, _look):
        self.check_width(given)
        if self.in_row:
            self.in_row[-1] += 1
        if not given.get("style"):
            self.fault("<td> without a style: each client has a padding of its own")

    def check_img(self, given, _look):
        for name in ("width", "height", "alt"):
            if not given.get(name):
                self.fault(f"<img> without {name}")
        if not re.match(r"cid:[\w.@-]+\Z", given.get("src", "")):
            self.fault("<img> must be a part of the letter (cid:)")
        self.pictures.append(given.get("src", "")[4:])
        self.check_width(given)

    def check_width(self, given):
        width = given.get("width", "100%")
        if not (re.match(r"\d+\Z", width) and 0 < int(width) <= MAX_WIDTH or re.match(r"(?:[1-9]\d?|100)%\Z", width)):
            self.fault(f"width {width}")

    # -- words

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            if not re.fullmatch(r"\s*(?:[a-z]+(?:,[a-z]+)*\{font-family:[^;{}]+\}\s*)*", data):
                self.fault("<style> may say nothing but font-family: it is dropped in places")
            return
        if self.open and self.open[-1] == "title":
            return
        self.data.append(data)
        if not data.strip() or data.strip() == "\u00a0":
            return
        look = self.styles[-1]
        if self.open and self.open[-1] not in ("td", "b", "span"):
            self.fault(f"words in <{self.open[-1]}>: {data.strip()[:20]}")
        if self.whole:
            self.check_words(look, data)

    def check_words(self, look, data):
        if look["size"] < SMALLEST:
            self.fault(f"{look['size']} px: {data.strip()[:20]}")
        if look["height"] is None:
            self.fault(f"no line-height: {data.strip()[:20]}")
        if contrast(look["color"], look["ground"]) < CONTRAST:
            self.fault(f"{look['color']} on {look['ground']} can't be read: {data.strip()[:20]}")

    def words_end(self):
        text = " ".join("".join(self.data).split())
        self.data = []
        if text:
            self.texts.append(text)

    def handle_comment(self, data):
        if not re.match(r"\[if mso\]>.*<!\[endif\]\Z", data, re.S):
            self.fault("a comment: clients show or drop them as they like")
        for tag in re.findall(r"<(\w+)", re.sub(r"<!\[endif\]", "", data)):
            if tag not in ("table", "tr", "td"):
                self.fault(f"<{tag}> in a comment for Outlook")

    def handle_decl(self, decl):
        if not re.match(r"DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"", decl):
            self.fault("another doctype than XHTML 1.0 Transitional")

    def unknown_decl(self, data):
        self.fault("an unknown declaration")

    def finish(self):
        self.close()
        self.words_end()
        if self.open and self.whole:
            self.fault(f"<{self.open[-1]}> is not closed")


LINK = re.compile(r"https?://|\bwww\.|\bmailto:", re.I)
UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")


def check_html(text, whole=True):
    """(faults, texts, pictures) of a page or, from a template, a piece of one."""
    reader = Reader(whole)
    reader.feed(text)
    reader.finish()
    faults = reader.faults
    if len(text.encode()) > MAX_BODY:
        faults.append(f"1: {len(text.encode())} bytes: Gmail cuts a longer one off")
    if LINK.search(" ".join(reader.texts)):
        faults.append("1: a link: " + LINK.search(" ".join(reader.texts))[0])
    if UNSEEN.search(text):
        faults.append(f"1: a character that nobody sees: U+{ord(UNSEEN.search(text)[0]):04X}")
    return faults, reader.texts, reader.pictures


# -- what the HTML says, and what the plain text says

VALUE = re.compile(r"[A-Za-z0-9\u00c0-\u024f\u4e00-\u9fff\u3400-\u4dbf]+(?:[.,:/@_-][A-Za-z0-9]+)*")
UNITS = set("年月日周条份次项元行封人件")
TAG = re.compile(r"\{\{\{?.*?\}\}\}?", re.S)


def wording(tree, ending):
    """The words that stand in the templates themselves: a letter may say these in one form and not in the other."""
    found = set()
    for path in source.files(tree, ending, "/words.txt", under=("templates",)):
        text = source.read(tree, path)
        if os.path.basename(path) == "words.txt":  # what the program chooses is said in both; but columns that need no title in a line have none
            text = "\n".join(re.findall(r"^report\.\w+ = (.*)$", text, re.M))
        found.update(VALUE.findall(re.sub(r"<[^>]*>", " ", TAG.sub(" ", text))))
    return found


@functools.lru_cache
def own_words(tree=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")):
    """Those of the HTML, those of the plain text: what check_pair and check_letter want."""
    return frozenset(wording(tree, ".html")), frozenset(wording(tree, ".txt"))


def said_in(piece, text, flat, small):
    """Whether a value stands in a text: a number or an id as it is, Han characters wherever they break; what stood side by side (9月15日客户资料) may
    stand apart, in pieces of two characters and more. The `small` are words of one character of the templates' own."""
    if piece.isascii():
        return re.search(r"(?<![A-Za-z0-9])" + re.escape(piece) + r"(?![A-Za-z0-9])", text) is not None
    at = 0
    while at < len(piece):
        end = next((e for e in range(len(piece), at, -1) if piece[at:e] in flat and (e - at > 1 or len(piece) == 1) or piece[at:e] in small), at)
        if end == at:
            return False
        at = end
    return True


def as_words(w):
    """A Latin word is one where no letter goes on."""
    return (r"(?<![A-Za-z0-9])" if w[0].isascii() and w[0].isalnum() else "") + re.escape(w) + (r"(?![A-Za-z0-9])" if w[-1].isascii() and w[-1].isalnum() else "")


def missing(said, there, own):
    """Values of `said`, a text, that are not in the text `there`: numbers, names, everything but the templates' `own` words."""
    flat, small = re.sub(r"\s", "", there), UNITS | {w for w in own if len(w) == 1}
    phrases = re.compile("|".join(map(as_words, sorted((w for w in own if len(w) > 1), key=len, reverse=True))) or "(?!)")
    for value in dict.fromkeys(VALUE.findall(said)):
        if value in own or said_in(value, there, flat, small):
            continue
        for rest in phrases.split(value):
            for piece in re.findall(r"[A-Za-z0-9.,:/@_-]+|[^A-Za-z0-9.,:/@_-]+", rest):
                piece = piece.strip(".,:/@_-")
                if piece and not said_in(piece, there, flat, small):
                    yield piece


def check_pair(texts, plain, html_words, text_words):
    """The two forms of one letter say the same."""
    faults = [f"the plain text does not say {v!r}" for v in dict.fromkeys(missing("\n".join(texts), plain, html_words))]
    if not plain.strip():
        return ["there is no plain text"]
    return faults + [f"the HTML does not say {v!r}" for v in dict.fromkeys(missing(plain, "\n".join(texts), text_words))]


def check_subject(subject):
    bare = re.sub(r"\s*\[[0-9A-Z]{4}-[0-9A-Z]{4}\]$", "", subject)
    if len(bare) > MAX_SUBJECT:
        yield f"a subject of {len(bare)} characters"
    if not re.match(r"[【\[](?:[已未待请催]|通知|Done|Not |Waiting)", bare) and not RESULT.search(re.sub(r"^【.*?】|^\[.*?\]", "", bare)):
        yield f"the subject says no result: {bare}"


def check_preview(plain):
    """What a phone shows below the subject."""
    start = " ".join(plain.split())[:PREVIEW]
    if not RESULT.search(re.sub(r"^\S*?[：:,，]", "", start)):
        yield f"the first {PREVIEW} characters say no result: {start}"


# -- whole letters

def check_attachments(mail, pictures):
    ids = {str(p.get("Content-ID", "")).strip("<>"): p for p in own_parts(mail) if p.get("Content-ID")}
    for name in set(pictures) - set(ids):
        yield f"the picture cid:{name} is not in the letter"
    for name, part in ids.items():
        if name not in pictures:
            yield f"the picture {name} is shown nowhere"
        if len(part.get_payload(decode=True) or b"") > MAX_PICTURE:
            yield f"the picture {name} is over {MAX_PICTURE} bytes"
    for part in own_parts(mail):
        name, attached = part.get_filename(), part.get_content_disposition() == "attachment"
        if (attached or part.get("Content-ID")) and not FILE_NAME.match(name or "") and (name or part.get_content_type() != "message/rfc822"):
            yield f"an attachment's name is {name!r}"


def own_parts(part):
    """Those of the letter itself, not of a mail that is attached."""
    if part.is_multipart() and part.get_content_type() != "message/rfc822":
        for p in part.iter_parts():
            yield from own_parts(p)
    else:
        yield part


def shape(part):
    if part.get_content_type() == "message/rfc822":
        return "file"
    if part.is_multipart():
        return part.get_content_subtype() + "(" + " ".join(shape(p) for p in part.iter_parts()) + ")"
    if part.get_content_disposition() == "attachment":
        return "file"
    return "picture" if part.get("Content-ID") else part.get_content_type()


SHAPE = re.compile(r"(?:mixed\()?(?:related\()?alternative\(text/plain text/html\)(?:(?: picture)+\))?(?:(?: file)+\))?\Z")


def check_letter(data, html_words, text_words):
    """Faults of one of our letters, its bytes."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    faults = [] if SHAPE.match(shape(mail)) else [f"its shape is {shape(mail)}"]
    if not plain or not html:
        return faults + ["it lacks the plain text or the HTML"]
    for part in (plain, html):
        if part["Content-Transfer-Encoding"] != "base64" or part.get_content_charset() != "utf-8":
            faults.append(f"{part.get_content_type()} must be UTF-8 in base64")
    text = plain.get_content()
    page, texts, pictures = check_html(html.get_content().replace("\r\n", "\n"))
    return [*faults, *page, *check_pair(texts, text, html_words, text_words), *check_subject(str(mail["Subject"])), *check_preview(text),
            *check_attachments(mail, pictures)]
