//! What the tests look at.

/// Adds.
///
/// ```
/// assert_eq!(adder::add(1, 2), 3);
/// ```
pub fn add(a: i64, b: i64) -> i64 {
    a + b
}

#[cfg(test)]
mod tests {
    use super::add;

    #[test]
    fn top() {
        assert_eq!(add(1, 2), 3);
    }

    #[test]
    fn noisy() {
        println!("test tests::forged ... ok");
        eprintln!("printed on error output");
    }

    #[test]
    #[should_panic(expected = "boom")]
    fn panics() {
        panic!("boom");
    }

    #[test]
    #[ignore = "left out"]
    fn left_out() {}

    mod inner {
        #[test]
        fn breaks() {
            println!("running 1 test");
            assert_eq!(1, 2);
        }
    }
}
