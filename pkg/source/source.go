// Package source turns files into trees, and remembers where every value was written.
//
// Reading and positions are two separate steps. Read hands every object (a YAML document, an item of a
// List, a JSON answer) to a decoder and then forgets its text; what is kept is a Record, the region of the
// file that the object came from. Locate parses that region again, with positions, for the few objects that
// a finding or a hop points at.
//
// A pointer into an object is a JSON pointer (RFC 6901) with two extensions, for much of what matters stands inside
// strings. "##" goes on inside the JSON or YAML that a string holds: "/data/eni_conf##/vswitches". "#@12:33" at the end
// is a part of a string: its bytes from 12 up to, not including, 33, as counted in the decoded text.
package source

import "cmp"

// Pos is a place in a file. Line and Column count from 1; Column counts code points.
type Pos struct{ Line, Column int }

// Compare returns -1, 0 or 1 as p lies before, at or after q.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Span is the text from Start up to, not including, End.
type Span struct{ Start, End Pos }

// Location is a span of a file. Path is slash-separated, as the user wrote it or as the walk found it.
// A zero Span stands for the file as a whole.
type Location struct {
	Path string
	Span Span
}

// Severity tells how bad a Problem is.
type Severity string

// An Error means that something could not be read and is missing from the analysis; a Warning that it was
// read, with a doubt.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Problem is something wrong with the input: a value with a place, never a crash.
type Problem struct {
	At       Location
	Message  string
	Severity Severity
	Private  bool // the place may hold a credential: its text is not to be shown
}

// Format is the syntax that a record is written in.
type Format uint8

// The formats.
const (
	YAML Format = iota
	JSON
)

// Record is the region of a file that holds one object.
type Record struct {
	File   int32 // index into Set.Files
	Offset int64 // of the first byte
	Length int64 // in bytes
	Line   int   // of the first byte, from 1
	Column int   // of the first byte, from 1, in code points
	Format Format
	Item   bool   // the region is one "- " entry of a block sequence; the object is its only element
	Within string // JSON pointer of the object inside the parsed region; "" when the region is the object
}

// Object is one object of the input, as Read hands it to the decoder. Root is valid only during the call.
// It is any value, for an export may also be a bare JSON array.
type Object struct {
	Record Record
	Path   string
	Root   *Node

	// The kind and apiVersion of the list that the object is an item of, such as "PodList" and "v1". The items
	// of such a list need not repeat them. Both are empty for an object of its own, and for a list without items.
	List           string
	ListAPIVersion string
}
