# Turns files into C, so that a binary and its statements cannot part.
#
#	awk -v want=h           -f sql/embed.awk sql/queries/*.sql     > build/queries.h
#	awk -v want=c           -f sql/embed.awk sql/queries/*.sql     > build/queries.c
#	awk -v want=migrations -f sql/embed.awk sql/migrations/*.sql  > build/migrations.c
#	awk -v want=functions  -f sql/embed.awk sql/functions/*.sql   > build/functions.c
#	awk -v want=reference  -f sql/embed.awk sql/reference/*       > build/reference.c
#
# A query becomes a struct query named after its file, without comment lines; the
# highest $n gives the number of parameters, its turn the index; the line "-- Gathers."
# says that it takes arrays (engine/db.h). Migrations, functions and
# reference files become arrays of struct embedded, byte for byte, ended by a NULL
# name; `want` names the array.

function flush_file() {
	if (name == "")
		return
	if (want == "h")
		printf "extern const struct query sql_%s;\n", name
	else if (want == "c")
		printf "const struct query sql_%s = { \"%s\",%s, %d, %d, %s };\n", name, name, text, params, files, gathers
	else
		printf "\t{ \"%s\",%s },\n", name, text
	files++
}

BEGIN {
	print "/* Made by sql/embed.awk. */"
	if (want == "h") {
		print "#ifndef BUILD_QUERIES_H"
		print "#define BUILD_QUERIES_H"
		print "#include \"engine/db.h\""
	} else {
		# The standard promises literals of 4095 bytes; the compilers we use take any.
		print "#pragma GCC diagnostic ignored \"-Woverlength-strings\""
		print want == "c" ? "#include \"build/queries.h\"" : "#include \"engine/setup.h\""
	}
	if (want == "migrations" || want == "functions" || want == "reference")
		printf "const struct embedded %s[] = {\n", want
}

FNR == 1 {
	flush_file()
	name = FILENAME
	sub(/.*\//, "", name)
	if (want ~ /^[ch]$/)
		sub(/\.sql$/, "", name)
	text = ""
	params = 0
	gathers = "false"
}

want == "c" && $0 == "-- Gathers." { gathers = "true" }

want ~ /^[ch]$/ && /^[ \t]*--/ { next }

{
	line = $0
	while (match(line, /\$[0-9]+/)) {
		n = substr(line, RSTART + 1, RLENGTH - 1) + 0
		if (n > params)
			params = n
		line = substr(line, RSTART + RLENGTH)
	}
	line = $0
	gsub(/\\/, "&&", line)
	gsub(/"/, "\\\"", line)
	gsub(/\?/, "\\?", line)		# two of them would begin a trigraph
	text = text "\n\t\"" line "\\n\""
}

END {
	flush_file()
	if (want == "h") {
		printf "enum { QUERY_COUNT = %d };\n", files
		print "#endif"
	} else if (want != "c") {
		print "\t{ NULL, NULL }"
		print "};"
	}
}
