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
	  $(if $(call is_runtime_test,$<),-Iruntime -I. -I$(BUILD)/gen $< $(RUNTIME) $(PROGRAM_LIBS),-Icompiler -I. $< $(BUILD)/lib/libmeshc.a $(LLVM_LIBS)) \
	  -lcmocka -o $@

.PHONY: test
test: test-packages ## build and run every test; T=words narrows to names that contain one of them
	@$(MAKE) --no-print-directory all $(UNIT)
	@tools/layers.py
	@tools/run_tests.py --build $(BUILD) $(if $(QUICK),--quick) $(T)

.PHONY: golden
golden: all ## rewrite the expected output of tests (T=words narrows)
	@tools/run_tests.py --build $(BUILD) --golden $(T)

.PHONY: test-asan test-ubsan test-tsan
test-asan: ## the tests under the address sanitizer
	@$(MAKE) --no-print-directory test BUILD=build/asan SANITIZE=address OPT=-O1 QUICK=1
test-ubsan: ## the tests under the undefined-behaviour sanitizer
	@$(MAKE) --no-print-directory test BUILD=build/ubsan SANITIZE=undefined OPT=-O1 QUICK=1
test-tsan: ## the tests under the thread sanitizer
	@$(MAKE) --no-print-directory test BUILD=build/tsan SANITIZE=thread OPT=-O1 QUICK=1 T="$(or $(T),actors server unit/actor unit/sched)"

# Fuzz targets: FUZZ_SECONDS each.
FUZZ_SECONDS ?= 60
FUZZ_SRC := $(wildcard tests/fuzz/*_fuzz.c)

.PHONY: fuzz
fuzz: test-packages ## run every libFuzzer target for FUZZ_SECONDS seconds
	@$(MAKE) --no-print-directory fuzz-run BUILD=build/fuzz SANITIZE=fuzzer-no-link,address,undefined OPT=-O1

.PHONY: fuzz-run
fuzz-run: $(RUNTIME) $(BUILD)/lib/libmeshc.a
	@mkdir -p $(BUILD)/fuzz
	@for source in $(FUZZ_SRC); do \
	  name=$$(basename $$source .c); \
	  case $$name in parser_*|check_*|format_*|lexer_*) flags="-Icompiler $(BUILD)/lib/libmeshc.a $(LLVM_LIBS)";; \
	    *) flags="-Iruntime -I$(BUILD)/gen $(RUNTIME) $(PROGRAM_LIBS)";; esac; \
	  echo "  FUZZ    $$name for $(FUZZ_SECONDS) s"; \
	  $(CC) -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -I. $$source $$flags -o $(BUILD)/fuzz/$$name && \
	  mkdir -p $(BUILD)/fuzz/corpus-$$name && \
	  $(BUILD)/fuzz/$$name -max_total_time=$(FUZZ_SECONDS) -print_final_stats=0 -verbosity=0 -timeout=10 \
	    $(BUILD)/fuzz/corpus-$$name || exit 1; \
	done

.PHONY: tidy
tidy: packages $(BUILD)/gen/std_externs.h ## layers, include cycles, externs against their bodies, clang-tidy
	@tools/layers.py
	@tools/install_packages.sh clang-tidy-19
	@$(MAKE) --no-print-directory $(RUNTIME)
	@clang-tidy-19 --quiet $(filter %.c,$(COMPILER_SRC)) -- -std=c11 -D_GNU_SOURCE -DPROGRAM_LIBS='""' -Icompiler -I. $(LLVM_CFLAGS)
	@clang-tidy-19 --quiet $(filter %.c,$(RUNTIME_SRC)) -- -std=c11 -D_GNU_SOURCE -Iruntime -I. -I$(BUILD)/gen \
	  -I/usr/include/postgresql

.PHONY: fmt
fmt: ## format the C sources
	@clang-format-19 -i $$(find compiler runtime abi tests -name '*.[ch]')

.PHONY: bench
bench: all ## measure against the peer programs (bench/README.md)
	@bench/run.sh
