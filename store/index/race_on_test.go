//go:build race

package index

// raced is that SQLite runs some twenty times slower here.
const raced = true
