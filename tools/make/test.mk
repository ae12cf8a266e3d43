# Tests, their variants and checks.

UNIT_SRC := $(wildcard tests/unit/*_test.c)
UNIT     := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(UNIT_SRC))

# A unit test links the whole of the component it is about, less that component's main: names beginning with
# sim_ wire_ heap_ value_ actor_ sched_ net_ db_ are the runtime's, the others the compiler's.
RUNTIME_TESTS := sim_ wire_ heap_ value_ actor_ sched_ io_ net_ db_ base_
is_runtime_test = $(strip $(foreach p,$(RUNTIME_TESTS),$(if $(filter $(p)%,$(notdir $1)),yes)))

COMPILER_LIB_OBJ = $(filter-out $(BUILD)/obj/compiler/driver/main.o,$(COMPILER_OBJ))

$(BUILD)/lib/libmeshc.a: $(COMPILER_OBJ)
	@mkdir -p $(@D)
	@rm -f $@ && ar rcs $@ $(COMPILER_LIB_OBJ)

$(BUILD)/unit/%: tests/unit/%.c $(RUNTIME) $(BUILD)/lib/libmeshc.a
	@mkdir -p $(@D)
	@echo "  UNIT    $<"
	@$(CC) $(CFLAGS) $(LDFLAGS) \
	  $(if $(call is_runtime_test,$<),-Iruntime -I. -I$(BUILD)/gen $< $(RUNTIME) $(PROGRAM_LIBS),-Icompiler -I. $< $(BUILD)/lib/libmeshc.a $(COMPILER_LIBS)) \
	  -lcmocka -o $@

.PHONY: test
test: test-packages ## build and run every test; T=words narrows to names that contain one of them
	@$(MAKE) --no-print-directory all $(UNIT)
	@tools/layers.py
	@tools/run_tests.py --build $(BUILD) $(if $(QUICK),--quick) $(if $(REPEAT),--repeat $(REPEAT)) $(T)

.PHONY: repeat
repeat: all ## the tests of actors REPEAT (50) times in a row; T=words narrows
	@tools/run_tests.py --build $(BUILD) --repeat $(or $(REPEAT),50) $(or $(T),actors/)

# What is unlikely happens all the time: docs/howto/stress.md.
.PHONY: stress
stress: all ## tests of actors with MESH_STRESS=heap,yield, of language and library with failing allocations
	@MESH_STRESS=heap,yield tools/run_tests.py --build $(BUILD) $(or $(T),actors/)
	@tools/run_tests.py --build $(BUILD) --fail-allocations $(or $(T),lang/ std/)

.PHONY: soak
soak: all ## a storm of crashes for STORM_SECONDS (60)
	@STORM_SECONDS=$(or $(STORM_SECONDS),60) tools/run_tests.py --build $(BUILD) robust/a25 server/storm

.PHONY: model
model: all ## 10^6 random commands on actors and supervisors in the simulated world, compared with a model
	@MESH_BUILD=$(BUILD) MODEL_SEEDS=$(or $(SEEDS),200) MODEL_COMMANDS=$(or $(COMMANDS),5000) PYTHONPATH=tests/server \
	  python3 tests/server/model_test.py

.PHONY: generated
generated: all ## PROGRAMS (1000) programs made from SEED (1) on, compared with what an evaluator computes
	@MESH_BUILD=$(BUILD) GENERATED_PROGRAMS=$(or $(PROGRAMS),1000) GENERATED_SEED=$(or $(SEED),1) \
	  PYTHONPATH=tests/server python3 tests/server/generated_programs_test.py

.PHONY: golden
golden: all ## rewrite the expected output of tests (T=words narrows)
	@tools/run_tests.py --build $(BUILD) --golden $(T)

.PHONY: test-asan test-ubsan test-tsan
# The compiler and the unit tests are searched for leaks when they end; Mesh programs leave by _exit and count
# their live objects themselves. Generated code is not instrumented, the runtime under it is.
# QUICK=1 leaves out the programs built with --release, half of the time.
test-asan: ## the tests under the address sanitizer; QUICK=1: plain builds of programs only
	@ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 \
	  $(MAKE) --no-print-directory test BUILD=build/asan SANITIZE=address OPT=-O1
test-ubsan: ## the tests under the undefined-behaviour sanitizer; QUICK=1 as above
	@UBSAN_OPTIONS=print_stacktrace=1 \
	  $(MAKE) --no-print-directory test BUILD=build/ubsan SANITIZE=undefined OPT=-O1
test-tsan: ## the tests of what runs on several threads, under the thread sanitizer
	@TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 \
	  $(MAKE) --no-print-directory test BUILD=build/tsan SANITIZE=thread OPT=-O1 QUICK=1 \
	  T="$(or $(T),actors std server unit/actor unit/io unit/net unit/heap unit/value)"

# Fuzz targets: FUZZ_SECONDS each, from the test data that is beside them. Then FUZZ_MUTATIONS programs with
# tokens deleted, doubled, swapped and replaced.
FUZZ_SECONDS   ?= 60
FUZZ_MUTATIONS ?= 100000
FUZZ_SEED      ?= 1
FUZZ_JOBS      ?= $(shell nproc)
FUZZ_SRC       := $(wildcard tests/fuzz/*_fuzz.c)
FUZZ_PROGRAMS  := $(wildcard tests/lang tests/std tests/actors tests/errors tests/warnings)
FUZZ_FLAGS     := -std=c11 -D_GNU_SOURCE $(WARN) -g -O1 -I. -Itests

FUZZ_SEEDS_http1  := tests/corpora/http1-requests/raw
FUZZ_SEEDS_json   := tests/corpora/json-parsing/test_parsing tests/corpora/naughty-strings
FUZZ_SEEDS_parser := $(FUZZ_PROGRAMS) $(wildcard tests/format)
FUZZ_SEEDS_check  := $(FUZZ_PROGRAMS)
FUZZ_SEEDS_format := $(FUZZ_PROGRAMS) $(wildcard tests/format)
FUZZ_COMPILER     := parser check format lexer

.PHONY: fuzz
fuzz: test-packages ## run every libFuzzer target for FUZZ_SECONDS seconds, then FUZZ_MUTATIONS mutations of programs
	@$(MAKE) --no-print-directory fuzz-run BUILD=build/fuzz SANITIZE=fuzzer-no-link,address,undefined OPT=-O1
	@$(MAKE) --no-print-directory fuzz-tokens BUILD=build/asan SANITIZE=address OPT=-O1

.PHONY: fuzz-run
fuzz-run: $(FUZZ_SRC:tests/fuzz/%_fuzz.c=fuzz-%)

# The corpus of a target stays from run to run. What it finds is left there too, and what it prints says where.
.PHONY: fuzz-%
fuzz-%: tests/fuzz/%_fuzz.c $(RUNTIME) $(BUILD)/lib/libmeshc.a
	@mkdir -p $(BUILD)/fuzz/corpus-$*
	@echo "  FUZZ    $* for $(FUZZ_SECONDS) s"
	@$(CC) $(FUZZ_FLAGS) -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
	  $(if $(filter $*,$(FUZZ_COMPILER)),-Icompiler $< $(BUILD)/lib/libmeshc.a $(COMPILER_LIBS),-Iruntime -I$(BUILD)/gen $< $(RUNTIME) $(PROGRAM_LIBS)) \
	  -o $(BUILD)/fuzz/$*_fuzz
	@sed -nE 's/^(TOKEN|KEYWORD)\([A-Z_]+, *("[^ ]+"),.*/\2/p' compiler/syntax/token.def >$(BUILD)/fuzz/tokens.dict
	@$(BUILD)/fuzz/$*_fuzz -max_total_time=$(FUZZ_SECONDS) -verbosity=0 -timeout=10 -rss_limit_mb=1024 -max_len=16384 \
	  -artifact_prefix=$(BUILD)/fuzz/$*- $(if $(filter $*,$(FUZZ_COMPILER)),-dict=$(BUILD)/fuzz/tokens.dict) \
	  $(BUILD)/fuzz/corpus-$* $(FUZZ_SEEDS_$*) >$(BUILD)/fuzz/$*.log 2>&1 || { tail -n 60 $(BUILD)/fuzz/$*.log; exit 1; }

# The freed memory that the address sanitizer keeps back costs more time than the compiler takes.
.PHONY: fuzz-tokens
fuzz-tokens: $(BUILD)/lib/libmeshc.a
	@mkdir -p $(BUILD)/fuzz
	@echo "  FUZZ    tokens, $(FUZZ_MUTATIONS) mutations"
	@$(CC) $(FUZZ_FLAGS) $(LDFLAGS) -Icompiler tests/fuzz/token_mutations.c $(BUILD)/lib/libmeshc.a $(COMPILER_LIBS) \
	  -o $(BUILD)/fuzz/token_mutations
	@rm -rf $(BUILD)/fuzz/tokens
	@ASAN_OPTIONS=quarantine_size_mb=4:detect_stack_use_after_return=0 $(BUILD)/fuzz/token_mutations \
	  -n $(FUZZ_MUTATIONS) -s $(FUZZ_SEED) -j $(FUZZ_JOBS) $(BUILD)/fuzz/tokens $(FUZZ_PROGRAMS)

# A file at a time on every processor; clang-tidy takes the flags of the compiler behind the files.
TIDY = xargs -P $(shell nproc) -I FILE clang-tidy-19 --quiet FILE

.PHONY: tidy
tidy: packages $(BUILD)/gen/std_externs.h ## layers, include cycles, externs against their bodies, clang-tidy
	@tools/layers.py
	@tools/install_packages.sh clang-tidy-19
	@$(MAKE) --no-print-directory $(RUNTIME)
	@printf '%s\n' $(filter %.c,$(COMPILER_SRC)) | $(TIDY) -- -std=c11 -D_GNU_SOURCE -DPROGRAM_LIBS='""' -Icompiler -I. $(LLVM_CFLAGS)
	@printf '%s\n' $(filter %.c,$(RUNTIME_SRC)) | $(TIDY) -- -std=c11 -D_GNU_SOURCE -Iruntime -I. -I$(BUILD)/gen \
	  -I/usr/include/postgresql

.PHONY: fmt
fmt: ## format the C sources
	@clang-format-19 -i $$(find compiler runtime abi tests -name '*.[ch]')

.PHONY: bench
bench: all ## measure against the peer programs (bench/README.md)
	@bench/run.sh
