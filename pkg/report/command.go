package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Command returns the command that makes an export, such as "DescribeDBInstanceIPArrayList rm-1", and writes it to a
// file whose name says whom it is about. It is "" for exports that no single command makes, and for ids that a shell
// would take for more than a word: they come from files, and commands are there to be pasted. What an export of
// Kubernetes is called is the beginning of its command.
func Command(export, region, cluster string) string {
	if objects, ok := strings.CutPrefix(export, "kubectl get "); ok {
		return kubectl(strings.Fields(objects))
	}
	action, id, _ := strings.Cut(export, " ")
	if _, name, found := strings.Cut(action, ":"); found {
		action = name
	}
	if slices.ContainsFunc([]string{action, id, region, cluster}, unpasteable) {
		return ""
	}
	for _, c := range commands() {
		if c.action == action && strings.HasPrefix(id, c.id) {
			return c.line(id, region, cluster)
		}
	}
	return ""
}

// kubectl returns the command for a kind of objects, in all namespaces or in one, or for one object of a namespace.
func kubectl(words []string) string {
	if len(words) == 0 || slices.ContainsFunc(words, unpasteable) {
		return ""
	}
	file, scope := words[0], " -A"
	if len(words) > 1 {
		scope = ""
		if !strings.HasPrefix(words[1], "-") {
			file = words[1]
		}
	}
	return fmt.Sprintf("kubectl get %s%s -o yaml > k8s-%s.yaml", strings.Join(words, " "), scope, file)
}

// unpasteable tells whether a shell takes the word for more than it is.
func unpasteable(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		return !letter && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r)
	})
}

func (c command) line(id, region, cluster string) string {
	if c.product == "cs" {
		id = cmp.Or(id, cluster, "$CLUSTER")
	}
	asked, file := cmp.Or(id, "$ID"), c.product+"-"+c.action
	if strings.Contains(c.call, "{id}") {
		file += "." + asked
	}
	call := strings.NewReplacer("{id}", asked, "{region}", cmp.Or(region, "$REGION")).Replace(c.call)
	return fmt.Sprintf("aliyun %s %s > %s.json", c.product, call, file)
}
