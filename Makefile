# make             builds build/leadclerk
# make demo        one night of an office, told as it happens; installs what it needs by apt
# make test        proves it (a few minutes); installs what it needs by apt
# make deps        installs the packages of tools/deps.sh, and nothing when they are there; deps-extra: those for deeper looks
# make torture     the same, where it hurts: each write, sync, allocation and letter fails, 10,000 kills, a million mails (about two hours)
# make lint        tests/lint, and a build with clang where there is one; make fuzz: see tests/README.md
# make bench       a night of 1,000 lists, beside a bound and what people would use instead (ten minutes); bench-quick: 100 (one minute); bench-parts: see
#                  tests/bench/README.md
# make gallery   every letter, chart and printed sheet as a picture: phone and desk, light and dark, as Word shows it (needs make deps-extra)
# make install     [PREFIX=/usr/local] [SYSCONFDIR=/etc] [DESTDIR=]; install-man, install-sbom, install-completion
# make deb         a Debian package, and what lintian says of it, in build/deb; make reproduce: twice, the same bytes; make man: the manual pages (needs
#                  lowdown); make sbom: what the program stands on, as CycloneDX
# Variables: CC, CFLAGS, BUILD (the folder), WERROR=1, V=1 (show the commands).
ifeq ($(origin CC),default)
CC = gcc
endif
BUILD ?= build
PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
UNITDIR ?= $(PREFIX)/lib/systemd/system
PKGS = opencc libetpan gmime-3.0 libcurl gnutls nettle sqlite3 libarchive libisal expat libxml-2.0 yaml-0.1 libical libutf8proc libseccomp libzstd zlib pangocairo
MISSING := $(shell for p in $(PKGS); do pkg-config --exists $$p 2>/dev/null || echo $$p; done)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')
# libetpan hands on the -specs it was itself built with: they turn PIE off, need dpkg-dev, and clang does not know them.
# At each start the loader looks for names, for each in one library after the other: libc, which has most of them, comes first. Most libraries are bound late
# (daemon/base/late.h), and left out by --as-needed.
PKG_LIBS := -Wl,--as-needed -lc $(filter-out -specs=%,$(shell pkg-config --libs $(PKGS) 2>/dev/null))
WARN = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes $(if $(WERROR),-Werror)
CFLAGS ?= -O2 -g
# The folder it is built in leaves no trace: the same tree gives the same bytes anywhere (tools/reproduce).
ALL_CFLAGS = -ffile-prefix-map=$(CURDIR)=. -std=c17 -D_GNU_SOURCE $(WARN) $(CFLAGS) -Idaemon -I. $(PKG_CFLAGS)
SHOW = $(if $(V),,@echo '  $(1)';)
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined

