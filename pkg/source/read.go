package source

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Set is what was read, without the values: the files in the order of their paths, the number of YAML documents
// and JSON values that were read, and what was wrong. It is safe for concurrent use.
type Set struct {
	Files     []File
	Documents int
	Problems  []Problem

	regions regions
	lines   lineIndexes
}

// Read reads every file of in and hands each object to decode, which may run on several goroutines at once.
// The results come back in the order of the files and of the objects in them. decode must do nothing but
// return: where the cut of a list into items turns out to be wrong, its results are dropped and the objects of
// the document are decoded again. The error is for an input that cannot be read at all; everything smaller is
// a Problem of the Set.
func Read[T any](in Input, decode func(Object) T) (*Set, []T, error) {
	var out []T
	set, err := read(in, func(o Object) func() {
		value := decode(o)
		return func() { out = append(out, value) }
	})
	return set, out, err
}

// read is Read for any type of result: decode returns what appends the result, once its turn has come.
func read(in Input, decode func(Object) func()) (*Set, error) {
	files, problems, err := find(in)
	if err != nil {
		return nil, err
	}
	p := &pipeline{
		set:    &Set{Files: files, Problems: problems},
		decode: decode,
		jobs:   make(chan *part, 2*runtime.GOMAXPROCS(0)),
	}
	p.run()
	slices.SortStableFunc(p.set.Problems, compareProblems)
	p.set.Problems = slices.Compact(p.set.Problems)
	p.set.hideSecrets()
	return p.set, nil
}

func compareProblems(a, b Problem) int {
	return cmp.Or(
		strings.Compare(a.At.Path, b.At.Path),
		a.At.Span.Start.Compare(b.At.Span.Start),
		a.At.Span.End.Compare(b.At.Span.End),
		strings.Compare(a.Message, b.Message),
	)
}

const (
	maxPending = 256      // documents that wait for an earlier one
	maxWaiting = 16 << 20 // bytes of text that wait for a worker
	maxWhole   = 32 << 20 // bytes of a broken list that is worth parsing whole, which takes 20 times the memory
)

// pipeline cuts files into parts on one goroutine, parses and decodes the parts on several, and puts the
// results in order on the first.
type pipeline struct {
	set     *Set
	decode  func(Object) func()
	jobs    chan *part
	window  window
	pending []*document
	builder builder // for what the first goroutine parses itself
}

// document is one YAML document or JSON value, cut into parts.
type document struct {
	record   Record
	list     list // of which the parts are the items; its kind is "" when the part is the whole document
	cut      cut
	parts    []*part
	left     sync.WaitGroup
	problems []Problem // that the splitter found around the parts
}

// cut is what the text around the items tells of a document that was cut into them.
type cut uint8

const (
	doubtful cut = iota // the text around the items cannot be parsed
	wrong               // the document is no list
	right
)

// list says which list an object is an item of.
type list struct{ kind, apiVersion string }

// part is a piece of text that is parsed on its own.
type part struct {
	document *document
	record   Record
	text     []byte
	list     list

	commits  []func()
	problems []Problem
	err      error // the text cannot be parsed on its own
}

func (p *pipeline) run() {
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(p.work)
	}
	for i := range p.set.Files {
		p.split(i)
	}
	for len(p.pending) > 0 {
		p.finish()
	}
	close(p.jobs)
	workers.Wait()
}

func (p *pipeline) work() {
	var b builder
	for part := range p.jobs {
		size := len(part.text)
		p.parse(&b, part)
		part.text = nil
		p.window.release(size)
		part.document.left.Done()
	}
}

// submit hands the part of a document to the workers.
func (p *pipeline) submit(d *document, part *part) {
	part.document = d
	d.parts = append(d.parts, part)
	d.left.Add(1)
	p.window.acquire(len(part.text))
	p.jobs <- part
}

// close queues a document whose parts are all submitted.
func (p *pipeline) close(d *document) {
	p.pending = append(p.pending, d)
	if len(p.pending) > maxPending {
		p.finish()
	}
}

// finish takes the oldest document out of the queue and its results into the Set.
func (p *pipeline) finish() {
	d := p.pending[0]
	p.pending = p.pending[1:]
	d.left.Wait()
	p.settle(d)
	p.set.Problems = append(p.set.Problems, d.problems...)
	read := false
	for _, part := range d.parts {
		for _, commit := range part.commits {
			commit()
		}
		p.set.Problems = append(p.set.Problems, part.problems...)
		read = read || part.err == nil && part.record.Length > 0
	}
	if read {
		p.set.Documents++
	}
}

// settle replaces the parts of a list whose cut was wrong, and explains the errors that remain.
func (p *pipeline) settle(d *document) {
	broken := slices.ContainsFunc(d.parts, func(part *part) bool { return part.err != nil })
	if d.list.kind != "" && (broken || d.cut != right) && (d.record.Length <= maxWhole || d.cut == wrong) {
		whole := p.again(d, d.record, list{})
		if whole.err == nil || d.cut == wrong {
			d.list, d.parts, d.problems = list{}, []*part{whole}, nil
		} else if d.cut == doubtful {
			d.problems = append(d.problems, p.explain(whole)...)
		}
	}
	for i, part := range d.parts {
		if part.err != nil {
			part.problems = append(part.problems, p.explain(part)...)
		} else if part.list != d.list {
			d.parts[i] = p.again(d, part.record, d.list)
		}
	}
}

// again parses a region of a file once more, on this goroutine.
func (p *pipeline) again(d *document, r Record, of list) *part {
	part := &part{document: d, record: r, list: of}
	if part.text, part.err = p.text(r); part.err == nil {
		p.parse(&p.builder, part)
		part.text = nil
	}
	return part
}

func (p *pipeline) text(r Record) ([]byte, error) {
	file, err := p.set.Files[r.File].open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.bytes(r.Offset, r.Length)
}

// window bounds the text that waits for the workers. A text larger than the window waits until it is alone.
type window struct {
	mu   sync.Mutex
	free sync.Cond
	used int
}

func (w *window) acquire(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.free.L = &w.mu
	for w.used > 0 && w.used+n > maxWaiting {
		w.free.Wait()
	}
	w.used += n
}

func (w *window) release(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.used -= n
	w.free.Signal()
}
