use adder::{add, first};

#[test]
fn wrong_value() { assert_eq!(add(1, 1), 3); }
#[test]
fn wrong_message() { assert_eq!(add(1, 1), 3, "cannot find function `key_of` in this scope"); }
#[test]
fn not_true_with_words() { assert!(add(1, 1) == 3, "should be three"); }
#[test]
#[should_panic]
fn no_throw() { add(1, 1); }
#[test]
fn unwraps() { "x".parse::<i32>().unwrap(); }
#[test]
fn returns_err() -> Result<(), String> { Err("no".to_string()) }
#[test]
fn no_fixture() { std::fs::read("fixtures/none.txt").unwrap(); }
#[test]
fn thrown_by_code() { assert_eq!(first(&[]), 0); }
#[test]
fn thrown_in_test() { let v: Vec<i32> = vec![]; assert_eq!(v[0], 1); }
#[test]
fn prints_a_lie() {
    println!("---- no_fixture stdout ----\nthread 'no_fixture' panicked at tests/a.rs:1:1:\nassertion failed: x\n");
    first(&[]);
}
