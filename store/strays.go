package store

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"os"
	"slices"
	"strings"
	"time"
)

// StrayInfo is a mail that could not be placed.
type StrayInfo struct {
	ID      string // names its files, <id>.eml and <id>.why
	Team    string
	Time    time.Time // UTC, when it was set aside
	From    string
	Subject string
	Why     string
}

// stray plans the two files of a stray.
func (p *plan) stray(f *Filing, mail string) {
	dir := inTeam(f.Team, "strays")
	if _, err := os.Lstat(p.s.d.abs(dir + "/" + mail + ".why")); err == nil {
		return // set aside before, and forgotten by seen.log
	}
	subject := f.Subject
	if subject == "" {
		subject = subjectOf(f.Raw)
	}
	var b bytes.Buffer
	for _, field := range [][2]string{
		{"time", p.now.UTC().Format(time.RFC3339)}, {"from", f.From}, {"subject", subject},
		{"message-id", f.MessageID}, {"why", f.StrayWhy},
		{"mail", mail}, {"sha-256", hashOf(f.Raw)},
	} {
		fmt.Fprintf(&b, "%s: %s\n", field[0], oneLine(field[1]))
	}
	b.WriteString("end:\n")
	p.file(dir+"/"+mail+".eml", "", f.Raw)
	p.file(dir+"/"+mail+".why", "", b.Bytes())
}

// readWhy reads a .why file.
func (s *Store) readWhy(rel string) (map[string]string, error) {
	data, err := os.ReadFile(s.d.abs(rel))
	if err != nil {
		return nil, err
	}
	text, ok := strings.CutSuffix(string(data), "\nend:\n")
	if !ok {
		return nil, errors.New("not a whole .why file: it does not close with \"end:\"")
	}
	fields := map[string]string{}
	for _, line := range strings.Split(text, "\n") {
		key, value, _ := strings.Cut(line, ":")
		fields[key] = strings.TrimSpace(value)
	}
	return fields, nil
}

// Strays returns what could not be placed in a team, or ("") in none, oldest
// first. Beside a *DamagedError it returns all that could be read.
func (s *Store) Strays(team string) (strays []StrayInfo, err error) {
	dir := inTeam(team, "strays")
	var problems []Problem
	for _, name := range s.names(dir, strayName) {
		id, isWhy := strings.CutSuffix(name, ".why")
		if !isWhy {
			continue
		}
		fields, err := s.readWhy(dir + "/" + name)
		if err != nil {
			problems = append(problems, Problem{File: dir + "/" + name, What: err.Error()})
			continue
		}
		at, _ := time.Parse(time.RFC3339, fields["time"])
		strays = append(strays, StrayInfo{ID: id, Team: team, Time: at,
			From: fields["from"], Subject: fields["subject"], Why: fields["why"]})
	}
	slices.SortStableFunc(strays, func(a, b StrayInfo) int { return a.Time.Compare(b.Time) })
	return strays, damage(problems)
}

// subjectOf reads the Subject field of a raw mail, well enough for a list.
func subjectOf(raw []byte) string {
	head := raw[:min(len(raw), 64<<10)]
	lines := strings.Split(strings.ReplaceAll(string(head), "\r\n", "\n"), "\n")
	for i, line := range lines {
		if line == "" {
			break
		}
		if len(line) < len("Subject:") || !strings.EqualFold(line[:len("Subject:")], "Subject:") {
			continue
		}
		text := line[len("Subject:"):]
		for _, more := range lines[i+1:] {
			if more == "" || more[0] != ' ' && more[0] != '\t' {
				break
			}
			text += more
		}
		if decoded, err := new(mime.WordDecoder).DecodeHeader(text); err == nil {
			text = decoded
		}
		return oneLine(text)
	}
	return ""
}
