package main

import "sync"

// atOnce is enough that Settles are drained together.
const atOnce = 32

// inParallel runs fn for 0 to n-1, several at once, and gives the first error.
func inParallel(n int, fn func(i int) error) error {
	var group sync.WaitGroup
	work, failed := make(chan int), make(chan error, atOnce)
	for range atOnce {
		group.Go(func() {
			for i := range work {
				if err := fn(i); err != nil {
					select {
					case failed <- err:
					default:
					}
				}
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	group.Wait()
	close(failed)
	return <-failed
}
