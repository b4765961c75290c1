package facts

import (
	"crypto/sha256"
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

// text returns a handle for a text that is written nowhere as such; none for no text.
func (t *table) text(text string) Handle {
	if text == "" {
		return ""
	}
	return t.add(text, model.Ref{})
}

// Digest identifies a component by its JSON. Whoever remembers answers under digests may serve several bundles with them.
type Digest [16]byte

// Component is one part of an input record: its canonical JSON, and what its handles stand for.
type Component struct {
	ID       Digest
	JSON     []byte
	Entities []Entity
}

// NewComponent returns the component of a value that JSON has a form for.
func NewComponent(value any, entities []Entity) *Component {
	text, err := json.Marshal(value)
	if err != nil {
		panic(fmt.Sprintf("facts are plain structs: %v", err))
	}
	sum := sha256.Sum256(text)
	return &Component{ID: Digest(sum[:16]), JSON: text, Entities: entities}
}
