# shellcheck shell=sh
set -u
set -f # ids in answers are words, never patterns
umask 077
export LC_ALL=C

say() { printf '%s\n' "$*" >&2; }

stop() {
	say "collect: $*"
	exit 2
}

# need TOOL WHERE: without it nothing is begun.
need() {
	command -v "$1" >/dev/null 2>&1 || stop "$1 is missing: $2"
}

# word NAME VALUE: what goes into commands and file names is one plain word.
word() {
	case $2 in
	'') stop "$1 is not set: run egresslint collect with a flag for it, or this script with $1=VALUE before sh" ;;
	-* | *[!A-Za-z0-9_.-]*) stop "$1 \"$2\" is no plain word" ;;
	esac
}

# begin checks everything that must be right before the first call.
begin() {
	need jq 'https://jqlang.org/download/'
	[ "$(printf '"a1"' | jq -r 'gsub("[0-9]"; "")' 2>/dev/null)" = a ] || stop 'jq has no regular expressions: install 1.5 or later'
	case $OUT in
	'') stop 'OUT, the folder to write to, is empty' ;;
	-*) OUT=./$OUT ;;
	esac
	if [ -e "$OUT" ] && { [ ! -d "$OUT" ] || [ -n "$(ls -A "$OUT")" ]; }; then
		stop "\"$OUT\" exists already, and nothing is overwritten: remove it, or run with OUT=FOLDER before sh"
	fi
	mkdir -p "$OUT" || stop "\"$OUT\" cannot be made"
	TMP=$(mktemp -d) || stop 'there is no folder for temporary files'
	trap 'rm -rf "$TMP"' EXIT
	trap 'exit 130' INT TERM
	: >"$TMP/refused"
	: >"$TMP/unavailable"
	: >"$TMP/failed"
	: >"$TMP/elsewhere"
}

# keep NAME: the answer becomes a file of the bundle.
keep() {
	if [ -e "$OUT/$1.json" ]; then
		printf '%s %s\n' "$1" 'two answers have this name' >>"$TMP/failed"
		return 1
	fi
	mv "$TMP/answer" "$OUT/$1.json"
}

# lost WHAT NAME: says why a call failed, and notes it for the summary. The query of a URL may hold a signature.
lost() {
	lost_why=$(sed -n 's/^ErrorCode: *//p' "$TMP/error" | head -n 1)
	[ -n "$lost_why" ] || lost_why=$(grep . "$TMP/error" | head -n 1 | sed 's/?[^" ]*//g' | cut -c 1-200)
	[ -n "$lost_why" ] || lost_why='no answer'
	case $(tr '[:upper:]' '[:lower:]' <"$TMP/error") in
	*notopen* | *'not open'* | *notactiv* | *'not activ'* | *unsupported* | *notsupport* | *'not support'* | *invalidregion* | *'no such host'* | *'unknown endpoint'* | *'find endpoint'*)
		lost_list=unavailable ;;
	*forbidden* | *nopermission* | *'no permission'* | *accessdenied* | *unauthorized* | *notauthorized* | *'not authorized'*)
		lost_list=refused ;;
	*) lost_list=failed ;;
	esac
	printf '%s %s\n' "$1" "$lost_why" >>"$TMP/$lost_list"
	say "  $lost_list: $2: $lost_why"
}

# told TITLE NOTES: one line of the summary for each call of the notes.
told() {
	[ -s "$TMP/$2" ] || return 0
	printf '%s\n' "$1"
	sort "$TMP/$2" | uniq -c | sed 's/^ *\([0-9]*\) \([^ ]*\) \(.*\)/  \2 (\1): \3/'
}

# finish prints the summary. A call that failed makes the exit code 1.
finish() {
	finish_files=$(find "$OUT" -name '*.json' | grep -c .)
	printf '%s\n' "$OUT: $finish_files files"
	told 'refused: ask for these RAM actions, or for get and list of these Kubernetes resources' refused
	told 'failed' failed
	told 'not available: never used in this account, or not offered here' unavailable
	if [ -s "$TMP/elsewhere" ]; then
		printf '%s\n' "$(grep -c . "$TMP/elsewhere") resources are in other VPCs, and no object of the cluster names them: they are in the lists alone"
	fi
	[ ! -s "$TMP/refused" ] && [ ! -s "$TMP/failed" ]
}
