#pragma once
#include <stddef.h>

/// What a piece of work allocated, in bytes.
struct allocations {
  /// All that was asked for, what was freed again included.
  size_t total;
  /// The most that was there at one time, over what was there at the beginning.
  size_t peak;
};

/// Runs `body`, and says what it allocated. Callgrind counts the instructions between this function's beginning and end.
/// Elsewhere than on Linux nothing is counted.
struct allocations measured_run(void (*body)(void *), void *context);
