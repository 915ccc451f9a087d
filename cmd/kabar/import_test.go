package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kabar/cmd/kabar/racetest"
)

// TestImportStopped: an import that is interrupted keeps what it read, says in
// one line how to go on, and that files the rest, once.
func TestImportStopped(t *testing.T) {
	mails := 1500
	if racetest.On() {
		mails = 400
	}
	all := fmt.Sprint(mails)
	dir := t.TempDir()
	conf := filepath.Join(dir, "config.toml")
	must(t, os.WriteFile(conf, fmt.Appendf(nil, verifyConfig, filepath.Join(dir, "data")), 0o600))
	var box strings.Builder
	for n := range mails {
		fmt.Fprintf(&box, "From x Tue Mar  4 16:00:00 2025\nFrom: Ana <ana@acme.example>\n"+
			"To: k@acme.example\nDate: Tue, 4 Mar 2025 17:00:00 +0000\nMessage-ID: <%d@x>\n\n"+
			"Done:\n- invoice %d\n\n", n, n)
	}
	run := func(ctx context.Context, in io.Reader, args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		a := &app{in: in, out: &out, err: &errs, env: func(string) string { return "" }, now: time.Now}
		code := a.main(ctx, append([]string{"--config", conf}, args...))
		return code, out.String(), errs.String()
	}
	ctx, cancel := context.WithCancel(t.Context())
	half := box.Len() / 2
	in := io.MultiReader(strings.NewReader(box.String()[:half]), readerFunc(func([]byte) (int, error) {
		cancel()
		return 0, io.EOF
	}), strings.NewReader(box.String()[half:]))
	code, out, errs := run(ctx, in, "import", "-")
	if code != exitFailed || errs != "kabar: stopped before the end; the same command goes on from there\n" {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
	if strings.HasPrefix(out, all+" ") || strings.Count(out, "\n") != 1 {
		t.Errorf("it did not stop: %s", out)
	}
	for _, want := range []string{all + " mails read: ", all + " mails read: 0 filed, " + all + " filed before"} {
		code, out, errs = run(t.Context(), strings.NewReader(box.String()), "import", "-")
		if code != exitFine || !strings.HasPrefix(out, want) {
			t.Errorf("exit %d\n%s%s", code, out, errs)
		}
	}
	if code, out, _ = run(t.Context(), nil, "verify"); !strings.Contains(out, ": "+all+" entries, all as") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
