package main

import (
	"slices"

	"kabar/cmd/kabar/config"
	"kabar/store/index"
)

// known is what there is to name in a query over these teams.
func known(cfg *config.Config, teams []string) (k index.Known) {
	for _, t := range cfg.Teams {
		if !slices.Contains(teams, t.ID) {
			continue
		}
		k.Teams = append(k.Teams, t.ID)
		k.Sections = append(k.Sections, t.Questions...)
		for _, m := range t.Members {
			k.People = append(k.People, m.ID, m.Name)
		}
	}
	return k
}

// hint says why a search on the command line may have found nothing.
func (a *app) hint(q index.Query) string {
	path, err := config.Find(a.flag, a.env)
	if err != nil {
		return ""
	}
	cfg, err := config.Look(path, a.env)
	if err != nil {
		return ""
	}
	return q.Hint("en", known(cfg, teamIDs(cfg)))
}
