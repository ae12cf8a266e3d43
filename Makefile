# Every daily command; `make help` lists them.
#
# Variants live side by side: BUILD names the folder, SANITIZE the sanitizer (address, undefined, thread).

BUILD    ?= build
SANITIZE ?=
CC       := clang-19
LLVM_CONFIG := llvm-config-19

WARN     := -Wall -Wextra -Werror -Wswitch-enum -Wstrict-prototypes -Wmissing-prototypes
OPT      ?= -O2
CFLAGS   := -std=c11 -D_GNU_SOURCE $(OPT) -g -fno-omit-frame-pointer $(WARN)
ifneq ($(SANITIZE),)
CFLAGS   += -fsanitize=$(SANITIZE) -fno-sanitize-recover=all
LDFLAGS  += -fsanitize=$(SANITIZE)
endif

COMPILER_SRC := $(wildcard compiler/*/*.c)
RUNTIME_SRC  := $(wildcard runtime/*/*.c) $(wildcard runtime/*/*.S)
STD_SRC      := $(wildcard std/*.mpl)
COMPILER_OBJ := $(patsubst %.c,$(BUILD)/obj/%.o,$(COMPILER_SRC))
RUNTIME_OBJ  := $(patsubst %.S,$(BUILD)/obj/%.o,$(patsubst %.c,$(BUILD)/obj/%.o,$(RUNTIME_SRC)))

MESHC   := $(BUILD)/bin/meshc
RUNTIME := $(BUILD)/lib/libmeshrt.a
MESHER  := $(BUILD)/bin/mesher

# The libraries a Mesh program is linked with.
PROGRAM_LIBS := -lsqlite3 -lpq -lssl -lcrypto -lsodium -lcurl -lz -lbrotlidec -lzstd -lwslay -lunistring -lm -lpthread

.PHONY: all
all: $(MESHC) $(RUNTIME) $(MESHER)

include tools/make/packages.mk
include tools/make/test.mk

$(BUILD)/obj/compiler/%.o: compiler/%.c | packages
	@mkdir -p $(@D)
	@echo "  CC      $<"
	@$(CC) $(CFLAGS) $(if $(findstring /codegen/,$<),$(LLVM_CFLAGS)) $(if $(findstring driver/link,$<),-DPROGRAM_LIBS='"$(PROGRAM_LIBS)"') -Icompiler -I. -MMD -MP -c $< -o $@

$(BUILD)/obj/runtime/%.o: runtime/%.c $(BUILD)/gen/std_externs.h | packages
	@mkdir -p $(@D)
	@echo "  CC      $<"
	@$(CC) $(CFLAGS) -Iruntime -I. -I$(BUILD)/gen -I/usr/include/postgresql -MMD -MP -c $< -o $@

$(BUILD)/obj/runtime/%.o: runtime/%.S | packages
	@mkdir -p $(@D)
	@echo "  AS      $<"
	@$(CC) -g -Iruntime -I. -c $< -o $@

LLVM_CFLAGS = $(shell $(LLVM_CONFIG) --cflags 2>/dev/null)
LLVM_LIBS   = $(shell $(LLVM_CONFIG) --ldflags --libs --system-libs --link-shared 2>/dev/null)
COMPILER_LIBS = $(LLVM_LIBS) -lsodium -lpthread

$(MESHC): $(COMPILER_OBJ)
	@mkdir -p $(@D)
	@echo "  LINK    $@"
	@$(CC) $(LDFLAGS) -Wl,--build-id=sha1 $^ $(COMPILER_LIBS) -o $@

$(RUNTIME): $(RUNTIME_OBJ)
	@mkdir -p $(@D)
	@echo "  AR      $@"
	@rm -f $@ && ar rcs $@ $^

# Prototypes of the externs, from their only declaration in std/.
$(BUILD)/gen/std_externs.h: $(STD_SRC) tools/externs.py
	@mkdir -p $(@D)
	@echo "  GEN     $@"
	@python3 tools/externs.py std > $@.tmp && mv $@.tmp $@

$(MESHER): $(MESHC) $(RUNTIME) $(STD_SRC) $(shell find mesher -name '*.mpl' 2>/dev/null)
	@mkdir -p $(@D)
	@echo "  MESHC   mesher"
	@$(MESHC) build mesher --release -o $@

.PHONY: run
run: all ## build everything and start Mesher on its embedded database
	@exec $(MESHER)

.PHONY: clean
clean: ## remove everything that was built
	rm -rf build

.PHONY: help
help: ## this list
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | sort | expand -t 14

-include $(COMPILER_OBJ:.o=.d) $(RUNTIME_OBJ:.o=.d)
