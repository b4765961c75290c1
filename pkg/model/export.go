package model

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/egresslint/egresslint/pkg/source"
)

// decodeExport recognises the answer of an Alibaba Cloud API by its shape and decodes it. The answer is nil when o is
// none, or none that is known. It may run on several goroutines at once.
func decodeExport(o source.Object) (*Answer, []LocalProblem) {
	if o.Root.Get("apiVersion") != nil && o.Root.Get("kind") != nil {
		return nil, nil
	}
	body, pointer := unwrap(o.Root)
	if problems := listedAnswers(body); problems != nil {
		return nil, problems
	}
	switch found := recognise(body); len(found) {
	case 0:
		return nil, unknownAnswer(body, pointer)
	case 1:
		a := &Answer{API: found[0].api, shape: found[0], pointer: pointer, named: idsInName(o.Path, found[0].about)}
		a.decode(body)
		return a, a.problems
	default:
		return nil, []LocalProblem{{Pointer: pointer + "/-", Severity: source.Warning,
			Message: fmt.Sprintf("the export could be %s or %s: it is not read", found[0].api, found[1].api)}}
	}
}

// unwrap returns the body of an answer and its pointer. The SDKs of the tea family print
// {"headers", "statusCode", "body"}; samples of the documentation nest the body under "<Action>Response".
func unwrap(root *source.Node) (body *source.Node, pointer string) {
	if root.Is(source.Map) && root.Get("body") != nil && !slices.ContainsFunc(root.Keys, notEnvelope) {
		root, pointer = root.Get("body"), "/body"
	}
	if root.Is(source.Map) && len(root.Keys) == 1 && strings.HasSuffix(root.Keys[0], "Response") && root.Nodes[0].Is(source.Map) {
		return root.Nodes[0], pointer + "/" + root.Keys[0]
	}
	return root, pointer
}

func notEnvelope(key string) bool { return key != "headers" && key != "statusCode" && key != "body" }

// unknownAnswer tells of an answer that no shape fits when it is an API error. An answer of an API that nobody reads is no
// problem: it is counted among what was not read.
func unknownAnswer(body *source.Node, pointer string) []LocalProblem {
	identified := slices.ContainsFunc([]string{"RequestId", "requestId", "HostId"}, func(key string) bool { return body.Get(key) != nil })
	for _, keys := range [][2]string{{"Code", "Message"}, {"code", "message"}} {
		if code := body.Get(keys[0]).String(); code != "" && body.Get(keys[1]) != nil && (identified || refuses(body)) {
			return []LocalProblem{{Pointer: pointer + "/" + keys[0], Severity: source.Error,
				Message: fmt.Sprintf("the export holds an API error, %s: %s", code, body.Get(keys[1]).String())}}
		}
	}
	return nil
}

// listedAnswers tells of a list that jq has made: of whole answers, or of the rows of one, which no longer tell whether they
// are all there are. Some answers are lists of what another API answers alone.
func listedAnswers(body *source.Node) []LocalProblem {
	if !body.Is(source.List) {
		return nil
	}
	listed := recognise(body)
	for _, row := range body.Elements() {
		if row.Is(source.Map) && len(recognise(row)) > 0 && (len(listed) == 0 || row.Get(listed[0].id) == nil) {
			return unread("a list of answers is not read: write one after the other, without brackets around them")
		}
	}
	cut := func(key string) bool { return firstRow(body).Get(key).Is(source.String) }
	if len(listed) == 0 && slices.ContainsFunc([]string{
		"NatGatewayId", "SnatEntryId", "VSwitchId", "VpcId", "AllocationId", "RouteTableId", "SecurityGroupId", "NetworkInterfaceId", "NetworkAclId",
	}, cut) {
		return unread("rows cut out of an answer are not read: write the answer as aliyun prints it")
	}
	return nil
}

func unread(message string) []LocalProblem {
	return []LocalProblem{{Pointer: "/0", Severity: source.Warning, Message: message}}
}

