package main

import (
	"cmp"
	"sync"
)

// atOnce is enough that Settles are drained together.
const atOnce = 32

// inParallel runs fn for 0 to n-1, several at once. It begins no more after an error, and
// gives the first.
func inParallel(n int, fn func(i int) error) error {
	var group sync.WaitGroup
	work, failed := make(chan int), make(chan error, atOnce)
	for range atOnce {
		group.Go(func() {
			for i := range work {
				if err := fn(i); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	err := hand(work, n, failed)
	close(work)
	group.Wait()
	close(failed)
	return cmp.Or(err, <-failed)
}

// hand gives out 0 to n-1 until somebody fails.
func hand(work chan<- int, n int, failed <-chan error) error {
	for i := range n {
		select {
		case work <- i:
		case err := <-failed:
			return err
		}
	}
	return nil
}
