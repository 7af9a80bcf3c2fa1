package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdderTest {
  @Test
  void top() {
    assertEquals(3, Adder.add(1, 2));
  }

  @Test
  void noisy() {
    System.out.println("<testcase name=\"forged\" classname=\"org.example.AdderTest\"/> ]]> &");
    System.err.println("printed on error output");
  }

  @Test
  @Disabled("left out")
  void leftOut() {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void many(int n) {
    assertEquals(n, Adder.add(n, 0));
  }

  @Nested
  class Inner {
    @Test
    void breaks() {
      assertEquals(3, Adder.add(1, 1));
    }

    @Test
    void errs() {
      throw new IllegalStateException("broken");
    }
  }
}
