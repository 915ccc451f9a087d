package store

import (
	"errors"
	"fmt"
	"os"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
)

// entry plans an entry and returns it as it will be read.
func (p *plan) entry(f *Filing, e entry.Entry, mail string, n int) (entry.Entry, error) {
	if f.Team == "" || e.Team != "" && e.Team != f.Team {
		return e, fmt.Errorf("an entry of team %q in a filing of team %q", e.Team, f.Team)
	}
	if e.Date.IsZero() {
		return e, errors.New("an entry without a date")
	}
	if p.num == 0 {
		p.num = p.s.last
	}
	p.num++
	e.Num, e.ID, e.Mail, e.Team = p.num, entry.NewID(mail, n), mail, f.Team
	if e.Filed.IsZero() {
		e.Filed = p.now
	}
	if e.Source == "" {
		e.Source = f.MessageID
	}
	var line filed
	var err error
	switch {
	case e.Kind == entry.Decided && e.Decision != nil:
		line = p.decision(&e)
	case e.Kind == entry.Update || e.Kind == entry.Comment:
		line, err = p.block(&e)
	default:
		err = fmt.Errorf("an entry of kind %q", e.Kind)
	}
	if err != nil {
		return e, err
	}
	line.num, line.id = e.Num, e.ID
	line.at, _ = time.Parse(time.RFC3339, p.stamp())
	c, err := p.appendTo(&p.logs, filedLog)
	if err != nil {
		return e, err
	}
	c.data = append(c.data, line.line()...)
	return e, nil
}

// block plans an update or a comment: at the end of its page.
func (p *plan) block(e *entry.Entry) (filed, error) {
	rel := pagePath(e.Team, e.Date)
	c, err := p.appendTo(&p.appends, rel)
	if err != nil {
		return filed{}, err
	}
	if len(c.data) == 0 {
		if c.data, err = p.s.pageStart(rel, c.size, e.Date); err != nil {
			return filed{}, err
		}
	}
	if e.Amends == "" && e.Kind == entry.Update {
		if e.Amends, err = p.first(rel, e.Member, e.ID); err != nil {
			return filed{}, err
		}
	}
	block := entry.Encode(*e)
	*e = entry.Clean(*e)
	offset := c.size + int64(len(c.data))
	c.data = append(c.data, block...)
	return filed{path: rel, offset: offset, length: int64(len(block)), sum: hashOf(block)}, nil
}

// pageStart is what must stand between the end of a page and the next block:
// the title of a new page, a line feed where somebody left the last one off.
func (s *Store) pageStart(rel string, size int64, date civil.Date) ([]byte, error) {
	if size == 0 {
		return entry.Title(date), nil
	}
	f, err := os.Open(s.d.abs(rel))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	end := make([]byte, 1)
	if _, err := f.ReadAt(end, size-1); err != nil {
		return nil, err
	}
	if end[0] != '\n' {
		return []byte("\n\n"), nil
	}
	return nil, nil
}

// first returns the id of the member's first update on a page, "" if id will
// be the first.
func (p *plan) first(rel, member, id string) (string, error) {
	key := rel + " " + member
	if first := p.firsts[key]; first != "" {
		return first, nil
	}
	onDisk, err := p.s.firsts.of(p.s, rel)
	if err != nil {
		return "", err
	}
	if first := onDisk[member]; first != "" {
		return first, nil
	}
	if p.firsts == nil {
		p.firsts = map[string]string{}
	}
	p.firsts[key] = id
	return "", nil
}

// decision plans a decision: a file of its own, with the next number.
func (p *plan) decision(e *entry.Entry) filed {
	n, ok := p.numbers[e.Team]
	if !ok {
		for _, name := range p.s.names(e.Team+"/decisions", decisionName) {
			n = max(n, decisionNumber(name))
		}
		if p.numbers == nil {
			p.numbers = map[string]int{}
		}
	}
	n++
	p.numbers[e.Team] = n
	d := *e.Decision
	d.Number = n
	if len(d.Log) == 0 {
		d.Log = []entry.Change{{At: e.Filed, By: e.Member, What: "filed"}}
	}
	e.Decision = &d
	*e = entry.Clean(*e)
	data := entry.EncodeDecision(*e)
	rel := decisionPath(e.Team, n, d.Title)
	p.file(rel, "", data)
	return filed{path: rel, length: int64(len(data)), sum: hashOf(data)}
}
