// Package forge makes SAML messages for tests: an IdP of our own that signs whatever it
// is told to. A message is good unless something bends it, one thing at a time: the
// text before it is parsed, the tree before it is signed, the tree afterwards (what an
// attacker can do), the bytes in the end. The product never imports it.
package forge