// refuses tells whether the answer has the status of a request that was refused, as the Container Service writes it.
func refuses(body *source.Node) bool {
	for _, key := range []string{"status", "statusCode"} {
		if status, err := strconv.Atoi(body.Get(key).String()); err == nil && status >= 400 && status < 600 {
			return true
		}
	}
	return false
}

// decode reads the body of a recognised answer.
func (a *Answer) decode(body *source.Node) {
	list, below, _ := a.shape.list(body)
	a.readPaging(body)
	a.readOwner(value{body, a.pointer, a}, firstRow(list))
	rows := value{list, a.pointer + below, a}
	if !empty(list) && !list.Is(source.List) && !list.Is(source.Map) {
		a.doubtful = true
		rows.problem(source.Error, "%s is %s where a list belongs", strings.ReplaceAll(below[1:], "/", "."), kindName(list))
	}
	a.decodeRows(rows)
	if a.shape.wholly != nil {
		a.shape.wholly(value{body, a.pointer, a})
	}
}

func (a *Answer) decodeRows(rows value) {
	check := newChecker(a.API)
	for row := range rows.elements() {
		if !row.Is(source.Map) {
			a.doubtful = true
			row.problem(source.Error, "a row of %s is %s where an object belongs", check.action, kindName(row.Node))
			continue
		}
		if violations := check.row(row); len(violations) > 0 {
			a.doubtful = true
			for _, violation := range violations {
				a.problem(violation)
			}
		}
		id := row.text(a.shape.id)
		if strings.Contains(id, "**") {
			a.doubtful = true
			row.id(a.shape.id)
			continue
		}
		a.ids = append(a.ids, id)
		if a.shape.each != nil {
			a.shape.each(row)
		}
	}
}

// readOwner looks for the owner's id in the body, which may have it merged in, and in the first row.
func (a *Answer) readOwner(body value, first *source.Node) {
	for _, path := range a.shape.owner {
		keys := strings.Split(path, ".")
		body, key := body.in(keys[:len(keys)-1]...), keys[len(keys)-1]
		if field := body.in(key); field.Is(source.Map) || field.Is(source.List) {
			field.problem(source.Error, "%s is %s where a string belongs", key, kindName(field.Node))
			a.doubtful = true
			return
		}
		if a.Owner = body.id(key); a.Owner == "" {
			a.Owner = first.Get(key).String()
		}
		if a.Owner != "" {
			return
		}
	}
	if a.shape.about == aboutBucket {
		a.Owner = bucketOf(body)
	}
	if a.shape.lostIDs != "" {
		severity := source.Error
		if len(a.named) > 0 {
			severity = source.Warning
		}
		body.problem(severity, "%s", a.shape.lostIDs)
	}
}

// notIDs are words of file names that look like ids.
var notIDs = []string{"r-kvstore", "sg-rules", "lb-health"}

// idsInName returns the dot-separated parts of the file's name that can be the id of what is asked about.
func idsInName(file string, about kind) []string {
	if about == "" {
		return nil
	}
	parts := strings.Split(path.Base(file), ".")
	parts = parts[:len(parts)-1]
	if about == aboutBucket {
		return bucketInName(parts)
	}
	var ids []string
	for _, part := range parts {
		if isIDOf(part, about) && !slices.Contains(notIDs, part) {
			ids = append(ids, part)
		}
	}
	return ids
}

// bucketInName returns the last part of a name such as oss.policy.BUCKET.json. Buckets have no prefix of their own.
func bucketInName(parts []string) []string {
	if len(parts) < 2 || !strings.HasPrefix(parts[0], "oss") {
		return nil
	}
	return parts[len(parts)-1:]
}

func isIDOf(part string, about kind) bool {
	if about == aboutCluster {
		return len(part) == 33 && part[0] == 'c' && strings.Trim(part[1:], "0123456789abcdef") == ""
	}
	return slices.ContainsFunc(idPrefixes[about], func(prefix string) bool {
		rest, ok := strings.CutPrefix(part, prefix)
		return ok && rest != "" && strings.Trim(rest, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
	})
}
