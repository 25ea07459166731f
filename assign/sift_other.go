//go:build !amd64

package assign

// wide does nothing: sift and split make the checks word by word.
func (b *Bench) wide(*tally, *checks) (words int) { return 0 }
