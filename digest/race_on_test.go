//go:build race

package digest

// raceDetector makes everything about ten times as slow.
const raceDetector = true
