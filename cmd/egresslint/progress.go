package main

import (
	"fmt"
	"io"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	patience = time.Second            // that nobody needs to be told anything
	pace     = 200 * time.Millisecond // between two changes of the line
)

// progress is a line that tells somebody who waits at a terminal how far the work is. The nil progress tells nobody.
type progress struct {
	out   io.Writer
	now   func() time.Time
	began time.Time

	mutex sync.Mutex
	last  time.Time
	width int // of what the terminal shows
}

// watched returns the progress of a run.
func (p *program) watched(o *options) *progress {
	if o.quiet || !terminal(p.stderr) {
		return nil
	}
	return &progress{out: p.stderr, now: p.now, began: p.now()}
}

// tell writes the line anew, if the work is long and the line old.
func (p *progress) tell(format string, values ...any) {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	now := p.now()
	if now.Sub(p.began) < patience || now.Sub(p.last) < pace {
		return
	}
	text := fmt.Sprintf(format, values...)
	fmt.Fprintf(p.out, "\r%-*s", p.width, text)
	p.last, p.width = now, utf8.RuneCountInString(text)
}

// erase leaves the terminal as it was.
func (p *progress) erase() {
	if p == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.width > 0 {
		fmt.Fprintf(p.out, "\r%*s\r", p.width, "")
		p.width = 0
	}
}
