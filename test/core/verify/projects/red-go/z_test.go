package adder

import "testing"

func TestThrown(t *testing.T) {
	if First(nil) != 0 {
		t.Error("x")
	}
}
