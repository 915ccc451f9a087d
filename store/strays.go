package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"mime"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// StrayInfo is a mail that could not be placed.
type StrayInfo struct {
	ID      string // names its files, <id>.eml and <id>.why
	Team    string
	Time    time.Time // UTC, when it arrived
	From    string    // address of the sender; "" where the mail names no one
	Subject string    // "" if there is none
	Why     string

	nth int // place in the batch it was set aside with; 0: the first
}

// before tells whether s comes before o in a list.
func (s StrayInfo) before(o StrayInfo) int {
	return cmp.Or(s.Time.Compare(o.Time), cmp.Compare(s.nth, o.nth), cmp.Compare(s.ID, o.ID))
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
	p.strays++
	var b bytes.Buffer
	fmt.Fprintf(&b, "time: %s\n", p.now.UTC().Format(time.RFC3339))
	if !f.Received.IsZero() && !f.Received.Truncate(time.Second).Equal(p.now.Truncate(time.Second)) {
		fmt.Fprintf(&b, "received: %s\n", f.Received.UTC().Format(time.RFC3339))
	}
	if p.strays > 1 {
		fmt.Fprintf(&b, "nth: %d\n", p.strays)
	}
	for _, field := range [][2]string{
		{"from", f.From}, {"subject", subject},
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

// Strays returns what could not be placed in some teams, or (for "") in none,
// as it arrived, oldest first. Beside a *DamagedError it returns all that could be read.
func (s *Store) Strays(teams ...string) (strays []StrayInfo, err error) {
	var problems []Problem
	for _, team := range teams {
		list, bad := s.straysIn(team)
		strays, problems = append(strays, list...), append(problems, bad...)
	}
	slices.SortFunc(strays, StrayInfo.before)
	return strays, damage(problems)
}

func (s *Store) straysIn(team string) (strays []StrayInfo, problems []Problem) {
	dir := inTeam(team, "strays")
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
		// Without "received" it came when it was set aside.
		at, _ := time.Parse(time.RFC3339, cmp.Or(fields["received"], fields["time"]))
		nth, _ := strconv.Atoi(fields["nth"])
		strays = append(strays, StrayInfo{ID: id, Team: team, Time: at, nth: nth,
			From: fields["from"], Subject: fields["subject"], Why: fields["why"]})
	}
	return strays, problems
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
