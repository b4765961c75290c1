package collect_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/collect"
	"github.com/egresslint/egresslint/pkg/model"
	"github.com/egresslint/egresslint/pkg/source"
)

const (
	shop    = "../../fixtures/shop/aliyun"
	samples = "../../../shared/samples"
	spare   = "testdata"
)

// tools are what the script calls besides aliyun and kubectl.
var tools = []string{"sh", "jq", "awk", "cat", "cut", "find", "grep", "head", "ls", "mkdir", "mktemp", "mv", "rm", "sed", "sleep", "sort", "tr", "uniq"}

// world is a machine with the tools, and a cloud.
type world struct {
	t       *testing.T
	bin     string
	log     string
	env     []string
	options collect.Options
}

// newWorld makes a machine that has nothing but the tools. The answers of the first folder come before those of the next.
func newWorld(t *testing.T, folders ...string) *world {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, bin: t.TempDir(), log: filepath.Join(t.TempDir(), "calls")}
	for _, tool := range tools {
		path, err := exec.LookPath(tool)
		if err != nil {
			t.Skipf("no %s here", tool)
		}
		link(t, path, filepath.Join(w.bin, tool))
	}
	for _, tool := range []string{"aliyun", "kubectl"} {
		link(t, self, filepath.Join(w.bin, tool))
	}
	detail, err := os.ReadFile(filepath.Join(folders[0], "cs-DescribeClusterDetail.json"))
	if err != nil {
		t.Fatal(err)
	}
	about := decoded(detail)
	w.options = collect.Options{Cluster: about["cluster_id"].(string), Region: about["region_id"].(string)}
	var all []string
	for _, folder := range folders {
		path, err := filepath.Abs(folder)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, path)
	}
	w.set("PATH", w.bin)
	w.set("STUB_LOG", w.log)
	w.set("STUB_WORLD", strings.Join(all, string(filepath.ListSeparator)))
	return w
}

func link(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Symlink(from, to); err != nil {
		t.Skip(err)
	}
}

func (w *world) set(name, value string) { w.env = append(w.env, name+"="+value) }

// run runs the script with its standard input, as users do with a pipe, and returns the folder, the exit code and what was
// said.
func (w *world) run() (folder string, code int, stdout, stderr string) {
	w.t.Helper()
	folder = filepath.Join(w.t.TempDir(), "a bundle")
	script, err := collect.Script(w.options)
	if err != nil {
		w.t.Fatal(err)
	}
	var out, said bytes.Buffer
	command := exec.Command(filepath.Join(w.bin, "sh"))
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(script), &out, &said
	command.Env = append(slices.Clone(w.env), "OUT="+folder)
	var exit *exec.ExitError
	if err := command.Run(); err != nil && !errors.As(err, &exit) {
		w.t.Fatal(err)
	}
	return folder, command.ProcessState.ExitCode(), out.String(), said.String()
}

// loaded reads a folder as lint does.
func loaded(t *testing.T, folder string) (*model.Network, []source.Problem) {
	t.Helper()
	set, objects, err := source.Read(source.Input{Paths: []string{folder}}, model.Decode)
	if err != nil {
		t.Fatal(err)
	}
	network, problems := model.Build(set, objects, nil)
	return network, append(set.Problems, problems...)
}

