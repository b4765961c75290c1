package report

// color is the parameter of a terminal's SGR sequence.
type color string

const (
	bold   color = "1"
	faint  color = "2"
	red    color = "1;31"
	green  color = "32"
	yellow color = "33"
	cyan   color = "36"
)

// colorOf returns the color of a severity or a verdict.
func colorOf[T ~string](word T) color {
	switch word {
	case "error", "deny", "blocked":
		return red
	case "warning", "unknown", "partial":
		return yellow
	case "note":
		return cyan
	case "allow", "reachable":
		return green
	}
	return ""
}

func (p *page) paint(c color, text string) string {
	if !p.report.Color || c == "" {
		return text
	}
	return "\x1b[" + string(c) + "m" + text + "\x1b[0m"
}
