package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kabar/cmd/kabar/config"
	"kabar/mail"
	"kabar/mail/auth"
	"kabar/mail/intake"
	"kabar/mail/reply"
	"kabar/store/team"
)

// reading is what `kabar parse` prints of one mail.
type reading struct {
	File      string              `json:"file"`
	Kind      string              `json:"kind"`
	From      string              `json:"from"`
	Name      string              `json:"name,omitempty"`
	Team      string              `json:"team,omitempty"`
	Member    string              `json:"member,omitempty"`
	Date      string              `json:"date,omitempty"`
	Subject   string              `json:"subject,omitempty"`
	Text      string              `json:"text"`
	Sections  map[string][]string `json:"sections"`
	Decisions []decisionRead      `json:"decisions,omitempty"`
	Mentions  []string            `json:"mentions,omitempty"`  // "ben" for "@ben"
	Projects  []string            `json:"projects,omitempty"`  // "acme" for "#acme"
	Durations []string            `json:"durations,omitempty"` // "2h30m" for "2h30" and "2,5 jam"
	Notes     []noteRead          `json:"notes,omitempty"`
	Commands  []string            `json:"commands,omitempty"`
	Doubts    []string            `json:"doubts,omitempty"` // lines that were filed, and may be commands
	Reason    string              `json:"reason"`
	Unsure    string              `json:"unsure,omitempty"`
	Problems  []string            `json:"problems,omitempty"`
	Lines     []lineRead          `json:"lines,omitempty"` // with --explain
}

// noteRead is one comment: on an entry, or on the day (0).
type noteRead struct {
	On   int64  `json:"on"`
	Text string `json:"text"`
}

type decisionRead struct {
	Title string `json:"title"`
	Why   string `json:"why,omitempty"`
	Who   string `json:"who,omitempty"`

	Proposed bool `json:"proposed,omitempty"` // still to be made
}

// runParse is `kabar parse`: what kabar would make of a mail file. Without
// --config it needs no store, no network and no config, and takes every writer
// for a member.
func runParse(_ context.Context, a *app, args []string) error {
	fset := a.flags("parse")
	asJSON := fset.Bool("json", false, "one JSON object a line")
	explain := fset.Bool("explain", false, "every line of the mail with its verdict and the rule that decided")
	lines := fset.Bool("lines", false,
		`JSON lines {"id","kind":"plain|html|eml","input","parent"?} in, {"id","text"} out, one for one`)
	if err := parseFlags(fset, args); err != nil {
		return err
	}
	spareMemory(a.env)
	if *lines {
		return a.parseLines(fset.Args())
	}
	if fset.NArg() == 0 {
		return usageError("parse needs a file: kabar parse reply.eml (a folder, a Maildir, an mbox or - will do too)")
	}
	p := &mailReader{a: a, json: *asJSON, explains: *explain, out: bufio.NewWriter(a.out)}
	if a.flag != "" {
		cfg, err := config.Look(a.flag, a.env)
		if err != nil {
			return err
		}
		p.cfg = cfg
	}
	var err error
	for _, path := range fset.Args() {
		err = errors.Join(err, eachMail(path, a.in, p.mail))
	}
	if p.mails == 0 && err == nil {
		err = fmt.Errorf("no mail found in %s", strings.Join(fset.Args(), ", "))
	}
	return errors.Join(err, p.out.Flush())
}

// mailReader prints readings.
type mailReader struct {
	a        *app
	cfg      *config.Config
	json     bool
	explains bool
	out      *bufio.Writer
	mails    int
}

// mail reads one mail and prints it.
func (p *mailReader) mail(f mailFile) error {
	p.mails++
	msg := mail.Parse(f.raw)
	roster, verdict := p.roster(msg)
	act := intake.Read(msg, roster, verdict)
	r := readingOf(f.name, msg, act)
	if p.explains {
		r.Lines = linesRead(act.Said().Result.Lines)
	}
	if p.json {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = p.out.Write(append(line, '\n'))
		return err
	}
	p.print(r)
	if p.explains {
		p.explain(r.Lines)
	}
	return nil
}

// roster is who is known: the members of the config, or, without one, nobody
// in particular.
func (p *mailReader) roster(msg *mail.Message) (intake.Roster, auth.Verdict) {
	at := msg.Date
	if at.IsZero() {
		at = p.a.now()
	}
	none := func(string) string { return "" }
	if p.cfg == nil {
		v := auth.Verdict{Proof: "none", Reason: "no config: nobody's identity is checked"}
		if len(msg.From) == 1 {
			v.From, v.Pass = msg.From[0].Addr, true
		}
		return intake.Roster{Sent: none, Now: at}, v
	}
	var teams []team.Team
	policy := auth.Policy{}
	for _, t := range p.cfg.Teams {
		teams = append(teams, t.Team)
		believe(&policy, t)
	}
	return intake.Roster{Teams: teams, Trusted: policy.Trusted(), Known: true, Sent: none, Now: at},
		policy.Judge(msg, nil)
}

