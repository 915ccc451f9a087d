package line

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
)

// trustHint says what to do about a certificate that was not accepted (G30).
func (w Way) trustHint(err error) string {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown):
		return "the certificate is signed by an authority this machine does not know: " +
			"name its certificate in ca_file"
	case errors.As(err, &name):
		return fmt.Sprintf("the certificate is not for %s: use the name it is for", w.Host)
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the certificate has expired, or the clock of this machine is wrong"
	case errors.As(err, &record):
		return "the server does not speak TLS here: " + w.Ports
	}
	return ""
}
