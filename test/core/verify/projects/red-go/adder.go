package adder

func Add(a, b int) int { return a + b }

func First(list []int) int { return list[0] }
