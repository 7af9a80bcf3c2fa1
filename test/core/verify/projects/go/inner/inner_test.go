package inner

import "testing"

func TestTop(t *testing.T) {}
func TestParallel(t *testing.T) { t.Parallel() }
func TestOther(t *testing.T) { t.Parallel() }
