# make -f tests/fuzz/mail.mk fuzz-mime [FUZZ_SECONDS=120], likewise fuzz-frame: a while of fuzzing with ASan and UBSan. The corpus starts
# from the golden mails; what is found becomes a golden mail, a case of a unit test, or a file in tests/fuzz/found/NAME/, which
# `fuzz-mail-replay` runs through again.
FUZZ_CC ?= clang
FUZZ_BUILD ?= build-fuzz
FUZZ_SECONDS ?= 120
FUZZ_PKGS = gmime-3.0 nettle libarchive libisal expat libxml-2.0 libutf8proc
FUZZ_SRC = $(wildcard parsers/*.c) $(wildcard daemon/base/[abcdeft]*.c) daemon/base/surname.c daemon/values/mail.c daemon/values/classified.c \
	$(addprefix daemon/,mime.c body.c header.c words.c address.c unhtml.c quote.c tame.c)
FUZZ_ARGS = -rss_limit_mb=3000 -malloc_limit_mb=2500 -timeout=20 -print_final_stats=1

$(FUZZ_BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(FUZZ_SRC)
	@mkdir -p $(@D)
	$(FUZZ_CC) -std=c17 -D_GNU_SOURCE -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Idaemon -I. \
		$$(pkg-config --cflags $(FUZZ_PKGS)) -o $@ $< $(filter-out daemon/base/embed.c,$(FUZZ_SRC)) $$(pkg-config --libs $(FUZZ_PKGS)) -lm

fuzz-mime: $(FUZZ_BUILD)/fuzz_mime
	@mkdir -p $(FUZZ_BUILD)/corpus/mime tests/fuzz/found/mime
	$< $(FUZZ_ARGS) -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -dict=tests/fuzz/mime.dict -artifact_prefix=tests/fuzz/found/mime/ \
		$(FUZZ_BUILD)/corpus/mime tests/golden/mail

fuzz-frame: $(FUZZ_BUILD)/fuzz_frame
	@mkdir -p $(FUZZ_BUILD)/corpus/frame tests/fuzz/found/frame
	$< $(FUZZ_ARGS) -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -artifact_prefix=tests/fuzz/found/frame/ \
		$(FUZZ_BUILD)/corpus/frame tests/fuzz/seeds/frame

fuzz-mail-replay: $(FUZZ_BUILD)/fuzz_mime $(FUZZ_BUILD)/fuzz_frame
	$(FUZZ_BUILD)/fuzz_mime $(FUZZ_ARGS) -runs=0 tests/golden/mail $$(ls -d tests/fuzz/found/mime 2>/dev/null)
	$(FUZZ_BUILD)/fuzz_frame $(FUZZ_ARGS) -runs=0 tests/fuzz/seeds/frame $$(ls -d tests/fuzz/found/frame 2>/dev/null)

.PHONY: fuzz-mime fuzz-frame fuzz-mail-replay
.PRECIOUS: $(FUZZ_BUILD)/fuzz_%
