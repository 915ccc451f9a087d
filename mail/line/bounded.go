package line

import (
	"context"
	"errors"
	"io"
	"net"
	"syscall"
	"time"
)

// slow is the error of a step that took longer than this.
type slow time.Duration

func (s slow) Error() string { return "no answer within " + time.Duration(s).String() }

// Bounded runs f, which talks over a connection, and calls kill when ctx or
// the limit ends first. kill must make f return; closing the connection does.
// The error is then the reason, not what f made of the closed connection.
func Bounded(ctx context.Context, limit time.Duration, kill func(), f func() error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, slow(limit))
	defer cancel()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	stop := context.AfterFunc(ctx, kill)
	err := f()
	if !stop() {
		return context.Cause(ctx)
	}
	return err
}

// lost tells a dead line from a broken promise.
func lost(err error) bool {
	return errors.As(err, new(slow)) || errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, io.EOF) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, syscall.ECONNRESET)
}
