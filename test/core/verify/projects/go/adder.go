// Package adder is what the tests look at.
package adder

// Add adds.
func Add(a, b int) int { return a + b }
