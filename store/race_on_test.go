//go:build race

package store

// raced is that everything takes some ten times as long: what is many here is
// fewer then, and all of it without the race detector.
const raced = true
