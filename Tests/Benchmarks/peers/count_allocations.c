// Preloaded, it counts what a program allocates, and prints the number when the program ends.
#include <errno.h>
#include <stddef.h>
#include <stdio.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static unsigned long allocations;

static void *counted(void *memory) {
  __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
  return memory;
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return counted(__libc_calloc(count, size)); }
void *realloc(void *memory, size_t size) { return counted(__libc_realloc(memory, size)); }
void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  void *result = counted(__libc_memalign(alignment, size));
  if (!result) return ENOMEM;
  *memory = result;
  return 0;
}

__attribute__((destructor)) static void report(void) { fprintf(stderr, "allocations: %lu\n", allocations); }
