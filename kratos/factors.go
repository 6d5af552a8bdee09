package kratos

// Factor is a way to sign in that a settings flow offers: a group of its nodes.
type Factor struct {
	Group string
	// On is whether it is set up, and Count how many of it there are: keys, devices, linked accounts; 0 where there can be but one.
	On    bool
	Count int
	// Untold is set where the flow does not say: whether there is a password only Kratos knows.
	Untold bool
}

// Factors reads from a settings flow which ways to sign in there are, in the order in which a visitor does best to set them up:
// what needs nothing to remember first, second steps after what they follow.
func (f *Flow) Factors() []Factor {
	met, on, count := map[string]bool{}, map[string]bool{}, map[string]int{}
	for i := range f.UI.Nodes {
		n := &f.UI.Nodes[i]
		if n.Type == NodeScript {
			continue // it serves passkeys too, and makes no section of the settings page
		}
		met[n.Group] = true
		switch n.Attributes.Name {
		case NameTOTPUnlink, NameLookupSecretReveal, NameLookupSecretDisable:
			on[n.Group] = true
		case NameWebAuthnRemove, NamePasskeyRemove, NameDeviceAuthnRemove, NameUnlink:
			on[n.Group] = true
			count[n.Group]++
		}
	}
	var list []Factor
	for _, group := range []string{GroupPasskey, GroupPassword, GroupTOTP, GroupLookupSecret, GroupWebAuthn, GroupDeviceAuthn, GroupOIDC, GroupSAML} {
		if met[group] {
			list = append(list, Factor{Group: group, On: on[group], Count: count[group], Untold: group == GroupPassword})
		}
	}
	return list
}
