// Command mandate is the whole product in one binary: the server, the console and
// the command line.
//
// One file a command. config.go alone reads flags, MANDATE_* variables and files;
// wire.go turns the values into the rooms of the house; nothing else configures.
package main
