// Package replytest writes replies as mail programs write them: the same
// answer as Gmail, Outlook, Thunderbird, a phone would send it, in many
// languages, above, below or inside the quoted mail. It is what httptest is to
// net/http: tests and the demo use it, the daemon doesn't. The same Reply
// always gives the same bytes.
package replytest
