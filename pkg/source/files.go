package source

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Input names what to read.
type Input struct {
	Paths []string  // files, directories, globs, or "-"
	Stdin io.Reader // read for "-"

	Skip func(path string) bool // tells what not to read, of files and directories; nil reads all
}

// File is one file that was read.
type File struct {
	Path string
	Size int64

	data []byte // of an input that can be read only once: standard input, a pipe
}

const stdin = "<stdin>"

// found is a file and its one true name, by which it counts once however often it is reached.
type found struct {
	File
	real string
}

// finder collects the files that the paths of an Input stand for.
type finder struct {
	skip     func(path string) bool
	files    []found
	problems []Problem
}

// find returns the files of in, each once, sorted by path. The error is for a path that the user named.
func find(in Input) ([]File, []Problem, error) {
	f := finder{skip: in.Skip}
	if f.skip == nil {
		f.skip = func(string) bool { return false }
	}
	for _, path := range in.Paths {
		if path == "-" {
			if err := f.stream(stdin, in.Stdin); err != nil {
				return nil, nil, err
			}
			continue
		}
		matches, err := expand(path)
		if err != nil {
			return nil, nil, err
		}
		for _, match := range matches {
			if err := f.named(match); err != nil {
				return nil, nil, err
			}
		}
	}
	return f.sorted(), f.problems, nil
}

func (f *finder) sorted() []File {
	slices.SortFunc(f.files, func(a, b found) int { return cmp.Compare(a.Path, b.Path) })
	files := make([]File, 0, len(f.files))
	seen := make(map[string]bool, len(f.files))
	for _, file := range f.files {
		if !seen[file.real] {
			seen[file.real] = true
			files = append(files, file.File)
		}
	}
	return files
}

func expand(path string) ([]string, error) {
	_, err := os.Lstat(path)
	if err == nil {
		return []string{path}, nil
	}
	if !strings.ContainsAny(path, "*?[") {
		return nil, fmt.Errorf("input %s: %w", path, plain(err))
	}
	matches, globErr := filepath.Glob(path)
	if globErr != nil {
		return nil, fmt.Errorf("input %s: the pattern is not valid", path)
	}
	matches = slices.DeleteFunc(matches, func(match string) bool { return hides(path, match) })
	if len(matches) == 0 {
		return nil, fmt.Errorf("input %s: no file matches the pattern", path)
	}
	return matches, nil
}

// hides tells whether a match is hidden and the pattern does not ask for that, as in shells.
func hides(pattern, match string) bool {
	names, patterns := strings.Split(filepath.ToSlash(match), "/"), strings.Split(filepath.ToSlash(pattern), "/")
	for i := range min(len(names), len(patterns)) {
		if strings.HasPrefix(names[i], ".") && !strings.HasPrefix(patterns[i], ".") {
			return true
		}
	}
	return false
}

// plain strips what the caller says itself: the operation and the path.
func plain(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// named adds what the user named: a file whatever its name, or everything readable below a directory.
func (f *finder) named(path string) error {
	path = filepath.Clean(path)
	if f.skip(path) {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("input %s: %w", path, plain(err))
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("input %s: %w", path, plain(err))
	}
	if real, err = filepath.Abs(real); err != nil {
		return fmt.Errorf("input %s: %w", path, plain(err))
	}
	if info.IsDir() {
		if _, err := os.ReadDir(path); err != nil {
			return fmt.Errorf("input %s: %w", path, plain(err))
		}
		f.walk(path, real, real)
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("input %s: %w", path, plain(err))
	}
	defer file.Close()
	if !info.Mode().IsRegular() {
		return f.stream(filepath.ToSlash(path), file)
	}
	f.add(path, real, info.Size())
	return nil
}

func (f *finder) add(path, real string, size int64) {
	f.files = append(f.files, found{File: File{Path: filepath.ToSlash(path), Size: size}, real: real})
}

// stream keeps the bytes of an input that cannot be read again when a place in it is asked for.
func (f *finder) stream(path string, r io.Reader) error {
	if slices.ContainsFunc(f.files, func(file found) bool { return file.real == path }) {
		return nil
	}
	if r == nil {
		r = strings.NewReader("")
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("input %s: %w", path, plain(err))
	}
	f.files = append(f.files, found{File: File{Path: path, Size: int64(len(data)), data: data}, real: path})
	return nil
}

// walk adds the files below dir. Its true name is real, that of the directory which the user named is root.
func (f *finder) walk(dir, real, root string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		f.problem(dir, "directory cannot be read: %v", plain(err))
	}
	for _, entry := range entries {
		path, name := filepath.Join(dir, entry.Name()), filepath.Join(real, entry.Name())
		hidden := strings.HasPrefix(entry.Name(), ".")
		switch {
		case !hidden && f.skip(path), readable(path) && f.skip(path):
		case entry.IsDir():
			if !hidden {
				f.walk(path, name, root)
			}
		case entry.Type()&fs.ModeSymlink != 0:
			if !hidden || readable(path) {
				f.link(path, root)
			}
		case readable(path):
			f.entry(path, name)
		}
	}
}

