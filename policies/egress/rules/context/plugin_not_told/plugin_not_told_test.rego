package egress.rules.context.plugin_not_told_test

import data.egress.rules.context.plugin_not_told

_cluster(changes) := {
	"object": {"context": {"at": "object/0"}},
	"cluster": object.union({"plugin": "unknown", "product": "unknown", "third_party": ""}, changes),
}

test_ctx_001_nodes_and_no_plugin if {
	lints := plugin_not_told.lints with input as _cluster({})

	{f.at | some f in lints} == {"object/0"}
}

test_silent_where_the_plugin_is_known_or_there_is_one_only if {
	every changes in [{"plugin": "terway"}, {"product": "acs"}, {"third_party": "calico"}] {
		count(plugin_not_told.lints) == 0 with input as _cluster(changes)
	}
}

test_silent_about_manifests_alone if {
	count(plugin_not_told.lints) == 0 with input as {"object": {}, "cluster": {"plugin": "unknown", "product": "unknown", "third_party": ""}}
}
