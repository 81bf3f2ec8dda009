#!/bin/sh
# Makes the files of the console part of the binary: embed.sh DIST OUT
#
# Writes OUT/<file>.gz beside nothing else, and prints C: where each file and its compressed
# form begin and end, its type, and the SHA-256 that is its ETag.
set -eu

dist=$1
out=$2
mkdir -p "$out"
rm -f "$out"/*.gz

type_of() {
	case $1 in
	*.html) echo 'text/html; charset=utf-8' ;;
	*.js) echo 'text/javascript; charset=utf-8' ;;
	*.css) echo 'text/css; charset=utf-8' ;;
	*.svg) echo 'image/svg+xml' ;;
	*)
		echo "$1: of which type is this?" >&2
		exit 1
		;;
	esac
}

# incbin SYMBOL FILE
incbin() {
	cat <<-C
		__asm__(".section .rodata\n\t.global $1, $1_end\n$1:\n\t.incbin \"$2\"\n$1_end:\n\t.byte 0\n\t.previous");
		extern const char $1[], $1_end[];
	C
}

echo '/* Made by engine/console/embed.sh. */'
echo '#include "engine/console.h"'
rows=
i=0
for file in "$dist"/*; do
	name=${file##*/}
	type=$(type_of "$name")
	tag=$(sha256sum "$file" | cut -c 1-64)
	gzip -9nc "$file" >"$out/$name.gz"
	incbin "console_plain_$i" "$file"
	incbin "console_gzip_$i" "$out/$name.gz"
	rows="$rows	{ \"$name\", \"$type\", \"$tag\", { console_plain_$i, console_plain_${i}_end }, { console_gzip_$i, console_gzip_${i}_end } },
"
	i=$((i + 1))
done
printf 'const struct console_file console_files[] = {\n%s\t{ .name = NULL }\n};\n' "$rows"
