package theme

import (
	"reflect"

	"styrdok/generator/library"
	"styrdok/generator/site"
)

// dataTypes tells which Data a kind of page has; nil pointers of the types.
var dataTypes = map[site.PageKind]any{
	site.KindStart:       (*site.StartPage)(nil),
	site.KindCollection:  (*site.CollectionPage)(nil),
	site.KindDocument:    (*site.DocumentPage)(nil),
	site.KindVersion:     (*site.DocumentPage)(nil),
	site.KindChanges:     (*site.ChangesPage)(nil),
	site.KindListed:      (*site.ListedPage)(nil),
	site.KindRegister:    (*site.RegisterPage)(nil),
	site.KindReview:      (*site.ReviewPage)(nil),
	site.KindDecisions:   (*site.DecisionsPage)(nil),
	site.KindReport:      (*site.ReportPage)(nil),
	site.KindObligations: (*site.ObligationsPage)(nil),
	site.KindSubjects:    (*site.SubjectsPage)(nil),
	site.KindSubject:     (*site.CollectionPage)(nil),
	site.KindSearch:      (*site.SearchPage)(nil),
	site.KindStatutes:    (*site.StatutesPage)(nil),
	site.KindText:        (*site.TextPage)(nil),
	site.KindStatement:   (*site.StatementPage)(nil),
	site.KindData:        (*site.DataPage)(nil),
	site.KindNotFound:    (*site.NotFoundPage)(nil),
	site.KindForward:     (*site.ForwardPage)(nil),
}

// samplePage makes a page of a kind for trying out templates: with every field filled, or with
// every field empty.
func samplePage(kind site.PageKind, full bool) *site.Page {
	data := reflect.New(reflect.TypeOf(dataTypes[kind]).Elem())
	page := &site.Page{}
	if full {
		fill(data.Elem(), 0)
		fill(reflect.ValueOf(page).Elem(), 0)
	}
	page.Kind, page.Data, page.Alone = kind, data.Interface(), false
	page.Document, page.Version, page.Text = nil, nil, nil
	return page
}

// Deepest is how far fill follows types that hold themselves: relations, contents.
const deepest = 7

// fill gives a value something in every field that templates may look at.
func fill(v reflect.Value, depth int) {
	if depth > deepest || !v.CanSet() {
		return
	}
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeOf(site.Mark("")) {
			v.SetString(string(site.MarkInForce))
		} else {
			v.SetString("x")
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth+1)
	case reflect.Pointer:
		switch v.Interface().(type) {
		case *library.Document, *library.Version, *site.Print, *site.Text:
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), depth+1)
			}
		}
	}
}
