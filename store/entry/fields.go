package entry

import (
	"strconv"
	"time"
)

// field is one key of a block line and of the front matter of a decision.
type field struct {
	key string
	get func() string      // "": leave it out
	set func(string) error // what get gave, or what somebody wrote
}

// fields returns the fields of e that both forms have, in the order of the
// format. They read and write e itself.
func fields(e *Entry) []field {
	return []field{
		text("id", &e.ID),
		{"num", func() string {
			if e.Num == 0 {
				return ""
			}
			return strconv.FormatInt(e.Num, 10)
		}, func(s string) (err error) {
			e.Num, err = strconv.ParseInt(s, 10, 64)
			return err
		}},
		text("mail", &e.Mail),
		text("team", &e.Team),
		text("member", &e.Member),
		text("name", &e.Name),
		{"date", e.Date.String, func(s string) error { return e.Date.UnmarshalText([]byte(s)) }},
		{"filed", func() string {
			if e.Filed.IsZero() {
				return ""
			}
			return e.Filed.Format(time.RFC3339)
		}, func(s string) error {
			t, err := time.Parse(time.RFC3339, s)
			e.Filed = t.UTC()
			return err
		}},
		text("zone", &e.Zone),
		text("verdict", &e.Verdict),
		{"late", func() string {
			if !e.Late {
				return ""
			}
			return "yes"
		}, func(s string) error {
			e.Late = s == "yes"
			return nil
		}},
		text("amends", &e.Amends),
		text("on", &e.On),
		text("source", &e.Source),
	}
}

func text(key string, p *string) field {
	return field{key, func() string { return *p }, func(s string) error { *p = s; return nil }}
}
