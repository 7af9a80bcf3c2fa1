package adder

import (
	"fmt"
	"testing"
)

func TestTop(t *testing.T) {
	if Add(1, 2) != 3 {
		t.Fatal("wrong")
	}
}

func TestNoisy(t *testing.T) {
	fmt.Println("printed by a test")
	t.Log("logged by a test")
}

func TestUnended(t *testing.T) {
	fmt.Print("no end of line")
}

func TestSuite(t *testing.T) {
	t.Run("one", func(t *testing.T) {})
	t.Run("left out", func(t *testing.T) { t.Skip("left out") })
	t.Run("inner", func(t *testing.T) {
		t.Run("breaks", func(t *testing.T) { t.Error("broken") })
		t.Run("two", func(t *testing.T) { t.Parallel() })
	})
	t.Run("one", func(t *testing.T) {})
}

func ExampleAdd() {
	fmt.Println(Add(1, 1))
	// Output: 2
}

func FuzzAdd(f *testing.F) {
	f.Add(1, 2)
	f.Fuzz(func(t *testing.T, a, b int) {})
}

func BenchmarkAdd(b *testing.B) {}
