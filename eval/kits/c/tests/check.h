/* A test is a function void test_…(void) that CHECKs conditions; run.sh finds them all. */
#ifndef CHECK_H
#define CHECK_H
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct check_test {
  const char *name;
  void (*run)(void);
};

/* Ends with a null name. */
extern const struct check_test check_tests[];
extern int check_failed;

#define CHECK(condition) check_failed |= !(condition)

#endif
