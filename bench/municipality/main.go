// Municipality writes a made-up municipality's site, to measure with and to look at:
//
//	go run ./bench/municipality [-n 1130] FOLDER
//	styrdok build -C FOLDER --today 2026-11-30
//
// The same number gives the same files. The folder must not exist.
package main

import (
	"flag"
	"fmt"
	"os"

	"styrdok/generator/testkit"
)

func main() {
	n := flag.Int("n", 1130, "number of documents")
	flag.Parse()
	if err := write(flag.Arg(0), *n); err != nil {
		fmt.Fprintln(os.Stderr, "municipality:", err)
		os.Exit(1)
	}
}

func write(folder string, n int) error {
	if folder == "" {
		return fmt.Errorf("which folder?")
	}
	if _, err := os.Stat(folder); err == nil {
		return fmt.Errorf("%s exists", folder)
	}
	return os.CopyFS(folder, testkit.Municipality(n))
}
