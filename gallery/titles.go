package gallery

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// titled are recorded flows with what is to be seen on them in words: as few as tell them apart within their page, group and
// version. What several versions of Kratos show alike has the same title.
func titled(flows []*flow) []string {
	titles := make([]string, len(flows))
	count := map[string]int{}
	shared := map[string]bool{} // titles that two flows of one version have
	for i, f := range flows {
		titles[i] = f.headline()
		count[f.place(titles[i])]++
		shared[f.groupPlace(titles[i])] = shared[f.groupPlace(titles[i])] || count[f.place(titles[i])] > 1
	}
	number := map[string]int{}
	for i, f := range flows {
		if shared[f.groupPlace(titles[i])] {
			titles[i] = f.detailed(titles[i])
		}
		number[f.place(titles[i])]++
		if n := number[f.place(titles[i])]; n > 1 {
			titles[i] += fmt.Sprintf(" (%d)", n)
		}
	}
	return titles
}

// groupPlace is a title in the group of its page, and place one version of it.
func (f *flow) groupPlace(title string) string { return f.kind() + "/" + f.method() + "/" + title }

func (f *flow) place(title string) string { return f.groupPlace(title) + "/" + path.Dir(f.name) }

// kind is the flow's, by the name of its recording.
func (f *flow) kind() string {
	kind, _, _ := strings.Cut(path.Base(f.name), "-")
	return kind
}

// headline is the message that the page is about, else the step that it is, else what it offers.
func (f *flow) headline() string {
	title := f.message()
	if title == "" {
		title = stepTitles[f.kind()+" "+fmt.Sprint(f.object["state"])]
	}
	if title == "" && f.object["refresh"] == true && f.method() != groupConfirm {
		title = "confirm it is you"
	}
	if title == "" {
		title = strings.Join(f.offers(), ", ")
	}
	if title == "" {
		title = map[bool]string{true: "nothing set up", false: "no way to go on"}[f.kind() == "settings"]
	}
	for _, n := range nameNotes {
		if strings.Contains(path.Base(f.name), n.part) {
			title += ", " + n.note
			break
		}
	}
	return capitalized(title)
}

// detailed is a title with what the page offers, when that is more than the title and the group say.
func (f *flow) detailed(title string) string {
	list := f.offers()
	if len(list) == 0 || len(list) == 1 && list[0] == f.method() || strings.HasPrefix(title, capitalized(strings.Join(list, ", "))) {
		return title
	}
	return title + ": " + strings.Join(list, ", ")
}

// message is a title for the first message of the page, or "". Errors of fields follow those of the page.
func (f *flow) message() string {
	for _, m := range f.messages() {
		id, _ := m["id"].(float64)
		title, known := messageTitles[int(id)]
		if !known {
			text, _ := m["text"].(string)
			title = textTitle(text)
		}
		if title != "" {
			return title
		}
	}
	return ""
}

// messages are the page's, then those of its nodes.
func (f *flow) messages() []object {
	lists := []any{f.within("ui")["messages"]}
	for _, n := range f.nodes {
		lists = append(lists, n["messages"])
	}
	var all []object
	for _, list := range lists {
		entries, _ := list.([]any)
		for _, entry := range entries {
			if m, is := entry.(object); is {
				all = append(all, m)
			}
		}
	}
	return all
}

// severity is 2 for a page with an error, 1 for one with another message that it is about, and 0 for any other.
func (f *flow) severity() int {
	if slices.ContainsFunc(f.messages(), func(m object) bool { return m["type"] == "error" }) {
		return 2
	}
	if f.message() != "" {
		return 1
	}
	return 0
}

// textTitle is for a text that its message id does not tell about: a title of ours, else the first sentence, at most eight words.
func textTitle(text string) string {
	for _, t := range textTitles {
		if strings.Contains(text, t.part) {
			return t.title
		}
	}
	text, _, _ = strings.Cut(text, ". ")
	words := strings.Fields(strings.TrimRight(text, ".!"))
	if len(words) > 8 {
		return strings.Join(words[:8], " ") + " …"
	}
	return strings.Join(words, " ")
}

// capitalized is a text with a capital letter at its beginning, which is ASCII.
func capitalized(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
