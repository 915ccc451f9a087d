package reply

import "strings"

// promptDepth is the depth Python's prompt is mistaken for.
const promptDepth = 3

// prompts takes back the quote marks of Python's prompt, ">>> parse(a)": most
// such lines hold code, and no other depth of quotes is in the mail, or they
// are set in.
func (r *reading) prompts() {
	found, code, alone := 0, 0, true
	for i := range r.lines {
		switch l := &r.lines[i]; {
		case l.depth == 0 || l.mark != "":
		case !isPrompt(l):
			alone = false
		default:
			found++
			if looksCoded(l.text) {
				code++
			}
		}
	}
	if found == 0 || 2*code < found {
		return
	}
	for i := range r.lines {
		if l := &r.lines[i]; isPrompt(l) && (alone || strings.HasPrefix(l.raw, "  ")) {
			l.depth, l.text, l.fold = 0, strings.TrimSpace(l.raw), ""
			l.blank = false
		}
	}
}

// isPrompt tells a line that begins as Python's prompt does.
func isPrompt(l *line) bool {
	return l.depth == promptDepth && l.mark == "" && strings.HasPrefix(strings.TrimLeft(l.raw, " "), ">>>") && !isGroupwise(l)
}

// looksCoded tells a line of a program from prose.
func looksCoded(s string) bool {
	return strings.ContainsAny(s, "=()[]{}_") || strings.HasPrefix(s, "import ") ||
		strings.HasPrefix(s, "from ") || strings.HasPrefix(s, "print ") || strings.HasPrefix(s, "del ")
}
