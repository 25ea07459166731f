// Package web is the console: a single-page application, built into dist by
// `make console` and embedded here.
//
// It owns what a browser gets at "/": the built files, their cache rules and the
// security headers of the page (Content-Security-Policy with a fresh nonce per
// page, Trusted Types). It also carries the documents that the console may send to
// GraphQL, by their SHA-256; the GraphQL door gets them as a value from cmd.
//
// The package knows no session and no tenant; it imports only the standard
// library. A binary built without Node serves a page that says how to build the
// console: dist holds a committed placeholder.
package web
