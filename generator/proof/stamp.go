package proof

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"errors"
	"strings"
	"time"

	"github.com/digitorus/timestamp"
)

// ErrStamp means that a reply of a time stamping authority cannot be read, or that its signature is wrong.
var ErrStamp = errors.New("no valid time stamp")

// StampRequest returns the request for a time stamp of a ledger (RFC 3161, SHA-256, with the certificate in the
// reply). Equal ledgers get equal requests, so it has no nonce.
func StampRequest(ledger []byte) ([]byte, error) {
	return timestamp.CreateRequest(bytes.NewReader(ledger), &timestamp.RequestOptions{Hash: crypto.SHA256, Certificates: true})
}

// Stamp is a time stamp that fits a ledger.
type Stamp struct {
	Time   time.Time // in UTC
	Lines  int       // lines from the beginning of the ledger that are stamped; 0: it fits no beginning of it
	Signer string    // as the certificate in it says, which is not followed to its root
}

// ReadStamp reads the reply to a request and finds the beginning of the ledger that it is of: lines come after others,
// so that what was stamped once is still how the ledger begins.
func ReadStamp(reply, ledger []byte) (s Stamp, err error) {
	defer func() {
		if recover() != nil { // the library fails on damaged replies
			s, err = Stamp{}, ErrStamp
		}
	}()
	t, err := timestamp.ParseResponse(reply)
	if err != nil || t.HashAlgorithm != crypto.SHA256 {
		return Stamp{}, ErrStamp
	}
	s.Time = t.Time.UTC()
	if len(t.Certificates) > 0 {
		s.Signer = t.Certificates[0].Subject.String()
	}
	h, n := sha256.New(), 0
	for line := range strings.Lines(string(ledger)) {
		h.Write([]byte(line))
		n++
		if bytes.Equal(h.Sum(nil), t.HashedMessage) {
			s.Lines = n
			break
		}
	}
	return s, nil
}
