package fetch

// Bound lowers the limits of lines and floods: the usual ones take a while
// under the race detector.
func Bound(c *Config, line, chatter int64) { c.maxLine, c.maxChatter = line, chatter }
