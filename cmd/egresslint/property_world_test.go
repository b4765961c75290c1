package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// row is an object as JSON has it.
type row = map[string]any

// export is one answer of Alibaba Cloud before it is cut into pages.
type export struct {
	name  string   // of the file: vpc-DescribeVpcs
	of    string   // the id that the file name holds, "" for lists of a region
	list  []string // where the rows are
	total string   // key of the number of rows; "" where pages follow each other by NextToken
	whole bool     // the answer has no pages
	body  row      // what is beside them
	rows  []row
	lacks int // rows that the answer says there are and does not have
}

// world is a bundle that can be changed before it is written, and the flows to ask about.
type world struct {
	*rand.Rand
	objects []row
	exports []*export
	flows   []string
}

// one returns one of the choices.
func one[T any](w *world, choices ...T) T { return choices[w.IntN(len(choices))] }

// some returns between least and most of the choices, each at most once, in any order.
func some[T any](w *world, least, most int, choices ...T) []T {
	n := min(len(choices), least+w.IntN(most-least+1))
	var out []T
	for _, i := range w.Perm(len(choices))[:n] {
		out = append(out, choices[i])
	}
	return out
}

// often is true fifteen times out of sixteen: most of a bundle is in order, or nothing would ever get through.
func (w *world) often() bool { return w.IntN(16) > 0 }

// mostly returns the first choice, now and then the other.
func (w *world) mostly(usual, odd string) string {
	if w.often() {
		return usual
	}
	return odd
}

// action returns the action that the export is the answer to.
func (e *export) action() string {
	_, action, _ := strings.Cut(e.name, "-Describe")
	if action == "" {
		_, action, _ = strings.Cut(e.name, "-List")
		return "List" + action
	}
	return "Describe" + action
}

func (e *export) file() string {
	if e.of == "" {
		return "aliyun/" + e.name + ".json"
	}
	return "aliyun/" + e.name + "." + e.of + ".json"
}

// text writes the answer as the aliyun command prints it.
func (e *export) text() string { return e.page(e.rows, e.lacks > 0) }

// page writes one page of the answer.
func (e *export) page(rows []row, more bool) string {
	body := maps.Clone(e.body)
	if body == nil {
		body = row{}
	}
	body["RequestId"] = "00000000-0000-0000-0000-000000000000"
	if len(e.list) > 0 {
		var value any = slices.Concat([]row{}, rows)
		for _, key := range slices.Backward(e.list[1:]) {
			value = row{key: value}
		}
		body[e.list[0]] = value
	}
	if e.total != "" {
		body[e.total] = len(e.rows) + e.lacks
	} else if more {
		body["NextToken"] = "more"
	}
	return indented(body)
}

func indented(value any) string {
	text, err := json.MarshalIndent(value, "", "\t")
	if err != nil {
		panic(err)
	}
	return string(text) + "\n"
}

// files writes the world: a file an export, and one for each kind of object.
func (w *world) files() map[string]string {
	files := map[string]string{}
	for _, e := range w.exports {
		files[e.file()] = e.text()
	}
	kinds := map[string][]row{}
	for _, object := range w.objects {
		name := "k8s/" + strings.ToLower(object["kind"].(string)) + ".yaml"
		kinds[name] = append(kinds[name], object)
	}
	for name, objects := range kinds {
		files[name] = listed(objects)
	}
	return files
}

// listed writes objects as kubectl get prints them.
func listed(objects []row) string {
	return document(row{"apiVersion": "v1", "kind": "List", "items": objects})
}

func document(object row) string {
	text, err := yaml.Marshal(object)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// copied returns the world once more, to be changed without the other.
func (w *world) copied() *world {
	out := &world{Rand: w.Rand, objects: deep(w.objects), flows: slices.Clone(w.flows)}
	for _, e := range w.exports {
		again := *e
		again.rows, again.body = deep(e.rows), deep(e.body)
		out.exports = append(out.exports, &again)
	}
	return out
}

// deep returns a copy of what JSON has a form for.
func deep[T any](value T) T {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	var out T
	if err := json.Unmarshal(text, &out); err != nil {
		panic(err)
	}
	return out
}

// export returns the answer with the name, about the id.
func (w *world) export(name, of string) *export {
	i := slices.IndexFunc(w.exports, func(e *export) bool { return e.name == name && e.of == of })
	if i < 0 {
		panic(fmt.Sprintf("no export %s %s", name, of))
	}
	return w.exports[i]
}

// named returns the answers with the name.
func (w *world) named(name string) []*export {
	var out []*export
	for _, e := range w.exports {
		if e.name == name {
			out = append(out, e)
		}
	}
	return out
}

func (w *world) add(e *export) *export {
	w.exports = append(w.exports, e)
	return e
}

func sortedKeys(r row) []string { return slices.Sorted(maps.Keys(r)) }
