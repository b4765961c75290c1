package model

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// Answer is one recognised API answer: one file, page or value. It holds decoded rows, not the tree they came from.
type Answer struct {
	API   string // product:Action
	Owner string // id of what the answer belongs to, as the body says; "" when it does not

	shape    *shape
	pointer  string   // of the body below the object
	named    []string // ids in the name of the file, in order
	clues    []string // endpoints and ids in the rows that may tell the owner
	ids      []string // of the rows; "" for a row without
	total    int      // as the answer says, -1 when it does not
	more     bool     // a NextToken says that another page follows
	doubtful bool     // a row is broken or redacted
	filtered bool     // the rows look like the answer to a narrower question
	rows     []record
	problems []LocalProblem
	told     map[string]bool // pointers of the problems
}

// RecordedAnswer is an answer with the object it came from.
type RecordedAnswer struct {
	Ref  Ref    // the object's root
	Path string // of the file
	*Answer
}

// rowsKey is the place of the key of the rows; of the first key where the body has no list of rows.
func (a RecordedAnswer) rowsKey() Ref {
	outer, _, _ := strings.Cut(a.shape.rows, ".")
	if outer == "" || outer == "[]" {
		return a.Ref.At(a.pointer + "/-")
	}
	return a.Ref.At(a.pointer + "/" + outer).Key()
}

// record is something that an answer says: all or part of an object of the Network.
type record interface {
	// name returns the noun and the id, which together are the identity, and the place.
	name() (noun, id string, place Ref)
	// place sets the record number of every place inside.
	place(number int32)
	// addTo puts the object into the network.
	addTo(n *Network)
}

// owned is a record that does not say what it is about and learns it from the answer's owner.
type owned interface {
	record
	own(id string)
}

// joiner is a record that other APIs complete.
type joiner interface {
	record
	// join takes over what other says and the receiver does not.
	join(other record)
}

// extender is a record that goes on in the next page.
type extender interface {
	record
	// extend appends the parts of the next page and returns the places where a part is written twice, and differently.
	extend(page record) []refProblem
}

// add puts a decoded record into the answer.
func (a *Answer) add(r record) { a.rows = append(a.rows, r) }

// totals are where answers say how many rows there are in all pages.
var totals = [][]string{
	{"TotalCount"}, {"TotalRecordCount"}, {"TotalAclEntry"}, {"Total"},
	{"page", "total_count"}, {"page_info", "total_count"}, {"Headers", "X-Total-Count"},
}

// readPaging reads what the body says about its rows and pages.
func (a *Answer) readPaging(body *source.Node) {
	a.total = -1
	token := value{body, a.pointer, a}.in("NextToken")
	a.more = !empty(token.Node)
	if token.Is(source.List) || token.Is(source.Map) {
		token.problem(source.Error, "NextToken is %s where a string belongs", kindName(token.Node))
	}
	for _, path := range totals {
		field := value{body, a.pointer, a}.in(path...)
		if empty(field.Node) {
			continue
		}
		if n, err := strconv.ParseFloat(field.Node.String(), 64); err == nil && n == float64(int(n)) && n >= 0 {
			a.total = int(n)
			return
		}
		a.doubtful = true
		field.problem(source.Error, "%s is no number of rows", path[len(path)-1])
	}
}

// problem notes what is wrong with the answer. The first thing said about a value is enough, and what is generated wrong
// is wrong in every row.
func (a *Answer) problem(p LocalProblem) {
	if a.told == nil {
		a.told = map[string]bool{}
	}
	switch {
	case a.told[p.Pointer]:
	case len(a.problems) < maxProblems:
		a.told[p.Pointer] = true
		a.problems = append(a.problems, p)
	case len(a.problems) == maxProblems:
		a.problems = append(a.problems, LocalProblem{Pointer: a.pointer, Severity: source.Error,
			Message: fmt.Sprintf("more is wrong with this answer than the %d problems that are listed", maxProblems)})
	}
}

// at returns place with the record number.
func at(place Ref, number int32) Ref { return Ref{Record: number, Pointer: place.Pointer} }
