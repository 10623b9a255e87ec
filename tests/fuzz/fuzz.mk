# make -f tests/fuzz/fuzz.mk fuzz-csv [FUZZ_SECONDS=120]: a while of fuzzing one of the readers and rooms that take what others wrote (FUZZERS in the Makefile),
# with ASan and UBSan over all of the daemon. The corpus starts from tests/fuzz/seeds/NAME and the golden files; what is found becomes a golden file
# (tests/golden/parsers/make.py), a case of a unit test, or a file in tests/fuzz/found/NAME/, which tests/run goes through as well.
FUZZ_BUILD ?= build-fuzz
FUZZ_SECONDS ?= 120
FUZZ_ARGS = -rss_limit_mb=3000 -malloc_limit_mb=2500 -timeout=20 -print_final_stats=1
FUZZ_SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined
TABLES = csv docx html ods outlook unpack xls xlsx xml2003 zip
golden = $(if $(filter $(TABLES),$(1)),tests/golden/parsers/in) $(if $(filter mime,$(1)),tests/golden/mail)

fuzz-%:
	@+$(MAKE) --no-print-directory CC=clang BUILD=$(FUZZ_BUILD) CFLAGS='-O1 -g -fsanitize=fuzzer-no-link $(FUZZ_SANITIZE)' LDFLAGS='$(FUZZ_SANITIZE)' \
		FUZZ_MAIN=-fsanitize=fuzzer $(FUZZ_BUILD)/tests/fuzz_$*
	@mkdir -p $(FUZZ_BUILD)/corpus/$* tests/fuzz/found/$*
	$(FUZZ_BUILD)/tests/fuzz_$* $(FUZZ_ARGS) -max_total_time=$(FUZZ_SECONDS) $(addprefix -dict=,$(wildcard tests/fuzz/$*.dict)) \
		-artifact_prefix=tests/fuzz/found/$*/ $(FUZZ_BUILD)/corpus/$* $(wildcard tests/fuzz/seeds/$*) $(call golden,$*)
	@rmdir --ignore-fail-on-non-empty tests/fuzz/found/$* tests/fuzz/found
