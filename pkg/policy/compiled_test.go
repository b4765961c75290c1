package policy

import (
	"bytes"
	"encoding/binary"
	"flag"
	"maps"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/egresslint/egresslint/pkg/finding"
	"github.com/egresslint/egresslint/policies"
)

var update = flag.Bool("update", false, "write the compiled policies")

// The compiled policies are those of the sources.
func TestCompiledFile(t *testing.T) {
	want := packed(t)
	if *update {
		if err := os.WriteFile("../../policies/"+compiledFile, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, _ := policies.FS.ReadFile(compiledFile); !bytes.Equal(got, want) {
		t.Error("policies were changed: run go test ./pkg/policy -run TestCompiledFile -update")
	}
}

// packed compiles the sources of the policies, and writes what an unpacker reads.
func packed(t *testing.T) []byte {
	names, err := moduleNames(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	made, err := sum(policies.FS, names)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := compileSources(policies.FS, names)
	if err != nil {
		t.Fatal(err)
	}
	p := packer{t: t, texts: map[string]int{}, terms: map[string]int{}}
	return append(made[:], p.tree(tree)...)
}

// packer writes a compiled tree.
type packer struct {
	t         *testing.T
	texts     map[string]int
	textList  []byte
	terms     map[string]int
	termList  []byte
	termLists int
	exprs     int
	spots     int
}

func (p *packer) tree(tree *compiledTree) []byte {
	var head, body []byte
	head = number(head, len(tree.rules))
	for _, id := range slices.Sorted(maps.Keys(tree.rules)) {
		head = p.metadata(head, tree.rules[id])
	}
	head = number(head, len(tree.locations))
	for _, who := range slices.SortedFunc(maps.Keys(tree.locations), func(a, b owner) int {
		return bytes.Compare([]byte(a.kind+a.name), []byte(b.kind+b.name))
	}) {
		head = p.text(p.text(p.text(head, who.kind), who.name), tree.locations[who])
	}
	body = number(body, len(tree.modules))
	for _, file := range slices.Sorted(maps.Keys(tree.modules)) {
		body = p.module(body, file, tree.modules[file])
	}
	out := append(number(nil, len(p.texts)), p.textList...)
	out = append(out, head...)
	for _, n := range []int{p.termLists, p.exprs, p.spots, len(p.terms)} {
		out = number(out, n)
	}
	return append(append(out, p.termList...), body...)
}

func number(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

func (p *packer) text(b []byte, text string) []byte {
	n, known := p.texts[text]
	if !known {
		n = len(p.texts)
		p.texts[text] = n
		p.textList = append(number(p.textList, len(text)), text...)
	}
	return number(b, n)
}

func (p *packer) flag(b []byte, set bool) []byte {
	if set {
		return number(b, 1)
	}
	return number(b, 0)
}

func (p *packer) metadata(b []byte, r *finding.Rule) []byte {
	for _, text := range []string{r.ID, r.Code, r.Title, r.Description, string(r.Severity), string(r.About)} {
		b = p.text(b, text)
	}
	for _, texts := range [][]string{r.YieldsTo, r.Seeds} {
		b = number(b, len(texts))
		for _, text := range texts {
			b = p.text(b, text)
		}
	}
	b = number(b, len(r.Links))
	for _, link := range r.Links {
		b = p.text(p.text(b, link.URL), link.Text)
	}
	return b
}

func (p *packer) module(b []byte, file string, m *ast.Module) []byte {
	b = p.list(p.text(b, file), m.Package.Path)
	b = number(b, len(m.Rules))
	for _, rule := range m.Rules {
		b = p.rule(b, rule)
	}
	return b
}

func (p *packer) rule(b []byte, r *ast.Rule) []byte {
	b = p.text(p.flag(p.spot(b, r.Location), r.Default), string(r.Head.Name))
	b = p.list(p.list(b, r.Head.Reference), r.Head.Args)
	b = p.body(p.term(p.term(b, r.Head.Key), r.Head.Value), r.Body)
	b = p.flag(b, r.Else != nil)
	if r.Else != nil {
		b = p.rule(b, r.Else)
	}
	return b
}

func (p *packer) body(b []byte, body ast.Body) []byte {
	b = number(b, len(body))
	for _, expr := range body {
		b = p.expr(b, expr)
	}
	return b
}

func (p *packer) expr(b []byte, e *ast.Expr) []byte {
	p.exprs++
	if len(e.With) > 0 {
		p.t.Fatalf("%s: the packer knows no with", e.Location)
	}
	b = p.flag(p.flag(p.spot(number(b, e.Index), e.Location), e.Negated), e.Generated)
	switch terms := e.Terms.(type) {
	case *ast.Term:
		return p.term(number(b, exprTerm), terms)
	case []*ast.Term:
		return p.list(number(b, exprCall), terms)
	case *ast.Every:
		b = p.term(p.term(p.term(number(b, exprEvery), terms.Key), terms.Value), terms.Domain)
		return p.body(b, terms.Body)
	}
	p.t.Fatalf("%s: the packer knows no %T", e.Location, e.Terms)
	return nil
}

func (p *packer) spot(b []byte, at *ast.Location) []byte {
	p.spots++
	if at == nil {
		at = &ast.Location{}
	}
	return number(number(p.text(b, at.File), at.Row), at.Col)
}

func (p *packer) list(b []byte, terms []*ast.Term) []byte {
	p.termLists += len(terms)
	b = number(b, len(terms))
	for _, term := range terms {
		b = p.term(b, term)
	}
	return b
}

// term writes the number of a term. Equal terms are one: their values are written after those of their parts.
func (p *packer) term(b []byte, t *ast.Term) []byte {
	if t == nil {
		return number(b, 0)
	}
	lists, exprs, spots := p.termLists, p.exprs, p.spots
	value := p.value(nil, t.Value)
	n, known := p.terms[string(value)]
	if known {
		p.termLists, p.exprs, p.spots = lists, exprs, spots
	} else {
		n = len(p.terms) + 1
		p.terms[string(value)] = n
		p.termList = append(p.termList, value...)
	}
	return number(b, n)
}

func (p *packer) value(b []byte, value ast.Value) []byte {
	switch v := value.(type) {
	case ast.Null:
		return number(b, kindNull)
	case ast.Boolean:
		if v {
			return number(b, kindTrue)
		}
		return number(b, kindFalse)
	case ast.Number:
		return p.text(number(b, kindNumber), string(v))
	case ast.String:
		return p.text(number(b, kindString), string(v))
	case ast.Var:
		return p.text(number(b, kindVar), string(v))
	case ast.Ref:
		return p.list(number(b, kindRef), v)
	case ast.Call:
		return p.list(number(b, kindCall), v)
	case *ast.Array:
		var terms []*ast.Term
		v.Foreach(func(t *ast.Term) { terms = append(terms, t) })
		return p.list(number(b, kindArray), terms)
	}
	return p.composite(b, value)
}

func (p *packer) composite(b []byte, value ast.Value) []byte {
	switch v := value.(type) {
	case ast.Set:
		return p.list(number(b, kindSet), v.Slice())
	case ast.Object:
		b = number(number(b, kindObject), v.Len())
		v.Foreach(func(key, value *ast.Term) { b = p.term(p.term(b, key), value) })
		return b
	case *ast.ArrayComprehension:
		return p.body(p.term(number(b, kindArrayComprehension), v.Term), v.Body)
	case *ast.SetComprehension:
		return p.body(p.term(number(b, kindSetComprehension), v.Term), v.Body)
	case *ast.ObjectComprehension:
		return p.body(p.term(p.term(number(b, kindObjectComprehension), v.Key), v.Value), v.Body)
	}
	p.t.Fatalf("the packer knows no %T", value)
	return nil
}

// Sources that are not those of the compiled file count.
func TestCompiledFileOfOtherSources(t *testing.T) {
	tree := fstest.MapFS{}
	for _, name := range append(must(moduleNames(policies.FS))(t), compiledFile) {
		tree[name] = &fstest.MapFile{Data: must(policies.FS.ReadFile(name))(t)}
	}
	const file = "egress/rules/nat/no_way_out/no_way_out.rego"
	before := must(Load(t.Context(), tree))(t).rules["nat/no-way-out"]
	tree[file].Data = bytes.Replace(tree[file].Data, []byte(before.Title), []byte("Changed"), 1)
	if after := must(Load(t.Context(), tree))(t).rules["nat/no-way-out"]; after.Title != "Changed" {
		t.Errorf("%q", after.Title)
	}
}

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
