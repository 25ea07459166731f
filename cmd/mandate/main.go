package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // the binary carries its own time zones (TM-5)

	"github.com/alecthomas/kong"

	"mandate/fault"
)

// Exit codes: 0 done, 1 refused or found wrong, 2 wrong usage, 3 a part is missing.
const (
	exitRefused = 1
	exitUsage   = 2
	exitMissing = 3
)

// commands is the command line as kong reads it.
type commands struct {
	Config `embed:"" group:"settings"`

	Serve      serveCommand      `cmd:"" help:"Run the server."`
	Demo       demoCommand       `cmd:"" help:"Run the server with a demo company on SQLite."`
	Migrate    migrateCommands   `cmd:"" help:"Bring the database to this program's schema."`
	Tenant     tenantCommands    `cmd:"" help:"Companies."`
	Admin      adminCommands     `cmd:"" help:"Administrators."`
	Directory  directoryCommands `cmd:"" help:"Directories that provision over SCIM."`
	Connection connectionCmds    `cmd:"" help:"Sign-in over SAML 2.0 and OpenID Connect."`
	Domain     domainCommands    `cmd:"" help:"E-mail domains."`
	APIKey     apiKeyCommands    `cmd:"" name:"api-key" help:"Keys for programs."`
	History    historyCommands   `cmd:"" help:"History and its proof."`
	User       userCommands      `cmd:"" help:"People."`
	Limits     limitsCommands    `cmd:"" help:"Limits, capacity and preferences of everybody."`
	Deals      dealsCommands     `cmd:"" help:"Deals."`
	Assign     assignCommands    `cmd:"" help:"Automatic assignment."`
	Scenario   scenarioCommands  `cmd:"" help:"Timelines that try the rules."`
	Doctor     doctorCommand     `cmd:"" help:"Check the set-up and say what to do."`
	Schema     schemaCommand     `cmd:"" help:"Print the GraphQL schema."`
	Completion completionCommand `cmd:"" help:"Print what a shell completes commands by."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil))) // what the floor says before a command has its log
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program: arguments in, exit code out.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	var c commands
	parser, err := c.parser(ctx, out, errs)
	if err != nil {
		fmt.Fprintln(errs, "mandate:", err)
		return exitUsage
	}
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(errs, "mandate: %v\n`%s` lists what there is.\n", err, helpOn(err))
		return exitUsage
	}
	if err := k.Run(&c.Config, terminal{out: out, errs: errs}); err != nil {
		fmt.Fprintln(errs, "mandate:", plain(err))
		return code(err)
	}
	return 0
}

func (c *commands) parser(ctx context.Context, out, errs io.Writer) (*kong.Kong, error) {
	var given givenSettings
	return kong.New(c, kong.Name("mandate"), kong.Description("Who may come in, and how much may they decide."),
		kong.ExplicitGroups([]kong.Group{{Key: "settings", Title: "Settings, also by the environment:"}}),
		kong.ConfigureHelp(kong.HelpOptions{FlagsLast: true}), kong.Writers(out, errs), kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&given), kong.Resolvers(&given))
}

// helpOn is the command that tells of what was not understood, as far as it was.
func helpOn(err error) string {
	asked := []string{"mandate"}
	var refused *kong.ParseError
	if errors.As(err, &refused) {
		for _, step := range refused.Context.Path {
			if step.Command != nil {
				asked = append(asked, step.Command.Name)
			}
		}
	}
	return strings.Join(append(asked, "--help"), " ")
}

// plain is what a person at a terminal reads: a fault's own words, with the input they
// are about, or the error.
func plain(err error) string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err.Error()
	}
	switch {
	case f.Kind == fault.Internal:
		return err.Error()
	case f.Kind == fault.Unavailable && f.Cause != nil:
		return fmt.Sprintf("%s (%v)", f.Message, f.Cause)
	case len(f.Field) > 0:
		return strings.Join(f.Field, ".") + ": " + f.Message
	}
	return f.Message
}

func code(err error) int {
	var f *fault.Fault
	if errors.As(err, &f) && f.Kind == fault.Unavailable {
		return exitMissing
	}
	return exitRefused
}
