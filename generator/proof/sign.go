package proof

import (
	"crypto/rand"
	"errors"

	"aead.dev/minisign"
)

// Key signs. Equal bytes get equal signatures.
type Key struct{ private minisign.PrivateKey }

var (
	// ErrKey means that a text is no key of minisign.
	ErrKey = errors.New("no key of minisign")
	// ErrPassword means that a key is protected and that the password is wrong or missing.
	ErrPassword = errors.New("wrong password for the key")
)

// NewKey makes a key. It returns the text of the private half, protected by a password unless that is empty, and of the
// public one.
func NewKey(password string) (private, public []byte, err error) {
	_, priv, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	if password == "" {
		private, err = priv.MarshalText()
	} else {
		private, err = minisign.EncryptKey(password, priv)
	}
	if err != nil {
		return nil, nil, err
	}
	return append(private, '\n'), (&Key{priv}).PublicFile(), nil
}

// ReadKey reads the text of a private key as minisign writes it. The password counts if the key is protected.
func ReadKey(text []byte, password string) (*Key, error) {
	var k Key
	if !minisign.IsEncrypted(text) {
		if k.private.UnmarshalText(text) != nil {
			return nil, ErrKey
		}
		return &k, nil
	}
	var err error
	if k.private, err = minisign.DecryptKey(password, text); err != nil {
		return nil, ErrPassword
	}
	return &k, nil
}

// Public returns the public half in one line, "" of a nil key.
func (k *Key) Public() string {
	if k == nil {
		return ""
	}
	return k.private.Public().(minisign.PublicKey).String()
}

// PublicFile returns the text of the public half as minisign writes it to a file.
func (k *Key) PublicFile() []byte {
	text, err := k.private.Public().(minisign.PublicKey).MarshalText()
	if err != nil {
		panic("proof: " + err.Error()) // it is made of numbers alone
	}
	return append(text, '\n')
}

// Sign returns the detached signature of a message. Both its comments are fixed, since a time in them would make the
// signatures of equal files differ.
func (k *Key) Sign(message []byte) []byte {
	return append(minisign.SignWithComments(k.private, message, "styrdok", "signature of styrdok, for minisign"), '\n')
}

// ReadPublic reads a public key, alone in a line or as minisign writes it to a file, and returns it in one line.
func ReadPublic(text string) (string, error) {
	var p minisign.PublicKey
	if p.UnmarshalText([]byte(text)) != nil {
		return "", ErrKey
	}
	return p.String(), nil
}

// Signed reports whether a signature of a message is valid. A public key that cannot be read fits none.
func Signed(public string, message, signature []byte) bool {
	var p minisign.PublicKey
	return p.UnmarshalText([]byte(public)) == nil && minisign.Verify(p, message, signature)
}
