package generator_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/site"
)

// templateData are the values that templates are given, beside the data of each kind of page.
var templateData = []any{
	site.Page{}, site.Footer{}, site.Head{}, site.Organisation{},
	site.StartPage{}, site.CollectionPage{}, site.DocumentPage{}, site.ChangesPage{}, site.ListedPage{}, site.RegisterPage{},
	site.ReviewPage{}, site.DecisionsPage{}, site.StatutesPage{}, site.SubjectsPage{}, site.SearchPage{}, site.TextPage{}, site.StatementPage{},
	site.DataPage{}, site.NotFoundPage{}, site.ForwardPage{},
}

// TestThemesDataDocumented holds the list of template data in docs/themes.md to the types and
// their comments. After a change of a type, run it with -update and read the difference.
func TestThemesDataDocumented(t *testing.T) {
	const begin, end = "<!-- The rest of this section follows from the types; go test ./generator -run ThemesData -update writes it. -->\n", "\n## Style\n"
	file := filepath.Join("..", "docs", "themes.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	i, j := strings.Index(doc, begin), strings.Index(doc, end)
	if i < 0 || j < i {
		t.Fatalf("%s lacks the section with the template data", file)
	}
	i += len(begin)
	want := "\n" + dataTable(t)
	if doc[i:j] == want {
		return
	}
	if *update {
		if err := os.WriteFile(file, []byte(doc[:i]+want+doc[j:]), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("docs/themes.md does not list the template data as they are (-update rewrites)")
}

// dataTable tells of each type that can be reached from templateData what it is, and its fields.
func dataTable(t *testing.T) string {
	types, fields := siteComments(t)
	var order []reflect.Type
	var reach func(reflect.Type)
	reach = func(rt reflect.Type) {
		switch rt.Kind() {
		case reflect.Pointer, reflect.Slice:
			reach(rt.Elem())
			return
		case reflect.Struct:
		default:
			return
		}
		if rt.PkgPath() != "styrdok/generator/site" || slices.Contains(order, rt) {
			return
		}
		order = append(order, rt)
		for i := range rt.NumField() {
			if f := rt.Field(i); f.IsExported() && !inner(f.Type) {
				reach(f.Type)
			}
		}
	}
	for _, v := range templateData {
		reach(reflect.TypeOf(v))
	}
	var b strings.Builder
	for _, rt := range order {
		about := types[rt.Name()]
		if about == "" {
			t.Errorf("site.%s has no comment", rt.Name())
		}
		fmt.Fprintf(&b, "**%s**: %s\n\n", rt.Name(), about)
		for i := range rt.NumField() {
			f := rt.Field(i)
			if !f.IsExported() || inner(f.Type) {
				continue
			}
			fmt.Fprintf(&b, "* `.%s` %s", f.Name, fieldType(f.Type))
			if c := fields[rt.Name()+"."+f.Name]; c != "" {
				b.WriteString(": " + c)
			}
			b.WriteByte('\n')
		}
		methods := reflect.PointerTo(rt)
		for i := range methods.NumMethod() {
			if m := methods.Method(i); m.Type.NumIn() == 1 && m.Type.NumOut() == 1 {
				fmt.Fprintf(&b, "* `.%s` %s: %s\n", m.Name, fieldType(m.Type.Out(0)), fields[rt.Name()+"."+m.Name])
			}
		}
		b.WriteByte('\n')
	}
	return strings.NewReplacer("<", `\<`).Replace(strings.TrimSuffix(b.String(), "\n"))
}

// inner reports whether a field holds what the generator needs and a theme does not.
func inner(rt reflect.Type) bool {
	for rt.Kind() == reflect.Pointer || rt.Kind() == reflect.Slice {
		rt = rt.Elem()
	}
	switch rt.PkgPath() {
	case "", "styrdok/generator/site":
		return rt.Name() == "Print" || rt.Name() == "Text"
	}
	return true
}

func fieldType(rt reflect.Type) string {
	switch rt.Kind() {
	case reflect.Slice:
		if rt.Name() != "" {
			return rt.Name()
		}
		return "list of " + fieldType(rt.Elem())
	case reflect.Pointer:
		return fieldType(rt.Elem()) + " or nil"
	case reflect.Interface:
		return "any"
	}
	if rt.Kind() == reflect.String {
		return "words"
	}
	return rt.Name()
}

// siteComments are what package site says of its types and of their fields, on one line each.
func siteComments(t *testing.T) (types, fields map[string]string) {
	types, fields = map[string]string{}, map[string]string{}
	files, err := filepath.Glob("site/*.go")
	if err != nil {
		t.Fatal(err)
	}
	line := func(groups ...*ast.CommentGroup) string {
		for _, g := range groups {
			if s := strings.Join(strings.Fields(g.Text()), " "); s != "" {
				return s
			}
		}
		return ""
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if m, ok := d.(*ast.FuncDecl); ok && m.Recv != nil && m.Name.IsExported() && m.Type.Params.NumFields() == 0 {
				owner := m.Recv.List[0].Type
				if star, ok := owner.(*ast.StarExpr); ok {
					owner = star.X
				}
				about := strings.TrimPrefix(line(m.Doc), m.Name.Name+" ")
				fields[owner.(*ast.Ident).Name+"."+m.Name.Name] = strings.TrimPrefix(about, "returns ")
			}
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, spec := range g.Specs {
				ts := spec.(*ast.TypeSpec)
				about := line(ts.Doc, g.Doc)
				about = strings.TrimPrefix(strings.TrimPrefix(about, ts.Name.Name+" "), "is ")
				types[ts.Name.Name] = about
				st, ok := ts.Type.(*ast.StructType)
				if !ok {
					continue
				}
				for _, f := range st.Fields.List {
					for _, n := range f.Names {
						fields[ts.Name.Name+"."+n.Name] = line(f.Comment, f.Doc)
					}
				}
			}
		}
	}
	return types, fields
}
