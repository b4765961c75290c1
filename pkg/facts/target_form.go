package facts

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// targetForm is a target as it is written, taken apart.
type targetForm struct {
	text     string // without port and protocol; "" when nobody wrote it in this form
	kind     string
	name     string
	port     int    // 0 when not written
	protocol string // "" when not written
	place    string // namespace of the client, "" when it is not known
	followed int    // ExternalName Services on the way
}

// targetForms are the forms of targets, with what follows the colon.
var targetForms = map[string]string{
	"internet": "", "internet6": "", "ip": "ADDR", "host": "NAME", "pod": "NS/NAME", "svc": "NS/NAME",
	"rds": "ID", "redis": "ID", "mongodb": "ID", "polardb": "ID", "adb": "ID", "gpdb": "ID",
	"clickhouse": "ID", "lindorm": "ID", "kafka": "ID", "elasticsearch": "ID", "oss": "BUCKET", "ecs": "ID", "eni": "ID",
	"lb": "NS/NAME", "clb": "ID", "nlb": "ID", "alb": "ID",
}

// protocols are those that flows have.
func protocols() []string { return []string{"tcp", "udp", "icmp", "sctp"} }

var errTargetIsURL = errors.New("a target is no URL: write host:NAME:PORT")

// CheckTarget tells whether a text has the form of a target, whatever the bundle has.
func CheckTarget(text string) error {
	_, err := parseTarget(text)
	return err
}

// parseTarget takes a target apart. What may hold a password is not repeated in the error.
func parseTarget(text string) (targetForm, error) {
	if strings.Contains(text, "@") || strings.Contains(text, "://") {
		return targetForm{}, errTargetIsURL
	}
	kind, rest, colon := strings.Cut(text, ":")
	bare := kind
	if !colon {
		bare, _, _ = strings.Cut(kind, "/")
	}
	what, known := targetForms[bare]
	switch {
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return targetForm{}, fmt.Errorf("target %q has characters that no target has", text)
	case !known || what != "" && rest == "":
		return targetForm{}, strangeTarget(text, kind)
	case what == "":
		return targetForm{text: bare, kind: bare}.withSuffix(text[len(bare):], text)
	}
	return splitTarget(kind, rest, text)
}

// splitTarget parts the name from port and protocol. A slash begins a protocol only where names have none.
func splitTarget(kind, rest, text string) (targetForm, error) {
	end := len(rest)
	switch colon := strings.LastIndexByte(rest, ':'); {
	case kind == "ip" && strings.HasPrefix(rest, "["):
		end = strings.IndexByte(rest, ']') + 1
	case kind == "ip" && strings.Count(rest, ":") > 1:
		end = len(upToSlash(rest))
	case colon >= 0:
		end = colon
	case targetForms[kind] != "NS/NAME":
		end = len(upToSlash(rest))
	}
	f := targetForm{text: kind + ":" + rest[:end], kind: kind, name: rest[:end]}
	return f.withSuffix(rest[end:], text)
}

func upToSlash(text string) string {
	before, _, _ := strings.Cut(text, "/")
	return before
}

// withSuffix reads :PORT, /PROTO or :PORT/PROTO.
func (f targetForm) withSuffix(suffix, text string) (targetForm, error) {
	port, protocol, slash := strings.Cut(suffix, "/")
	if slash {
		f.protocol = strings.ToLower(protocol)
		if !slices.Contains(protocols(), f.protocol) {
			return targetForm{}, fmt.Errorf("target %q has no known protocol: write tcp, udp, icmp or sctp", text)
		}
	}
	if number, colon := strings.CutPrefix(port, ":"); colon {
		n, ok := writtenPort(number)
		if !ok && !(f.protocol == "icmp" && number == "0") {
			return targetForm{}, fmt.Errorf("target %q has no port between 1 and 65535 after the colon", text)
		}
		f.port = n
	} else if port != "" {
		return targetForm{}, fmt.Errorf("target %q goes on after its name: write :PORT or :PORT/PROTO", text)
	}
	return f, nil
}

// writtenPort reads a port in decimal digits.
func writtenPort(text string) (int, bool) {
	if text == "" || len(text) > 5 || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(text, 10, 16)
	return int(n), err == nil && n > 0
}

// strangeTarget says what a text that is no target may have been meant to be.
func strangeTarget(text, kind string) error {
	if what := targetForms[kind]; what != "" {
		return fmt.Errorf("target %q names nothing: write %s:%s", text, kind, what)
	}
	if near := nearestNames(kind, targetForms, func(string) bool { return false }); len(near) > 0 && kind != text {
		return fmt.Errorf("target %q is of no known kind: did you mean %s:?", text, near[0])
	}
	if _, err := netip.ParseAddr(text); err == nil {
		return fmt.Errorf("target %q is of no known kind: did you mean ip:%s?", text, text)
	}
	host, _, _ := strings.Cut(text, ":")
	switch {
	case strings.Count(text, "/") == 1 && !strings.Contains(text, "."):
		return fmt.Errorf("target %q is of no known kind: did you mean svc:%s or pod:%s?", text, text, text)
	case strings.Contains(host, ".") && isHostName(host):
		return fmt.Errorf("target %q is of no known kind: did you mean %s?", text, hostOrAddress(host))
	}
	return fmt.Errorf("target %q is of no known kind: write one such as internet, ip:ADDR, host:NAME, svc:NS/NAME or rds:ID", text)
}

func hostOrAddress(host string) string {
	if _, err := netip.ParseAddr(host); err == nil {
		return "ip:" + host
	}
	return "host:" + host
}

// fill completes a target with what the form says and, where it is silent, the default port.
func (f targetForm) fill(t Target, port int) Target {
	t.Text, t.Port, t.Protocol = f.text, port, "tcp"
	if t.Text == "" {
		t.Text = canonicalText(t)
	}
	if f.port != 0 {
		t.Port = f.port
	}
	if f.protocol != "" {
		t.Protocol = f.protocol
	}
	if t.Protocol == "icmp" {
		t.Port = 0
	}
	return t
}

// canonicalText is the form of a target that is found and not written. Services and pods bring their own, and the public
// endpoints of OSS are hosts like any other.
func canonicalText(t Target) string {
	switch {
	case t.Kind == "oss" && t.Uncertain:
		return "host:" + t.Host
	case t.ID != "":
		return t.Kind + ":" + t.ID
	case t.Host != "":
		return t.Kind + ":" + t.Host
	}
	return t.Kind + ":" + t.Addr.String()
}

// isHostName tells whether a text has the shape of a host name. Underscores are no letters of host names, but resolvers
// take them and people use them.
func isHostName(text string) bool {
	text = strings.TrimSuffix(text, ".")
	if text == "" || len(text) > 253 {
		return false
	}
	for label := range strings.SplitSeq(text, ".") {
		if !isHostLabel(label) {
			return false
		}
	}
	return true
}

func isHostLabel(label string) bool {
	if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
		return false
	}
	for i := range len(label) {
		if c := label[i] | 0x20; (c < 'a' || c > 'z') && !isDecimalDigit(label[i]) && label[i] != '-' && label[i] != '_' {
			return false
		}
	}
	return true
}

func isDecimalDigit(c byte) bool { return '0' <= c && c <= '9' }
