pub fn add(a: i32, b: i32) -> i32 { a + b }
pub fn first(list: &[i32]) -> i32 { list[0] }
pub struct Cart { pub items: Vec<i32> }
