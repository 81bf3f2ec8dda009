# Every message that proto/ declares, as MESSAGE(name), for the fuzzer to choose from.
/^extern const struct message / { open = 1; sub(/^extern const struct message /, "") }
open {
	ends = /;/
	gsub(/;.*/, "")
	n = split($0, names, /[, \t]+/)
	for (i = 1; i <= n; i++)
		if (names[i] != "")
			print "MESSAGE(" names[i] ")"
	open = !ends
}
