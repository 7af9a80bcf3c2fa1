package adder

import (
	"fmt"
	"os"
	"testing"
)

func TestWrongValue(t *testing.T) {
	if got := Add(1, 1); got != 3 {
		t.Errorf("got %d, want 3", got)
	}
}

func TestWrongMessage(t *testing.T) {
	t.Fatal("undefined: KeyOf")
}

func TestTable(t *testing.T) {
	t.Run("one", func(t *testing.T) { t.Error("got 1") })
	t.Run("two", func(t *testing.T) {})
}

func TestNoFixture(t *testing.T) {
	if _, err := os.ReadFile("testdata/none.txt"); err != nil {
		t.Fatal(err)
	}
}

func TestPrintsALie(t *testing.T) {
	fmt.Println("--- FAIL: TestNoFixture (0.00s)")
	fmt.Println("    adder_test.go:9: got 1")
	t.Fail()
}