// readable tells by its name whether a file inside a directory is one of ours.
func readable(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".yaml", ".yml", ".json", ".txt":
		return true
	}
	return false
}

// link adds the file behind a symbolic link. Directories are not followed: inside the root they are walked
// anyway, and a link that leads out of it would read what the user did not name.
func (f *finder) link(path, root string) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	info, statErr := os.Stat(path)
	switch {
	case errors.Is(statErr, syscall.ELOOP):
		f.problem(path, "symbolic link leads back to itself")
		return
	case err != nil || statErr != nil:
		f.problem(path, "symbolic link leads nowhere: %v", plain(cmp.Or(statErr, err)))
		return
	}
	if !info.IsDir() {
		if readable(path) {
			f.entry(path, real)
		}
		return
	}
	if inside, err := filepath.Rel(root, real); err != nil || !filepath.IsLocal(inside) {
		f.problems = append(f.problems, Problem{
			At: Location{Path: filepath.ToSlash(path)}, Severity: Warning,
			Message: "symbolic link to a directory outside the input is not followed",
		})
	}
}

func (f *finder) entry(path, real string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		f.problem(path, "file cannot be read: %v", plain(err))
	case !info.Mode().IsRegular():
		f.problem(path, "file is a pipe, a socket or a device, and was not read")
	case strings.EqualFold(filepath.Ext(path), ".txt") && !isExport(path):
	default:
		f.add(path, real, info.Size())
	}
}

// isExport tells whether a text file is an export after all, or the command's message in the place of one: ossutil saves
// its answers as .txt.
func isExport(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return true
	}
	defer file.Close()
	head := make([]byte, 512)
	n, _ := io.ReadFull(file, head)
	head = bytes.TrimPrefix(head[:n], bom)
	return beginsJSON(head) || commandError.Match(head)
}

func (f *finder) problem(path, format string, args ...any) {
	f.problems = append(f.problems, Problem{
		At: Location{Path: filepath.ToSlash(path)}, Message: fmt.Sprintf(format, args...), Severity: Error,
	})
}

// content is the bytes of a file, to be read in any order.
type content struct {
	io.ReaderAt
	io.Closer
	size int64
}

func (f *File) open() (content, error) {
	if f.data != nil || f.Path == stdin {
		return content{bytes.NewReader(f.data), io.NopCloser(nil), int64(len(f.data))}, nil
	}
	file, err := os.Open(filepath.FromSlash(f.Path))
	if err != nil {
		return content{}, plain(err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return content{}, plain(err)
	}
	return content{file, file, info.Size()}, nil
}

// bytes returns the part of the content from offset on, shorter where the content ends.
func (c content) bytes(offset, length int64) ([]byte, error) {
	text := make([]byte, max(0, min(length, c.size-offset)))
	n, err := c.ReadAt(text, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, plain(err)
	}
	return text[:n], nil
}
