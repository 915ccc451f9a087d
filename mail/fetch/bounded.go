package fetch

import (
	"context"
	"errors"
	"time"
)

var errLimit = errors.New("time limit")

// bounded runs f, which talks over a connection, and calls kill when ctx or
// the limit ends first. kill must make f return; closing the connection does.
// The error is then the reason, not what f made of the closed connection.
func bounded(ctx context.Context, limit time.Duration, kill func(), f func() error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errLimit)
	defer cancel()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	stop := context.AfterFunc(ctx, kill)
	err := f()
	if !stop() {
		return expired(ctx, limit.String())
	}
	return err
}
