# shellcheck shell=sh

# What the next steps need of an answer: the next token, the rows of all pages, the rows of one page, and whether the answer
# does not tell what it is: it has empty lists alone, or whitelist templates without the id of whose they are.
# shellcheck disable=SC2016 # $api is a variable of jq
LOOK='
def number: if type == "number" then . else tonumber? // 0 end;
def plain: if . == null or . == "" then "-" else . end;
[ (.NextToken | plain),
  (.TotalCount // .TotalRecordCount // .TotalAclEntry // .Total // .page.total_count? // .Headers["X-Total-Count"]? // 0 | number),
  (.PageSize // .page.page_size? // 0 | number),
  (if $api == "slb:DescribeLoadBalancerListeners" and .Listeners == null
      or ($api | endswith(":DescribeGlobalSecurityIPGroupRelation")) and .DBClusterId == null
      or ([.. | arrays] | any(. == []) and all(all(.[]; type != "object"))) then "vague" else "clear" end)
] | map(tostring) | join(" ")'

# Such an answer says by an Action what it is.
# shellcheck disable=SC2016 # $api is a variable of jq
NAMED='(if $api == "slb:DescribeLoadBalancerListeners" then {Listeners: []} else {} end) + . + {Action: $api}'

# What may hold passwords in answers of the Container Service, and nobody reads.
UNTOLD='walk(if type == "object" then with_entries(
	if .key | test("password|user_?data|access_?key|secret|token|kubeconfig"; "i") then .value = "" else . end) else . end)'

# start_aliyun checks the tool and finds the VPC of the cluster. The cluster is asked for whatever the products are, because
# the others are narrowed by its VPC.
start_aliyun() {
	word CLUSTER "$CLUSTER"
	word REGION "$REGION"
	need aliyun 'https://github.com/aliyun/aliyun-cli/releases'
	start_version=$(aliyun version 2>/dev/null </dev/null | tr -d 'v \n')
	case $start_version in
	[3-9].* | [1-9][0-9].*) ;;
	*) stop "aliyun $start_version is too old: install 3.0 or later from https://github.com/aliyun/aliyun-cli/releases" ;;
	esac
}

# find_vpc tells the VPC of the cluster: from the cluster, or from what ACK keeps in it.
find_vpc() {
	cloud "cs-DescribeClusterDetail.$CLUSTER" cs GET "/clusters/$CLUSTER"
	VPC=$(ids 'cs-DescribeClusterDetail.*.json' '.vpc_id')
	[ -n "$VPC" ] || VPC=$(ids 'k8s-configmaps.json' '.items[]? | select(.metadata.name == "ack-cluster-profile") | .data.vpcid')
	[ -n "$VPC" ] || say '  the VPC of the cluster is unknown: every VPC of the region is exported'
}

# api_of PRODUCT ACTION [PATH]: the name of the API, whose calls by path have none.
api_of() {
	case "$1 $2 ${3-}" in
	"cs GET "*/nodepools) echo cs:DescribeClusterNodePools ;;
	"cs GET "*/nodes) echo cs:DescribeClusterNodes ;;
	"cs GET "*/addon_instances) echo cs:ListClusterAddonInstances ;;
	"cs GET "*/addon_instances/*) echo cs:GetClusterAddonInstance ;;
	"cs GET "*) echo cs:DescribeClusterDetail ;;
	"elasticsearch GET "*/instances) echo elasticsearch:ListInstance ;;
	"elasticsearch GET "*) echo elasticsearch:DescribeInstance ;;
	*) echo "$1:$2" ;;
	esac
}

# action_of API: the RAM action that permits it. Some products have another name there.
action_of() {
	case $1 in
	r-kvstore:*) echo "kvstore:${1#*:}" ;;
	hitsdb:*) echo "lindorm:${1#*:}" ;;
	*) echo "$1" ;;
	esac
}

# asked COMMAND...: the answer of a call, which is made again while too many are made.
asked() {
	for asked_pause in 2 5 10 0; do
		"$@" >"$TMP/answer" 2>"$TMP/error" </dev/null && [ -s "$TMP/answer" ] && return 0
		grep -qi throttling "$TMP/error" || return 1
		sleep "$asked_pause"
	done
	return 1
}

# cloud NAME PRODUCT ACTION...: one call, one file. It sets next, total and size for those who page.
cloud() {
	cloud_name=$1
	shift
	cloud_api=$(api_of "$@")
	next=- total=0 size=0
	say "$cloud_name"
	if ! asked aliyun "$@" --region "$REGION" || ! cloud_look=$(jq -r --arg api "$cloud_api" "$LOOK" "$TMP/answer" 2>>"$TMP/error"); then
		lost "$(action_of "$cloud_api")" "$cloud_name"
		return 1
	fi
	read -r next total size cloud_rows <<-END
		$cloud_look
	END
	[ "$cloud_rows" = clear ] || rewrite --arg api "$cloud_api" "$NAMED"
	case $cloud_api in cs:*) rewrite "$UNTOLD" ;; esac
	keep "$cloud_name"
}

# rewrite JQ...: changes the answer at hand.
rewrite() { jq "$@" "$TMP/answer" >"$TMP/changed" && mv "$TMP/changed" "$TMP/answer"; }

# pages NAME NUMBER-FLAG SIZE-FLAG SIZE PRODUCT ACTION...: a list with numbered pages.
pages() {
	pages_name=$1 pages_number=$2 pages_flag=$3 pages_size=$4
	shift 4
	pages_page=1
	while cloud "$pages_name.p$pages_page" "$@" "$pages_flag" "$pages_size" "$pages_number" "$pages_page"; do
		[ "$size" -gt 0 ] || size=$pages_size
		[ $((pages_page * size)) -lt "$total" ] || break
		pages_page=$((pages_page + 1))
	done
}

# tokens NAME SIZE-FLAG SIZE PRODUCT ACTION...: a list whose pages name the next one.
tokens() {
	tokens_name=$1 tokens_flag=$2 tokens_size=$3
	shift 3
	tokens_page=1 tokens_next=
	while cloud "$tokens_name.p$tokens_page" "$@" "$tokens_flag" "$tokens_size" ${tokens_next:+--NextToken "$tokens_next"}; do
		case $next in - | "$tokens_next") break ;; esac
		tokens_next=$next
		tokens_page=$((tokens_page + 1))
	done
}

# ids FILES JQ: the plain words that jq finds in files of the bundle, each once.
ids() { texts "$1" "$2" | grep -E '^[A-Za-z0-9][A-Za-z0-9_.:-]*$'; }

# texts FILES JQ: the lines that jq finds in files of the bundle, each once.
texts() (
	set +f
	# shellcheck disable=SC2086 # a pattern
	cat "$OUT"/$1 2>/dev/null | jq -r "$2 | select(. != null and . != \"\")" 2>/dev/null | sort -u
)

# near FILES JQ: of lines "ID VPC", the ids that may matter: in the cluster's VPC, in none, or named by an object of the cluster.
near() {
	texts "$1" "$2" | while read -r near_id near_vpc; do
		case $near_id in '' | *[!A-Za-z0-9_.:-]*) continue ;; esac
		if [ -z "$VPC" ] || [ -z "$near_vpc" ] || [ "$near_vpc" = "$VPC" ] || mentioned "$near_id"; then
			echo "$near_id"
		else
			echo "$near_id" >>"$TMP/elsewhere"
		fi
	done
}

# mentioned ID: an object of the cluster names it.
mentioned() (
	set +f
	cat "$OUT"/k8s-*.json 2>/dev/null | grep -qF "$1"
)
