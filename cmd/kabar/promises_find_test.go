package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A proof is a test that names a case: its package and its name. How many rows
// of it do is left out, so that another row does not change the page.
type proof struct{ dir, test string }

// String is the proof as the page shows it.
func (p proof) String() string { return "`" + p.dir + "` " + p.test }

// real says that the proof runs only where Dovecot and Postfix are installed.
func (p proof) real() bool { return strings.HasPrefix(p.test, "TestReal") }

var (
	caseID   = regexp.MustCompile(`\b[A-LN][0-9]{2}\b`)
	leading  = regexp.MustCompile(`^[A-LN][0-9]{2}(?:(?:, | and )[A-LN][0-9]{2})*(?:\W|$)`)
	inName   = regexp.MustCompile(`^Test((?:[A-LN][0-9]{2})+)`)
	fileID   = regexp.MustCompile(`^(?:[A-LNa-ln][0-9]{2}-)+`)
	caseOf   = regexp.MustCompile(`(?m)^case: (.+)$`)
	testName = regexp.MustCompile(`^Test([^a-z].*)?$`)
)

// A suite is all tests of the project, by package, and the cases they name.
type suite struct {
	tests  map[string][]string
	proofs map[string][]proof
	bombs  map[string]bool // the cases of mailtest
}

// findTests reads every test file. A test names a case in its function's name
// or doc comment, or with a text that begins with the case, in itself or in
// what it uses of its package (rows of a table); a story with a comment line
// that begins with the case; a file or folder below testdata with its name, or
// with a line "case: A35" on top. Who uses the bombs of mailtest names theirs.
// Cases are named one by one: "I01 to I10" is I01 and I10.
func findTests(t *testing.T, root string) *suite {
	t.Helper()
	s := &suite{tests: map[string][]string{}, proofs: map[string][]proof{}, bombs: map[string]bool{}}
	bombs, err := readPieces(filepath.Join(root, "mail/mailtest/*.go"))
	if err != nil || len(bombs) == 0 {
		t.Fatalf("no bombs: %v", err)
	}
	for _, p := range bombs {
		maps.Copy(s.bombs, p.named)
	}
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".git") {
			return filepath.SkipDir
		}
		return s.readPackage(root, p)
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, list := range s.proofs {
		slices.SortStableFunc(list, func(a, b proof) int { return strings.Compare(a.dir+" "+a.test, b.dir+" "+b.test) })
		s.proofs[id] = list
	}
	return s
}

// A piece is one top-level declaration of a test file.
type piece struct {
	named map[string]bool // cases its texts begin with
	uses  map[string]bool
	texts []string
	own   map[string]bool // cases in name and doc comment: for tests
}

func (s *suite) readPackage(root, dir string) error {
	pieces, err := readPieces(filepath.Join(dir, "*_test.go"))
	if err != nil || len(pieces) == 0 {
		return err
	}
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		return err
	}
	rel = filepath.ToSlash(rel)
	for _, name := range slices.Sorted(maps.Keys(pieces)) {
		if !testName.MatchString(name) || name == "TestMain" {
			continue
		}
		s.tests[rel] = append(s.tests[rel], name)
		named := maps.Clone(pieces[name].own)
		var texts []string
		for _, part := range reachable(pieces, name) {
			maps.Copy(named, part.named)
			if part.uses["mailtest"] {
				maps.Copy(named, s.bombs)
			}
			texts = append(texts, part.texts...)
		}
		if err := namedFiles(dir, texts, named); err != nil {
			return err
		}
		s.add(rel, name, named)
	}
	if rel == "cmd/kabar" {
		return s.readStories(dir)
	}
	return nil
}

// readPieces reads all declarations in files.
func readPieces(pattern string) (map[string]*piece, error) {
	files, err := filepath.Glob(pattern)
	pieces := map[string]*piece{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			readDecl(pieces, d)
		}
	}
	return pieces, err
}

func (s *suite) add(dir, test string, named map[string]bool) {
	for id := range named {
		s.proofs[id] = append(s.proofs[id], proof{dir, test})
	}
}