// files returns the contents of a folder.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(folder, path))
		found[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// worlds are the bundles that the script is tried on.
func worlds(t *testing.T) map[string][]string {
	found := map[string][]string{"shop": {shop, spare}}
	if _, err := os.Stat(samples); err == nil {
		found["samples"] = []string{samples, spare}
	}
	return found
}

// What the script exports is whole and recognised, however the answers are cut into pages, and the same each time.
func TestExportIsComplete(t *testing.T) {
	for name, folders := range worlds(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plain := newWorld(t, folders...)
			first, code, stdout, stderr := plain.run()
			if code != 0 {
				t.Fatalf("code %d: %s%s", code, stdout, stderr)
			}
			again, _, _, _ := newWorld(t, folders...).run()
			if !maps.Equal(files(t, first), files(t, again)) {
				t.Error("two runs differ")
			}
			paged := newWorld(t, folders...)
			paged.set("STUB_PAGE", "1")
			cut, code, stdout, stderr := paged.run()
			if code != 0 {
				t.Fatalf("code %d: %s%s", code, stdout, stderr)
			}
			if len(files(t, cut)) <= len(files(t, first)) {
				t.Error("nothing is cut into pages")
			}
			if got, want := checked(t, cut), checked(t, first); got != want {
				t.Errorf("pages of one row give\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// checked fails for what is not whole or not recognised, and returns how many rows each export has.
func checked(t *testing.T, folder string) string {
	t.Helper()
	network, problems := loaded(t, folder)
	for _, problem := range problems {
		if problem.Severity == source.Error {
			t.Errorf("%v: %s", problem.At, problem.Message)
		}
	}
	for _, unread := range network.Unknown {
		if unread.What == "v1 List" {
			continue // of kubectl, with nothing in it
		}
		t.Errorf("%s is not read: %s", unread.Path, unread.What)
	}
	var b strings.Builder
	for _, export := range network.Exports {
		if export.Evidence != model.Complete {
			t.Errorf("%s %s is %s", export.API, export.Owner, export.Evidence)
		}
		fmt.Fprintln(&b, export.API, export.Owner, export.Rows)
	}
	return b.String()
}

// What is empty is in the bundle, as complete as what is not.
func TestEmptyAnswersAreComplete(t *testing.T) {
	folder, code, stdout, stderr := newWorld(t, shop, spare).run()
	if code != 0 {
		t.Fatalf("code %d: %s%s", code, stdout, stderr)
	}
	network, _ := loaded(t, folder)
	for name := range empties {
		api := strings.Replace(name, "-Describe", ":Describe", 1)
		api = strings.Replace(strings.Replace(api, "-List", ":List", 1), "-Get", ":Get", 1)
		exported := slices.ContainsFunc(network.Exports, func(e model.Export) bool { return e.API == api && e.Evidence == model.Complete })
		asked := strings.Contains(calls(t, folder), name)
		if asked && !exported {
			t.Errorf("%s is not complete", api)
		}
	}
	if e, _ := network.Evidence("oss:GetBucketPolicy", "plain"); e != model.Complete {
		t.Errorf("a bucket without a policy is %s", e)
	}
	if _, err := os.Stat(filepath.Join(folder, "oss-GetBucketPolicy.far.json")); err == nil {
		t.Error("a bucket of another region is exported")
	}
}

// calls names the files of a folder.
func calls(t *testing.T, folder string) string {
	return strings.Join(slices.Sorted(maps.Keys(files(t, folder))), "\n")
}

// Nothing that is planted as a secret gets into the bundle, and what stands beside it does.
func TestSecretsAreBlanked(t *testing.T) {
	w := newWorld(t, shop, spare)
	w.options.Products = []string{"k8s", "cs"}
	folder, code, stdout, stderr := w.run()
	all := stdout + stderr
	for _, text := range files(t, folder) {
		all += text
	}
	if found := regexp.MustCompile(`(?i).*hunter2.*`).FindString(all); code != 0 || found != "" {
		t.Errorf("code %d: %s", code, found)
	}
	for _, kept := range []string{`\"vswitches\":{`, "db.example.org:5432", "https://user:@feed.example.org/v1", "cache.example.org"} {
		if !strings.Contains(all, kept) {
			t.Errorf("%s is lost", kept)
		}
	}
}

// A call that fails leaves no file and stops nothing; the summary says what to ask for.
func TestRefusedCalls(t *testing.T) {
	w := newWorld(t, shop, spare)
	w.set("STUB_REFUSED", "vpc-DescribeNatGateways r-kvstore-DescribeSecurityIps pods")
	folder, code, stdout, _ := w.run()
	if code != 1 {
		t.Errorf("code %d", code)
	}
	for _, want := range []string{"vpc:DescribeNatGateways (1): Forbidden.RAM", "kvstore:DescribeSecurityIps (1): Forbidden.RAM", "pods (1): Error from server (Forbidden)", "ask for these RAM actions"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("%q is not in %s", want, stdout)
		}
	}
	got := calls(t, folder)
	for _, name := range []string{"DescribeNatGateways", "DescribeSecurityIps", "k8s-pods", "SnatTable"} {
		if strings.Contains(got, name) {
			t.Errorf("%s is there", name)
		}
	}
	if !strings.Contains(got, "vpc-DescribeEipAddresses") {
		t.Error("the script stopped")
	}
	checked(t, folder)
}

// A product that nobody has opened is no failure.
func TestUnopenedProduct(t *testing.T) {
	w := newWorld(t, shop)
	w.options.Products = []string{"hitsdb", "clickhouse", "cs"}
	_, code, stdout, _ := w.run()
	if code != 0 || !strings.Contains(stdout, "not available") || !strings.Contains(stdout, "cs:DescribeClusterNodePools (1): InvalidProduct.NotOpen") {
		t.Errorf("code %d: %s", code, stdout)
	}
}

// The VPC that narrows what is asked for comes from the cluster, whatever the products are, or from what ACK keeps in it.
func TestVPCIsFound(t *testing.T) {
	for refused, want := range map[string]string{"": "--VpcId vpc-uf6shop000000000001", "cs-DescribeClusterDetail": "--VpcId vpc-fromprofile"} {
		w := newWorld(t, shop, spare)
		w.options.Products = []string{"k8s", "ecs"}
		w.set("STUB_REFUSED", refused)
		w.run()
		log, _ := os.ReadFile(w.log)
		if !regexp.MustCompile(`DescribeNetworkInterfaces .*` + want).Match(log) {
			t.Errorf("%q: %s is not in %s", refused, want, log)
		}
	}
}

// What must be right is checked before the first call.
func TestNothingIsBegun(t *testing.T) {
	for _, test := range []struct {
		change func(w *world)
		want   string
	}{
		{func(w *world) { os.Remove(filepath.Join(w.bin, "aliyun")) }, "aliyun is missing"},
		{func(w *world) { os.Remove(filepath.Join(w.bin, "kubectl")) }, "kubectl is missing"},
		{func(w *world) { os.Remove(filepath.Join(w.bin, "jq")) }, "jq is missing"},
		{func(w *world) { w.options.Cluster = "" }, "CLUSTER is not set"},
		{func(w *world) { w.options.Region = "" }, "REGION is not set"},
		{func(w *world) { w.options.Region = ""; w.set("REGION", "x; echo y") }, `REGION "x; echo y" is no plain word`},
		{func(w *world) { w.set("STUB_CLUSTER", "c1") }, "kubectl is set up for cluster c1"},
	} {
		w := newWorld(t, shop)
		test.change(w)
		folder, code, _, stderr := w.run()
		if code != 2 || !strings.Contains(stderr, test.want) {
			t.Errorf("code %d, %q, want %q", code, stderr, test.want)
		}
		if entries, _ := os.ReadDir(folder); len(entries) > 0 {
			t.Errorf("%q: %s is there", test.want, entries[0].Name())
		}
	}
}

// Nothing is overwritten.
func TestFolderIsNotEmpty(t *testing.T) {
	w := newWorld(t, shop)
	w.options.Products = []string{"k8s"}
	w.options.Folder = t.TempDir()
	if err := os.WriteFile(filepath.Join(w.options.Folder, "mine"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	w.set("OUT", "") // the last one of the environment counts
	script, err := collect.Script(w.options)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(filepath.Join(w.bin, "sh"), "-c", script)
	command.Env = w.env
	said, _ := command.CombinedOutput()
	if command.ProcessState.ExitCode() != 2 || !strings.Contains(string(said), "exists already") {
		t.Errorf("%s", said)
	}
}
