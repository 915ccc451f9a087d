package export

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"kabar/store/civil"
	"kabar/store/entry"
)

// back is the entry that a line says: what another program would make of it.
func (r record) back(t testing.TB) entry.Entry {
	date := func(s string) (d civil.Date) {
		if err := d.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
		return d
	}
	when := func(s string) time.Time {
		if s == "" {
			return time.Time{}
		}
		return at(t, s)
	}
	e := entry.Entry{
		ID: r.ID, Num: r.Num, Kind: entry.Kind(r.Kind), Team: r.Team, Member: r.Member, Name: r.Name,
		Date: date(r.Date), Filed: when(r.Filed), Zone: r.Zone, Mail: r.Mail, Source: r.MessageID,
		Verdict: r.Verdict, Late: r.Late, Amends: r.Amends, On: r.On,
	}
	for _, f := range r.Files {
		e.Files = append(e.Files, entry.File(f))
	}
	for _, s := range r.Sections {
		section := entry.Section{Name: s.Name}
		for _, it := range s.Items {
			section.Items = append(section.Items, entry.Item(it))
		}
		e.Sections = append(e.Sections, section)
	}
	if d := r.Decision; d != nil {
		e.Decision = &entry.Decision{Number: d.Number, Title: d.Title, Why: d.Why, Status: d.Status,
			Deadline: date(d.Deadline), Makers: d.Makers, Consulted: d.Consulted, Informed: d.Informed,
			Objections: d.Objections}
		for _, c := range d.Log {
			e.Decision.Log = append(e.Decision.Log, entry.Change{At: when(c.At), By: c.By, What: c.What})
		}
	}
	return e
}

func roundTrip(t testing.TB, e entry.Entry) {
	t.Helper()
	line, err := JSON(e)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(line), "\n"); n != 1 || line[len(line)-1] != '\n' {
		t.Errorf("%d line ends in %s", n, line)
	}
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		t.Fatal(err)
	}
	if got := r.back(t); !reflect.DeepEqual(got, e) {
		t.Errorf("got  %+v\nwant %+v\nin   %s", got, e, line)
	}
}

// TestJSONRoundTrip: what an entry says comes back from its line.
func TestJSONRoundTrip(t *testing.T) {
	s, _ := story(t)
	for _, e := range s.list {
		roundTrip(t, e)
	}
	roundTrip(t, entry.Entry{})
}

// TestJSONHasAll fills every field there is, so that one that is added to entries
// and not to the export is missed.
func TestJSONHasAll(t *testing.T) {
	var e entry.Entry
	n := 0
	fill(reflect.ValueOf(&e).Elem(), &n)
	roundTrip(t, e)
}

// fill gives each field of v a value of its own.
func fill(v reflect.Value, n *int) {
	*n++
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = time.Unix(int64(1_700_000_000+*n), 0).UTC()
		return
	case *civil.Date:
		*x = civil.Date{Year: 2026, Month: 11, Day: 1 + *n%28}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("<%d> \"é\" \u2028\tx\n", *n))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic("fill: " + v.Kind().String())
	}
}
