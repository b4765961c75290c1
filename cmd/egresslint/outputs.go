package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/source"
)

// output is one format and where it goes.
type output struct {
	name, file string // file is "" for standard output
	write      report.Format
}

// destinations returns what is to be written: to standard output first.
func (o *options) destinations(formats map[string]report.Format) ([]output, error) {
	names := slices.Sorted(maps.Keys(formats))
	if err := oneOf("format", o.format, names); err != nil {
		return nil, err
	}
	out := []output{{o.format, "", formats[o.format]}}
	for _, text := range o.outputs {
		format, file, found := strings.Cut(text, "=")
		if !found || file == "" {
			return nil, usagef("--output %q is not written FORMAT=FILE", text)
		}
		if err := oneOf("output", format, names); err != nil {
			return nil, err
		}
		if slices.Contains([]string{"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}, file) {
			return nil, usagef("--output %q: standard output has the report of --format: write --format %s", text, format)
		}
		if i := slices.IndexFunc(out, func(other output) bool { return other.file != "" && oneFile(other.file, file) }); i >= 0 {
			return nil, usagef("--output %q: the file has the report of format %s already", text, out[i].name)
		}
		out = append(out, output{format, file, formats[format]})
	}
	return out, nil
}

// oneFile tells whether two names are of one file, which need not exist.
func oneFile(a, b string) bool {
	if infoA, err := os.Stat(a); err == nil {
		infoB, err := os.Stat(b)
		return err == nil && os.SameFile(infoA, infoB)
	}
	absoluteA, errA := filepath.Abs(a)
	absoluteB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absoluteA == absoluteB
}

// write writes the report everywhere, and tells on standard error what the formats have no place for.
func (p *program) write(outputs []output, o *options, r report.Report) error {
	if !slices.ContainsFunc(outputs, func(out output) bool { return out.name != "jsonl" }) {
		if err := report.Problems(p.stderr, o.loud(r)); err != nil {
			return err
		}
	}
	for _, out := range outputs {
		if out.file != "" {
			plain := r
			plain.Color = false
			if err := writeFile(out, plain); err != nil {
				return err
			}
			continue
		}
		if err := out.write(p.stdout, r); err != nil {
			return fmt.Errorf("standard output: %w", err)
		}
	}
	return nil
}

// loud leaves of the problems what --quiet does.
func (o *options) loud(r report.Report) report.Report {
	if o.quiet {
		r.Problems = slices.DeleteFunc(slices.Clone(r.Problems), func(problem source.Problem) bool { return problem.Severity != source.Error })
	}
	return r
}

func writeFile(out output, r report.Report) error {
	file, err := os.Create(out.file)
	if err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if err := errors.Join(out.write(file, r), file.Close()); err != nil {
		return fmt.Errorf("output %s: %w", out.file, err)
	}
	return nil
}

// unlessBroken returns the error of a run. If the run means nothing, it has no report: neither half of one nor that of the
// run before, which CI would upload as the news.
func unlessBroken(outputs []output, err error) error {
	var usage usageError
	if err == nil || errors.As(err, &usage) {
		return err
	}
	for _, out := range outputs {
		if info, missing := os.Stat(out.file); missing == nil && info.Mode().IsRegular() {
			err = errors.Join(err, os.Remove(out.file))
		}
	}
	return err
}

// guarded writes until the run breaks, so that what is written last does not make the report look whole.
type guarded struct {
	io.Writer
	broken *error
}

// Write writes if the run is not broken.
func (g guarded) Write(p []byte) (int, error) {
	if *g.broken != nil {
		return 0, *g.broken
	}
	return g.Writer.Write(p)
}
