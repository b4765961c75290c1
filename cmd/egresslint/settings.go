package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/egresslint/egresslint/pkg/config"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/report"
	"github.com/egresslint/egresslint/pkg/source"
)

// configError is a config with mistakes, which are told already.
type configError struct{ error }

// settings are what the flags and the config say of a run.
type settings struct {
	*config.Config
	mistakes []source.Problem // of the config
	assume   model.Assumptions
	excluded int // files and folders that patterns kept from being read
	flagged  []config.Glob
	folder   string // working directory
	whole    bool   // the folder of the config is read with all below it
}

// settings reads the config, and lets the flags overrule it.
func (o *options) settings() (*settings, error) {
	flagged, err := model.ParseAssumptions(o.assume)
	if err != nil {
		return nil, usageError{err}
	}
	s := &settings{Config: &config.Config{}}
	for _, text := range o.exclude {
		glob, err := config.ParseGlob(text)
		if err != nil {
			return nil, usagef("--exclude: %w", err)
		}
		s.flagged = append(s.flagged, glob)
	}
	if s.folder, err = os.Getwd(); err != nil {
		return nil, err
	}
	path, err := o.configPath(s.folder)
	if err != nil {
		return nil, err
	}
	if path != "" {
		if s.Config, s.mistakes, err = config.Read(path); err != nil {
			return nil, usageError{err}
		}
	}
	s.assume = model.Assumptions{}
	maps.Copy(s.assume, s.Assume)
	maps.Copy(s.assume, flagged)
	o.smtp = o.smtp || s.Options.SMTPUnblocked && !o.flags.Changed("smtp-unblocked")
	o.dns = o.dns || s.Options.DNSExempt && !o.flags.Changed("assume-dns-exempt")
	return s, nil
}

// configPath returns the config that the flags name, or the one of the repository; "" for none.
func (o *options) configPath(folder string) (string, error) {
	switch {
	case o.config != "" && o.noConfig:
		return "", usagef("--config and --no-config do not go together")
	case o.noConfig:
		return "", nil
	case o.config != "":
		return o.config, nil
	}
	root := repositoryRoot(folder)
	if root == "" {
		root = folder
	}
	path, err := config.Find(folder, root)
	if err != nil {
		return "", usageError{err}
	}
	if relative, err := filepath.Rel(folder, path); err == nil && path != "" {
		path = relative
	}
	return path, nil
}

// skips tells whether an input is not to be read: a config is no manifest, and patterns exclude others.
func (s *settings) skips(path string) bool {
	if slices.Contains(config.Names(), filepath.Base(path)) {
		return true
	}
	if s.Path != "" && s.absolute(path) == s.absolute(s.Path) {
		return true
	}
	if matches(s.flagged, s.folder, s.absolute(path)) || matches(s.Exclude, filepath.Dir(s.absolute(s.Path)), s.absolute(path)) {
		s.excluded++
		return true
	}
	return false
}

// reads tells whether one of the paths is the folder of the config, or one above.
func (s *settings) reads(paths []string) bool {
	return s.Path != "" && slices.ContainsFunc(paths, func(path string) bool {
		below, err := filepath.Rel(s.absolute(path), filepath.Dir(s.absolute(s.Path)))
		return err == nil && (below == "." || filepath.IsLocal(below))
	})
}

// covers tells whether a pattern of the config is of a file.
func (s *settings) covers(pattern, path string) bool {
	glob, err := config.ParseGlob(pattern)
	return err == nil && matches([]config.Glob{glob}, filepath.Dir(s.absolute(s.Path)), s.absolute(path))
}

func (s *settings) absolute(path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(s.folder, path)
}

func matches(globs []config.Glob, base, path string) bool {
	relative, err := filepath.Rel(base, path)
	return err == nil && slices.ContainsFunc(globs, func(g config.Glob) bool { return g.Matches(filepath.ToSlash(relative)) })
}

// refuse tells what is wrong with the config.
func (p *program) refuse(s *settings, mistakes []source.Problem) error {
	r := report.Report{Problems: report.Sorted(mistakes), Lines: s.Lines}
	if err := report.Problems(p.stderr, r); err != nil {
		return err
	}
	if len(mistakes) == 1 {
		return configError{fmt.Errorf("config %s has a mistake", s.Path)}
	}
	return configError{fmt.Errorf("config %s has %d mistakes", s.Path, len(mistakes))}
}
