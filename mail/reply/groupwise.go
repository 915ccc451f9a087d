package reply

import "strings"

// isGroupwise tells GroupWise's line above an unmarked quote:
// ">>> Ana Putri <ana@acme.example> 11/22/26 4:30 PM >>>".
func isGroupwise(l *line) bool {
	if l.depth < 2 || !strings.HasPrefix(l.raw, ">>>") {
		return false
	}
	text := l.folded()
	if strings.HasSuffix(text, "wrote:") {
		return strings.Contains(text, "in message") && isDate(text)
	}
	return strings.HasSuffix(text, ">>>") && (isDate(text) || hasAddress(text))
}
