package store

import (
	"os"
	"regexp"
	"strconv"
	"sync"
)

var (
	yearName     = pattern(`^\d{4}$`)
	pageName     = pattern(`^\d{4}-\d{2}-\d{2}\.md$`)
	decisionName = pattern(`^(\d{4,6})-[a-z0-9-]+\.md$`)
	mboxName     = pattern(`^\d{4}-\d{2}\.mbox$`)
	monthName    = pattern(`^\d{4}-\d{2}$`)
	strayName    = pattern(`^([0-9a-f]{16})\.(eml|why)$`)
	peopleName   = pattern(`^([a-z0-9-]{1,64})\.toml$`)
	letterName   = pattern(`^[a-z0-9_-][a-z0-9_.=-]*\.letter$`)
)

// pattern is a regular expression that is compiled when it is first needed: a
// search on the command line needs none of them.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// names returns the names in a folder that have a form, sorted. A folder that
// cannot be read has none; Check says why.
func (s *Store) names(dir string, form func() *regexp.Regexp) (names []string) {
	entries, _ := os.ReadDir(s.d.abs(dir))
	for _, e := range entries {
		if form().MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}

// teams returns the folders of teams.
func (s *Store) teams() (teams []string) {
	entries, _ := os.ReadDir(s.d.root)
	for _, e := range entries {
		if e.IsDir() && checkTeam(e.Name()) == nil {
			teams = append(teams, e.Name())
		}
	}
	return teams
}

// pages returns the pages of a team, oldest first.
func (s *Store) pages(team string) (pages []string) {
	dir := team + "/updates"
	for _, year := range s.names(dir, yearName) {
		for _, name := range s.names(dir+"/"+year, pageName) {
			pages = append(pages, dir+"/"+year+"/"+name)
		}
	}
	return pages
}

// decisionFiles returns the decision files of a team.
func (s *Store) decisionFiles(team string) (files []string) {
	dir := team + "/decisions"
	for _, name := range s.names(dir, decisionName) {
		files = append(files, dir+"/"+name)
	}
	return files
}

// decisionNumber is the number in the name of a decision file.
func decisionNumber(name string) int {
	n, _ := strconv.Atoi(decisionName().FindStringSubmatch(name)[1])
	return n
}
