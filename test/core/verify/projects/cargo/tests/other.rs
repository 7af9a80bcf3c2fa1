#[test]
fn other() {
    assert_eq!(adder::add(0, 0), 0);
}
