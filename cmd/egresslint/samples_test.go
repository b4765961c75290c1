package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// drift is a way in which exports differ between releases of the command line, SDKs, regions and converters, though they
// say the same.
type drift struct {
	what    string
	value   func(key string, v any) any    // every value, innermost first; nil keeps all
	body    func(body any) any             // every file
	rewrite func(name, text string) string // every text
}

// object replaces the members of an object.
func object(change func(members map[string]any)) func(string, any) any {
	return func(_ string, v any) any {
		if members, ok := v.(map[string]any); ok {
			change(members)
		}
		return v
	}
}

// text replaces texts that are no JSON inside a string.
func text(change func(key, text string) any) func(string, any) any {
	return func(key string, v any) any {
		if s, ok := v.(string); ok && !strings.HasPrefix(s, "{") {
			return change(key, s)
		}
		return v
	}
}

// enumerations are the keys whose values are words of the API. Their case differs between releases.
var enumerations = regexp.MustCompile(`(Status|Type|Policy|Direction|IpProtocol|IpVersion|NatType|NetworkType|Mode|Attribute|AddressFamily)$`)

var drifts = []drift{
	{what: "numbers are written as strings", value: func(_ string, v any) any {
		if n, ok := v.(json.Number); ok {
			return n.String()
		}
		return v
	}},
	{what: "strings of digits are written as numbers", value: text(func(_, s string) any {
		if _, err := strconv.Atoi(s); err == nil && (s == "0" || !strings.HasPrefix(s, "0")) {
			return json.Number(s)
		}
		return s
	})},
	{what: "true and false are written as strings", value: func(_ string, v any) any {
		if b, ok := v.(bool); ok {
			return strconv.FormatBool(b)
		}
		return v
	}},
	{what: "numbers went through a float, as --pager makes them", value: func(_ string, v any) any {
		if n, ok := v.(json.Number); ok && n != "0" {
			return json.Number(n.String() + ".0")
		}
		return v
	}},
	{what: "what is empty is null", value: text(func(_, s string) any {
		if s == "" {
			return nil
		}
		return s
	})},
	{what: "what is empty is left out", value: object(func(members map[string]any) {
		for key, v := range members {
			if v == "" || v == nil {
				delete(members, key)
			}
		}
	})},
	{what: "empty lists are left out and their wrapper stays, as the SDKs of tea do it", value: object(func(members map[string]any) {
		for key, v := range members {
			if list, ok := v.([]any); ok && len(list) == 0 && len(members) == 1 {
				delete(members, key)
			}
		}
	})},
	{what: "an object stands for a list of one, as in old samples", value: func(_ string, v any) any {
		if list, ok := v.([]any); ok && len(list) == 1 {
			if _, ok := list[0].(map[string]any); ok {
				return list[0]
			}
		}
		return v
	}},
	// Without it some answers look alike; those are reported, and not guessed.
	{what: "lists of rows with an id of their own have no inner wrapper", value: object(func(members map[string]any) {
		for key, v := range members {
			inner, ok := v.(map[string]any)
			if !ok || len(inner) != 1 || slices.Contains([]string{"Instances", "Items", "DBInstanceNetInfos", "NetInfoItems", "SecurityIpGroups"}, key) {
				continue
			}
			for _, rows := range inner {
				if list, ok := rows.([]any); ok && len(list) > 0 {
					members[key] = list
				}
			}
		}
	})},
	{what: "words are in lower case", value: text(func(key, s string) any {
		if enumerations.MatchString(key) {
			return strings.ToLower(s)
		}
		return s
	})},
	{what: "words are in upper case", value: text(func(key, s string) any {
		if enumerations.MatchString(key) {
			return strings.ToUpper(s)
		}
		return s
	})},
	{what: "there are keys that nobody knows", value: object(func(members map[string]any) {
		if len(members) > 1 {
			members["XFutureField"] = map[string]any{"Items": []any{"x"}}
		}
	})},
	{what: "there is no RequestId", value: object(func(members map[string]any) { delete(members, "RequestId") })},
	{what: "success has a code", body: func(body any) any {
		if members, ok := body.(map[string]any); ok && members["cluster_id"] == nil {
			members["Code"], members["Message"], members["Success"] = "200", "successful", true
		}
		return body
	}},
	{what: "an SDK printed headers, status and body", body: func(body any) any {
		return map[string]any{"headers": map[string]any{"date": "x"}, "statusCode": json.Number("200"), "body": body}
	}},
	{what: "the body has a name, as in samples of the documentation", body: func(body any) any {
		return map[string]any{"DescribeThingsResponse": body}
	}},
	{what: "commas of lists have spaces", value: text(func(key, s string) any {
		if strings.HasPrefix(key, "SecurityI") || key == "SnatIp" {
			return strings.ReplaceAll(s, ",", " , ")
		}
		return s
	})},
	{what: "VPCId and VswitchId are spelt otherwise", value: object(func(members map[string]any) {
		for _, pair := range [][2]string{{"VPCId", "VpcId"}, {"VswitchId", "VSwitchId"}} {
			if v, ok := members[pair[0]]; ok {
				delete(members, pair[0])
				members[pair[1]] = v
			}
		}
	})},
	{what: "ids are merged into the body and not in the name of the file", rewrite: func(name, text string) string {
		parts := strings.Split(name, ".")
		key := map[string]string{"rds": "DBInstanceId", "r-": "InstanceId", "vpc-DescribeRoute": "RouteTableId"}
		for prefix, field := range key {
			if len(parts) == 3 && strings.HasPrefix(name, prefix) && !strings.Contains(text, `"`+field+`":`) {
				return strings.Replace(text, "{", `{"`+field+`": "`+parts[1]+`",`, 1)
			}
		}
		return text
	}},
	{what: "ossutil prints its time behind JSON", rewrite: func(_, text string) string { return text + "\n0.004662(s) elapsed\n" }},
	{what: "lines end as on Windows, after a byte order mark", rewrite: func(_, text string) string {
		return "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
	}},
}

