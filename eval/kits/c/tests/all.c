/* Runs every test and reports them as TAP. */
#include "check.h"

int check_failed;

int main(void) {
  int count = 0, bad = 0;
  while (check_tests[count].name) count++;
  printf("1..%d\n", count);
  for (int i = 0; i < count; i++) {
    check_failed = 0;
    check_tests[i].run();
    bad |= check_failed;
    printf("%s %d - %s\n", check_failed ? "not ok" : "ok", i + 1, check_tests[i].name);
    fflush(stdout);
  }
  return bad;
}
