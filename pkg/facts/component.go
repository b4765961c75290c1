package facts

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/egresslint/egresslint/pkg/model"
)

// table hands out the handles of one component.
type table struct {
	name     string
	entities []Entity
}

// add returns a handle for a named place. The same name and place get a handle each time: facts are lists of
// written things, and two rules with one text are two rules.
func (t *table) add(name string, ref model.Ref) Handle {
	t.entities = append(t.entities, Entity{name, ref})
	return Handle(t.name + "/" + strconv.Itoa(len(t.entities)-1))
}

// Component is one part of an input record: its canonical JSON, and what its handles stand for. Components with the same
// JSON have the same ID.
type Component struct {
	ID       int
	JSON     []byte
	Entities []Entity
}

// interner gives equal components equal numbers, and one text.
type interner map[string]interned

type interned struct {
	id   int
	text []byte
}

func (in interner) component(value any, t *table) *Component {
	text, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("facts are plain structs: %v", err))
	}
	known, ok := in[string(text)]
	if !ok {
		known = interned{len(in), text}
		in[string(text)] = known
	}
	return &Component{ID: known.id, JSON: known.text, Entities: t.entities}
}
