package templates

import (
	"context"
)

// userCodeName is the field for the code of a device, by the name that RFC 8628 gives it.
const userCodeName = "user_code"

// deviceWarningID is the warning that describes the field for the code, to those who hear the page rather than see it.
const deviceWarningID = "device-warning"

// DeviceView asks for the code that a device shows (RFC 8628).
type DeviceView struct {
	Challenge string
	// Code is what was typed, or came with the address.
	Code string
	// FromAddress is set when Code came with the address and nobody has confirmed it yet.
	FromAddress bool
	// Problem is what is wrong with Code, in words; empty for nothing.
	Problem string
}

// field is the one field of the page. Without a problem or a code the visitor can type at once.
func (v *DeviceView) field(ctx context.Context) *Field {
	f := &Field{
		Widget: Input, ID: userCodeName, NodeID: userCodeName, Name: userCodeName, Value: v.Code, Label: t(ctx, "device.code"),
		Hint: t(ctx, "device.hint"), Required: true, Autocomplete: "off", Autofocus: v.Code == "" && v.Problem == "",
		DescribedBy: deviceWarningID + " " + userCodeName + "-hint",
	}
	if v.Problem != "" {
		f.Invalid = true
		f.Messages = []Message{v.message()}
		f.DescribedBy += " " + userCodeName + "-messages"
	}
	return f
}

func (v *DeviceView) message() Message {
	return Message{ID: userCodeName, Type: "error", Text: v.Problem}
}

// problems are those of the summary.
func (v *DeviceView) problems(ctx context.Context) []Problem {
	if v.Problem == "" {
		return nil
	}
	return []Problem{{Message: v.message(), Label: t(ctx, "device.code"), FieldID: userCodeName}}
}
