//go:build !unix

package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"time"
)

// lock waits until no other build publishes to the folder. A file that is open cannot be removed
// here, so a lock whose process is gone is one that can.
func lock(dir string) (unlock func(), err error) {
	sum := sha256.Sum256([]byte(dir))
	name := filepath.Join(os.TempDir(), "styrdok-"+hex.EncodeToString(sum[:8])+".lock")
	for {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o666)
		if err == nil {
			return func() { f.Close(); os.Remove(name) }, nil
		}
		if !os.IsExist(err) && !os.IsPermission(err) {
			return nil, err
		}
		if os.Remove(name) != nil {
			time.Sleep(50 * time.Millisecond)
		}
	}
}
