# make            build/twinningd (the daemon) and build/twinning (the command line)
# make run        installs what is missing, builds, starts a private PostgreSQL and the daemon
#                 PORT=: the first port to try, 8080
# make stop       stops both; their data stays in var/
# make check      installs what is missing, then every test, under the sanitizers, and lint
#                 ONLY=words: the suites whose names hold one of the words
# make check-console  the console from its sources, and in Chromium; needs npm, as make check does not
#                 make check CONSOLE=1: with all the others
# make check-faults    faults under load, the long way, as root: kills, stops, a full disk, a soak of FAULT_SECONDS=, 60
# make check-valgrind  the tests in C once more, under valgrind
# make lint       the rules that a compiler cannot see
# make bench      installs what is missing, then the benchmarks, compiled as for release
#                 ONLY=words: as above; BENCH_LARGE=1: pairing lists of large sizes too
# make fuzz       each tests/fuzz_*.c for FUZZ_SECONDS=, 60 (clang)
# make fuzz-cover      which lines of the parsers they come to
# make install    daemon, command line, unit, manual, completion (DESTDIR=, PREFIX=)
# make clean      removes build/, never var/
# make help       this list
#
# WERROR=1 makes every warning an error; V=1 shows the commands.

.PHONY: all run stop check check-console check-faults check-valgrind lint bench fuzz fuzz-cover install clean help \
	tools again
.DELETE_ON_ERROR:
all: build/twinningd build/twinning

ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j2
endif
Q        := $(if $(V),,@)
PREFIX   ?= /usr/local

# --- what is compiled, and how

