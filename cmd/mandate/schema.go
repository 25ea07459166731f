package main

import "mandate/graph"

type schemaCommand struct{}

// Run prints the schema that /graphql speaks.
func (schemaCommand) Run(term terminal) error {
	text, err := graph.Schema()
	if err != nil {
		return err
	}
	_, err = term.out.Write(text)
	return err
}
