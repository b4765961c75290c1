package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// The line comes after a second, changes at most every 200 ms, covers what it replaces, and goes.
func TestProgress(t *testing.T) {
	var out strings.Builder
	clock := time.Unix(0, 0)
	p := &progress{out: &out, now: func() time.Time { return clock }, began: clock}
	p.tell("too early")
	p.erase()
	clock = clock.Add(patience)
	p.tell("%d flows", 100)
	p.tell("too soon")
	clock = clock.Add(pace)
	p.tell("%d", 7)
	p.erase()
	p.erase()
	if got, want := out.String(), "\r100 flows\r7        \r \r"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNobodyWatchesWithoutATerminal(t *testing.T) {
	p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, now: time.Now}
	watcher := p.watched(&options{})
	if watcher != nil {
		t.Error("a file is told of the progress")
	}
	watcher.tell("nothing")
	watcher.erase()
}
