# make -f tests/fuzz/fuzz.mk fuzz-csv [FUZZ_SECONDS=120]: a while of fuzzing with ASan and UBSan. The corpus starts from the golden files; what
# is found becomes a golden file (tests/golden/parsers/make.py) or a file in tests/fuzz/found/NAME/, which `fuzz-replay` runs through again.
FUZZ_CC ?= clang
FUZZ_BUILD ?= build-fuzz
FUZZ_SECONDS ?= 120
FUZZ_PKGS = libarchive libisal expat libxml-2.0 libutf8proc nettle
FUZZ_SRC = $(wildcard parsers/*.c) daemon/base/arena.c daemon/base/bug.c daemon/base/buf.c daemon/base/text.c daemon/base/date.c daemon/base/digest.c daemon/base/deflate.c daemon/base/err.c daemon/base/surname.c
FUZZ_NAMES = csv xlsx xls html zip ods docx xml2003 unpack outlook
FUZZ_ARGS = -rss_limit_mb=3000 -malloc_limit_mb=2500 -timeout=20 -print_final_stats=1

$(FUZZ_BUILD)/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h $(FUZZ_SRC)
	@mkdir -p $(@D)
	$(FUZZ_CC) -std=c17 -D_GNU_SOURCE -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Idaemon -I. \
		$$(pkg-config --cflags $(FUZZ_PKGS)) -o $@ $< $(FUZZ_SRC) $$(pkg-config --libs $(FUZZ_PKGS)) -lm

fuzz-%: $(FUZZ_BUILD)/fuzz_%
	@mkdir -p $(FUZZ_BUILD)/corpus/$* tests/fuzz/found/$*
	$< $(FUZZ_ARGS) -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -dict=tests/fuzz/$*.dict -artifact_prefix=tests/fuzz/found/$*/ \
		$(FUZZ_BUILD)/corpus/$* tests/fuzz/seeds/$* tests/golden/parsers/in

# Every finding and every golden file once, in seconds.
fuzz-replay: $(FUZZ_NAMES:%=$(FUZZ_BUILD)/fuzz_%)
	@for n in $(FUZZ_NAMES); do $(FUZZ_BUILD)/fuzz_$$n $(FUZZ_ARGS) -runs=0 tests/golden/parsers/in $$(ls -d tests/fuzz/found/$$n tests/fuzz/seeds/$$n 2>/dev/null) || exit 1; done

.PHONY: fuzz-replay
.PRECIOUS: $(FUZZ_BUILD)/fuzz_%