// readDecl adds a function, or each variable of a list, with what it names.
func readDecl(pieces map[string]*piece, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		name := d.Name.Name
		if d.Recv != nil {
			name = "(method) " + name
		}
		p := readPiece(pieces, name, d)
		for _, m := range inName.FindAllStringSubmatch(name, 1) {
			for i := 0; i < len(m[1]); i += 3 {
				p.own[m[1][i:i+3]] = true
			}
		}
		for _, id := range caseID.FindAllString(d.Doc.Text(), -1) {
			p.own[id] = true
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				for _, n := range v.Names {
					readPiece(pieces, n.Name, v)
				}
			}
		}
	}
}

func readPiece(pieces map[string]*piece, name string, n ast.Node) *piece {
	p := pieces[name]
	if p == nil { // methods of one name are one piece
		p = &piece{named: map[string]bool{}, uses: map[string]bool{}, own: map[string]bool{}}
		pieces[name] = p
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			p.uses[n.Name] = true
		case *ast.BasicLit:
			text, err := strconv.Unquote(n.Value)
			if n.Kind != token.STRING || err != nil {
				return true
			}
			p.texts = append(p.texts, text)
			for _, id := range caseID.FindAllString(leading.FindString(text), -1) {
				p.named[id] = true
			}
		}
		return true
	})
	return p
}

// reachable is a piece and all it uses of its package, other tests left out.
func reachable(pieces map[string]*piece, name string) []*piece {
	seen, todo := map[string]bool{name: true}, []string{name}
	var list []*piece
	for len(todo) > 0 {
		p := pieces[todo[0]]
		todo = todo[1:]
		list = append(list, p)
		for use := range p.uses {
			if pieces[use] != nil && !seen[use] && !testName.MatchString(use) {
				seen[use] = true
				todo = append(todo, use)
			}
		}
	}
	return list
}

// namedFiles adds the cases after which something is named in the folders of
// testdata that one of the texts names.
func namedFiles(dir string, texts []string, named map[string]bool) error {
	read := map[string]bool{}
	for _, text := range texts {
		folder := strings.TrimRight(strings.TrimSuffix(text, path.Base(text)), "/")
		if !strings.Contains(path.Base(text), "*") {
			folder = text
		}
		if !strings.HasPrefix(folder, "testdata/") || strings.Contains(folder, "*") || read[folder] {
			continue
		}
		read[folder] = true
		list, err := os.ReadDir(filepath.Join(dir, folder))
		if err != nil {
			continue // a name that is put together: not ours to follow
		}
		for _, f := range list {
			says := strings.ToUpper(fileID.FindString(f.Name()))
			if strings.HasSuffix(f.Name(), ".case") {
				raw, err := os.ReadFile(filepath.Join(dir, folder, f.Name()))
				if err != nil {
					return err
				}
				head, _, _ := strings.Cut(string(raw), "\n\n")
				says += strings.Join(caseOf.FindStringSubmatch(head), " ")
			}
			for _, id := range caseID.FindAllString(strings.ReplaceAll(says, "-", " "), -1) {
				named[id] = true
			}
		}
	}
	return nil
}

// readStories finds the comment lines of the scripts that begin with a case.
func (s *suite) readStories(dir string) error {
	list, err := filepath.Glob(filepath.Join(dir, "testdata/script/*.txtar"))
	if err != nil {
		return err
	}
	for _, file := range list {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		named := map[string]bool{}
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "-- ") {
				break
			}
			comment, ok := strings.CutPrefix(line, "# ")
			if !ok {
				continue
			}
			for _, id := range caseID.FindAllString(leading.FindString(comment), -1) {
				named[id] = true
			}
		}
		name := "TestScript/" + strings.TrimSuffix(filepath.Base(file), ".txtar")
		s.tests["cmd/kabar"] = append(s.tests["cmd/kabar"], name)
		s.add("cmd/kabar", name, named)
	}
	return nil
}
