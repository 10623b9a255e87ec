# leadclerk: `make demo` shows one night, `make test` proves it; both install what they need (apt) on a bare Debian 12.
CC ?= gcc
BUILD ?= build
PKGS = libetpan gmime-3.0 libcurl gnutls nettle sqlite3 libarchive expat libxml-2.0 yaml-0.1 libical libutf8proc opencc freexl
WARN = -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE $(WARN) $(CFLAGS) -Idaemon -I. $(PKG_CFLAGS)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)

SRC = $(wildcard daemon/*.c daemon/base/*.c daemon/values/*.c parsers/*.c)
OBJ = $(SRC:%.c=$(BUILD)/%.o) $(BUILD)/embed.o
LIB_OBJ = $(filter-out $(BUILD)/daemon/main.o,$(OBJ))
DATA = $(wildcard templates/*/* etc/packs/* parsers/*.txt daemon/schema.sql)
UNIT = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

all: $(BUILD)/leadclerk

$(BUILD)/leadclerk: $(OBJ)
	$(CC) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Letters, packs and the schema travel inside the program; an office may override letters by files of its own.
$(BUILD)/embed.S: $(DATA) tools/embed.sh
	@mkdir -p $(@D)
	sh tools/embed.sh $(DATA) > $@
$(BUILD)/embed.o: $(BUILD)/embed.S
	$(CC) -c -o $@ $<

$(BUILD)/tests/%: tests/unit/%.c $(LIB_OBJ)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/unit $(LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka -lm

unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

# One night of an office, told on the terminal in two minutes; the letters stay in demo-out/.
demo:
	@sh tools/deps.sh || true
	@+$(MAKE) --no-print-directory -j2 all
	@demo/run
.PHONY: demo

clean:
	rm -rf build build-*

-include $(OBJ:.o=.d)
.PHONY: all unit clean
