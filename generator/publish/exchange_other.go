//go:build !linux && !darwin

package publish

import "errors"

// exchange cannot be done in one step on this system.
func exchange(_, _ string) error { return errors.ErrUnsupported }
