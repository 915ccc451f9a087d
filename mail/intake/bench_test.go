package intake

import (
	"bytes"
	"path/filepath"
	"testing"

	"kabar/mail"
	"kabar/mail/auth"
)

// BenchmarkRead reads the mails of testdata/mails, parsed already.
func BenchmarkRead(b *testing.B) {
	files, err := filepath.Glob("testdata/mails/*.case")
	if err != nil || len(files) == 0 {
		b.Fatal("no mails")
	}
	key := auth.Key(bytes.Repeat([]byte("k"), 32))
	policy := auth.Policy{AuthservIDs: []string{"mx.harbour.example"}}
	r := harbour(b)
	var mails []*mail.Message
	var verdicts []auth.Verdict
	for _, file := range files {
		_, raw := vector(b, file)
		m := mail.Parse(raw)
		mails = append(mails, m)
		verdicts = append(verdicts, policy.Judge(m, auth.Find([]auth.Key{key}, m, []string{r.Teams[0].Address})))
	}
	for i := 0; b.Loop(); i++ {
		Read(mails[i%len(mails)], r, verdicts[i%len(mails)])
	}
}
