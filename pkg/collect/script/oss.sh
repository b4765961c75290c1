# shellcheck shell=sh

# The policies of the buckets that are named, or of all that are in the region. A bucket without one has an empty one: no
# statement denies anything.
collect_oss() {
	oss_buckets=$BUCKETS
	if [ -z "$oss_buckets" ]; then
		say oss-ls
		if aliyun oss ls --region "$REGION" >"$TMP/buckets" 2>"$TMP/error" </dev/null; then
			oss_buckets=$(awk -v place="oss-$REGION" '$NF ~ /^oss:\/\// && $(NF-2) == place { sub(/^oss:\/\//, "", $NF); print $NF }' "$TMP/buckets")
		else
			cat "$TMP/buckets" >>"$TMP/error"
			lost oss:ListBuckets oss-ls
		fi
	fi
	for oss_bucket in $oss_buckets; do
		case $oss_bucket in -* | *[!a-z0-9-]*) stop "bucket \"$oss_bucket\" has no name of a bucket" ;; esac
		oss_policy "$oss_bucket"
	done
}

# The policy goes to a file, because what is printed ends with the time that it took.
oss_policy() {
	say "oss-GetBucketPolicy.$1"
	rm -f "$TMP/answer"
	if aliyun oss bucket-policy --method get "oss://$1" "$TMP/answer" --region "$REGION" >"$TMP/error" 2>&1 </dev/null && [ -s "$TMP/answer" ]; then
		keep "oss-GetBucketPolicy.$1"
	elif grep -q NoSuchBucketPolicy "$TMP/error"; then
		printf '%s\n' '{"Action": "oss:GetBucketPolicy", "Statement": [], "Version": "1"}' >"$TMP/answer"
		keep "oss-GetBucketPolicy.$1"
	else
		lost oss:GetBucketPolicy "oss-GetBucketPolicy.$1"
	fi
}
