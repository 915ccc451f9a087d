package send

import "bytes"

// canonical makes every line end CR LF: CR LF, a bare CR and a bare LF are one
// line end each (RFC 5321 2.3.8). What servers disagree about can't be used to
// end the letter early and begin another then (CVE-2023-51764).
func canonical(data []byte) []byte {
	out := make([]byte, 0, len(data)+len(data)/32+2)
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '\r':
			if i+1 < len(data) && data[i+1] == '\n' {
				i++
			}
			out = append(out, '\r', '\n')
		case '\n':
			out = append(out, '\r', '\n')
		default:
			out = append(out, data[i])
		}
	}
	if !bytes.HasSuffix(out, []byte("\r\n")) {
		out = append(out, '\r', '\n')
	}
	return out
}
