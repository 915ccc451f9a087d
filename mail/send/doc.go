// Package send gives one letter to one recipient over SMTP submission (RFC
// 5321, RFC 6409), and says exactly what became of it.
//
// It is an edge: the SMTP library's types stay in here. A letter is bytes and
// two addresses; when and to whom is decided elsewhere.
//
// What it promises:
//
//   - One recipient a transaction, each command by itself and its answer
//     awaited, so that a refusal belongs to one address and one step.
//   - The outcome is one of four: taken; refused for good; refused or failed
//     for now; unknown, which can only happen between the final dot and its
//     answer (RFC 5321 4.5.3.2.6, and the reason for its ten minutes).
//   - No password and no letter leaves without TLS, except to this very machine
//     when the configuration says "none". A missing or refused STARTTLS, or a
//     certificate that does not fit, holds the queue.
//   - Only CR LF goes over the wire, and never a second mail: an address that
//     could carry another parameter or command is refused before it is sent.
//   - No step waits without end: all of them go through one function,
//     [bounded], which closes the connection when its time is over. Answers are
//     bounded below the library, by [wire].
package send
