# bash completion for twinning. The command knows its own words, so the two cannot part.
# shellcheck shell=bash
if command -v twinning >/dev/null; then
	eval "$(twinning completion bash)"
fi
