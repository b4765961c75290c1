package policy

import (
	"bytes"
	"context"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/egresslint/egresslint/pkg/facts"
)

// How much is remembered at most, some 100 MB each. Bundles of 100,000 pods have some hundred different records; the
// bounds are for those that are built to have more.
const (
	decisionsKept = 1 << 14
	partsKept     = 1 << 12
)

// memo remembers the decisions, and the parts of records in the form that OPA reads.
type memo struct {
	decisions *store[facts.Key, *decision]
	lookups   *store[facts.Key, decisionRecord]
	parts     *store[part, ast.Value]
}

// part is a component of a record: its position, and its ID.
type part struct {
	position int
	id       facts.Digest
}

func newMemo() *memo {
	return &memo{newStore[facts.Key, *decision](decisionsKept), newStore[facts.Key, decisionRecord](partsKept), newStore[part, ast.Value](partsKept)}
}

// input returns the record of a case. The questions to DNS servers that come before its packet are answered first: what the
// policies say about them is a part of it.
func (e *Engine) input(ctx context.Context, c *facts.Case) (ast.Value, error) {
	items := make([][2]*ast.Term, 0, len(c.Parts))
	for i, component := range c.Parts {
		if component == nil {
			continue
		}
		value, err := e.memo.parts.get(part{i, component.ID}, func() (ast.Value, error) {
			if facts.Parts[i] == "dns" && len(c.Lookups) > 0 {
				return e.answered(ctx, component, c.Lookups)
			}
			if facts.Parts[i] == "source" && c.Call != nil {
				return e.called(ctx, component, c.Call)
			}
			return ast.ValueFromReader(bytes.NewReader(component.JSON))
		})
		if err != nil {
			return nil, err
		}
		items = append(items, ast.Item(ast.StringTerm(facts.Parts[i]), ast.NewTerm(value)))
	}
	return ast.NewObject(items...), nil
}

// store makes each value once, also when two workers ask for it at the same time. Errors are not kept: what is asked for
// again after a cancelled run is made again.
type store[K comparable, V any] struct {
	limit int
	mutex sync.Mutex
	slots map[K]*slot[V]
}

func newStore[K comparable, V any](limit int) *store[K, V] {
	return &store[K, V]{limit: limit, slots: map[K]*slot[V]{}}
}

type slot[V any] struct {
	once  sync.Once
	value V
	err   error
}

func (s *store[K, V]) get(key K, produce func() (V, error)) (V, error) {
	slot := s.slot(key)
	slot.once.Do(func() {
		if slot.value, slot.err = produce(); slot.err != nil {
			s.forget(key)
		}
	})
	return slot.value, slot.err
}

func (s *store[K, V]) slot(key K) *slot[V] {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	found, ok := s.slots[key]
	if !ok {
		if len(s.slots) >= s.limit {
			clear(s.slots)
		}
		found = &slot[V]{}
		s.slots[key] = found
	}
	return found
}

func (s *store[K, V]) forget(key K) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.slots, key)
}
