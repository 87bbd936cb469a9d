package report

import (
	"bytes"
	"encoding/json"
	"io"
)

// Optional is a text that is null in JSON if it is empty.
type Optional string

// MarshalJSON returns a JSON string, or null. It leaves the escaping of HTML to the encoder.
func (o Optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(string(o))
	return b.Bytes(), err
}

// Publisher is the organisation as all JSON of the program has it.
type Publisher struct {
	Name             string   `json:"name"`
	Number           Optional `json:"number"`
	MunicipalityCode Optional `json:"municipality_code"`
	URL              Optional `json:"url"`
}

// Named is a kind or a body. ID is empty for a body that the configuration does not name.
type Named struct {
	ID   Optional `json:"id"`
	Name string   `json:"name"`
}

// WriteJSON writes a value as indented JSON, without escaping HTML.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
