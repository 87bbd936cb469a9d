// Command pdfs makes all prints of a site and writes them to a folder, in one process and with nothing
// left out: it reads and resolves the site, parses the texts, lays them out, draws and finishes. It
// prints one line of JSON with what that took. With the flag -rounds it makes the prints several times
// over and tells the fastest, which shows what a warm process does.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"syscall"
	"time"

	"styrdok/generator"
	"styrdok/generator/library"
	"styrdok/generator/publish"
	"styrdok/themes"
)

type result struct {
	Prints  int     `json:"prints"`
	Bytes   int     `json:"bytes"`
	Cores   int     `json:"cores"`
	Seconds float64 `json:"seconds"` // from the first file read to the last file written
	User    float64 `json:"user"`    // processor time
	RSS     float64 `json:"rss_mib"` // at the highest
}

func main() {
	dir := flag.String("C", ".", "the site's folder")
	out := flag.String("out", "", "folder for the prints")
	day := flag.String("today", "2026-06-01", "the day")
	rounds := flag.Int("rounds", 1, "how many times to make them; the fastest counts")
	profile := flag.String("cpuprofile", "", "file for a profile of the processor")
	memory := flag.String("memprofile", "", "file for a profile of what was allocated")
	flag.Parse()
	if err := run(*dir, *out, *day, *rounds, *profile, *memory); err != nil {
		fmt.Fprintln(os.Stderr, "pdfs:", err)
		os.Exit(1)
	}
}

func run(dir, out, day string, rounds int, profile, memory string) error {
	today, err := library.ParseDate(day)
	if err != nil {
		return err
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	var best result
	for i := range rounds {
		r, err := once(dir, out, today)
		if err != nil {
			return err
		}
		if i == 0 || r.Seconds < best.Seconds {
			best = r
		}
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return err
	}
	best.User = float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9 / float64(rounds)
	best.RSS = float64(usage.Maxrss) / 1024
	if memory != "" {
		f, err := os.Create(memory)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.Lookup("allocs").WriteTo(f, 0); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(best)
}

func once(dir, out string, today library.Date) (result, error) {
	begin := time.Now()
	m, err := generator.Prints(generator.Options{Dir: dir, Today: today, Standard: themes.Standard()})
	if err != nil {
		return result{}, err
	}
	if m.Diags.HasErrors() {
		return result{}, fmt.Errorf("the site has errors: %v", m.Diags[0])
	}
	r := result{Prints: len(m.Files), Cores: runtime.GOMAXPROCS(0)}
	for _, f := range m.Files {
		r.Bytes += len(f.Data)
	}
	if err := write(out, m.Files); err != nil {
		return result{}, err
	}
	r.Seconds = time.Since(begin).Seconds()
	return r, nil
}

// write puts the prints in one folder, as the other program does, each under a name of its own; as many at a time as there are cores,
// as a build does.
func write(out string, files []publish.File) error {
	if out == "" {
		return nil
	}
	failed := make([]error, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for w := range failed {
		wg.Go(func() {
			for i := w; i < len(files) && failed[w] == nil; i += len(failed) {
				name := strings.ReplaceAll(files[i].Path, "/", "_")
				failed[w] = os.WriteFile(filepath.Join(out, name), files[i].Data, 0o644)
			}
		})
	}
	wg.Wait()
	return errors.Join(failed...)
}
