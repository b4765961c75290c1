package main

import (
	"os"
	"path/filepath"
	"strings"
)

// root is the folder that paths of results begin at.
type root struct {
	folder string // of the working directory in it, "" at the root itself
	below  string // where it is, seen from the working directory, if it is not around that
}

// rootOf returns the root that --sarif-root names, or that of the git repository.
func rootOf(named string) (root, error) {
	if named == "" {
		return root{folder: repositoryFolder()}, nil
	}
	if info, err := os.Stat(named); err != nil || !info.IsDir() {
		return root{}, usagef("--sarif-root %q is no folder", named)
	}
	folder, err := os.Getwd()
	if err != nil {
		return root{}, err
	}
	if !filepath.IsAbs(named) {
		named = filepath.Join(folder, named)
	}
	if inside, err := filepath.Rel(named, folder); err == nil && filepath.IsLocal(inside) {
		return root{folder: strings.TrimPrefix(filepath.ToSlash(inside), ".")}, nil
	}
	below, err := filepath.Rel(folder, named)
	return root{below: filepath.ToSlash(below)}, err
}

// repositoryFolder returns the path from the root of the git repository to the working directory, "" outside of one.
func repositoryFolder() string {
	folder, err := os.Getwd()
	if err != nil {
		return ""
	}
	root := repositoryRoot(folder)
	if root == "" {
		return ""
	}
	relative, _ := filepath.Rel(root, folder)
	return strings.TrimPrefix(filepath.ToSlash(relative), ".")
}

// repositoryRoot returns the git repository that holds a folder, "" outside of one.
func repositoryRoot(folder string) string {
	for root := folder; ; root = filepath.Dir(root) {
		if _, err := os.Stat(filepath.Join(root, ".git")); err == nil {
			return root
		}
		if root == filepath.Dir(root) {
			return ""
		}
	}
}
