package config

import (
	"errors"
	"strings"

	"github.com/BurntSushi/toml"
)

// syntaxError says where the file stops being TOML, and shows the line.
func syntaxError(file, src string, err error) Problem {
	p := Problem{File: file, Msg: "this is no TOML"}
	var bad toml.ParseError
	if !errors.As(err, &bad) {
		return p
	}
	p.Line, p.Col = bad.Position.Line, bad.Position.Col
	lines := strings.Split(src, "\n")
	if p.Line < 1 || p.Line > len(lines) {
		return p
	}
	line := strings.TrimSpace(lines[p.Line-1])
	// Neither the line nor what the library quotes of it may show a secret.
	if strings.Contains(bad.LastKey+line, "password") {
		p.Key = bad.LastKey
		p.Msg, p.Remedy = "this is no TOML", "put the value between quotes, on one line"
		return p
	}
	p.Msg = strings.TrimSuffix(bad.Message, ".") + ", in: " + cut(line)
	k, v, isPair := strings.Cut(line, "=")
	if isPair && strings.HasPrefix(bad.Message, "expected value") {
		p.Remedy = strings.TrimSpace(k) + " = " + literal(cut(strings.TrimSpace(v)))
	}
	return p
}
