// Counts the bytes that a program allocates, by standing in front of the C library's allocator.
#include "measured.h"

#include <stdlib.h>

static size_t total, live, peak;

__attribute__((noinline)) struct allocations measured_run(void (*body)(void *), void *context) {
  size_t before_total = total, before_live = live;
  peak = live;
  body(context);
  return (struct allocations){total - before_total, peak > before_live ? peak - before_live : 0};
}

#if defined(__linux__) && defined(__GLIBC__)
#include <errno.h>
#include <malloc.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

static void add(void *memory, size_t size) {
  if (!memory) return;
  __atomic_fetch_add(&total, size, __ATOMIC_RELAXED);
  size_t now = __atomic_add_fetch(&live, malloc_usable_size(memory), __ATOMIC_RELAXED);
  if (now > peak) peak = now;
}

static void subtract(void *memory) {
  if (memory) __atomic_fetch_sub(&live, malloc_usable_size(memory), __ATOMIC_RELAXED);
}

static void *aligned(size_t alignment, size_t size) {
  void *memory = __libc_memalign(alignment, size);
  add(memory, size);
  return memory;
}

void *malloc(size_t size) {
  void *memory = __libc_malloc(size);
  add(memory, size);
  return memory;
}

void *calloc(size_t count, size_t size) {
  void *memory = __libc_calloc(count, size);
  add(memory, count * size);
  return memory;
}

void *realloc(void *old, size_t size) {
  subtract(old);
  void *memory = __libc_realloc(old, size);
  add(memory, size);
  return memory;
}

void free(void *memory) {
  subtract(memory);
  __libc_free(memory);
}

void *memalign(size_t alignment, size_t size) { return aligned(alignment, size); }

void *aligned_alloc(size_t alignment, size_t size) { return aligned(alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  void *result = aligned(alignment, size);
  if (!result) return ENOMEM;
  *memory = result;
  return 0;
}
#endif
