//go:build race

package entry

// many is how many random entries a test takes: some, since all take ten times
// as long as without the race detector.
func many(all int) int { return all / 5 }
