//go:build !linux || !(amd64 || arm64)

package main

import "errors"

// trace needs Linux: elsewhere the wire alone kills.
func (p program) trace(stop) (ending, error) {
	return ending{}, errors.New("system calls can only be traced on Linux")
}
