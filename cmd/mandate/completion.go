package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash" help:"The shell that reads it: bash."`
}

// Run prints what a shell completes commands and flags by, made of the commands of this
// very program.
func (completionCommand) Run(k *kong.Context, term terminal) error {
	_, err := fmt.Fprint(term.out, bashCompletion(k.Model.Node))
	return err
}

// bashText goes down the commands that stand on the line, whatever flags and their values are
// between them, and offers what may follow; where that is nothing, bash offers files.
const bashText = `# bash completion of mandate: source <(mandate completion bash)
_mandate() {
  local at='' word words='' flags='' value='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="${COMP_WORDS[i]}"
    if [[ $word == '=' ]]; then value=1; continue; fi
    if [[ -n $value ]]; then value=''; continue; fi
    case "$word" in
      %s) value=1 ;;
    esac
    case "$at $word" in
      %s) at="$at $word" ;;
    esac
  done
  COMPREPLY=()
  word="${COMP_WORDS[COMP_CWORD]}"
  if [[ -n $value || $word == '=' ]]; then return; fi
  case "$at" in
%s  esac
  if [[ $word == -* ]]; then words="$flags"; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _mandate mandate
`

func bashCompletion(root *kong.Node) string {
	var steps, valued []string
	var cases strings.Builder
	var visit func(n *kong.Node, at string)
	visit = func(n *kong.Node, at string) {
		fmt.Fprintf(&cases, "    '%s') words='%s' flags='%s' ;;\n", at, strings.Join(mayFollow(n), " "), strings.Join(flagsOf(n), " "))
		valued = append(valued, valuedOf(n)...)
		for _, c := range n.Children {
			if !c.Hidden {
				steps = append(steps, "'"+at+" "+c.Name+"'")
				visit(c, at+" "+c.Name)
			}
		}
	}
	visit(root, "")
	slices.Sort(valued)
	return fmt.Sprintf(bashText, strings.Join(slices.Compact(valued), "|"), strings.Join(steps, "|"), cases.String())
}

// mayFollow lists commands, and the values of an argument that has only these.
func mayFollow(n *kong.Node) (words []string) {
	for _, c := range n.Children {
		if !c.Hidden {
			words = append(words, c.Name)
		}
	}
	for _, p := range n.Positional {
		if p.Enum != "" {
			words = append(words, strings.Split(p.Enum, ",")...)
		}
	}
	return words
}

// flagsOf lists a command's flags, and those of all.
func flagsOf(n *kong.Node) (flags []string) {
	for _, group := range n.AllFlags(true) {
		for _, f := range group {
			flags = append(flags, "--"+f.Name)
			if f.Tag.Negatable != "" {
				flags = append(flags, "--no-"+f.Name)
			}
		}
	}
	slices.Sort(flags)
	return slices.Compact(flags)
}

// valuedOf lists a command's own flags behind which a value stands.
func valuedOf(n *kong.Node) (flags []string) {
	for _, f := range n.Flags {
		if f.IsBool() {
			continue
		}
		flags = append(flags, "--"+f.Name)
		if f.Short != 0 {
			flags = append(flags, "-"+string(f.Short))
		}
	}
	return flags
}
