package event_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// node is the part of a JSON Schema that the tests look at.
type node struct {
	Ref        string          `json:"$ref"`
	Properties map[string]node `json:"properties"`
	Items      json.RawMessage `json:"items"`
	Required   []string        `json:"required"`
	Defs       map[string]node `json:"$defs"`
}

func (n node) follow(t *testing.T, root node) node {
	t.Helper()
	if n.Ref == "" {
		return n
	}
	to, ok := root.Defs[strings.TrimPrefix(n.Ref, "#/$defs/")]
	if !ok {
		t.Fatalf("schema refers to %s, which it does not define", n.Ref)
	}
	return to
}

// TestSchemaNamesEveryField holds the types and the schema together: every
// field has a property and no property lacks its field; a field is required
// exactly if it is always written.
func TestSchemaNamesEveryField(t *testing.T) {
	var root node
	if err := json.Unmarshal(event.JSONSchema(), &root); err != nil {
		t.Fatal(err)
	}
	compare(t, root, root, reflect.TypeFor[event.Report](), "document")
}

func compare(t *testing.T, root, n node, typ reflect.Type, path string) {
	t.Helper()
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		if typ.Kind() == reflect.Slice {
			var items node
			if err := json.Unmarshal(n.Items, &items); err != nil {
				t.Errorf("%s: no items in the schema: %v", path, err)
				return
			}
			n = items.follow(t, root)
		}
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[nlp.Range]() {
		return
	}
	var fields []string
	for f := range typ.Fields() {
		name, opt, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		fields = append(fields, name)
		prop, ok := n.Properties[name]
		if !ok {
			t.Errorf("%s.%s (%v) is not in the schema", path, name, typ)
			continue
		}
		if always := !strings.Contains(opt, "omitempty"); always != slices.Contains(n.Required, name) {
			t.Errorf("%s.%s: always written %v, required by the schema %v", path, name, always, !always)
		}
		compare(t, root, prop.follow(t, root), f.Type, path+"."+name)
	}
	for name := range n.Properties {
		if !slices.Contains(fields, name) {
			t.Errorf("%s.%s is in the schema, but not in %v", path, name, typ)
		}
	}
}
