package mail

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestParseNeverFails reads every piece of a mail that holds a bit of all.
func TestParseNeverFails(t *testing.T) {
	raw, err := os.ReadFile("testdata/compose-both.eml")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(raw); i += 7 {
		checkMessage(t, raw[:i])
		checkMessage(t, raw[i:])
	}
}

// TestParseSame: the same bytes give the same message.
func TestParseSame(t *testing.T) {
	for _, raw := range seeds(t) {
		if a, b := Parse(raw), Parse(raw); !reflect.DeepEqual(a, b) {
			t.Errorf("%q gave %+v and %+v", raw, a, b)
		}
	}
}

// checkMessage tests what holds for the message of any bytes.
func checkMessage(t *testing.T, raw []byte) {
	t.Helper()
	m := Parse(raw)
	if m.Size != len(raw) || len(m.Hash) != 64 {
		t.Fatalf("size = %d, hash = %q", m.Size, m.Hash)
	}
	lines := []string{m.Subject, m.MessageID}
	lines = append(append(lines, m.InReplyTo...), m.References...)
	lines = append(lines, m.Problems...)
	for _, a := range m.Attachments {
		lines = append(lines, a.Name, a.Type)
	}
	for _, list := range [][]Address{m.From, m.Sender, m.ReplyTo, m.To, m.Cc} {
		for _, a := range list {
			lines = append(lines, a.Name, a.Addr)
		}
	}
	for _, line := range lines {
		if !utf8.ValidString(line) || hidesOrder(line) {
			t.Fatalf("%q: a line that is not safe to show: %q", raw, line)
		}
	}
	for _, f := range m.Header {
		if !utf8.ValidString(f.Value) || strings.ContainsAny(f.Name+f.Value, "\r\n\x00") || f.Name == "" {
			t.Fatalf("%q: field %+v", raw, f)
		}
	}
	if !utf8.ValidString(m.Text+m.HTML) || strings.ContainsAny(m.Text+m.HTML, "\r\x00") {
		t.Fatalf("%q: text = %q, HTML = %q", raw, m.Text, m.HTML)
	}
	if m.FromFields == 0 && len(m.From) > 0 {
		t.Fatalf("%q: somebody from nowhere: %v", raw, m.From)
	}
}

// seeds are mails of all kinds; without any, nothing would be tested.
func seeds(t testing.TB) [][]byte {
	files, err := filepath.Glob("testdata/*/*.eml")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) == 0 || len(more) == 0 {
		t.Fatalf("%d and %d seeds, err = %v", len(files), len(more), err)
	}
	var all [][]byte
	for _, file := range append(files, more...) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, raw)
	}
	for _, s := range []string{
		"", "\r\n", "From : a@b\n\tc\n \nx", "A:\n\n", " x", "\xef\xbb\xbfFrom x\n>From y\nA: b\rc: d\n\nz",
		multipart("mixed", "b", "b", plainPart, htmlPart, inner("alternative", "bb", htmlPart)),
		textMail + "; charset=utf-7; format=flowed\nContent-Transfer-Encoding: quoted-printable\n\n> +AGE- =\n=41 \n-- \n",
		textMail + "; charset=utf-16\nContent-Transfer-Encoding: base64\n\n//4x=AA==",
		textMail + "\n\nbegin 644 x\n#0V%T\n`\nend\n",
		"Subject: =?utf-8?b?w?= =?utf-8?b?tg==?= =?x?q?\nTo: \"a\\\" (b(c)) <d@[e]>, f: g@h;\nDate: (x) 1 Jan 70 00:00 z\n\n",
		"Content-Type: a/b; c*1*=%41; c*0=\"x; d=e\n\n",
	} {
		all = append(all, []byte(s))
	}
	return all
}

func FuzzParse(f *testing.F) {
	for _, raw := range seeds(f) {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) { checkMessage(t, raw) })
}

func BenchmarkParse(b *testing.B) {
	raw, err := os.ReadFile("testdata/compose-both.eml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(raw)
	}
}
