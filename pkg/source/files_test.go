package source

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// layout lays out files in a new directory that becomes the current one.
func layout(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skip(err)
	}
}

func pathsOf(set *Set) string {
	var paths []string
	for _, f := range set.Files {
		paths = append(paths, f.Path)
	}
	return strings.Join(paths, " ")
}

func TestFiles(t *testing.T) {
	layout(t, map[string]string{
		"d/b.yaml": "b: 1", "d/a.yml": "a: 1", "d/c.JSON": "{}", "d/readme.md": "x", "d/notes.txt": "a: 1", "d/oss.txt": " \n{}",
		"d/sub/z.yaml": "z: 1", "d/.git/x.yaml": "x: 1", "d-e.yaml": "a: 1", "other": "o: 1", "out/o.yaml": "o: 1",
	})
	all := "d/a.yml d/b.yaml d/c.JSON d/oss.txt d/sub/z.yaml"
	absolute, err := filepath.Abs("d/b.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		paths []string
		want  string
	}{
		{[]string{"d"}, all},
		{[]string{"./d/", "d/sub", "d/sub/../b.yaml", absolute}, absolute + " d/a.yml d/c.JSON d/oss.txt d/sub/z.yaml"},
		{[]string{"d/.git"}, "d/.git/x.yaml"},
		{[]string{"other", "d/readme.md"}, "d/readme.md other"},
		{[]string{"d/*.y*ml", "d/s*"}, "d/a.yml d/b.yaml d/sub/z.yaml"},
		{[]string{"-", "d-e.yaml", "d/a.yml", "-"}, "<stdin> d-e.yaml d/a.yml"},
	} {
		for range 2 {
			set, _, err := Read(Input{Paths: c.paths, Stdin: strings.NewReader("s: 1")}, capture)
			if err != nil {
				t.Fatal(err)
			}
			if got := pathsOf(set); got != c.want || len(set.Problems) > 0 {
				t.Errorf("%v: %s, want %s; %v", c.paths, got, c.want, set.Problems)
			}
			slices.Reverse(c.paths)
		}
	}
	for _, path := range []string{"none", "none/*.yaml", "d/none.yaml", "[", "d/[a"} {
		if _, _, err := Read(Input{Paths: []string{path}}, capture); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v", path, err)
		}
	}
}

