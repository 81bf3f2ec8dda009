#!/bin/sh
# Runs test suites and counts.
#
#	check.sh run NAME COMMAND [ARG...]	one line a suite; its output only when it fails
#	check.sh total NAME...			the sum, as "N passed, N failed"
#
# A suite passes when it says how many tests it ran, none failed, and it ended well:
# a crash, a time-out or a suite without a count is a failure.
set -eu

results=build/check

# Prints "passed failed" from what Check, our scripts or bats (TAP) printed.
counts() {
	awk '
		/^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+$/ {
			gsub(/[^0-9 ]/, "")
			passed += $2 - $3 - $4
			failed += $3 + $4
		}
		/^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
		/^ok [0-9]+ / && /# skip/ { failed++; next }
		/^ok [0-9]+ / { passed++ }
		/^not ok [0-9]+ / { failed++ }
		END { print passed + 0, failed + 0 }
	' "$1"
}

run() {
	name=$1
	shift
	mkdir -p $results
	log=$results/$name.log
	rm -f "$results/$name"

	# Without forks the leak check sees the whole run.
	export CK_FORK=no
	export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
	# cairo 1.16 loses 768 bytes for each OpenType font of a PDF that it writes.
	echo leak:libcairo.so >$results/leaks
	export LSAN_OPTIONS="suppressions=$PWD/$results/leaks:print_suppressions=0"
	export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
	export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
	# The sanitizers of gcc 12 trip over the widest address randomisation of newer kernels.
	setarch -R true 2>/dev/null && set -- setarch -R "$@"

	start=$(date +%s%N)
	status=0
	timeout -k 10 "${SUITE_SECONDS:-600}" "$@" >"$log" 2>&1 </dev/null || status=$?
	tenths=$((($(date +%s%N) - start) / 100000000))

	# shellcheck disable=SC2046	# two words
	set -- $(counts "$log")
	passed=$1 failed=$2 why=
	if [ "$passed" = 0 ] && [ "$failed" = 0 ]; then
		why="it ran no test"
	elif [ $status != 0 ] && [ "$failed" = 0 ]; then
		why="every test passed"
	fi
	case $status in
	0) ;;
	124 | 137) why="stopped after ${SUITE_SECONDS:-600} seconds" ;;
	*) why="${why:+$why; }exit status $status" ;;
	esac
	[ -z "$why" ] || [ "$failed" != 0 ] || failed=1
	echo "$passed $failed" >"$results/$name"

	line=$(printf '%-34s %5d passed %7d.%d s' "$name" "$passed" $((tenths / 10)) $((tenths % 10)))
	if [ "$failed" = 0 ]; then
		echo "  ok    $line"
	else
		# one write, so that suites side by side do not mix
		echo "  FAIL  $line, $failed failed${why:+ ($why)}
$(tail -n 60 "$log" | sed 's/^/        | /')"
	fi
}

total() {
	passed=0 failed=0
	for name; do
		if read -r p f <"$results/$name"; then
			passed=$((passed + p)) failed=$((failed + f))
		else
			echo "  FAIL  $name left no result"
			failed=$((failed + 1))
		fi
	done
	echo "$passed passed, $failed failed"
	[ $failed = 0 ]
}

verb=$1
shift
"$verb" "$@"
