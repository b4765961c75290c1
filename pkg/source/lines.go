package source

import (
	"bytes"
	"cmp"
	"slices"
	"sync"
)

const stride = 1024 // lines between two places that a lineIndex remembers

// lineIndexes know where lines begin in the files that lines were asked of.
type lineIndexes struct {
	mu    sync.Mutex
	files map[int][]int64 // offset of every stride-th line
}

// Lines returns the text of the lines from first to last of the file, without line ends. There are fewer where
// the file ends, and none where it cannot be read.
func (s *Set) Lines(path string, first, last int) []string {
	i, ok := slices.BinarySearchFunc(s.Files, path, func(f File, path string) int { return cmp.Compare(f.Path, path) })
	if !ok || first < 1 || last < first {
		return nil
	}
	c, err := s.Files[i].open()
	if err != nil {
		return nil
	}
	defer c.Close()
	offsets, err := s.lines.of(i, c)
	if err != nil || (first-1)/stride >= len(offsets) {
		return nil
	}
	number := (first - 1) / stride * stride
	in := newLineReader(c, offsets[(first-1)/stride])
	var out []string
	for number < last {
		line, err := in.next()
		if err != nil || len(line) == 0 {
			break
		}
		if number++; number >= first {
			out = append(out, string(bytes.TrimRight(line, "\r\n")))
		}
	}
	return out
}

// of returns where the lines of a file begin, reading it at the first call.
func (x *lineIndexes) of(file int, c content) ([]int64, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if offsets, ok := x.files[file]; ok {
		return offsets, nil
	}
	offset := int64(0)
	if head, err := c.bytes(0, int64(len(bom))); err == nil && bytes.Equal(head, bom) {
		offset = int64(len(bom))
	}
	in := newLineReader(c, offset)
	var offsets []int64
	for number := 0; ; number++ {
		line, err := in.next()
		if err != nil {
			return nil, err
		}
		if len(line) == 0 {
			break
		}
		if number%stride == 0 {
			offsets = append(offsets, offset)
		}
		offset += int64(len(line))
	}
	if x.files == nil {
		x.files = map[int][]int64{}
	}
	x.files[file] = offsets
	return offsets, nil
}

// lineReader hands out lines that a lone carriage return may end as well.
type lineReader struct {
	*lines
	rest []byte
}

func newLineReader(c content, offset int64) *lineReader {
	return &lineReader{lines: newLines(c, offset)}
}

func (r *lineReader) next() ([]byte, error) {
	if len(r.rest) == 0 {
		line, err := r.lines.next()
		if err != nil {
			return nil, err
		}
		r.rest = line
	}
	line := r.rest
	if i := loneReturn(line); i >= 0 {
		line = line[:i+1]
	}
	r.rest = r.rest[len(line):]
	return line, nil
}