SCORING  := $(wildcard scoring/*.c)
PROTO    := $(wildcard proto/*.c)
EMBEDDED := build/queries.c build/migrations.c build/functions.c build/reference.c build/console_files.c
ENGINE   := $(filter-out engine/main.c,$(wildcard engine/*.c engine/papers/*.c)) $(EMBEDDED)
CLI      := $(filter-out engine/cli/main.c,$(wildcard engine/cli/*.c))

WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla \
            -Wwrite-strings -Wstrict-prototypes -Wmissing-prototypes $(if $(WERROR),-Werror)
RELEASE  := -O2 -g -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
            $(if $(filter x86_64,$(shell uname -m)),-fcf-protection) -fPIE
PIE      := -pie -Wl,-z,relro,-z,now,-z,noexecstack
SANE     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
TSAN     := -O1 -g -fsanitize=thread -fno-omit-frame-pointer

# Asked when a recipe runs, not before: pkg-config may be among what is missing.
PKG_PROTO  := libcjson libutf8proc minizip expat
PKG_PAPERS := pangocairo pangoft2 fontconfig xlsxwriter
PKG_ENGINE := openssl libevent libevent_pthreads libpq libsodium inih $(PKG_PROTO) $(PKG_PAPERS)
PKG_CLI    := libcrypto libcurl libsodium inih $(PKG_PROTO)
# libcsv comes without a word for pkg-config; proto needs it.
CSV        = $(if $(filter libcjson,$(PKG)),-lcsv)
INCLUDES = $(shell pkg-config --cflags $(PKG_ENGINE) libcurl)

say       = $(if $(V),:,printf '  %-5s %s\n')
define compile
@mkdir -p $(@D) && $(say) CC $@
$(Q)$(CC) -std=c11 -D_GNU_SOURCE -I. $(INCLUDES) $(CPPFLAGS) -MMD -MP $(WARN) $(MODE) $(CFLAGS) -c -o $@ $<
endef
define archive
@mkdir -p $(@D) && rm -f $@
$(Q)$(AR) rcs $@ $^
endef
define link
@mkdir -p $(@D) && $(say) LINK $@
$(Q)$(CC) $(MODE) $(CFLAGS) $(LINKED) $(LDFLAGS) -o $@ $^ $(if $(PKG),$(shell pkg-config --libs $(PKG))) $(CSV) $(LIBS) -lm -pthread
endef

build/plain/%: MODE = $(RELEASE)
build/plain/%: LINKED = $(PIE)
build/sane/%:  MODE = $(SANE)
build/tsan/%:  MODE = $(TSAN)
build/fuzz/%:  MODE = -O1 -g -fsanitize=address,undefined,fuzzer-no-link
build/cover/%: MODE = -O1 -g -fprofile-instr-generate -fcoverage-mapping
# libFuzzer comes with clang.
build/fuzz/% build/cover/%: CC := $(patsubst %gcc,clang,$(if $(filter cc,$(CC)),gcc,$(CC)))

# One archive per layer, so that a test links what its subject reaches and no more.
define variant
build/$(1)/%.o: %.c | tools
	$$(compile)
$(patsubst %.c,build/$(1)/%.o,engine/main.c $(ENGINE) $(wildcard tests/test_engine*.c)): | build/queries.h
build/$(1)/scoring.a: $(SCORING:%.c=build/$(1)/%.o)
	$$(archive)
build/$(1)/proto.a: $(PROTO:%.c=build/$(1)/%.o)
	$$(archive)
build/$(1)/engine.a: $(ENGINE:%.c=build/$(1)/%.o)
	$$(archive)
build/$(1)/cli.a: $(CLI:%.c=build/$(1)/%.o)
	$$(archive)
build/$(1)/twinningd: PKG = $(PKG_ENGINE)
build/$(1)/twinningd: $(addprefix build/$(1)/,engine/main.o engine.a proto.a scoring.a)
	$$(link)
build/$(1)/twinning: PKG = $(PKG_CLI)
build/$(1)/twinning: $(addprefix build/$(1)/,engine/cli/main.o cli.a engine.a proto.a scoring.a)
	$$(link)
endef
$(foreach v,plain sane tsan fuzz cover,$(eval $(call variant,$(v))))

build/twinningd build/twinning: build/%: build/plain/%
	$(Q)ln -f $< $@

# Statements, migrations and reference data are part of the binary.
build/queries.h:    WANT := h
build/queries.c:    WANT := c
build/migrations.c: WANT := migrations
build/functions.c:  WANT := functions
build/reference.c:  WANT := reference
build/queries.h build/queries.c: $(wildcard sql/queries/*.sql)
build/migrations.c: $(wildcard sql/migrations/*.sql)
build/functions.c: $(wildcard sql/functions/*.sql)
build/reference.c: $(wildcard sql/reference/*)
build/queries.h $(filter-out build/console%,$(EMBEDDED)): sql/embed.awk
	@mkdir -p $(@D) && $(say) EMBED $@
	$(Q)awk -v want=$(WANT) -f sql/embed.awk $(sort $(filter-out %.awk,$^)) > $@

# So is the console, as it was built and committed: no npm here.
build/console_files.c: engine/console/embed.sh $(wildcard engine/console/dist/*)
	@mkdir -p $(@D) && $(say) EMBED $@
	$(Q)$< engine/console/dist build/console > $@

# --- tests: a name says its layer, the layer says what is linked

UNIT     := $(patsubst tests/%.c,%,$(wildcard tests/test_*.c))
BENCH    := $(patsubst tests/%.c,%,$(wildcard tests/bench_*.c))
BENCH_SH := $(wildcard tests/bench_*.sh)
FUZZ     := $(patsubst tests/%.c,%,$(wildcard tests/fuzz_*.c))
SCRIPT   := $(patsubst tests/%,%,$(wildcard tests/test_*.sh tests/*.bats))
ALONE    := $(patsubst tests/%,%,$(wildcard tests/same_*.sh))
BUILT    := $(patsubst tests/%,%,$(wildcard tests/built_*.sh))
about     = $(filter $(foreach l,$(1),test_$(l)% bench_$(l)%),$(UNIT) $(BENCH))
of_scoring := $(call about,scoring pairing)
of_proto   := $(call about,proto)
of_cli     := $(call about,cli)
of_engine  := $(call about,engine)
of_thread  := $(filter %_worker %_thread,$(UNIT))
nowhere    := $(filter-out $(of_scoring) $(of_proto) $(of_cli) $(of_engine),$(UNIT) $(BENCH))
$(if $(nowhere),$(error $(nowhere:%=tests/%.c): the name says no layer (scoring, pairing, proto, cli, engine)))

BROWSER  := console_browser
SUITES   := $(if $(CONSOLE),$(BROWSER)) lint $(SCRIPT) $(ALONE) $(BUILT) $(FUZZ) $(of_thread:%=%.tsan) $(UNIT)
ifdef ONLY
only      = $(foreach s,$(1),$(if $(strip $(foreach o,$(ONLY),$(findstring $(o),$(s)))),$(s)))
SUITES   := $(call only,$(SUITES))
BENCH    := $(call only,$(BENCH))
BENCH_SH := $(call only,$(BENCH_SH))
endif

define unit
$(of_scoring:%=build/$(1)/tests/%): build/$(1)/tests/%: build/$(1)/tests/%.o build/$(1)/scoring.a
	$$(link)
$(of_proto:%=build/$(1)/tests/%): build/$(1)/tests/%: build/$(1)/tests/%.o build/$(1)/proto.a build/$(1)/scoring.a
	$$(link)
$(of_cli:%=build/$(1)/tests/%): build/$(1)/tests/%: build/$(1)/tests/%.o $(addprefix build/$(1)/,cli.a engine.a proto.a scoring.a)
	$$(link)
$(of_engine:%=build/$(1)/tests/%): build/$(1)/tests/%: build/$(1)/tests/%.o $(addprefix build/$(1)/,engine.a proto.a scoring.a)
	$$(link)
$(of_scoring:%=build/$(1)/tests/%): PKG = check
$(of_proto:%=build/$(1)/tests/%): PKG = check $(PKG_PROTO)
$(of_cli:%=build/$(1)/tests/%): PKG = check $(PKG_CLI)
$(of_engine:%=build/$(1)/tests/%): PKG = check $(PKG_ENGINE)
endef
$(foreach v,plain sane tsan cover,$(eval $(call unit,$(v))))

# The release build is part of it: it warns of what the sanitized one cannot see.
check: $(if $(ONLY),,all) $(SUITES:%=build/check/%)
	@tests/check.sh total $(SUITES)

check-console: all build/check/$(BROWSER)
	@tests/check.sh total $(BROWSER)

# A suite writes its counts to build/check/<name>, every time it is asked for.
again:
$(BROWSER:%=build/check/%) $(SUITES:%=build/check/%): again | tools
build/check/$(BROWSER): build/twinningd
	@deploy/setup.sh console
	@DAEMON=build/twinningd SUITE_SECONDS=2400 tests/check.sh run $(BROWSER) engine/console/check.sh
build/check/lint:
	@tests/check.sh run lint tests/lint.sh
$(UNIT:%=build/check/%): build/check/%: build/sane/tests/%
	@tests/check.sh run $* $(if $(filter $*,$(of_engine)),tests/with_postgres.sh) $<
$(of_thread:%=build/check/%.tsan): build/check/%.tsan: build/tsan/tests/%
	@tests/check.sh run $*.tsan $(if $(filter $*,$(of_engine)),tests/with_postgres.sh) $<
$(SCRIPT:%=build/check/%): build/check/%: build/sane/twinningd build/sane/twinning
	@DAEMON=build/sane/twinningd CLI=build/sane/twinning \
		tests/check.sh run $* tests/with_postgres.sh $(if $(filter %.bats,$*),bats) tests/$*
# A daemon with the test's own routes in the place of the engine's.
build/sane/tests/open_doors: PKG = $(PKG_ENGINE)
build/sane/tests/open_doors: $(addprefix build/sane/,tests/open_doors.o engine/main.o engine.a proto.a scoring.a)
	$(link)
build/sane/tests/open_doors.o: | build/queries.h
build/check/test_rights.sh: build/sane/tests/open_doors
build/check/test_rights.sh: export OPEN_DAEMON := build/sane/tests/open_doors
# What it takes, and how soon it is back, is measured on the daemon as it is released.
of_release := $(patsubst %,build/check/%,test_http_hostile.sh test_faults.sh)
$(of_release): build/twinningd
$(of_release): export RELEASED := build/twinningd
# These need neither daemon nor database.
$(ALONE:%=build/check/%): build/check/%:
	@tests/check.sh run $* tests/$*
# These look at what is released.
$(BUILT:%=build/check/%): build/check/%: all
	@tests/check.sh run $* tests/$* build/twinningd build/twinning
# Always the same inputs, unlike `make fuzz`: the same outcome on every run.
$(FUZZ:%=build/check/%): build/check/%: build/fuzz/% build/corpus/%
	@rm -rf $<.found && mkdir -p $<.found
	@tests/check.sh run $* sh -c '$< -seed=1 -runs=30000 -artifact_prefix=$<. $<.found build/corpus/$* && echo 1 passed, 0 failed'

# Bounded by their parts, a few minutes in all.
check-faults: build/twinningd
	@DAEMON=build/twinningd tests/faults.sh

check-valgrind: $(UNIT:%=build/check/%.valgrind)
	@tests/check.sh total $(UNIT:%=%.valgrind)
$(UNIT:%=build/check/%.valgrind): again | tools
$(UNIT:%=build/check/%.valgrind): build/check/%.valgrind: build/plain/tests/%
	@SUITE_SECONDS=1800 tests/check.sh run $*.valgrind $(if $(filter $*,$(of_engine)),tests/with_postgres.sh) \
		valgrind -q --suppressions=tests/valgrind.supp --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite $<

lint: tools
	@tests/lint.sh

# Solvers that the pairing list is measured beside; LEMON is C++.
PEERS    := $(addprefix build/plain/tests/pairing_peer_,glpk.o lemon.o)
build/plain/tests/pairing_peer_lemon.o: tests/pairing_peer_lemon.cc tests/pairing_peer.h scoring/pairing.h | tools
	@mkdir -p $(@D) && $(say) CXX $@
	$(Q)$(CXX) -O2 -fPIE -I. -c -o $@ $<
build/plain/tests/bench_pairing: LIBS = -lglpk -llemon -lstdc++
build/plain/tests/bench_pairing: $(PEERS)

# Preloaded into a daemon, to count what it asks for.
build/plain/tests/count_calls.so: tests/count_calls.c | tools
	@mkdir -p $(@D) && $(say) LINK $@
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O2 -g -fPIC -shared $(WARN) $(CFLAGS) -o $@ $<

bench: build/twinningd $(BENCH:%=build/plain/tests/%) $(if $(filter %_cost.sh,$(BENCH_SH)),build/plain/tests/count_calls.so)
	@for b in $(filter build/plain/tests/bench_%,$^); do echo "$${b##*/}"; $$b || exit 1; done
	@for b in $(BENCH_SH); do echo "$${b##*/}"; DAEMON=build/twinningd tests/with_postgres.sh $$b || exit 1; done

