package export

import (
	"bytes"
	"encoding/json"
	"time"

	"kabar/store/entry"
)

// record is an entry as one line of JSON. The names are a contract: they may
// become more, and none changes its meaning.
type record struct {
	Num       int64     `json:"num"`
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	Team      string    `json:"team"`
	Member    string    `json:"member"`
	Name      string    `json:"name"`
	Date      string    `json:"date"`
	Filed     string    `json:"filed"`
	Zone      string    `json:"zone"`
	Mail      string    `json:"mail,omitempty"`
	MessageID string    `json:"message_id,omitempty"`
	Verdict   string    `json:"verdict,omitempty"`
	Late      bool      `json:"late,omitempty"`
	Amends    string    `json:"amends,omitempty"`
	On        string    `json:"on,omitempty"`
	Files     []file    `json:"files,omitempty"`
	Sections  []section `json:"sections,omitempty"`
	Decision  *decision `json:"decision,omitempty"`
}

type file struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Size int64  `json:"size"`
}

type section struct {
	Name  string `json:"name"`
	Items []item `json:"items"`
}

type item struct {
	Text  string `json:"text"`
	Depth int    `json:"depth,omitempty"`
}

type decision struct {
	Number     int      `json:"number"`
	Title      string   `json:"title"`
	Why        string   `json:"why,omitempty"`
	Status     string   `json:"status,omitempty"`
	Deadline   string   `json:"deadline,omitempty"`
	Makers     []string `json:"makers,omitempty"`
	Consulted  []string `json:"consulted,omitempty"`
	Informed   []string `json:"informed,omitempty"`
	Objections []string `json:"objections,omitempty"`
	Log        []change `json:"log,omitempty"`
}

type change struct {
	At   string `json:"at"`
	By   string `json:"by"`
	What string `json:"what"`
}

// JSON returns an entry as one line of JSON, its line feed included. All that
// the entry says is in it.
func JSON(e entry.Entry) ([]byte, error) {
	r := record{
		Num: e.Num, ID: e.ID, Kind: string(e.Kind), Team: e.Team, Member: e.Member, Name: e.Name,
		Date: e.Date.String(), Filed: timeText(e.Filed), Zone: e.Zone, Mail: e.Mail,
		MessageID: e.Source, Verdict: e.Verdict, Late: e.Late, Amends: e.Amends, On: e.On,
	}
	for _, f := range e.Files {
		r.Files = append(r.Files, file(f))
	}
	for _, s := range e.Sections {
		items := []item{}
		for _, it := range s.Items {
			items = append(items, item(it))
		}
		r.Sections = append(r.Sections, section{s.Name, items})
	}
	if d := e.Decision; d != nil {
		r.Decision = &decision{
			Number: d.Number, Title: d.Title, Why: d.Why, Status: d.Status,
			Deadline: d.Deadline.String(), Makers: d.Makers, Consulted: d.Consulted,
			Informed: d.Informed, Objections: d.Objections,
		}
		for _, c := range d.Log {
			r.Decision.Log = append(r.Decision.Log, change{timeText(c.At), c.By, c.What})
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(r)
	return b.Bytes(), err
}

// timeText is a time as RFC 3339 in UTC, "" for none.
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
