package entry

import (
	"strconv"
	"time"
)

// field is one key of a block line, and of the front matter of a decision.
type field struct {
	key string
	get func(*Entry) string        // "": leave it out
	set func(*Entry, string) error // what get gave, or what somebody wrote
}

// fields are the keys both forms have, in the order of the format.
var fields = [...]field{
	text("id", func(e *Entry) *string { return &e.ID }),
	{"num", func(e *Entry) string {
		if e.Num == 0 {
			return ""
		}
		return strconv.FormatInt(e.Num, 10)
	}, func(e *Entry, s string) (err error) {
		e.Num, err = strconv.ParseInt(s, 10, 64)
		return err
	}},
	text("mail", func(e *Entry) *string { return &e.Mail }),
	text("team", func(e *Entry) *string { return &e.Team }),
	text("member", func(e *Entry) *string { return &e.Member }),
	text("name", func(e *Entry) *string { return &e.Name }),
	{"date",
		func(e *Entry) string { return e.Date.String() },
		func(e *Entry, s string) error { return e.Date.UnmarshalText([]byte(s)) }},
	{"filed", func(e *Entry) string {
		if e.Filed.IsZero() {
			return ""
		}
		return e.Filed.UTC().Format(time.RFC3339)
	}, func(e *Entry, s string) error {
		t, err := time.Parse(time.RFC3339, s)
		e.Filed = t.UTC()
		return err
	}},
	text("zone", func(e *Entry) *string { return &e.Zone }),
	text("verdict", func(e *Entry) *string { return &e.Verdict }),
	{"late", func(e *Entry) string {
		if !e.Late {
			return ""
		}
		return "yes"
	}, func(e *Entry, s string) error {
		e.Late = s == "yes"
		return nil
	}},
	text("amends", func(e *Entry) *string { return &e.Amends }),
	text("on", func(e *Entry) *string { return &e.On }),
	text("source", func(e *Entry) *string { return &e.Source }),
	{"files", filesField, setFiles},
}

func text(key string, p func(*Entry) *string) field {
	return field{key,
		func(e *Entry) string { return *p(e) },
		func(e *Entry, s string) error { *p(e) = s; return nil }}
}

// fieldOf returns the field of a key, nil if there is none.
func fieldOf(key string) *field {
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}
