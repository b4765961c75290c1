package model

import (
	"fmt"
	"strings"
)

// Unread is a kind of object that nobody reads, in one file.
type Unread struct {
	Path, What string
	Count      int
}

// ParseAssumptions reads pairs written KEY=VALUE.
func ParseAssumptions(pairs []string) (Assumptions, error) {
	out := Assumptions{}
	for _, pair := range pairs {
		key, value, found := strings.Cut(pair, "=")
		if !found {
			return nil, fmt.Errorf("assumption %q is not written KEY=VALUE", pair)
		}
		out[key] = value
	}
	return out, nil
}
