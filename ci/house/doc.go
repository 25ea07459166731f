// Package house holds no code: its tests keep the rules of the house.
//
//   - who may import whom (imports_test.go);
//   - what only one room may call: transactions, the environment (calls_test.go);
//   - what no file may hold or be: too long, unfinished, skipped (files_test.go).
//
// Each rule is shown to refuse something before it is asked about the project.
// The rules read source files, not the build's list, so that go test notices by
// itself when one has changed.
package house
