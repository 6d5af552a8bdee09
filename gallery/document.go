package gallery

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
)

// object is a decoded JSON object.
type object = map[string]any

// notSentPath is where the forms and links of recorded flows lead in place of the Kratos that was recorded.
const notSentPath = base + "/self-service"

// never is when flows expire, unless that is the state to be seen.
const never = "2999-01-01T00:00:00Z"

// latest is the source that states are made from.
const latest = "v26.2.0/"

// read decodes a recording into v.
func (m *maker) read(name string, v any) {
	body, err := fs.ReadFile(m.files, name+".json")
	if err == nil {
		err = json.Unmarshal(body, v)
	}
	if err != nil {
		m.errs = append(m.errs, fmt.Errorf("gallery: recording %s: %w", name, err))
	}
}

// object reads a recording that is one; it is empty when that failed.
func (m *maker) object(name string) object {
	o := object{}
	m.read(name, &o)
	return o
}

// flow is a recorded flow, to be edited.
type flow struct {
	object
	maker *maker
	name  string
	nodes []object
}

// flow reads a recorded flow and makes it stand by itself.
func (m *maker) flow(name string) *flow { return m.newFlow(name, m.object(name)) }

func (m *maker) newFlow(name string, document object) *flow {
	f := &flow{object: document, maker: m, name: name}
	ui := f.within("ui")
	list, _ := ui["nodes"].([]any)
	for _, entry := range list {
		node, _ := entry.(object)
		if node["type"] == "script" {
			continue
		}
		if a := part(node, "attributes"); a["href"] != nil {
			a["href"] = notSentPath
		}
		f.nodes = append(f.nodes, node)
	}
	ui["action"] = notSentPath
	f.object["expires_at"] = never
	return f
}

// answer is the flow as Kratos would send it.
func (f *flow) answer() answer {
	f.within("ui")["nodes"] = f.nodes
	return ok(f.object)
}

// within is an object of the flow that must be there.
func (f *flow) within(key string) object { return f.must(part(f.object, key), key) }

// must reports what is not there and puts something in its place, so that editing goes on.
func (f *flow) must(o object, what string) object {
	if o == nil {
		f.maker.errs = append(f.maker.errs, fmt.Errorf("gallery: recording %s has no %s", f.name, what))
		return object{}
	}
	return o
}

// part is an object inside another, or nil.
func part(o object, key string) object {
	inner, _ := o[key].(object)
	return inner
}

func named(node object, name string) bool { return part(node, "attributes")["name"] == name }

// find is where the first node of a name stands, or -1.
func (f *flow) find(name string) int {
	return slices.IndexFunc(f.nodes, func(n object) bool { return named(n, name) })
}

// node is the first node of a name.
func (f *flow) node(name string) object {
	i := f.find(name)
	if i < 0 {
		return f.must(nil, "node "+name)
	}
	return f.nodes[i]
}

// label is the label of a node, to be edited.
func (f *flow) label(name string) object {
	return f.must(part(part(f.node(name), "meta"), "label"), "label of "+name)
}

// context is what the label of a node was made from.
func (f *flow) context(name string) object {
	return f.must(part(f.label(name), "context"), "context of "+name)
}

// attributes are those of a node.
func (f *flow) attributes(name string) object {
	return f.must(part(f.node(name), "attributes"), "attributes of "+name)
}

// say adds a message to the flow as a whole.
func (f *flow) say(message object) {
	ui := f.within("ui")
	list, _ := ui["messages"].([]any)
	ui["messages"] = append(list, message)
}

// repeat puts copies of the first node of a name in the place of all; edit makes the i-th of them differ. The node's
// attributes and label are checked first, so that edit can rely on them.
func (f *flow) repeat(name string, times int, edit func(i int, attributes, label object)) {
	at, original := f.find(name), f.node(name)
	f.attributes(name)
	f.label(name)
	if len(f.maker.errs) > 0 {
		return
	}
	f.nodes = slices.DeleteFunc(f.nodes, func(n object) bool { return named(n, name) })
	for i := range times {
		node := clone(original)
		edit(i, part(node, "attributes"), part(part(node, "meta"), "label"))
		f.nodes = slices.Insert(f.nodes, at+i, node)
	}
}

// clone copies an object with the objects inside it.
func clone(o object) object {
	out := make(object, len(o))
	for key, value := range o {
		if inner, nested := value.(object); nested {
			value = clone(inner)
		}
		out[key] = value
	}
	return out
}
