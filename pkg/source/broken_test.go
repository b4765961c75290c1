package source

import (
	"fmt"
	"strings"
	"testing"
)

// aliasBomb grows tenfold with each line.
func aliasBomb() string {
	text := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'l'; c++ {
		text += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(fmt.Sprintf("*%c,", c-1), 10))
	}
	return text
}

const listHead = "apiVersion: v1\nkind: List\nitems:\n"

func TestBroken(t *testing.T) {
	for _, c := range []struct{ name, text, objects, problems string }{
		{"empty", "", "", "0:0-0:0 warning file is empty"},
		{"blank", " \n\t\n", "", "0:0-0:0 warning file is empty"},
		{"comment", "# nothing\n", "", ""},
		{"open quote", "a: \"x\nb: 1\n", "", "1:4-1:6 error string is not closed"},
		{"open quote, next document", "a: 'x\nb: 1\n---\nc: 1\n", `{"c":1}`, "1:4-1:6 error string is not closed"},
		{"open bracket", "a: 1\n---\nx: [1, 2\nb: 3\n", `{"a":1}`, "3:4-3:9 error bracket is not closed, or a comma is missing on line 4"},
		{"tab", "a:\n\tb: 1\n", "", "2:1-2:2 error a tab is used for indentation; YAML allows spaces only"},
		{"tab after spaces", "a:\n  - b\n \t- c\n", "", "3:2-3:3 error a tab is used for indentation; YAML allows spaces only"},
		{"repeated key", "a: 1\nb: 2\na: 3\n", `{"a":3,"b":2}`, `3:1-3:2 warning key "a" is written twice, on lines 1 and 3; the last one counts`},
		{"repeated key on one line", "x: {a: 1, a: 3}\n", `{"x":{"a":3}}`, `1:11-1:12 warning key "a" is written twice, on line 1; the last one counts`},
		{"repeated key in JSON", "{\"a\": 1,\n \"a\": 2}", `{"a":2}`, `2:2-2:5 warning key "a" is written twice, on lines 1 and 2; the last one counts`},
		{"repeated key in an item", listHead + "- a: 1\n  a: 2\n", `{"a":2}`, `5:3-5:4 warning key "a" is written twice, on lines 4 and 5; the last one counts`},
		{"NUL", "a: 1\nb: x\x00y\n", "", "2:5-2:6 error control character U+0000 is not allowed"},
		{"control character", "测: \x01\n", "", "1:4-1:5 error control character U+0001 is not allowed"},
		{"Latin 1", "a: b\xffc\n", "", "1:5-1:6 error text is not UTF-8: save the file as UTF-8"},
		{"Latin 1 in JSON", "{\"a\": \"b\xffc\"}", "{\"a\":\"b\uFFFDc\"}", "1:9-1:10 warning text is not UTF-8; the broken characters are replaced"},
		{"nested too deep", strings.Repeat("- ", 20000) + "x", "", "1:20001-1:20201 error text is nested more than 10,000 levels deep"},
		{"JSON nested too deep", strings.Repeat("[", 20000), "", "1:10001-1:10201 error text is nested more than 10,000 levels deep"},
		{"alias bomb", aliasBomb(), "", "2:8-2:10 error aliases expand the document to more than can be held"},
		{"long alias", "t: &t " + strings.Repeat("x", 1<<20) + "\nl:\n" + strings.Repeat("- *t\n", 2000), "", "3:3-3:5 error aliases expand the document to more than can be held"},
		{"alias of itself", "a: &a [*a]\n", "", "1:8-1:10 error an anchor contains its own alias"},
		{"unknown alias", "a: *x\n", "", `1:4-1:6 error alias "*x" has no anchor before it`},
		{"HTML", "\n<!DOCTYPE html>\n<html></html>", "", "2:1-2:16 error file is an HTML page, not JSON: the export was not made"},
		{"XML", "<Error><Code>NoSuchKey</Code></Error>", "", "1:1-1:38 error file is XML, not JSON: the export was not made"},
		{"table of aliyun", "Id    | Name\n----- | ----\nsg-1  | x\n", "", "1:1-1:13 error file is a table, not JSON: export it without --output cols="},
		{"table of kubectl", "NAMESPACE   NAME   READY\nshop  cart 1/1\n", "", "1:1-1:25 error file is a table: export it with -o json or -o yaml"},
		{"error of aliyun", "ERROR: SDK.ServerError\nErrorCode: Forbidden\n", "", `1:1-1:23 error "ERROR: SDK.ServerError" is a message of the command, not its answer: the export was not made`},
		{"error of kubectl", "Error from server (Forbidden): no\n", "", `1:1-1:34 error "Error from server (Forbidden): no" is a message of the command, not its answer: the export was not made`},
		{"half a JSON file", "{\"a\": 1,\n \"b\": [1, 2", "", "2:2-2:12 error JSON ends inside the value that begins on line 1: the file is cut off"},
		{"half a JSON list", "{\n \"apiVersion\": \"v1\",\n \"items\": [\n  {\n   \"a\": 1\n  },\n  {\n   \"b\": 2,", `{"a":1}`, "8:4-8:11 error JSON ends inside the value that begins on line 1: the file is cut off"},
		{"half a YAML list", "apiVersion: v1\nitems:\n- kind: Pod\n- kind: Node\n", `{"kind":"Pod"} {"kind":"Node"}`, "4:1-4:13 warning list ends without its kind; the file seems to be cut off, and objects may be missing"},
		{"half a YAML file", "a:\n  b: 1\n  cc", "", `3:3-3:5 error ":" is missing after a key; the file may be cut off`},
		{"missing comma", "{\n \"a\": 1\n \"b\": 2\n}\n{\"c\": 3}\n", `{"c":3}`, `3:2-3:8 error invalid JSON: invalid character '"' after object value (expecting ',' or '}')`},
		{"broken line of many", "{\"a\": 1}\n{\"b\" 2}\n{\"c\": 3}\n", `{"a":1} {"c":3}`, "2:6-2:8 error invalid JSON: invalid character '2' after object name (expecting ':')"},
		{"broken JSON item", "{\n \"apiVersion\": \"v1\",\n \"items\": [\n  {\"a\": 1},\n  {\"b\" 2},\n  {\"c\": 3}\n ],\n \"kind\": \"List\"\n}\n{\"d\": 4}\n", `{"a":1} {"c":3} {"d":4}`, "5:8-5:11 error invalid JSON: invalid character '2' after object name (expecting ':')"},
		{"broken first JSON item", "{\n \"apiVersion\": \"v1\",\n \"items\": [\n  {\"a\" 1},\n  {\"c\": 3}\n ],\n \"kind\": \"List\"\n}\n", `{"c":3}`, "4:8-4:11 error invalid JSON: invalid character '1' after object name (expecting ':')"},
		{"broken last JSON item", "{\n \"apiVersion\": \"v1\",\n \"items\": [\n  {\"a\": 1},\n  {\"c\" 3}\n ],\n \"kind\": \"PodList\"\n}\n{\"d\": 4}\n", `{"a":1} {"d":4}`, "5:8-5:10 error invalid JSON: invalid character '3' after object name (expecting ':')"},
		{"broken YAML item", listHead + "- a: 1\n- b: \"x\n- c: 3\n", `{"a":1} {"c":3}`, "5:6-5:8 error string is not closed"},
		{"open bracket in an item", listHead + "- a: 1\n- b: [\n- c: 3\n", `{"a":1} {"c":3}`, "5:1-5:7 error a value is expected here"},
		{"text after JSON", "{\"a\": 1}\ngarbage here\n{\"b\": 1}\n", `{"a":1} {"b":1}`, "2:1-2:13 warning text after the JSON value was not read"},
		{"comma after JSON", "{\"a\": 1}, {\"b\": 1}\n", `{"a":1}`, "1:9-1:19 error text after the JSON value was not read"},
		{"text after YAML", "{a: 1}\n{b: 2}\n", `{"a":1}`, `2:1-2:7 error text after the end of the document was not read; put "---" before it if it is a document`},
		{"UTF-16", "\xff\xfea\x00:\x00", "", "0:0-0:0 error file is UTF-16 text: save it as UTF-8"},
		{"UTF-16 without a mark", "a\x00:\x00 \x001\x00", "", "0:0-0:0 error file is UTF-16 text: save it as UTF-8"},
		{"compressed", "\x1f\x8b\x08\x00\x00", "", "0:0-0:0 error file is compressed: unpack it first"},
		{"binary", "\x7fELF\x00\x00\x00\x01\x02\xff\xfe\x00\x00", "", "0:0-0:0 error file is binary, neither YAML nor JSON"},
		{"huge numbers", "{\"a\": 123456789012345678901234567890, \"b\": 1e999}", `{"a":123456789012345678901234567890,"b":1e999}`, ""},
		{"lone carriage return", "a: 1\rb: 2\r", `{"a":1,"b":2}`, "1:5-2:1 warning carriage return without a line feed is read as the end of a line"},
		{"template", "a: {{ .Values.x }}\nb: {{- if x }}\n", "", "2:6-2:15 error file looks like a template: render it first (a value is expected here)"},
		{"template as a value", "a:\n  b: {{ .Values.x }}\n", "", "2:6-2:21 error file looks like a template: render it first (a key of a map is a map or a list)"},
		{"map as a key", "a: {{b: c}: d}\n", "", "1:4-1:15 error a key of a map is a map or a list"},
		{"null", "null\n", "", "1:1-1:5 error file holds null and nothing else: the export was not made"},
		{"template from the first byte", "{{ .Values.x | toYaml }}\n", "", "1:1-1:25 error file looks like a template: render it first (a key of a map is a map or a list)"},
		{"colon", "a: b: c\n", "", `1:5-1:8 error ": " is not allowed here; quote the value or check the indentation`},
		{"at sign", "a: @x\n", "", "1:4-1:6 error a value cannot begin with this character; quote it"},
		{"escape", "a: \"\\q\"\n", "", `1:5-1:8 error an escape that YAML does not have stands in a "..." string`},
		{"no number", "a: .nan\n", "", "1:4-1:8 error number NaN cannot be written as JSON"},
		{"empty key", "b: 1\n---\nc: {~: 1}\n", `{"b":1}`, "3:4-3:10 error a key of a map is empty"},
	} {
		set, objects := readOne(t, c.text)
		var got, problems []string
		for _, o := range objects {
			got = append(got, o.json)
		}
		for _, p := range set.Problems {
			s := p.At.Span
			problems = append(problems, fmt.Sprintf("%d:%d-%d:%d %s %s", s.Start.Line, s.Start.Column, s.End.Line, s.End.Column, p.Severity, p.Message))
		}
		if strings.Join(got, " ") != c.objects || strings.Join(problems, "\n") != c.problems {
			t.Errorf("%s:\n got %s\n     %s\nwant %s\n     %s", c.name, got, strings.Join(problems, "\n"), c.objects, c.problems)
		}
	}
}

