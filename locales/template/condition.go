package template

import (
	"fmt"
	"math"
	"text/template/parse"
)

// operand is a part of a condition. Its value is a string, a bool, an int, a float64, or nil for a placeholder that has none.
type operand interface {
	value(values Values) (any, error)
}

// constant is a text, a number, true or false.
type constant struct{ any }

func (c constant) value(Values) (any, error) { return c.any, nil }

func (p placeholder) value(values Values) (any, error) {
	if value, ok := values(string(p)); ok {
		return value, nil
	}
	return nil, nil
}

// call is a function and its arguments.
type call struct {
	function  string
	arguments []operand
}

// arity is how many arguments a function takes at least and at most; a function that is not in the map is none.
var arity = map[string][2]int{"and": {1, math.MaxInt}, "or": {1, math.MaxInt}, "not": {1, 1}, "eq": {2, math.MaxInt}, "ne": {2, 2}, "print": {0, math.MaxInt}}

func (c call) value(values Values) (any, error) {
	if c.function == "and" || c.function == "or" {
		return c.decisive(values)
	}
	list := make([]any, len(c.arguments))
	for i, argument := range c.arguments {
		var err error
		if list[i], err = argument.value(values); err != nil {
			return nil, err
		}
	}
	switch c.function {
	case "not":
		return !truth(list[0]), nil
	case "eq":
		return equalsAny(list[0], list[1:])
	case "ne":
		equal, err := equalsAny(list[0], list[1:])
		return !equal, err
	default: // print
		return fmt.Sprint(list...), nil
	}
}

// decisive is the value of "and" and "or": the first argument that decides, else the last one. Those after it are not looked at.
func (c call) decisive(values Values) (value any, err error) {
	for _, argument := range c.arguments {
		if value, err = argument.value(values); err != nil || truth(value) == (c.function == "or") {
			break
		}
	}
	return value, err
}

// truth reports whether a value is not empty: nil, false, 0 and "" are.
func truth(value any) bool {
	return value != nil && value != false && value != "" && value != 0 && value != 0.0
}

// equalsAny reports whether a value is one of others. Values of different types can't be compared; nil equals nil alone.
func equalsAny(value any, others []any) (bool, error) {
	for _, other := range others {
		if value != nil && other != nil && fmt.Sprintf("%T", value) != fmt.Sprintf("%T", other) {
			return false, fmt.Errorf("compares %#v with %#v, which are of different types", value, other)
		}
		if value == other {
			return true, nil
		}
	}
	return false, nil
}

// compilePipe compiles the condition of an {{if}} or what stands in parentheses.
func compilePipe(pipe *parse.PipeNode) (operand, error) {
	if argument, ok := only(pipe); ok && argument.Type() != parse.NodeIdentifier {
		return compileOperand(argument)
	}
	if len(pipe.Decl) > 0 || len(pipe.Cmds) != 1 {
		return nil, errLanguage
	}
	arguments := pipe.Cmds[0].Args
	name, ok := arguments[0].(*parse.IdentifierNode)
	if !ok {
		return nil, errLanguage
	}
	count, ok := arity[name.Ident]
	if !ok {
		return nil, errLanguage
	}
	c := call{function: name.Ident}
	for _, argument := range arguments[1:] {
		compiled, err := compileOperand(argument)
		if err != nil {
			return nil, err
		}
		c.arguments = append(c.arguments, compiled)
	}
	if n := len(c.arguments); n < count[0] || n > count[1] {
		return nil, fmt.Errorf("{{%s}} has %d values for %s", pipe, n, c.function)
	}
	return c, nil
}

func compileOperand(node parse.Node) (operand, error) {
	switch n := node.(type) {
	case *parse.FieldNode:
		return compilePlaceholder(n)
	case *parse.StringNode:
		return constant{n.Text}, nil
	case *parse.BoolNode:
		return constant{n.True}, nil
	case *parse.NumberNode:
		if n.IsInt {
			return constant{int(n.Int64)}, nil
		}
		if n.IsFloat {
			return constant{n.Float64}, nil
		}
	case *parse.PipeNode:
		return compilePipe(n)
	}
	return nil, errLanguage
}