// changed returns v with every value below it changed, innermost first.
func changed(key string, v any, change func(string, any) any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			v[name] = changed(name, inner, change)
		}
	case []any:
		for i, inner := range v {
			v[i] = changed(key, inner, change)
		}
	}
	return change(key, v)
}

func (d *drift) apply(t *testing.T, name string, data []byte) string {
	t.Helper()
	var body any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&body); err != nil {
		t.Fatal(err)
	}
	if d.value != nil {
		body = changed("", body, d.value)
	}
	if d.body != nil {
		body = d.body(body)
	}
	out, err := json.MarshalIndent(body, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if d.rewrite != nil {
		return d.rewrite(name, string(out))
	}
	return string(out)
}

// Bundles that differ in drifts alone are judged alike, and nothing is wrong with any.
func TestDriftsChangeNothing(t *testing.T) {
	want := judged(t, shop)
	exports, err := filepath.Glob(filepath.Join(shop, "aliyun/*.json"))
	if err != nil || len(exports) == 0 {
		t.Fatal(err)
	}
	for _, d := range drifts {
		t.Run(d.what, func(t *testing.T) {
			t.Parallel()
			folder, changes := t.TempDir(), 0
			if err := os.CopyFS(filepath.Join(folder, "k8s"), os.DirFS(filepath.Join(shop, "k8s"))); err != nil {
				t.Fatal(err)
			}
			plain := drift{}
			for _, export := range exports {
				name, data := filepath.Base(export), []byte(contents(t, export))
				text := d.apply(t, name, data)
				if text != plain.apply(t, name, data) {
					changes++
				}
				write(t, folder, map[string]string{name: text})
			}
			if changes == 0 {
				t.Error("the drift changes nothing")
			}
			if got := judged(t, folder); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// judged lints a folder and returns what is said, without the places, which drifts move.
func judged(t *testing.T, folder string) string {
	t.Helper()
	_, stdout, _ := ran(t, "", "lint", "--format", "json", folder)
	var report struct {
		Findings []struct {
			Rule, Message, Fix string
			Flow               map[string]any
			Path               []struct{ Gate, Verdict, Note string }
		}
		Problems, Summary any
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range report.Findings {
		lines = append(lines, fmt.Sprint(f))
	}
	slices.Sort(lines)
	return fmt.Sprintf("%s\n%v\n%v", strings.Join(lines, "\n"), report.Problems, report.Summary)
}

const samples = "../../../shared/samples"

// The samples are named without the ids that some answers lack, and hold one component under two names of the API.
var expectedOfSamples = regexp.MustCompile(`does not say which|belongs to no known|addon "terway-eniip" is exported twice`)

// Every sample is an answer that is read, and nothing is wrong with it.
func TestEverySampleIsRead(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(samples, "*.json"))
	if len(files) == 0 {
		t.Skip("no samples here")
	}
	_, stdout, stderr := ran(t, "", append([]string{"lint", "-v", "--format", "json"}, files...)...)
	if strings.Contains(stderr, "not read: ") {
		t.Error(stderr)
	}
	for _, problem := range problemsOf(t, stdout) {
		if !expectedOfSamples.MatchString(problem) || strings.Contains(problem, ": error: ") {
			t.Error(problem)
		}
	}
	if want := fmt.Sprintf("%d documents, %d objects", len(files), len(files)); !strings.Contains(stderr, want) {
		t.Errorf("want %s: %s", want, stderr)
	}
}

// Variants are read as well, but for those that hold nothing: they say so.
func TestEveryVariantIsRead(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(samples, "variants/*"))
	if len(files) == 0 {
		t.Skip("no samples here")
	}
	told := map[string]string{
		"cli-error.empty.json": "warning: file is empty",
		"sdk-error-body.json":  "error: the export holds an API error, Forbidden.RAM: ",
		"ecs-DescribeSecurityGroupAttribute.pager-lost-id.json": "error: the answer has lost its SecurityGroupId, as --pager does: run DescribeSecurityGroupAttribute without --pager",
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			_, stdout, stderr := ran(t, "", "lint", "-v", "--format", "json", file)
			if strings.Contains(stderr, "not read: ") {
				t.Error(stderr)
			}
			want := told[filepath.Base(file)]
			if stdout == "" {
				stdout = `{"problems":[]}` // nothing is left to analyze, and standard error says why
			}
			problems := problemsOf(t, stdout)
			if said := strings.Join(problems, "\n") + stderr; want == "" && len(problems) > 0 || !strings.Contains(said, want) {
				t.Errorf("got %s, want %q", said, want)
			}
		})
	}
}