// readingOf flattens an act for people and for JSON.
func readingOf(name string, msg *mail.Message, act intake.Act) reading {
	said := act.Said()
	r := reading{
		File: name, Kind: act.Kind(), From: said.From.Addr, Name: said.From.Name, Team: said.Team,
		Member: said.Member, Subject: msg.Subject, Text: said.Text, Reason: said.Reason,
		Unsure: said.Result.Unsure, Problems: msg.Problems, Sections: map[string][]string{},
	}
	if r.From == "" && len(msg.From) > 0 {
		r.From, r.Name = msg.From[0].Addr, msg.From[0].Name
	}
	r.Mentions, r.Projects = reply.Mentions(r.Text), reply.Projects(r.Text)
	for _, d := range reply.Durations(r.Text) {
		whole := strings.TrimSuffix(d.String(), "0s") // none has seconds
		r.Durations = append(r.Durations, strings.Replace(whole, "h0m", "h", 1))
	}
	r.add(act)
	return r
}

// add puts in what is filed and asked for.
func (r *reading) add(act intake.Act) {
	for _, d := range doubtsOf(act) {
		r.Doubts = append(r.Doubts, d.Line)
	}
	switch act := act.(type) {
	case *intake.Update:
		r.Date = act.Date.String()
		for _, s := range act.Result.Sections {
			items := append([]string{}, r.Sections[s.Name]...) // never null, also if it is empty
			r.Sections[s.Name] = append(items, texts(s.Items)...)
		}
		for _, d := range act.Result.Decisions {
			r.Decisions = append(r.Decisions, decisionRead{d.Title, d.Why, d.Who, d.Proposed})
		}
	case *intake.Comment:
		for _, n := range act.Notes {
			r.Notes = append(r.Notes, noteRead{n.On, n.Text})
		}
	case *intake.Commands:
		for _, c := range act.List {
			r.Commands = append(r.Commands, strings.TrimSpace(c.Name+" "+c.Args))
		}
		if act.Rest != nil { // what stands below them is filed as well
			r.add(act.Rest)
		}
	}
}

// print shows a reading to a person.
func (p *mailReader) print(r reading) {
	w := p.out
	fmt.Fprintf(w, "%s: %s from %s", mail.Clean(r.File), r.Kind, mail.Clean(r.From))
	if r.Member != "" {
		fmt.Fprintf(w, " (%s of %s)", r.Member, r.Team)
	}
	if r.Date != "" {
		fmt.Fprintf(w, ", for %s", r.Date)
	}
	fmt.Fprintf(w, "\n  why: %s\n", mail.Clean(r.Reason))
	if r.Unsure != "" {
		fmt.Fprintf(w, "  unsure: %s\n", mail.Clean(r.Unsure))
	}
	for _, name := range sectionOrder(r.Sections) {
		fmt.Fprintf(w, "  %s:\n", name)
		for _, it := range r.Sections[name] {
			fmt.Fprintf(w, "    - %s\n", indent(mail.CleanLines(it), "      "))
		}
	}
	for _, d := range r.Decisions {
		kind := "decision"
		if d.Proposed {
			kind = "proposal"
		}
		fmt.Fprintf(w, "  %s: %s\n", kind, mail.Clean(d.Title))
		if d.Why != "" {
			fmt.Fprintf(w, "    why: %s\n", mail.Clean(d.Why))
		}
		if d.Who != "" {
			fmt.Fprintf(w, "    who: %s\n", mail.Clean(d.Who))
		}
	}
	if names := r.named(); names != "" {
		fmt.Fprintf(w, "  names: %s\n", names)
	}
	for _, n := range r.Notes {
		on := "the day"
		if n.On > 0 {
			on = fmt.Sprintf("#%d", n.On)
		}
		fmt.Fprintf(w, "  on %s:\n    %s\n", on, indent(mail.CleanLines(n.Text), "    "))
	}
	for _, c := range r.Commands {
		fmt.Fprintf(w, "  command: %s\n", mail.Clean(c))
	}
	for _, d := range r.Doubts {
		fmt.Fprintf(w, "  perhaps a command, and filed: %s\n", mail.Clean(d))
	}
	if len(r.Sections)+len(r.Decisions)+len(r.Notes) == 0 && r.Text != "" {
		fmt.Fprintf(w, "  text:\n    %s\n", indent(mail.CleanLines(r.Text), "    "))
	}
	for _, problem := range r.Problems {
		fmt.Fprintf(w, "  note: %s\n", mail.Clean(problem))
	}
}

// named is whom and what the text names, in one line: "@ben #acme 2h30m".
func (r reading) named() string {
	var all []string
	for _, m := range r.Mentions {
		all = append(all, "@"+m)
	}
	for _, p := range r.Projects {
		all = append(all, "#"+p)
	}
	return mail.Clean(strings.Join(append(all, r.Durations...), " "))
}

// indent puts prefix before every line but the first.
func indent(text, prefix string) string { return strings.ReplaceAll(text, "\n", "\n"+prefix) }

// texts is the items of a section; nested ones are set in.
func texts(items []reply.Item) []string {
	list := make([]string, len(items))
	for i, it := range items {
		list[i] = strings.Repeat("  ", it.Depth) + it.Text
	}
	return list
}

// sectionOrder is the names of the sections: the usual ones first, others by
// name.
func sectionOrder(sections map[string][]string) []string {
	usual := []string{"done", "next", "blocked", "note"}
	names := slices.Sorted(maps.Keys(sections))
	slices.SortStableFunc(names, func(a, b string) int {
		return rank(usual, a) - rank(usual, b)
	})
	return names
}

// rank is the place of s in list, or behind it.
func rank(list []string, s string) int {
	if i := slices.Index(list, s); i >= 0 {
		return i
	}
	return len(list)
}
