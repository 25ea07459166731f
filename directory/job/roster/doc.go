// Package roster moves many people at once: it reads them from files, writes them to
// files and changes many in the same way, as jobs.
//
// A file is CSV (RFC 4180) with a heading, or JSON Lines with the same names. Columns:
//
//	userName, email         who it is; one of them is needed, email for somebody new
//	firstName, lastName, phone, locale
//	manager                 user name or address; "-" for none
//	roles                   names, by semicolons; exactly these (in JSON a list)
//	mfaRequired, active     true or false
//	autoAssign              true or false
//	locations, propertyTypes, languages   by semicolons (in JSON lists)
//	maxCapacity, maxDiscretionBps         whole numbers; "-" unsets
//	loanAmount, mortgageSecured, nonMortgageSecured, bridgeSecured, totalConnection
//	                        amounts of the company's currency, UNLIMITED, "-" unsets
//
// A column that is missing, and a cell that is empty, leaves what is there. Who is there
// by user name, else by address, is changed; others are made. So a file may be read
// twice: the second time nothing is left to do. An export has the same columns, and some
// that an import passes over: id, name, status, source, lastLoginAt, createdAt.
package roster