SRC = $(sort $(wildcard daemon/*.c daemon/base/*.c daemon/values/*.c parsers/*.c))
OBJ = $(SRC:%.c=$(BUILD)/%.o) $(BUILD)/embed.o
LIB_OBJ = $(filter-out $(BUILD)/daemon/main.o,$(OBJ))
DATA = $(sort $(wildcard templates/*/* etc/packs/* etc/forms/*.yaml etc/reports/*.yaml etc/providers.yaml etc/leadclerk.yaml etc/init/*.yaml etc/calendars/*.csv parsers/*.txt daemon/*.txt daemon/schema.sql daemon/sample.eml VERSION))
UNIT = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

all: $(BUILD)/leadclerk

$(BUILD)/leadclerk: $(OBJ)
	$(call SHOW,LD $@)$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(BUILD)/%.o: %.c | libraries
	@mkdir -p $(@D)
	$(call SHOW,CC $<)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Letters, packs and the schema travel inside the program; an office may override letters by files of its own.
$(BUILD)/embed.S: $(DATA) tools/embed.sh
	@mkdir -p $(@D)
	@sh tools/embed.sh $(DATA) > $@
$(BUILD)/embed.o: $(BUILD)/embed.S
	$(call SHOW,AS $@)$(CC) -c -o $@ $<

$(BUILD)/tests/%: tests/unit/%.c $(LIB_OBJ)
	@mkdir -p $(@D)
	$(call SHOW,CC $@)$(CC) $(ALL_CFLAGS) -Itests/unit -MMD -MP -MF $@.d $(LDFLAGS) $(WRAPS) -o $@ $< $(LIB_OBJ) $(PKG_LIBS) -lcmocka -lm

# The spoilers of test_hostile stand between the sample letters and compose. (Not in LDFLAGS: whoever gives these on the command line would lose them.)
COMPOSE_WRAPS = receipt return notice confirm forward slip slip_rows slip_list ask told bundle report call_sheet digest alarm
$(BUILD)/tests/test_hostile: WRAPS = $(COMPOSE_WRAPS:%=-Wl,--wrap=compose_%)

# Those of tests/bench, which call the daemon's own functions.
$(BUILD)/tests/%: tests/bench/%.c $(LIB_OBJ)
	@mkdir -p $(@D)
	$(call SHOW,CC $@)$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(LIB_OBJ) $(PKG_LIBS) -lm

# The fuzzers, with a driver of our own: what `make test` runs for a while. With FUZZ_MAIN=-fsanitize=fuzzer they are libFuzzer's (tests/fuzz/fuzz.mk).
FUZZERS = csv docx html ods outlook unpack xls xlsx xml2003 zip mime frame auth bounce token header words quote reply question talk wire conf calendar slip drawing scrub
FUZZ_MAIN ?= tests/fuzz/drive.c
$(BUILD)/tests/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/drive.c tests/fuzz/fuzz.h tests/fuzz/rooms.h $(LIB_OBJ)
	@mkdir -p $(@D)
	$(call SHOW,CC $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(FUZZ_MAIN) $(LIB_OBJ) $(PKG_LIBS) -lm

# The torture stands between the rooms and the world: at a letter's hand-over, a child's start, a write.
TORTURE = $(wildcard tests/torture/*.c)
TORTURE_WRAPS = send_begin send_end execv write fsync rename getrandom
$(BUILD)/tests/torture: $(TORTURE) tests/torture/torture.h $(LIB_OBJ)
	@mkdir -p $(@D)
	$(call SHOW,CC $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $(TORTURE_WRAPS:%=-Wl,--wrap=%) -o $@ $(TORTURE) $(LIB_OBJ) $(PKG_LIBS) -lm

libraries:
	@test -z "$(MISSING)" || { echo "leadclerk needs these libraries: $(MISSING). Run: make deps" >&2; exit 1; }

deps:
	@sh tools/deps.sh
deps-extra:
	@sh tools/deps.sh extra

# The tests of what is different in the build that is installed: its children are jailed, and it is optimised (bench/counts).
JAILED = jail child drawing reader fetch fetch_wait fetch_dovecot send
jailed: all $(JAILED:%=$(BUILD)/tests/test_%) $(BUILD)/tests/torture $(BUILD)/tests/counted
# The unit tests, and leadclerk as they need it: with the sanitizers.
unit: $(UNIT) $(FUZZERS:%=$(BUILD)/tests/fuzz_%)
sanitized:
	@+$(MAKE) --no-print-directory BUILD=build-asan CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZE)' LDFLAGS='$(SANITIZE)' all unit

# Where something cannot be installed, what can be tested is tested, and says what it lacks.
test:
	@sh tools/deps.sh || true
	@sh tools/deps.sh deb || true
	@tests/run

torture: all $(BUILD)/tests/torture
	@tests/torture/run --build $(BUILD)
.PHONY: torture

# docs/RULES.md: which rule is served where, and shown by what
rules:
	@/usr/bin/python3 tests/lint/rules --write
.PHONY: rules

# What users see, in build/gallery/index.html
gallery: all $(BUILD)/tests/test_drawing
	@tools/gallery -l $(BUILD)/leadclerk -o $(BUILD)/gallery --drawings $(BUILD)/tests/test_drawing
.PHONY: gallery

lint:
	@tests/run lint
	@if command -v clang >/dev/null; then $(MAKE) --no-print-directory CC=clang BUILD=build-clang WERROR=1 all unit; \
	else echo "there is no clang (make deps-extra): built with $(CC) only"; fi

FUZZ_SECONDS ?= 60
fuzz:
	@+for n in $(FUZZERS); do $(MAKE) --no-print-directory -f tests/fuzz/fuzz.mk fuzz-$$n FUZZ_SECONDS=$(FUZZ_SECONDS) || exit 1; done

# Beside a bound and what people would use instead, in turns. Figures into $(BUILD)/bench; `make bench-write` puts them into the two READMEs.
bench bench-quick:
	@sh tools/deps.sh || true
	@sh tools/deps.sh bench || true
	@+$(MAKE) --no-print-directory -j2 all $(BUILD)/tests/beside/bound
	@tests/bench/beside/run --build $(BUILD) $(if $(filter bench-quick,$@),--quick)
bench-write:
	@tests/bench/beside/report.py $(BUILD)/bench/beside.json --write
BOUND = $(wildcard tests/bench/beside/bound*.c)
$(BUILD)/tests/beside/bound: $(BOUND) tests/bench/beside/bound.h | libraries
	@mkdir -p $(@D)
	$(call SHOW,CC $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(BOUND) -lisal -lsqlite3 -lzstd -lpthread
# Parts of it, alone
bench-parts: all $(BUILD)/tests/nights $(BUILD)/tests/reading $(BUILD)/tests/digest
	@tests/bench/run
	@tests/bench/old
.PHONY: bench bench-quick bench-write bench-parts

# The manual: one page is written as such, the others are made of what is read in the tree, and of the options themselves.
MANUAL = leadclerk.1 leadclerk.yaml.5 leadclerk-letters.7 leadclerk-forms.7
# Dated as the package; no paragraph begins right below a heading, and no font is asked for that a terminal has not.
MANDATE := $(shell date -u +%F -d "$$(sed -n 's/^ -- .*>  //p' debian/changelog | head -1)")
MANPAGE = lowdown -s -Tman -M title=$(basename $(@F)) -M section=$(patsubst .%,%,$(suffix $(@F))) -M date=$(MANDATE) | \
	awk '{ gsub(/\\fC/, "\\fB") } !(below && /^\.[LP]P$$/) { print } { below = title; title = /^\.S[HS]$$/ }' > $@
man: $(MANUAL:%=$(BUILD)/man/%)
$(BUILD)/man/leadclerk.1: man/leadclerk.1
	@mkdir -p $(@D)
	@cp $< $@
$(BUILD)/man/leadclerk.yaml.5: man/leadclerk.yaml.md $(BUILD)/options
	@mkdir -p $(@D)
	@{ cat $<; $(BUILD)/options; } | $(MANPAGE)
$(BUILD)/man/leadclerk-letters.7: man/leadclerk-letters.md templates/README.md
	@mkdir -p $(@D)
	@cat $^ | $(MANPAGE)
$(BUILD)/man/leadclerk-forms.7: man/leadclerk-forms.md etc/forms/README.md
	@mkdir -p $(@D)
	@cat $^ | $(MANPAGE)
$(BUILD)/options: tools/options.c $(LIB_OBJ)
	$(call SHOW,CC $@)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(LIB_OBJ) $(PKG_LIBS) -lm
install-man: man
	for n in $(MANUAL); do install -D -m 644 $(BUILD)/man/$$n $(DESTDIR)$(PREFIX)/share/man/man$${n##*.}/$$n || exit 1; done
install-sbom: sbom
	install -D -m 644 $(BUILD)/leadclerk.cdx.json $(SHARED)/leadclerk.cdx.json
install-completion:
	install -D -m 644 etc/leadclerk.bash-completion $(DESTDIR)$(PREFIX)/share/bash-completion/completions/leadclerk
.PHONY: man install-man install-sbom install-completion

# What the program stands on (CycloneDX), which goes along in the package.
sbom: $(BUILD)/leadclerk.cdx.json
$(BUILD)/leadclerk.cdx.json: $(BUILD)/leadclerk tools/sbom docs/LICENCES.md
	$(call SHOW,SBOM $@)tools/sbom $< > $@.part && mv $@.part $@
deb:
	@sh tools/deps.sh && sh tools/deps.sh deb
	@tools/deb $(BUILD)/deb
# Builds the package twice, at different places, times and settings, and compares the bytes (some minutes)
reproduce:
	@sh tools/deps.sh && sh tools/deps.sh deb
	@tools/reproduce
.PHONY: deb sbom reproduce

UNIT_PATHS = s|/usr/local/bin|$(PREFIX)/bin|; s|/etc/leadclerk|$(SYSCONFDIR)/leadclerk|
# One clerk for each of several departments: leadclerk@sales reads sales.yaml, and has a folder of its own for its store.
UNIT_OF_ONE = s|leadclerk/leadclerk.yaml|leadclerk/%i.yaml|; s|^StateDirectory=leadclerk|&/%i|; s|^LoadCredentialEncrypted=leadclerk|&-%i|; s|^Description=.*|& (%i)|
# The configuration is written by `leadclerk init`, or by hand from the sample: none is installed, so that no upgrade asks about it. Calendars that an office has stay.
SHARED = $(DESTDIR)$(PREFIX)/share/doc/leadclerk
install: all
	install -D -m 755 $(BUILD)/leadclerk $(DESTDIR)$(PREFIX)/bin/leadclerk
	install -d -m 755 $(DESTDIR)$(SYSCONFDIR)/leadclerk/calendars $(DESTDIR)$(UNITDIR) $(SHARED)/examples
	for f in $(patsubst etc/%,%,$(wildcard etc/calendars/*)); do \
		test -e $(DESTDIR)$(SYSCONFDIR)/leadclerk/$$f || install -m 644 etc/$$f $(DESTDIR)$(SYSCONFDIR)/leadclerk/$$f || exit 1; done
	install -m 644 etc/leadclerk.yaml $(SHARED)/examples/leadclerk.yaml
	$(if $(STORE),sed -i 's|^store: clerk.db |store: $(STORE) |' $(SHARED)/examples/leadclerk.yaml)
	for d in packs forms reports; do install -d -m 755 $(SHARED)/examples/$$d && install -m 644 etc/$$d/* $(SHARED)/examples/$$d || exit 1; done
	install -m 644 etc/providers.yaml $(SHARED)/examples/providers.yaml
	sed '$(UNIT_PATHS)' etc/leadclerk.service > $(DESTDIR)$(UNITDIR)/leadclerk.service
	sed '$(UNIT_PATHS); $(UNIT_OF_ONE)' etc/leadclerk.service > $(DESTDIR)$(UNITDIR)/leadclerk@.service
	chmod 644 $(DESTDIR)$(UNITDIR)/leadclerk.service $(DESTDIR)$(UNITDIR)/leadclerk@.service

# One night of an office, told on the terminal in two minutes; the letters stay in demo-out/.
demo:
	@sh tools/deps.sh || true
	@+$(MAKE) --no-print-directory -j2 all
	@demo/run
.PHONY: demo

clean:
	rm -rf build build-*

-include $(OBJ:.o=.d) $(UNIT:=.d)
.PHONY: all libraries deps deps-extra jailed unit sanitized test lint fuzz install clean
