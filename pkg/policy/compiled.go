package policy

import (
	"crypto/sha256"
	"io/fs"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/egresslint/egresslint/pkg/finding"
)

// compiledFile lies in the policy tree and holds what compiling the tree gives: reading it takes a twentieth of the time.
// It begins with the sum of the sources that it was made of; where they are others, they are compiled. Tests write it,
// because nothing else has to: go test ./pkg/policy -run TestCompiledFile -update
const compiledFile = "egress.compiled"

// compiledTree is what the engine needs of the sources.
type compiledTree struct {
	modules   map[string]*ast.Module
	rules     map[string]*finding.Rule
	locations map[owner]string
}

// sum identifies the sources: their names and texts.
func sum(tree fs.FS, names []string) ([sha256.Size]byte, error) {
	hash := sha256.New()
	for _, name := range names {
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return [sha256.Size]byte{}, err
		}
		hash.Write([]byte(name))
		hash.Write(text)
	}
	return [sha256.Size]byte(hash.Sum(nil)), nil
}

// readCompiled returns the compiled tree, nil when there is none of these sources.
func readCompiled(tree fs.FS, names []string) (*compiledTree, error) {
	file, err := fs.ReadFile(tree, compiledFile)
	if err != nil || len(file) < sha256.Size {
		return nil, nil
	}
	made, err := sum(tree, names)
	if err != nil || made != [sha256.Size]byte(file[:sha256.Size]) {
		return nil, err
	}
	u := unpacker{rest: string(file[sha256.Size:])}
	return u.tree(), nil
}

// Kinds of terms.
const (
	kindNull = iota
	kindFalse
	kindTrue
	kindNumber
	kindString
	kindVar
	kindRef
	kindCall
	kindArray
	kindSet
	kindObject
	kindArrayComprehension
	kindSetComprehension
	kindObjectComprehension
)

// What the terms of an expression are.
const (
	exprTerm = iota
	exprCall
	exprEvery
)

// unpacker reads a compiled tree. Numbers are varints; texts are numbers of texts; terms are numbers of terms, from 1, so
// that equal ones are one. Everything is as the tests wrote it, so nothing is checked.
type unpacker struct {
	rest  string
	texts []string
	terms []ast.Term
	lists []*ast.Term // storage of the lists of terms
	exprs []ast.Expr
	spots []ast.Location
}

func (u *unpacker) number() int {
	value, shift := 0, 0
	for i := 0; ; i++ {
		b := u.rest[i]
		value |= int(b&0x7f) << shift
		if b < 0x80 {
			u.rest = u.rest[i+1:]
			return value
		}
		shift += 7
	}
}

func (u *unpacker) text() string { return u.texts[u.number()] }

func (u *unpacker) flag() bool { return u.number() == 1 }

// list reads a count, and that many values.
func list[T any](u *unpacker, read func() T) []T {
	n := u.number()
	if n == 0 {
		return nil
	}
	values := make([]T, n)
	for i := range values {
		values[i] = read()
	}
	return values
}

// take cuts one value off the storage.
func take[T any](storage *[]T) *T {
	first := &(*storage)[0]
	*storage = (*storage)[1:]
	return first
}

func (u *unpacker) tree() *compiledTree {
	u.texts = list(u, func() string {
		n := u.number()
		text := u.rest[:n]
		u.rest = u.rest[n:]
		return text
	})
	t := &compiledTree{modules: map[string]*ast.Module{}, rules: map[string]*finding.Rule{}, locations: map[owner]string{}}
	for range u.number() {
		rule := u.metadata()
		t.rules[rule.ID] = rule
	}
	for range u.number() {
		t.locations[owner{u.text(), u.text()}] = u.text()
	}
	u.lists, u.exprs, u.spots = make([]*ast.Term, u.number()), make([]ast.Expr, u.number()), make([]ast.Location, u.number())
	u.terms = make([]ast.Term, u.number())
	for i := range u.terms {
		u.terms[i].Value = u.value(u.number())
	}
	for range u.number() {
		t.modules[u.text()] = u.module()
	}
	return t
}

func (u *unpacker) metadata() *finding.Rule {
	return &finding.Rule{
		ID: u.text(), Code: u.text(), Title: u.text(), Description: u.text(), Severity: finding.Severity(u.text()),
		About:    finding.Scope(u.text()),
		YieldsTo: list(u, u.text),
		Seeds:    list(u, u.text),
		Links:    list(u, func() finding.Link { return finding.Link{URL: u.text(), Text: u.text()} }),
	}
}

func (u *unpacker) module() *ast.Module {
	m := &ast.Module{Package: &ast.Package{Path: u.list()}}
	m.Rules = list(u, func() *ast.Rule { return u.rule(m) })
	return m
}

func (u *unpacker) rule(m *ast.Module) *ast.Rule {
	r := &ast.Rule{Module: m, Location: u.spot(), Default: u.flag()}
	r.Head = &ast.Head{Name: ast.Var(u.text()), Reference: u.list(), Args: u.list(), Key: u.term(), Value: u.term(), Location: r.Location}
	r.Body = u.body()
	if u.flag() {
		r.Else = u.rule(m)
	}
	return r
}

func (u *unpacker) body() ast.Body { return list(u, u.expr) }

func (u *unpacker) expr() *ast.Expr {
	e := take(&u.exprs)
	e.Index, e.Location, e.Negated, e.Generated = u.number(), u.spot(), u.flag(), u.flag()
	switch u.number() {
	case exprTerm:
		e.Terms = u.term()
	case exprCall:
		e.Terms = u.list()
	case exprEvery:
		e.Terms = &ast.Every{Key: u.term(), Value: u.term(), Domain: u.term(), Body: u.body(), Location: e.Location}
	}
	return e
}

func (u *unpacker) spot() *ast.Location {
	at := take(&u.spots)
	at.File, at.Row, at.Col = u.text(), u.number(), u.number()
	return at
}

// term returns a term that was read before, nil for 0.
func (u *unpacker) term() *ast.Term {
	if i := u.number(); i > 0 {
		return &u.terms[i-1]
	}
	return nil
}

func (u *unpacker) list() []*ast.Term {
	n := u.number()
	terms := u.lists[:n:n]
	u.lists = u.lists[n:]
	for i := range terms {
		terms[i] = u.term()
	}
	return terms
}

func (u *unpacker) value(kind int) ast.Value {
	switch kind {
	case kindNull:
		return ast.NullValue
	case kindFalse, kindTrue:
		return ast.Boolean(kind == kindTrue)
	case kindNumber:
		return ast.Number(u.text())
	case kindString:
		return ast.String(u.text())
	case kindVar:
		return ast.Var(u.text())
	case kindRef:
		return ast.Ref(u.list())
	case kindCall:
		return ast.Call(u.list())
	case kindArray:
		return ast.NewArray(u.list()...)
	case kindSet:
		return ast.NewSet(u.list()...)
	case kindObject:
		return u.object()
	}
	return u.comprehension(kind)
}

func (u *unpacker) object() ast.Value {
	items := make([][2]*ast.Term, u.number())
	for i := range items {
		items[i] = ast.Item(u.term(), u.term())
	}
	return ast.NewObject(items...)
}

func (u *unpacker) comprehension(kind int) ast.Value {
	switch kind {
	case kindArrayComprehension:
		return &ast.ArrayComprehension{Term: u.term(), Body: u.body()}
	case kindSetComprehension:
		return &ast.SetComprehension{Term: u.term(), Body: u.body()}
	}
	return &ast.ObjectComprehension{Key: u.term(), Value: u.term(), Body: u.body()}
}
