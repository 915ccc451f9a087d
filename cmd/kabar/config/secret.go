package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// secret is where a password comes from: one of the four.
type secret struct {
	key     string   // "password", "password_file", "password_command", "password_env"
	text    string   // password, password_env: the secret itself
	name    string   // password_file: the path; password_env: the variable
	command []string // password_command: program and arguments, or one line for the shell
}

func (s secret) same(o secret) bool {
	return s.key == o.key && s.text == o.text && s.name == o.name &&
		slices.Equal(s.command, o.command)
}

// The bounds of a secret: access tokens have some kilobytes.
const (
	maxSecret     = 16 << 10
	secretTimeout = 30 * time.Second
)

// Secret returns the password or access token, read anew from where the config
// says: a file that has changed since is seen without a restart. A line end
// after it is not part of it. An empty one is an error. No error shows it.
func (a Account) Secret(ctx context.Context) (string, error) {
	if a.secret == nil {
		return "", errors.New("no password is known for " + a.String())
	}
	s := *a.secret
	got := s.text
	switch s.key {
	case "password_file":
		b, err := readFile(s.name, maxSecret)
		if err != nil {
			return "", fmt.Errorf("password_file %s: %s", s.name, plainError(err))
		}
		if mode, lax := readableByAll(s.name); lax {
			return "", fmt.Errorf("password_file %s can be read by everybody (%04o): %s",
				s.name, mode, closing(s.name))
		}
		got = string(b)
	case "password_command":
		out, err := runCommand(ctx, s.command)
		if err != nil {
			return "", fmt.Errorf("password_command: %w", err)
		}
		got = out
	}
	got = strings.TrimRight(got, "\r\n")
	if got == "" {
		return "", fmt.Errorf("%s gave an empty password", strings.TrimSpace(s.key+" "+s.name))
	}
	return got, nil
}

// runCommand returns what the command prints. Its errors hold nothing of what
// it said, on either channel: that may be the secret.
func runCommand(ctx context.Context, command []string) (string, error) {
	if len(command) == 1 {
		command = []string{"sh", "-c", command[0]}
	}
	ctx, cancel := context.WithTimeout(ctx, secretTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.WaitDelay = time.Second // a child of it may hold the pipes open
	var out bytes.Buffer
	cmd.Stdout = &capped{&out, maxSecret}
	err := cmd.Run()
	if ctx.Err() != nil {
		return "", fmt.Errorf("no answer within %s", secretTimeout)
	}
	if err != nil {
		return "", fmt.Errorf("%w (run it by hand to see what it says)", err)
	}
	return out.String(), nil
}

// capped is a writer that forgets what is too much.
type capped struct {
	w    io.Writer
	left int
}

func (c *capped) Write(p []byte) (int, error) {
	if n := min(len(p), c.left); n > 0 {
		c.left -= n
		if _, err := c.w.Write(p[:n]); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

// sources are the keys that can say the secret, in the order of the example.
var sources = []string{"password_file", "password_command", "password_env", "password"}

// readSecret finds the one source of the secret in the first table that has
// any, and tries it as far as that has no effect.
func readSecret(l layers, d disk) *secret {
	for _, n := range l {
		given := slices.DeleteFunc(slices.Clone(sources), func(k string) bool {
			return layers{n}.says(k) == nil
		})
		switch {
		case len(given) == 0:
			continue
		case len(given) > 1:
			n.fail(given[1], "a second source of the password, beside "+given[0],
				"keep one of them")
			return nil
		case n.bad[given[0]]:
			return nil
		}
		if !d.secrets {
			return nil
		}
		return triedSecret(n, given[0], d)
	}
	if strings.HasSuffix(l[0].sec.name, "imap") { // for smtp it is said already
		l[0].missing("password_file")
	}
	return nil
}

// triedSecret reads the source k of the table n.
func triedSecret(n *node, k string, d disk) *secret {
	s := &secret{key: k}
	l := layers{n}
	switch k {
	case "password":
		s.text = l.text(k)
		if strings.TrimSpace(s.text) == "" {
			n.fail(k, "empty", `password_file = "/etc/kabar/password"`)
		} else if mode, lax := d.lax(n.doc.file); lax {
			n.fail(k, fmt.Sprintf("%s can be read by everybody (%04o)", n.doc.file, mode),
				"chmod 600 "+n.doc.file)
		}
	case "password_file":
		s.name = d.path(n.doc.file, l.text(k))
		if s.name == "" {
			n.fail(k, "empty", `password_file = "/etc/kabar/password"`)
		} else {
			tryFile(n, k, s.name, d)
		}
	case "password_command":
		s.command = l.texts(k)
		if len(s.command) == 0 || strings.TrimSpace(s.command[0]) == "" {
			n.fail(k, "empty", `password_command = ["pass", "show", "kabar"]`)
		}
	case "password_env":
		s.name = l.text(k)
		s.text = d.env(s.name)
		if s.name == "" || strings.ContainsAny(s.name, "= \x00") {
			n.fail(k, "not the name of a variable", `password_env = "KABAR_PASSWORD"`)
		} else if strings.Trim(s.text, "\r\n") == "" {
			n.fail(k, "the variable "+cut(s.name)+" is not set or empty",
				"export "+cut(s.name)+"=…")
		}
	}
	return s
}

// tryFile checks that a file with a secret is there, ours alone, and not
// empty.
func tryFile(n *node, k, path string, d disk) {
	b, err := d.read(path, maxSecret)
	if err != nil {
		n.fail(k, path+": "+plainError(err), "write the password into it, then chmod 600 "+path)
		return
	}
	if mode, lax := d.lax(path); lax {
		n.fail(k, fmt.Sprintf("%s can be read by everybody (%04o)", path, mode), closing(path))
	}
	if len(bytes.Trim(b, "\r\n")) == 0 {
		n.fail(k, path+" is empty", "write the password into it")
	}
}

// readFile reads a file of at most limit bytes.
func readFile(path string, limit int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	if err == nil && len(b) > limit {
		err = fmt.Errorf("larger than %d KiB", limit>>10)
	}
	return b, err
}

// readableByAll tells whether everybody on the machine can read the file: its
// own mode says so, and its folder keeps nobody out.
func readableByAll(path string) (fs.FileMode, bool) {
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" { // modes mean nothing there
		return 0, false
	}
	mode := info.Mode().Perm()
	folder, err := os.Stat(filepath.Dir(path))
	shut := err == nil && folder.Mode().Perm()&0o001 == 0
	return mode, mode&0o004 != 0 && !shut
}

// closing says how to keep everybody else from reading a file. What a container
// platform mounts can't be changed from inside.
func closing(path string) string {
	if strings.Contains(path, "/run/secrets/") {
		return "mount the secret with mode 0400"
	}
	return "chmod 600 " + path
}

// plainError says what was wrong with a file in words, without the path and
// the name of the system call.
func plainError(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "kabar may not read it"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
