package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// at follows a path such as "team[1].member[0].zone" from p; nil if there is
// no place for it.
func at(p *place, path string) *place {
	for _, step := range regexp.MustCompile(`[^.\[\]]+`).FindAllString(path, -1) {
		if p == nil {
			return nil
		}
		if n, err := strconv.Atoi(step); err == nil {
			if n >= len(p.items) {
				return nil
			}
			p = p.items[n]
			continue
		}
		p = p.keys[step]
	}
	return p
}

// TestLocate finds each path that stands in a comment "#: path" on the line of
// that comment.
func TestLocate(t *testing.T) {
	for name, src := range map[string]string{
		"keys": `
data = "x"              #: data
"poll" = '5m'           #: poll
log.level = "info"      #: log.level
imap . 'host' = "h"     #: imap.host
`,
		"tables": `
[imap]                  #: imap
host = "h"              #: imap.host
[team.imap]             #: team.imap
# [smtp]
port = 993              #: team.imap.port
[ smtp ]                #: smtp
tls="tls"               #: smtp.tls
`,
		"lists of tables": `
[[team]]                #: team[0]
id = "a"                #: team[0].id
[[team.member]]         #: team[0].member[0]
id = "ana"              #: team[0].member[0].id
[[team.member]]         #: team[0].member[1]
zone = "UTC"            #: team[0].member[1].zone
[team.smtp]             #: team[0].smtp
[[team]]                #: team[1]
[[team.member]]         #: team[1].member[0]
id = "bo"               #: team[1].member[0].id
`,
		"lists": `
days = [ "mon",         #: days[0]
  # "tue", ]
  "wed" ,               #: days[1]
  [1, 2,                #: days[2][1]
    3],                 #: days[2][2]
  "#]",                 #: days[3]
]
next = 1                #: next
`,
		"inline tables": `
imap = { host = "h", port = 993 }           #: imap.port
team = [
  { id = "a", member = [                    #: team[0].member
    { id = "ana" },                         #: team[0].member[0].id
    { id = "bo", "x.y" = 1, a.b = 2 } ] },  #: team[0].member[1].a.b
  {                                         #: team[1]
    id = "b",                               #: team[1].id
  },
]
`,
		"strings": `
a = "\" # ]"            #: a
b = '\'                 #: b
c = """
d = 1
\""" " ""
"""
e = '''
f = 1 \'''
g = """x"""""           #: g
h = '''x'''             #: h
i = ""                  #: i
j = 1979-05-27T07:32:00Z #: j
k = [""]                #: k[0]
`,
	} {
		if err := toml.Unmarshal([]byte(src), &map[string]any{}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		root, _ := locate(strings.ReplaceAll(src, "\n", "\r\n"))
		marks := 0
		for i, line := range strings.Split(src, "\n") {
			_, path, ok := strings.Cut(line, "#: ")
			if !ok {
				continue
			}
			marks++
			p := at(root, strings.TrimSpace(path))
			if p == nil || p.line != i+1 {
				t.Errorf("%s: %s is at %+v, want line %d", name, path, p, i+1)
			}
		}
		if marks < 4 {
			t.Errorf("%s: only %d marks", name, marks)
		}
	}
}

// FuzzParse reads any config: every problem is on a line that is there, and
// takes one line to say; every key the library found has a place.
func FuzzParse(f *testing.F) {
	f.Add(Example())
	f.Add("[imap]\nhost = \"imaps://h:1\"\nport = \"x\"\n[[team]]\nid = 'A'\nmember = [ { address = 'a@b', zone = 'PST' }, 1 ]\n")
	f.Add("a.b.c = [[], {x = 1}, '''\n''', \"\"\"\\\"\"\"\"]\n[a.d]\n[[a.e]]\n\"q\" = 1\n[a.e.f]\n")
	f.Add("team = [{holidays = ['2026-12-25'], away = ['2026-01-01..'], days=['mon'], hours='1-2'}]\n")
	f.Add("[[team]]\n[[team.member]]\naddresses = ['a@b.c']\n[[team]]\n[[team.member]]\naddress = 'A@b.c'\n")
	f.Add("poll = 1\r\nlog = 2\r\nsmtp = {password = 'x', password_file = 'y'}\r\n")
	f.Fuzz(func(t *testing.T, src string) {
		d := pretend("s3cret")
		c, errs := parse("config.toml", []byte(src), d)
		if (c == nil) == (errs == nil) {
			t.Fatalf("config %v, errors %v", c, errs)
		}
		most := strings.Count(src, "\n") + 1
		for _, p := range errs {
			if s := p.String(); p.Line < 0 || p.Line > most || strings.ContainsAny(s, "\n\x1b") {
				t.Fatalf("line %d of %d: %q", p.Line, most, s)
			}
		}
		root, deep := locate(src)
		if deep != nil {
			return // the library would take quadratic memory
		}
		vals := map[string]any{}
		if err := toml.Unmarshal([]byte(src), &vals); err == nil && !strings.Contains(src, `\`) {
			everyKey(t, vals, root, "", 0)
		}
	})
}

func everyKey(t *testing.T, v any, p *place, path string, depth int) {
	if depth > maxNesting/2 {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		for k, v := range v {
			if p.keys[k] == nil {
				t.Fatalf("no place for %s.%s", path, k)
			}
			everyKey(t, v, p.keys[k], path+"."+k, depth+1)
		}
	case []map[string]any:
		for i, v := range v {
			everyItem(t, v, p, path, i, depth)
		}
	case []any:
		for i, v := range v {
			everyItem(t, v, p, path, i, depth)
		}
	}
}

func everyItem(t *testing.T, v any, p *place, path string, i, depth int) {
	if i >= len(p.items) {
		t.Fatalf("no place for %s[%d]", path, i)
	}
	everyKey(t, v, p.items[i], fmt.Sprintf("%s[%d]", path, i), depth+1)
}

// TestLargeFiles reads large files of things that nest or repeat: without the
// bounds, the TOML library would take gigabytes.
func TestLargeFiles(t *testing.T) {
	const size = maxConfig / 8
	for _, unit := range []string{
		"[", "[[", "a.", "a=", "'", "'''", `"""`, "{", "a={", "a=[", "a=[[", `a="\`, "\r",
		"[[a]]\n", "x=1\n", "[[a.b.c]]\n", "[[team]]\n[[team.member]]\n", "[[team.member]]\n",
	} {
		_, errs := parse("config.toml", []byte(strings.Repeat(unit, size/len(unit))), pretend("s3cret"))
		if len(errs) == 0 {
			t.Errorf("%q again and again is a config", unit)
		}
	}
	days := "[[team]]\n[[team.member]]\naway = [" + strings.Repeat("'2026-01-01',", size/16) + "]"
	if _, errs := parse("config.toml", []byte(days), pretend("s3cret")); len(errs) == 0 {
		t.Error("away on one day again and again")
	}
}
