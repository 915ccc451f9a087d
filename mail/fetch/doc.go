// Package fetch reads a team's inbox over IMAP (RFC 3501, RFC 9051): everything
// after a cursor, and wait for more.
//
// It is an edge. The IMAP library's types stay in here, and what comes out are
// plain values: a [Mail] is the bytes of one message with the [Cursor] that
// names it. Nothing here decides what a mail means.
//
// What it promises:
//
//   - A mail is known by UIDVALIDITY and UID, never by its place in the folder
//     and never by a flag: somebody who reads or flags mail in the same inbox
//     hides nothing from us.
//   - Each UID the server lists is answered with its body, or fetched again by
//     itself, or handed over as unreadable with the reason. None is skipped in
//     silence. Only a mail that was removed meanwhile is left out.
//   - A body counts only when the server has ended the answer that carries it,
//     so a connection that breaks halfway leaves no half mail.
//   - The size is asked for before the body, each literal is held against the
//     limit before it is read, and lines and floods are bounded below the
//     library, by [wire].
//   - No command waits without end. All of them go through one function,
//     [bounded], which closes the connection when its time is over; that frees
//     every waiter in the library at once.
//   - No password leaves without TLS, except to this very machine when the
//     configuration says "none". PREAUTH and a refused STARTTLS end the
//     connection.
//   - Nothing is ever expunged by a bare EXPUNGE, and a mail is removed from the
//     inbox only by MOVE, or after the server has confirmed the copy.
//
// An [Inbox] is used from one goroutine at a time; only Close may be called from
// another meanwhile.
package fetch
