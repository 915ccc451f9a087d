package config

import (
	"os"
	"path/filepath"
	"strings"
)

// Find returns the path of the config file to use: flag if it is not empty,
// else $KABAR_CONFIG, else the first that is there of ./config.toml,
// ~/.config/kabar/config.toml and /etc/kabar/config.toml. The error says where
// it looked.
func Find(flag string, env func(string) string) (string, error) {
	if named := flag; named != "" {
		return named, mustExist(named, "--config")
	}
	if named := env("KABAR_CONFIG"); named != "" {
		return named, mustExist(named, "$KABAR_CONFIG")
	}
	paths := candidates(env)
	for _, p := range paths {
		if info, err := os.Stat(p); err == nil && !info.IsDir() {
			return p, nil
		}
	}
	return "", Errors{{File: "config.toml",
		Msg:    "there is none; looked for " + strings.Join(paths, ", "),
		Remedy: "kabar init writes one, --config FILE names another"}}
}

// candidates are the paths where a config file may be, the nearest first.
func candidates(env func(string) string) []string {
	paths := []string{"config.toml"}
	switch {
	case env("XDG_CONFIG_HOME") != "":
		paths = append(paths, filepath.Join(env("XDG_CONFIG_HOME"), "kabar", "config.toml"))
	case env("HOME") != "":
		paths = append(paths, filepath.Join(env("HOME"), ".config", "kabar", "config.toml"))
	}
	return append(paths, "/etc/kabar/config.toml")
}

func mustExist(path, by string) error {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		return nil
	}
	msg := "is a folder"
	if err != nil {
		msg = plainError(err)
	}
	msg += " (named by " + by + ")"
	return Errors{{File: path, Msg: msg, Remedy: "kabar init writes one"}}
}
