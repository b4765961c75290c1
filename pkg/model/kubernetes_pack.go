package model

import (
	"sort"
	"strconv"
	"strings"
	"unique"
)

// packed is a list of strings that many objects share, such as the labels of a ReplicaSet's pods. Thousands of pods differ
// in little but their names, so each holds a handle of one word until Build, which makes one value of equal handles.
type packed = unique.Handle[string]

// packSeparator is no UTF-8, so no string in YAML or JSON has it.
const packSeparator = "\xff"

// pack returns the handle of the fields; the zero handle for none.
func pack(fields []string) packed {
	if len(fields) == 0 {
		return packed{}
	}
	return unique.Make(strings.Join(fields, packSeparator))
}

func fieldsOf(p packed) []string {
	if p == (packed{}) {
		return nil
	}
	return strings.Split(p.Value(), packSeparator)
}

// sortPairs sorts a list of names, each followed by its value, by name.
func sortPairs(fields []string) { sort.Sort(pairs(fields)) }

type pairs []string

func (p pairs) Len() int           { return len(p) / 2 }
func (p pairs) Less(i, j int) bool { return p[2*i] < p[2*j] }
func (p pairs) Swap(i, j int) {
	p[2*i], p[2*j] = p[2*j], p[2*i]
	p[2*i+1], p[2*j+1] = p[2*j+1], p[2*i+1]
}

// unpacker turns handles into the values that the Network holds. Equal handles share one value.
type unpacker struct {
	maps        map[packed]map[string]string
	names       map[packed][]string
	affinities  map[packed][]NodeTerm
	tolerations map[packed][]Toleration
	ports       map[packed][]ContainerPort
	literals    map[packed][]Literal
	texts       map[string]string
}

func newUnpacker() unpacker {
	return unpacker{
		map[packed]map[string]string{}, map[packed][]string{}, map[packed][]NodeTerm{}, map[packed][]Toleration{}, map[packed][]ContainerPort{},
		map[packed][]Literal{}, map[string]string{},
	}
}

// text returns the first string equal to s, so that the copies of a node's name in its pods are one.
func (u unpacker) text(s string) string {
	if known, found := u.texts[s]; found {
		return known
	}
	u.texts[s] = s
	return s
}

// once returns what known holds for p, made the first time.
func once[T any](known map[packed]T, p packed, read func(fields []string) T) T {
	value, found := known[p]
	if !found {
		value = read(fieldsOf(p))
		known[p] = value
	}
	return value
}

func readMap(fields []string) map[string]string {
	if len(fields) == 0 {
		return nil
	}
	out := make(map[string]string, len(fields)/2)
	for i := 0; i+1 < len(fields); i += 2 {
		out[fields[i]] = fields[i+1]
	}
	return out
}

func readNames(fields []string) []string { return fields }

// readAffinity reads what affinity packs: each term begins with an entry of its own, so that empty terms are kept.
func readAffinity(fields []string) []NodeTerm {
	var terms []NodeTerm
	for len(fields) >= 5 {
		count, _ := strconv.Atoi(fields[4])
		kind, key, operator, values := fields[1], fields[2], fields[3], fields[5:5+count]
		if fields = fields[5+count:]; kind == "" {
			terms = append(terms, nil)
			continue
		}
		last := len(terms) - 1
		terms[last] = append(terms[last], NodeRequirement{kind == "matchFields", key, operator, values})
	}
	return terms
}

func readTolerations(fields []string) []Toleration {
	var out []Toleration
	for i := 0; i+3 < len(fields); i += 4 {
		out = append(out, Toleration{fields[i], fields[i+1], fields[i+2], fields[i+3]})
	}
	return out
}

func readPorts(fields []string) []ContainerPort {
	var out []ContainerPort
	for i := 0; i+2 < len(fields); i += 3 {
		port, _ := strconv.Atoi(fields[i+1])
		out = append(out, ContainerPort{Name: fields[i], Port: int32(port), Protocol: fields[i+2]})
	}
	return out
}

func readLiterals(fields []string) []Literal {
	var out []Literal
	for i := 0; i+2 < len(fields); i += 3 {
		out = append(out, Literal{Pointer: fields[i], Name: fields[i+1], Text: fields[i+2]})
	}
	return out
}
