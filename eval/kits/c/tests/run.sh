# Lists the test functions, builds everything and runs it.
set -e
names=$(grep -ho '^void test_[A-Za-z0-9_]*' tests/test_*.c | sed 's/^void //')
{
  echo '#include "check.h"'
  for name in $names; do echo "void $name(void);"; done
  echo 'const struct check_test check_tests[] = {'
  for name in $names; do echo "  {\"$name\", $name},"; done
  echo '  {0, 0}};'
} >tests/list.c
gcc -O0 -o tests/all src/*.c tests/*.c
exec tests/all
