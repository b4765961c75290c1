package report

import "encoding/json"

// pruned returns the JSON of an object of the SARIF library without what the library writes for properties that nobody
// set: empty lists, -1 and the standard's own defaults. They say nothing, and readers warn about them.
func pruned(object any) (json.RawMessage, error) {
	text, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return nil, err
	}
	var buffer lineBuffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(prune(value)); err != nil {
		return nil, err
	}
	return buffer.text, nil
}

// lineBuffer collects one encoded value without the line end after it.
type lineBuffer struct{ text []byte }

func (b *lineBuffer) Write(p []byte) (int, error) {
	b.text = append(b.text, p...)
	if n := len(b.text); n > 0 && b.text[n-1] == '\n' {
		b.text = b.text[:n-1]
	}
	return len(p), nil
}

func prune(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = prune(value[i])
		}
	case map[string]any:
		for name, member := range value {
			if member = prune(member); unset(name, member) {
				delete(value, name)
				continue
			}
			value[name] = member
		}
	}
	return value
}

func unset(name string, value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case []any:
		return len(value) == 0 || name == "contents" || name == "newlineSequences" // which we leave at their defaults
	case map[string]any:
		return len(value) == 0
	case float64:
		return value == -1
	}
	return value == "" || isDefault(name, value)
}

// isDefault tells whether the SARIF schema gives a property that is not there the same value.
func isDefault(name string, value any) bool {
	switch name {
	case "kind":
		return value == "fail"
	case "language":
		return value == "en-US"
	case "isComprehensive":
		return value == false
	case "enabled":
		return value == true
	}
	return false
}
