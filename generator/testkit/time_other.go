//go:build !unix

package testkit

import "time"

var begin = time.Now()

// Spent returns the time since the process began: what processors gave it cannot be told here.
func Spent() time.Duration { return time.Since(begin) }
