package facts

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// Parts are the names of the components of an input record, in the order of Case.Parts. A handle "pod/3" is the fourth
// entity of the component "pod", "lookup/0/pod/3" that of the first lookup. The record of a packet has all but the last, that
// of an object only "cluster" and "object".
var Parts = [...]string{"flow", "cluster", "source", "target", "policy", "between", "balancer", "pod", "node", "dns", "object"}

// Case is one packet as the policies see it: what one replica of a source sends to one end of a target; or one object. Cases
// whose parts have the same IDs are the same input record, whoever sends the packet.
type Case struct {
	Parts   [len(Parts)]*Component      // nil for parts that the record does not have
	Fixed   func(Handle) (Entity, bool) // what the handles that every flow has stand for, but for the target
	Target  Entity
	Replica string  // the pod, or the place where one may land, for texts
	Lookups []*Case // the questions to DNS servers that come before the packet, in the order of the facts about them
	Call    *Case   // the call by which the pod has itself listed at the target; nil when there is none
}

// Key identifies the input record.
type Key [len(Parts)]Digest

// Key returns the IDs of the parts.
func (c *Case) Key() Key {
	var key Key
	for i, part := range c.Parts {
		if part != nil {
			key[i] = part.ID
		}
	}
	return key
}

// digest tells input records apart in a text.
func (c *Case) digest() string {
	hash := sha256.New()
	for _, id := range c.Key() {
		hash.Write(id[:])
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}

// AppendJSON appends the input record.
func (c *Case) AppendJSON(b []byte) []byte {
	open := byte('{')
	for i, part := range c.Parts {
		if part == nil {
			continue
		}
		b = append(b, open)
		b = append(strconv.AppendQuote(b, Parts[i]), ':')
		b = append(b, part.JSON...)
		open = ','
	}
	return append(b, '}')
}

// Entity returns what a handle of this case stands for.
func (c *Case) Entity(h Handle) (Entity, bool) {
	name, number, numbered := strings.Cut(string(h), "/")
	switch {
	case h == TargetHandle:
		return c.Target, true
	case !numbered:
		return c.Fixed(h)
	}
	if name == "lookup" {
		return c.looked(number)
	}
	n, err := strconv.Atoi(number)
	for i, part := range c.Parts {
		if Parts[i] == name && part != nil && err == nil && n >= 0 && n < len(part.Entities) {
			return part.Entities[n], true
		}
	}
	return Entity{}, false
}

// looked returns what N/HANDLE stands for: the handle, in the lookup of that number.
func (c *Case) looked(text string) (Entity, bool) {
	number, handle, _ := strings.Cut(text, "/")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n >= len(c.Lookups) {
		return Entity{}, false
	}
	return c.Lookups[n].Entity(Handle(handle))
}

// Flow is one question and the cases that answer it. Replicas that the network gives a choice, such as the pods behind a
// target, have one case for each choice.
type Flow struct {
	Source   Source
	From     string // the source as users name it: NS/NAME, or NS/KIND/NAME where that is more than one object
	Target   Target
	Family   string // ipv4, ipv6
	Replicas [][]*Case
}
