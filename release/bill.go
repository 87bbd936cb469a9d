package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"styrdok/generator/pattern"
)

// pdfiumModule carries pdfium, which is no Go.
const pdfiumModule = "github.com/klippa-app/go-pdfium"

// made is what is known of a program besides what stands in it.
type made struct {
	system, machine string
	language        string // "go1.26.8"
	licences        string // the text of all licences, each below the names of its works
	pdfium          string // the SHA-256 of pdfium
	at              time.Time
}

// platform is where package URLs name a system, which is that on which the bill was written.
var platform = pattern.New(`goarch=[^&]*&goos=[^&]*`)

// complete adds to a bill of materials what the modules of a program do not tell: the system it is for, the standard library, what is
// embedded, and the licence of each part.
func complete(data []byte, m made) ([]byte, error) {
	var bill map[string]any
	if err := json.Unmarshal(data, &bill); err != nil {
		return nil, err
	}
	about, _ := bill["metadata"].(map[string]any)
	program, _ := about["component"].(map[string]any)
	parts, _ := bill["components"].([]any)
	if program == nil || len(parts) == 0 {
		return nil, fmt.Errorf("the bill of materials has no program or no parts")
	}
	about["timestamp"] = m.at.Format(time.RFC3339)
	delete(about, "tools") // They carry digests of the machine's own build of the tool.
	licences, err := licencesOf(m.licences)
	if err != nil {
		return nil, err
	}
	add := func(kind, name, version, licence string, more map[string]any) {
		part := map[string]any{"type": kind, "name": name, "bom-ref": name, "scope": "required", "licenses": expression(licence)}
		if version != "" {
			part["version"] = version
		}
		maps.Copy(part, more)
		parts = append(parts, part)
	}
	program["licenses"] = expression("MIT")
	carrier := ""
	for _, p := range parts {
		part := p.(map[string]any)
		name, _ := part["name"].(string)
		if licences[name] == "" {
			return nil, fmt.Errorf("no licence is known of %s", name)
		}
		if part["licenses"] = expression(licences[name]); name == pdfiumModule {
			carrier, _ = part["version"].(string)
		}
	}
	standard := strings.TrimPrefix(m.language, "go")
	add("library", "std", standard, licences["Go"], map[string]any{
		"description": "The standard library of Go", "purl": "pkg:golang/std@" + standard + "?goarch=x&goos=x&type=module",
	})
	add("library", "pdfium", "of go-pdfium "+carrier, "Apache-2.0 AND BSD-3-Clause", map[string]any{
		"description": "As WebAssembly, with the libraries that it contains", "hashes": []any{map[string]any{"alg": "SHA-256", "content": m.pdfium}},
	})
	for _, work := range slices.Sorted(maps.Keys(licences)) {
		if name, what, embedded := strings.Cut(work, ", "); embedded {
			add("data", name, "", licences[work], map[string]any{"description": what})
		}
	}
	bill["components"] = parts
	for _, p := range append(slices.Clone(parts), program) {
		part := p.(map[string]any)
		if at, ok := part["purl"].(string); ok {
			part["purl"] = platform.ReplaceAllString(at, "goarch="+m.machine+"&goos="+m.system)
		}
	}
	data, err = json.MarshalIndent(bill, "", "  ")
	return append(data, '\n'), err
}

func expression(licence string) []any { return []any{map[string]any{"expression": licence}} }

// licencesOf returns the SPDX expression of each work's licence. texts has the names of works, each behind "== ", above their licence.
func licencesOf(texts string) (map[string]string, error) {
	out := map[string]string{}
	var works []string
	var text strings.Builder
	end := func() error {
		licence := named(text.String())
		for _, w := range works {
			if out[w] = licence; licence == "" {
				return fmt.Errorf("the licence of %s is not one of those that are known", w)
			}
		}
		works, text = nil, strings.Builder{}
		return nil
	}
	for line := range strings.Lines(texts) {
		work, is := strings.CutPrefix(strings.TrimSpace(line), "== ")
		if !is {
			text.WriteString(line)
			continue
		}
		if strings.TrimSpace(text.String()) != "" {
			if err := end(); err != nil {
				return nil, err
			}
		}
		works = append(works, work)
	}
	return out, end()
}

// named returns the SPDX expression of the licences in a text.
func named(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	var out []string
	for _, l := range []struct{ licence, has, lacks string }{
		{"Apache-2.0", "Apache License Version 2.0", ""}, {"Apache-2.0", "Apache License, Version 2.0", ""},
		{"BSD-2-Clause", "Redistribution and use in source and binary forms", "contributors may be used to endorse"},
		{"BSD-3-Clause", "contributors may be used to endorse", ""},
		{"LPPL-1.2", "LaTeX Project Public Licence (LPPL), version 1.2", ""},
		{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software", ""},
		{"OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1", ""},
	} {
		if strings.Contains(text, l.has) && (l.lacks == "" || !strings.Contains(text, l.lacks)) {
			out = append(out, l.licence)
		}
	}
	return strings.Join(slices.Compact(out), " AND ")
}
