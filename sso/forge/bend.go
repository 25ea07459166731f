package forge

import (
	"strings"

	"github.com/beevik/etree"
)

// Replaced bends a text: every old becomes new, and old must be there.
func Replaced(old, new string) func(string) string {
	return func(s string) string {
		if !strings.Contains(s, old) {
			panic("nothing to bend: " + old)
		}
		return strings.ReplaceAll(s, old, new)
	}
}

// Removed bends a tree: the element at the path goes.
func Removed(path string) func(*etree.Element) {
	return func(root *etree.Element) {
		el := root.FindElement(path)
		el.Parent().RemoveChild(el)
	}
}

// Inserted bends a tree: the fragment becomes the first child of the element at the path.
func Inserted(path, fragment string) func(*etree.Element) {
	return func(root *etree.Element) { root.FindElement(path).InsertChildAt(0, Parsed(fragment)) }
}

// Parsed is a fragment of XML as an element.
func Parsed(fragment string) *etree.Element {
	doc := etree.NewDocument()
	if err := doc.ReadFromString(fragment); err != nil {
		panic("fragment: " + err.Error())
	}
	return doc.Root()
}
