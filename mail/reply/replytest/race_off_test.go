//go:build !race

package replytest_test

const raced = false