// TestShapes reads what is no error, however it looks.
func TestShapes(t *testing.T) {
	deep := strings.Repeat("[", 1000) + strings.Repeat("]", 1000)
	for _, c := range []struct{ text, objects, list string }{
		{deep, deep, ""},
		{"a: " + deep, `{"a":` + deep + "}", ""},
		{"{\"a\": 1}\n\n0.409493(s) elapsed\n", `{"a":1}`, ""},
		{"{\"a\": 1} {\"b\": 2}\n[3]", `{"a":1} {"b":2} [3]`, ""},
		{"{\"a\": 1}\n---\n{\"b\": 2}\n---\nc: 3\n", `{"a":1} {"b":2} {"c":3}`, ""},
		{"\uFEFFa: 1\n", `{"a":1}`, ""},
		{"\uFEFF\n {\"a\": \"\\ud83d\\ude00\"}", `{"a":"😀"}`, ""},
		{"--- {\"a\": \"\\ud83d\\ude00\"}\n", `{"a":"😀"}`, ""},
		{"{a: 1,}\n", `{"a":1}`, ""},
		{"{\"a\": 1,}\n", `{"a":1}`, ""},
		{"- yes\n- 0x10\n- 010\n- 1_0\n- 2026-01-15\n- ~\n- 1.0\n", `[true,16,8,10,"2026-01-15",null,1]`, ""},
		{"on: 1\n1.5: 2\n0x10: 3\n", `{"true":1,"1.5":2,"16":3}`, ""},
		{"just text\n", `"just text"`, ""},
		{"{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"a\":1},{\"b\":2}]}", `{"a":1} {"b":2}`, "PodList"},
		{"{\"items\":[{\"a\":1},{\"b\":2}],\"kind\":\"PodList\",\"apiVersion\":\"v1\"}", `{"a":1} {"b":2}`, "PodList"},
		{"apiVersion: v1\nitems:\n- a: 1\nkind: PodList\n", `{"a":1}`, "PodList"},
		{"{\"RequestId\":\"x\",\"items\":[{\"a\":1}]}", `{"RequestId":"x","items":[{"a":1}]}`, ""},
		{"{\"apiVersion\":\"x/v1\",\"kind\":\"Thing\",\"items\":[{\"a\":1}]}", `{"apiVersion":"x/v1","kind":"Thing","items":[{"a":1}]}`, ""},
		{"apiVersion: v1\nkind: PodList\nitems: []\n", `{"apiVersion":"v1","kind":"PodList","items":[]}`, ""},
		{"b: &b {x: 1, z: 2}\na: {x: 0, <<: *b, z: 3}\n", `{"a":{"x":1,"z":3},"b":{"x":1,"z":2}}`, ""},
	} {
		set, objects := readOne(t, c.text)
		var got []string
		for _, o := range objects {
			got = append(got, o.json)
			if o.List != c.list || c.list != "" && o.ListAPIVersion != "v1" {
				t.Errorf("%q is an item of %q %q", c.text, o.List, o.ListAPIVersion)
			}
		}
		if strings.Join(got, " ") != c.objects || len(set.Problems) > 0 {
			t.Errorf("%q:\n got %s\nwant %s\n%v", c.text, got, c.objects, set.Problems)
		}
	}
}
