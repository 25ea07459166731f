package assign

// column numbers the values that things have of one attribute, so that what is asked of a
// value is asked once for all things that have it. A number is free again when nothing
// has its value.
type column[K comparable] struct {
	numbers map[K]int
	values  []K
	uses    []int
	free    []int
}

// enter counts one more thing with the value and gives its number.
func (c *column[K]) enter(value K) int {
	n, known := c.numbers[value]
	if !known {
		n = c.number(value)
	}
	c.uses[n]++
	return n
}

func (c *column[K]) number(value K) int {
	if c.numbers == nil {
		c.numbers = make(map[K]int)
	}
	n := len(c.values)
	if last := len(c.free) - 1; last >= 0 {
		n, c.free = c.free[last], c.free[:last]
		c.values[n] = value
	} else {
		c.values, c.uses = append(c.values, value), append(c.uses, 0)
	}
	c.numbers[value] = n
	return n
}

// leave undoes enter.
func (c *column[K]) leave(n int) {
	if c.uses[n]--; c.uses[n] == 0 {
		delete(c.numbers, c.values[n])
		c.free = append(c.free, n)
	}
}

// ask gives the answer for each number.
func (c *column[K]) ask(answers []bool, question func(K) bool) []bool {
	answers = answers[:0]
	for n, value := range c.values {
		answers = append(answers, c.uses[n] > 0 && question(value))
	}
	return answers
}
