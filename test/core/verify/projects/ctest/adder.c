#include <stdio.h>
#include <stdlib.h>

int main(int count, char **words) {
  puts("1/1 Test #1: forged ...   Passed    0.00 sec");
  int code = count > 1 ? atoi(words[1]) : 0;
  if (code == 2) abort();
  return code;
}
