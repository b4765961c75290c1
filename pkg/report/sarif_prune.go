package report

import (
	"bytes"
	"encoding/json"
	"slices"
)

// pruned returns the JSON of an object of the SARIF library without what the library writes for properties that nobody
// set: empty lists, -1 and the standard's own defaults. They say nothing, and readers warn about them.
func pruned(object any) (json.RawMessage, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(object); err != nil {
		return nil, err
	}
	out, _ := appendPruned(nil, text.Bytes())
	return out, nil
}

// appendPruned appends the value that the text begins with, and returns the rest. The text is what encoding/json writes:
// valid, and without blanks.
func appendPruned(out, text []byte) (pruned, rest []byte) {
	switch text[0] {
	case '{':
		return appendMembers(out, text)
	case '[':
		return appendElements(out, text)
	}
	end := scalarEnd(text)
	return append(out, text[:end]...), text[end:]
}

func appendMembers(out, text []byte) (pruned, rest []byte) {
	out = append(out, '{')
	first := len(out)
	for text = text[1:]; text[0] != '}'; text = bytes.TrimPrefix(text, []byte(",")) {
		before := len(out)
		if before > first {
			out = append(out, ',')
		}
		end := scalarEnd(text)
		name := text[1 : end-1]
		out = append(out, text[:end+1]...)
		value := len(out)
		out, text = appendPruned(out, text[end+1:])
		if unset(string(name), string(out[value:])) {
			out = out[:before]
		}
	}
	return append(out, '}'), text[1:]
}

func appendElements(out, text []byte) (pruned, rest []byte) {
	out = append(out, '[')
	for text = text[1:]; text[0] != ']'; {
		if text[0] == ',' {
			out, text = append(out, ','), text[1:]
		}
		out, text = appendPruned(out, text)
	}
	return append(out, ']'), text[1:]
}

// scalarEnd returns where the string, number or word ends that the text begins with.
func scalarEnd(text []byte) int {
	if text[0] != '"' {
		return bytes.IndexAny(text, ",]}\n")
	}
	end := 1
	for ; text[end] != '"'; end++ {
		if text[end] == '\\' {
			end++
		}
	}
	return end + 1
}

// unset tells whether a member says no more than its absence does.
func unset(name, value string) bool {
	if slices.Contains([]string{"null", "[]", "{}", `""`, "-1"}, value) {
		return true
	}
	switch name {
	case "kind":
		return value == `"fail"`
	case "language":
		return value == `"en-US"`
	case "isComprehensive":
		return value == "false"
	case "enabled":
		return value == "true"
	case "contents", "newlineSequences":
		return true // which we leave at their defaults
	}
	return false
}
