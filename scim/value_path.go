package scim

// within judges the one value of a complex attribute, as in name[familyName eq "Ng"]
// (RFC 7644 section 3.4.2.2): where there is one, its sub-attributes are compared.
func (tr translator) within(t target, f *filter) (where, error) {
	path := attrPath{urn: t.urn, name: t.attr.name}
	if !t.attr.complex() {
		return nil, unfilterable(path)
	}
	if err := checkElement(t.attr, f); err != nil {
		return nil, err
	}
	return tr.translate(&filter{op: "and", args: []*filter{{op: "pr", path: path}, under(path, f)}})
}

// under is the filter of a value with whole paths.
func under(path attrPath, f *filter) *filter {
	whole := &filter{op: f.op, value: f.value}
	if len(f.args) == 0 {
		whole.path = attrPath{urn: path.urn, name: path.name, sub: f.path.name}
	}
	for _, arg := range f.args {
		whole.args = append(whole.args, under(path, arg))
	}
	return whole
}

// anySub asks for a value that says anything: addresses have no value by which they
// are there.
func anySub(a *attribute) *filter {
	some := &filter{op: "or"}
	for _, sub := range a.subs {
		if sub.kind == "string" {
			some.args = append(some.args, &filter{op: "pr", path: attrPath{name: sub.name}})
		}
	}
	return some
}
