package facts

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/egresslint/egresslint/pkg/model"
)

// writtenHosts are texts around a destination, which stands between brackets: what a frame underlines. HOST stands for a
// name that is nowhere else in the text.
var writtenHosts = []string{
	"a.url=⟦https://HOST:8443⟧/x?y=z", "  a: ⟦https://HOST⟧ # comment", "b.host = ⟦HOST:5222⟧", "\"url\": \"⟦http://HOST⟧/\",",
	"api_endpoints: [\"⟦HOST:9200⟧\", 'other-1']", "dsn = user:p@ss@tcp(⟦HOST:3306⟧)/orders", "- ⟦HOST:9092⟧",
	"url: jdbc:⟦mysql://HOST:3306⟧/orders?useSSL=false", "cache: redis://:secret@⟦HOST:6380⟧/0", "  proxy_pass ⟦https://HOST⟧;",
	"exec curl -fsS --retry 3 \"⟦https://HOST⟧/health\" || exit 1", "export API=⟦https://HOST⟧/x", "<url><!-- 测试 -->⟦https://HOST⟧</url>",
	"JAVA_OPTS=\"-Xmx1g -Dspring.redis.host=⟦HOST⟧ -Dx=y\"", "addresses: [⟦https://HOST⟧,⟦https://alt-HOST⟧]", "测试_server: '⟦HOST:81⟧'",
	"mongo: mongodb://u:p,w@⟦HOST⟧,⟦alt-HOST:27018⟧/x", "kafka.brokers=⟦HOST:9092⟧, ⟦alt-HOST⟧", "ldap.server: ⟦HOST.:389⟧/path",
}

// Whatever stands around a destination, its place is the very bytes that name it, and never holds what stands before an @.
func TestPlacesOfDestinations(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var lines []string
		for i := range 1 + r.IntN(6) {
			line := writtenHosts[r.IntN(len(writtenHosts))]
			lines = append(lines, strings.ReplaceAll(line, "HOST", fmt.Sprintf("h%d.example.com", i)))
			if r.IntN(3) == 0 {
				lines = append(lines, []string{"", "# see https://c.example.com", "\t", "测试: é", "x=1", "[section]"}[r.IntN(6)])
			}
		}
		end := []string{"\n", "\r\n"}[r.IntN(2)]
		checkDestinations(t, strings.Join(lines, end)+end)
	}
}

func TestPlacesInArguments(t *testing.T) {
	for _, text := range []string{
		"--server=⟦HOST:443⟧", "--url=⟦https://HOST⟧/x", "until nc -z ⟦HOST:443⟧; do sleep 1; done", " ⟦HOST:443⟧,⟦alt-HOST:444⟧ ",
		"x; curl ⟦https://HOST⟧/a; curl https://u:p@⟦alt-HOST⟧/b", "--a=b,c=⟦HOST:443⟧",
	} {
		checkDestinations(t, strings.ReplaceAll(text, "HOST", "h.example.com"))
	}
}

// checkDestinations compares the places of what a text wants with its brackets.
func checkDestinations(t *testing.T, marked string) {
	t.Helper()
	text := strings.NewReplacer("⟦", "", "⟧", "").Replace(marked)
	want := map[string]bool{}
	at := 0
	for i, piece := range strings.Split(strings.ReplaceAll(marked, "⟧", "⟦"), "⟦") {
		if i%2 == 1 {
			want[fmt.Sprintf("/data/file.txt#@%d:%d %s", at, at+len(piece), piece)] = true
		}
		at += len(piece)
	}
	scanner := newLiteralScanner()
	literal := setting{name: "file.txt", text: part{text: text}, literal: text, pointer: "/data/file.txt"}
	if !strings.Contains(text, "\n") {
		literal.name, literal.text = argument([]model.Literal{{Pointer: "/args/0", Text: text}}, 0, literal.text)
	}
	settings := appendSettings(nil, literal)
	got := map[string]bool{}
	for _, m := range scanner.scan(settings) {
		if !strings.Contains(m.host, ".example.com") || m.nowhere {
			continue
		}
		place := settings[m.position].place(model.Ref{Record: 1}, &m).Pointer
		got[place+" "+text[m.start:m.end]] = true
	}
	for place := range want {
		if !got[place] {
			t.Errorf("%q: nothing at %q: %v", text, place, got)
		}
	}
	for place := range got {
		if !want[place] {
			t.Errorf("%q: unexpected %q", text, place)
		}
	}
}

// A value that is one destination is pointed at as a whole, unless it holds credentials. So is one that refers to
// variables: its text is not as written.
func TestPlacesOfWholeValues(t *testing.T) {
	for text, want := range map[string]string{
		"https://a.example.com/x?y": "", "a.example.com:443": "", " a.example.com:443\n": "", "jdbc:mysql://a.example.com/x": "",
		"a.example.com:443/x": "", "https://u:p@a.example.com/x": "#@12:25", "u:p@a.example.com:80": "#@4:20", "a.example.com:443,": "#@0:17",
		"[a.example.com:443]": "#@1:18",
	} {
		settings := appendSettings(nil, setting{name: "X", text: part{text: text}, literal: text, pointer: "/data/x"})
		for _, m := range newLiteralScanner().scan(settings) {
			if got := settings[0].place(model.Ref{Record: 1}, &m).Pointer; got != "/data/x"+want {
				t.Errorf("%q is at %s, want %s", text, got, want)
			}
		}
	}
	n := &model.Network{}
	w := &model.Workload{Ref: model.Ref{Record: 3}, Namespace: "shop", Name: "x"}
	w.Literals = containerLiterals("A=a.example.com", "curl https://$(A)/x")
	n.Workloads = []*model.Workload{w}
	got := newNames(n).demands()
	if len(got) != 1 || got[0].Target.Ref.Pointer != "/spec/template/spec/containers/0/args/1" {
		t.Errorf("%v", got)
	}
}
