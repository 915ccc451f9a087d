package send

import "bytes"

// canonical makes every line end CR LF: CR LF, a bare CR and a bare LF are one
// line end each (RFC 5321 2.3.8). What servers disagree about can't be used to
// end the letter early and begin another then (CVE-2023-51764).
//
// Where all are, as in the letters kabar writes, it returns data itself.
func canonical(data []byte) []byte {
	crlf := []byte("\r\n")
	n := bytes.Count(data, crlf) // a CR and a LF each that are not bare
	if n == bytes.Count(data, crlf[:1]) && n == bytes.Count(data, crlf[1:]) && bytes.HasSuffix(data, crlf) {
		return data
	}
	out := make([]byte, 0, len(data)+len(data)/32+2)
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '\r':
			if i+1 < len(data) && data[i+1] == '\n' {
				i++
			}
			out = append(out, crlf...)
		case '\n':
			out = append(out, crlf...)
		default:
			out = append(out, data[i])
		}
	}
	if !bytes.HasSuffix(out, crlf) {
		out = append(out, crlf...)
	}
	return out
}

// stuffed doubles the dot at the beginning of each line of canonical data (RFC
// 5321 section 4.5.2).
func stuffed(data []byte) []byte {
	out := bytes.ReplaceAll(data, []byte("\r\n."), []byte("\r\n.."))
	if bytes.HasPrefix(data, []byte(".")) {
		out = append([]byte("."), out...)
	}
	return out
}
