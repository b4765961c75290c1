package model

import (
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// test is a question about the body of an answer and its first row (nil when there is none).
type test func(body, first *source.Node) bool

// has tells whether the body has the key.
func has(key string) test {
	return func(body, _ *source.Node) bool { return body.Get(key) != nil }
}

// lacks tells whether the body has no such key.
func lacks(key string) test {
	return func(body, _ *source.Node) bool { return body.Get(key) == nil }
}

// scalar tells whether the body has a string, number or bool at the key.
func scalar(key string) test {
	return func(body, _ *source.Node) bool { return body.Get(key).String() != "" }
}

// object tells whether the body has an object at the key.
func object(key string) test {
	return func(body, _ *source.Node) bool { return body.Get(key).Is(source.Map) }
}

func notObject(key string) test {
	return func(body, _ *source.Node) bool { return !body.Get(key).Is(source.Map) }
}

// row tells whether there is a row and it has the key.
func row(key string) test {
	return func(_, first *source.Node) bool { return first.Get(key) != nil }
}

// rowLacks tells whether the first row, if any, has no such key.
func rowLacks(key string) test {
	return func(_, first *source.Node) bool { return first.Get(key) == nil }
}

// rowsHave tells whether there is no row, or the first one has the key.
func rowsHave(key string) test {
	return func(_, first *source.Node) bool { return first == nil || first.Get(key) != nil }
}

// rowIDs tells whether the id of the first row begins with the prefix, and with none of the others.
func rowIDs(key, prefix string, others ...string) test {
	return func(_, first *source.Node) bool {
		id := first.Get(key).String()
		return strings.HasPrefix(id, prefix) && !slices.ContainsFunc(others, func(other string) bool { return strings.HasPrefix(id, other) })
	}
}

// rowSays tells whether the first row has a text at the key that holds the part.
func rowSays(key, part string) test {
	return func(_, first *source.Node) bool { return strings.Contains(first.Get(key).String(), part) }
}

func not(t test) test {
	return func(body, first *source.Node) bool { return !t(body, first) }
}

// topID tells whether the body has an id at the key that begins with the prefix.
func topID(key, prefix string) test {
	return func(body, _ *source.Node) bool { return strings.HasPrefix(body.Get(key).String(), prefix) }
}

// idOf tells whether the first of the keys that the body has holds an id of the kind.
func idOf(keys []string, about kind) test {
	return func(body, _ *source.Node) bool {
		i := slices.IndexFunc(keys, func(key string) bool { return body.Get(key) != nil })
		return i >= 0 && slices.ContainsFunc(idPrefixes[about], func(prefix string) bool { return strings.HasPrefix(body.Get(keys[i]).String(), prefix) })
	}
}

// anyRow tells whether a row of the bucket policy in body has one of the keys.
func anyRow(keys ...string) test {
	return func(body, first *source.Node) bool {
		rows := body.Get("Statement").Elements()
		if first != nil {
			rows = append(slices.Clip(rows), first)
		}
		return slices.ContainsFunc(rows, func(row *source.Node) bool {
			return slices.ContainsFunc(keys, func(key string) bool { return row.Get(key) != nil })
		})
	}
}

func anyOf(tests ...test) test {
	return func(body, first *source.Node) bool {
		return slices.ContainsFunc(tests, func(t test) bool { return t(body, first) })
	}
}

// everyValueHas tells whether the body is an object of objects that all have the key.
func everyValueHas(key string) test {
	return func(body, _ *source.Node) bool {
		return body.Is(source.Map) && len(body.Nodes) > 0 &&
			!slices.ContainsFunc(body.Nodes, func(n *source.Node) bool { return n.Get(key) == nil })
	}
}

// healthRows tells the backends of DescribeHealthStatus from the same list in the answers about balancers and groups.
func healthRows(body, first *source.Node) bool {
	if body.Get("ListenerPorts") != nil || body.Get("VServerGroupId") != nil {
		return false
	}
	return first.Get("ServerHealthStatus") != nil || first == nil && body.Get("LoadBalancerId") == nil
}

// fit is how well a shape fits an answer.
type fit uint8

const (
	none  fit = iota
	loose     // the list without its inner wrapper, as some tools print it
	exact
)

// recognise returns the shapes that fit body best, usually one or none.
func recognise(body *source.Node) []*shape {
	var found []*shape
	best := loose
	for _, group := range shapes() {
		for i := range group {
			switch f := group[i].fits(body); {
			case f < best || f == none:
			case f > best:
				best, found = f, []*shape{&group[i]}
			default:
				found = append(found, &group[i])
			}
		}
	}
	return found
}

// fits tells how well a body fits. The script that "egresslint collect" prints names the API in answers that hold no row, or
// whose rows several APIs have: nothing else tells of an empty list what it is a list of.
func (s *shape) fits(body *source.Node) fit {
	list, _, f := s.list(body)
	if f == none {
		return none
	}
	if named := body.Get("Action"); named.Is(source.String) && strings.Contains(named.Text, ":") {
		if named.Text == s.api {
			return f
		}
		return none
	}
	first := firstRow(list)
	for _, passes := range s.when {
		if !passes(body, first) {
			return none
		}
	}
	if outer, _, _ := strings.Cut(s.rows, "."); f == loose && first.Get(s.id) == nil && !onlyOuter(outer) {
		return none
	}
	return f
}

// list returns the node that holds the rows and its pointer below the body. The node is nil where the list was
// dropped because it is empty, which SDK dumps do.
func (s *shape) list(body *source.Node) (rows *source.Node, pointer string, f fit) {
	if (s.rows == "[]") != body.Is(source.List) {
		return nil, "", none
	}
	if s.rows == "[]" || s.rows == "" {
		return body, "", exact
	}
	outer, inner, wrapped := strings.Cut(s.rows, ".")
	node := body.Get(outer)
	switch {
	case node == nil:
		return nil, "", none
	case !wrapped:
		return node, "/" + outer, s.fitsFlat(node)
	case node.Is(source.List):
		return node, "/" + outer, loose
	case node.Get(inner) != nil:
		return node.Get(inner), "/" + outer + "/" + inner, exact
	case !onlyOuter(outer):
		return nil, "", none
	case empty(node):
		return nil, "/" + outer, exact
	case !node.Is(source.Map):
		return node, "/" + outer, exact
	}
	return nil, "", none
}

// empty tells whether nothing is written: SDKs drop what is empty, or leave a null or an empty text.
func empty(n *source.Node) bool { return absent(n) || n.Text == "" && len(n.Nodes) == 0 }

// fitsFlat tells how a list without inner wrapper fits: one object stands for a list of one, as in old samples.
func (s *shape) fitsFlat(node *source.Node) fit {
	switch {
	case !node.Is(source.Map):
		return exact
	case node.Get(s.id) != nil, s.id == "" && len(s.when) > 0:
		return exact
	}
	return none
}

// onlyOuter tells whether one shape alone has the outer wrapper, so that the wrapper says what the answer is.
func onlyOuter(outer string) bool {
	count := 0
	for _, group := range shapes() {
		for i := range group {
			if head, _, _ := strings.Cut(group[i].rows, "."); head == outer {
				count++
			}
		}
	}
	return count == 1
}

// firstRow returns the first object of a list, the object itself where one stands for a list, or nil.
func firstRow(list *source.Node) *source.Node {
	if list.Is(source.Map) {
		return list
	}
	for _, row := range list.Elements() {
		if row.Is(source.Map) {
			return row
		}
	}
	return nil
}