# Each finds what it can from what was found before: tests/corpus/ is kept, build/fuzz/*.corpus is not.
fuzz: $(FUZZ:%=build/fuzz/%) $(FUZZ:%=build/corpus/%)
	@for f in $(FUZZ:%=build/fuzz/%); do n=$${f##*/}; echo "$$n"; mkdir -p $$f.corpus; \
		$$f -max_total_time=$(or $(FUZZ_SECONDS),60) -artifact_prefix=$$f. -print_final_stats=1 \
			$$f.corpus build/corpus/$$n || exit 1; done
build/corpus/%: tests/corpus/%.b64 tests/fuzz_corpus.py
	@rm -rf $@ && tests/fuzz_corpus.py unpack $< $@
# Which lines of the parsers the kept corpus and the tests come to.
of_parsers := $(filter test_proto_% test_engine_config,$(UNIT))
fuzz-cover: $(FUZZ:%=build/cover/%) $(of_parsers:%=build/cover/tests/%) $(FUZZ:%=build/corpus/%)
	@tests/fuzz_cover.sh $(FUZZ:%=build/cover/%) $(of_parsers:%=build/cover/tests/%)
define fuzzed
$(FUZZ:%=build/$(1)/%): build/$(1)/%: build/$(1)/tests/%.o build/$(1)/settings.a build/$(1)/proto.a build/$(1)/scoring.a
	$$(link)
$(FUZZ:%=build/$(1)/%): LINKED = -fsanitize=fuzzer
$(FUZZ:%=build/$(1)/%): PKG = $(PKG_PROTO) libpq inih
build/$(1)/settings.a: $(patsubst %,build/$(1)/engine/%.o,config config_load db_server log)
	$$(archive)
$(FUZZ:%=build/$(1)/tests/%.o): | build/messages.h
endef
$(foreach v,fuzz cover,$(eval $(call fuzzed,$(v))))
build/messages.h: tests/fuzz_messages.awk $(wildcard proto/*.h)
	@mkdir -p $(@D) && $(say) EMBED $@
	$(Q)awk -f $^ > $@

# --- running, installing

# The two promised commands install packages; the others only say what is missing.
asked     = $(filter $(1),$(MAKECMDGOALS))
tools:
	@deploy/setup.sh $(or $(call asked,check),$(if $(call asked,check-console),check),$(call asked,bench),$(call asked,run),\
		--tell $(if $(call asked,fuzz fuzz-cover check-faults check-valgrind),check,build))

run: all
	@deploy/playground.sh start

stop:
	@deploy/playground.sh stop

# Settings that are there already stay as they are.
BIN      := $(DESTDIR)$(PREFIX)/bin
SHARE    := $(DESTDIR)$(PREFIX)/share
LIB      := $(DESTDIR)$(PREFIX)/lib
ETC      := $(DESTDIR)/etc/twinning
install: all
	install -d $(BIN) $(ETC) $(LIB)/systemd/system $(LIB)/sysusers.d $(SHARE)/bash-completion/completions
	install build/twinningd build/twinning $(BIN)
	sed 's|/usr/local|$(PREFIX)|' deploy/twinningd.service >$(LIB)/systemd/system/twinningd.service
	install -m 644 deploy/twinning.sysusers $(LIB)/sysusers.d/twinning.conf
	install -m 644 deploy/twinning.bash $(SHARE)/bash-completion/completions/twinning
	for page in $(wildcard deploy/man/*.[1-8]); do \
		install -D -m 644 -t $(SHARE)/man/man$${page##*.} $$page || exit 1; done
	[ -e $(ETC)/twinningd.ini ] || build/twinningd --example >$(ETC)/twinningd.ini

clean:
	rm -rf build

help:
	@sed -n 's/^# make/make/p; s/^#   /    /p; /^$$/q' Makefile

-include $(wildcard build/*/*/*.d build/*/*/*/*.d)
