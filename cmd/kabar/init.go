package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"kabar/cmd/kabar/config"
)

// runInit is `kabar init`: a config to start from, with every key explained. It
// writes over nothing.
func runInit(_ context.Context, a *app, args []string) error {
	words, err := parseMixed(a.flags("init"), args)
	if err != nil {
		return err
	}
	path := a.flag
	switch {
	case len(words) == 1:
		path = words[0]
	case len(words) > 1:
		return usageError("init wants one file: kabar init config.toml")
	case path == "":
		path = "config.toml"
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already, and nothing was changed; kabar check says what is wrong with it", path)
	} else if err != nil {
		return err
	}
	_, err = f.WriteString(config.Example())
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s is written. Fill in servers, team and members, then try: kabar --config %s check\n", path, path)
	return nil
}
