package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"styrdok/docs"
	"styrdok/generator/edit"
	"styrdok/generator/load"
	"styrdok/generator/regular"
	"styrdok/generator/source"
)

// schema writes JSON Schemas and snippets for editors.
func (a *app) schema() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:       "schema",
		Example:   "  styrdok schema\n  styrdok schema front-matter -o front-matter.schema.json",
		Args:      a.takes(0, 1),
		ValidArgs: slices.Sorted(maps.Keys(docs.Schemas)),
		RunE: func(c *cobra.Command, args []string) error {
			config, site := source.DefaultConfig(), false
			if data, err := regular.ReadFile(filepath.Join(a.dir, "config.toml"), maxRead); err == nil {
				config, _ = source.ReadConfig("config.toml", string(data))
				site = true
			}
			switch {
			case len(args) == 0 && !site:
				return a.failed(load.ErrNoConfig, a.words())
			case len(args) == 0:
				return a.writeEditorFiles(&config)
			}
			if err := a.oneOf(c.CommandPath(), args[0], c.ValidArgs...); err != nil {
				return err
			}
			return a.into(out, &load.Opened{Words: a.words()}, just(docs.Schema(args[0], names(&config))))
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "")
	return c
}

// names are the words that editors suggest for keys: the IDs of the site's bodies and kinds.
func names(c *source.Config) map[string][]string {
	var bodies, kinds []string
	for _, b := range c.Rules.Bodies {
		bodies = append(bodies, string(b.ID))
	}
	for _, k := range c.Rules.Kinds {
		kinds = append(kinds, string(k.ID))
	}
	return map[string][]string{"adopted_by": bodies, "body": bodies, "proposes_to": bodies, "anchor": bodies, "kind": kinds}
}

// editorFiles are the files for VS Code that follow from the handbooks and the site's configuration.
func editorFiles(c *source.Config) map[string][]byte {
	out := map[string][]byte{}
	for name := range docs.Schemas {
		out[".vscode/"+name+".schema.json"] = docs.Schema(name, names(c))
	}
	snippets := map[string]docs.Snippet{}
	if err := json.Unmarshal(startFile("vscode/snippets.json"), &snippets); err != nil {
		panic(err) // It is embedded.
	}
	type scoped struct {
		Scope string `json:"scope"`
		docs.Snippet
	}
	all := map[string]scoped{}
	for name, s := range docs.Snippets(names(c)) {
		all[name] = scoped{"markdown", s}
	}
	for name, s := range snippets {
		all[name] = scoped{"markdown", s}
	}
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		panic(err)
	}
	out[".vscode/styrdok.code-snippets"] = append(data, '\n')
	return out
}

// writeEditorFiles writes what editors need, as it is with this release and the site's bodies and kinds.
func (a *app) writeEditorFiles(c *source.Config) error {
	words := a.words()
	_, release, err := a.toWrite(false)
	if err != nil {
		return err
	}
	defer release()
	var files edit.Files
	for name, data := range editorFiles(c) {
		old, err := regular.ReadFile(filepath.Join(a.dir, filepath.FromSlash(name)), maxRead)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if !bytes.Equal(old, data) {
			files.Put(name, old, data)
		}
	}
	if files.Empty() {
		fmt.Fprintln(a.out, words.T("workflow.no-change"))
		return nil
	}
	if err := files.Write(a.dir, a.waiting); err != nil {
		return a.notWritten(err, words)
	}
	fmt.Fprintln(a.out, words.T("command.written-editor", filepath.Join(a.dir, ".vscode")))
	return nil
}
