package act_test

import (
	"os"
	"testing"

	"styrdok/generator/testkit"
)

func TestMain(m *testing.M) { os.Exit(testkit.Run(m)) }