func TestFilesToSkip(t *testing.T) {
	layout(t, map[string]string{"d/a.yaml": "a: 1", "d/sub/b.yaml": "b: 1", "d/.hidden.yaml": "c: 1", "e.yaml": "e: 1"})
	for skipped, want := range map[string]string{
		"": "d/.hidden.yaml d/a.yaml d/sub/b.yaml e.yaml", "d/sub": "d/.hidden.yaml d/a.yaml e.yaml", "d": "e.yaml",
		"d/.hidden.yaml": "d/a.yaml d/sub/b.yaml e.yaml", "e.yaml": "d/.hidden.yaml d/a.yaml d/sub/b.yaml",
	} {
		set, _, err := Read(Input{Paths: []string{"d", "e.yaml"}, Skip: func(path string) bool { return path == skipped }}, capture)
		if err != nil || pathsOf(set) != want {
			t.Errorf("without %q: %q, want %q; %v", skipped, pathsOf(set), want, err)
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	layout(t, map[string]string{"d/a.yaml": "a: 1", "d/sub/b.yaml": "b: 1", "out/o.yaml": "o: 1", "d/locked.yaml": "l: 1", "d/shut/s.yaml": "s: 1"})
	link(t, "gone", "d/dangling.yaml")
	link(t, "loop2.yaml", "d/loop1.yaml")
	link(t, "loop1.yaml", "d/loop2.yaml")
	link(t, "..", "d/sub/up") // inside the input: walked anyway
	link(t, "../a.yaml", "d/sub/same.yaml")
	link(t, "../out", "d/outside")
	link(t, "../out/o.yaml", "d/one.yaml")
	if err := exec.Command("mkfifo", "d/fifo.yaml").Run(); err != nil {
		t.Skip(err)
	}
	want := "d/dangling.yaml d/fifo.yaml d/loop1.yaml d/loop2.yaml d/outside"
	files := "d/a.yaml d/locked.yaml d/one.yaml d/shut/s.yaml d/sub/b.yaml"
	if os.Getuid() != 0 {
		os.Chmod("d/locked.yaml", 0)
		os.Chmod("d/shut", 0)
		t.Cleanup(func() { os.Chmod("d/shut", 0o755) })
		want = "d/dangling.yaml d/fifo.yaml d/locked.yaml d/loop1.yaml d/loop2.yaml d/outside d/shut"
		files = "d/a.yaml d/locked.yaml d/one.yaml d/sub/b.yaml"
	}
	set, objects, err := Read(Input{Paths: []string{"d"}}, capture)
	if err != nil {
		t.Fatal(err)
	}
	var problems []string
	for _, p := range set.Problems {
		problems = append(problems, p.At.Path)
	}
	if got := strings.Join(problems, " "); got != want {
		t.Errorf("problems %s, want %s", got, want)
	}
	if got := pathsOf(set); got != files || len(objects) < 3 {
		t.Errorf("files %s, want %s", got, files)
	}
}

func TestLines(t *testing.T) {
	var long strings.Builder
	for i := 1; i <= 3*stride; i++ {
		long.WriteString(strconv.Itoa(i) + "\r\n")
	}
	set, _ := readOne(t, "\uFEFFone\r\ntwo\rthree\n\nfive")
	for _, c := range []struct {
		first, last int
		want        []string
	}{
		{1, 2, []string{"one", "two"}},
		{3, 9, []string{"three", "", "five"}},
		{6, 7, nil},
		{0, 1, nil},
		{2, 1, nil},
	} {
		if got := set.Lines(stdin, c.first, c.last); !reflect.DeepEqual(got, c.want) {
			t.Errorf("lines %d to %d are %q, want %q", c.first, c.last, got, c.want)
		}
	}
	set, _ = readOne(t, long.String())
	for _, n := range []int{1, stride, stride + 1, 2*stride + 7, 3 * stride} {
		if got := set.Lines(stdin, n, n); !reflect.DeepEqual(got, []string{strconv.Itoa(n)}) {
			t.Errorf("line %d is %q", n, got)
		}
	}
	if got := set.Lines("none.yaml", 1, 1); got != nil {
		t.Errorf("lines of a file that was not read: %q", got)
	}
}

// TestDeterministic reads the same files with different numbers of workers and in another order.
func TestDeterministic(t *testing.T) {
	files := map[string]string{"z.yaml": string(podList(30)), "bad.yaml": "a: b: c\n---\nb: 1\n", "l.yaml": smallList + "---\n" + smallList}
	for i := range 40 {
		files["f"+strconv.Itoa(i)+".yaml"] = "a: " + strconv.Itoa(i) + "\n---\na: 1\na: 2\n"
	}
	layout(t, files)
	var paths []string
	for path := range files {
		paths = append(paths, path)
	}
	read := func() string {
		set, objects, err := Read(Input{Paths: paths}, capture)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, o := range objects {
			b.WriteString(o.Path + o.json + strconv.Itoa(o.Record.Line) + "\n")
		}
		for _, p := range set.Problems {
			b.WriteString(p.At.Path + p.Message + "\n")
		}
		return b.String() + strconv.Itoa(set.Documents)
	}
	want := read()
	for i := range 5 {
		before := runtime.GOMAXPROCS(1 + i%3)
		slices.Reverse(paths[i:])
		if got := read(); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		runtime.GOMAXPROCS(before)
	}
}

func TestLocateConcurrently(t *testing.T) {
	text := string(podList(20))
	set, objects := readOne(t, text)
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range objects {
				o := objects[(i*7+worker)%len(objects)]
				line := set.Locate(o.Record, "/metadata/name").Span.Start.Line
				if got, want := set.Lines(stdin, line, line)[0], "    name: "+o.Root.Get("metadata", "name").String(); got != want {
					t.Errorf("line %d is %q, want %q", line, got, want)
				}
			}
		})
	}
	wg.Wait()
}
