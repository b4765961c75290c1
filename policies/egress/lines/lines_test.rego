package egress.lines_test

import data.egress.lines

_line(action, hidden) := {"at": "object/0", "id": "object/1", "owner": "object/2", "action": action, "hidden": hidden}

test_one_hidden if {
	line := _line("drop", ["object/3"])

	lines.hiding(line) == "{line} drops all that {hidden0} would accept, since it comes first"
	lines.related(line) == [{"at": "object/3", "message": "{hidden0} never accepts anything"}]
	lines.hiding_names(line) == {"line": "object/0", "id": "object/1", "owner": "object/2", "hidden0": "object/3"}
}

_counts := {
	2: "{hidden0} and {hidden1}", 3: "{hidden0}, {hidden1} and {hidden2}",
	4: "{hidden0}, {hidden1}, {hidden2} and 1 more",
}

test_several_hidden[number] if {
	some number, text in _counts
	line := _line("accept", ["a", "b", "c", "d"])

	lines.hidden(object.union(line, {"hidden": array.slice(line.hidden, 0, number)})) == text
}
