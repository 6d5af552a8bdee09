// Package template owns the language that messages are written in: text, placeholders ({{.name}}) and conditions ({{if}} with and,
// or, not, eq, ne and print), a part of that of text/template with the same meaning. It does not know what a text is for. Whatever
// a text says, filling it in ends, and gives no more than the text and its placeholders hold.
//
// It parses with text/template/parse and does not execute with text/template, which finds methods by name: the linker then has to
// keep every exported method of every type, and the server would be 6 MB larger.
package template

import (
	"errors"
	"fmt"
	"strings"
	"text/template/parse"
)

// NoValue is what a placeholder without a value prints, as in text/template.
const NoValue = "<no value>"

// Values gives the value of a placeholder by its name; false for one that has none.
type Values func(name string) (string, bool)

// Template is a text that was parsed. It is read-only and safe for concurrent use.
type Template struct {
	list list
	// size is the length of the text, about what it takes when it is filled in.
	size int
}

// errLanguage is the error of a text in more of text/template's language than this package has.
var errLanguage = errors.New("may hold placeholders such as {{.provider}}, and conditions such as {{if .provider}}, nothing else")

// Parse parses a text whose actions stand between two delimiters, "{{" and "}}" when empty. The error says for the writer of the
// text what is wrong with it.
func Parse(text, left, right string) (*Template, error) {
	const name = "text"
	trees := map[string]*parse.Tree{}
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck // compiling has a better word for functions that are none of the language
	if _, err := tree.Parse(text, left, right, trees); err != nil {
		return nil, err
	}
	if len(trees) > 1 {
		return nil, errLanguage // {{define}}
	}
	compiled, err := compileList(trees[name].Root)
	if err != nil {
		return nil, err
	}
	return &Template{compiled, len(text)}, nil
}

// Fill is the text with values in place of its placeholders. It fails where the text compares what can't be compared.
func (t *Template) Fill(values Values) (string, error) {
	var out strings.Builder
	out.Grow(t.size)
	if err := t.list.write(&out, values); err != nil {
		return "", err
	}
	return out.String(), nil
}

// part is something that a text consists of.
type part interface {
	write(out *strings.Builder, values Values) error
}

type (
	// words stand in a text as they are.
	words string
	// placeholder is the name of one.
	placeholder string
	// list is parts one after the other.
	list []part
	// choice is one of two lists.
	choice struct {
		condition   operand
		then, other list
	}
)

func (w words) write(out *strings.Builder, _ Values) error {
	out.WriteString(string(w))
	return nil
}

func (p placeholder) write(out *strings.Builder, values Values) error {
	value, ok := values(string(p))
	if !ok {
		value = NoValue
	}
	out.WriteString(value)
	return nil
}

func (l list) write(out *strings.Builder, values Values) error {
	for _, part := range l {
		if err := part.write(out, values); err != nil {
			return err
		}
	}
	return nil
}

func (c choice) write(out *strings.Builder, values Values) error {
	value, err := c.condition.value(values)
	if err != nil {
		return err
	}
	if truth(value) {
		return c.then.write(out, values)
	}
	return c.other.write(out, values)
}

func compileList(node *parse.ListNode) (list, error) {
	if node == nil {
		return nil, nil
	}
	var parts list
	for _, child := range node.Nodes {
		part, err := compile(child)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func compile(node parse.Node) (part, error) {
	switch n := node.(type) {
	case *parse.TextNode:
		return words(n.Text), nil
	case *parse.CommentNode:
		return words(""), nil
	case *parse.ActionNode:
		if arg, ok := only(n.Pipe); ok && arg.Type() == parse.NodeField {
			return compilePlaceholder(arg.(*parse.FieldNode))
		}
	case *parse.IfNode:
		return compileChoice(n)
	}
	return nil, errLanguage
}

// only is the argument of a pipeline that consists of nothing else.
func only(pipe *parse.PipeNode) (parse.Node, bool) {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 || len(pipe.Cmds[0].Args) != 1 {
		return nil, false
	}
	return pipe.Cmds[0].Args[0], true
}

func compilePlaceholder(field *parse.FieldNode) (placeholder, error) {
	if len(field.Ident) != 1 {
		return "", fmt.Errorf("{{%s}} is no placeholder: a name has no point in it", field)
	}
	return placeholder(field.Ident[0]), nil
}

func compileChoice(node *parse.IfNode) (part, error) {
	var c choice
	var err error
	if c.condition, err = compilePipe(node.Pipe); err != nil {
		return nil, err
	}
	if c.then, err = compileList(node.List); err != nil {
		return nil, err
	}
	c.other, err = compileList(node.ElseList)
	return c, err
}
