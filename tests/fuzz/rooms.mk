# make -f tests/fuzz/rooms.mk fuzz-auth [FUZZ_SECONDS=120]: a while of fuzzing one of the rooms that read what others wrote (FUZZED_ROOMS in the Makefile), with
# ASan and UBSan over all of the daemon. The corpus starts from tests/fuzz/seeds/NAME; what is found becomes a case of a unit test, or a file in
# tests/fuzz/found/NAME/, which tests/run goes through as well.
FUZZ_BUILD ?= build-fuzz/rooms
FUZZ_SECONDS ?= 120
FUZZ_ARGS = -rss_limit_mb=3000 -malloc_limit_mb=2500 -timeout=20 -print_final_stats=1 -max_len=8192
FUZZ_SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined

fuzz-%:
	@+$(MAKE) --no-print-directory CC=clang BUILD=$(FUZZ_BUILD) CFLAGS='-O1 -g -fsanitize=fuzzer-no-link $(FUZZ_SANITIZE)' LDFLAGS='$(FUZZ_SANITIZE)' \
		FUZZ_MAIN=-fsanitize=fuzzer $(FUZZ_BUILD)/tests/fuzz_$*
	@mkdir -p $(FUZZ_BUILD)/corpus/$* tests/fuzz/found/$*
	$(FUZZ_BUILD)/tests/fuzz_$* $(FUZZ_ARGS) -max_total_time=$(FUZZ_SECONDS) -dict=tests/fuzz/$*.dict -artifact_prefix=tests/fuzz/found/$*/ \
		$(FUZZ_BUILD)/corpus/$* tests/fuzz/seeds/$*
	@rmdir --ignore-fail-on-non-empty tests/fuzz/found/$* tests/fuzz/found
