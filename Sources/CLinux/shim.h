#include <malloc.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Swift's Glibc module is made without _GNU_SOURCE and lacks these calls, and syscall() is variadic, which Swift cannot import. */

/* Swaps two paths of one file system in one step (renameat2 with RENAME_EXCHANGE). 0, or -1 with errno. */
static inline int exchange_paths(const char *from, const char *to) {
  return (int)syscall(SYS_renameat2, -100 /* AT_FDCWD */, from, -100, to, 2u /* RENAME_EXCHANGE */);
}

/* Puts all that was written to the file system of a descriptor on the disk (syncfs). 0, or -1 with errno. */
static inline int sync_file_system(int descriptor) { return (int)syscall(SYS_syncfs, descriptor); }

/* Lets the allocator keep what was freed, for the next pack's pages of the same size, in place of giving it back to the system and asking anew (malloc.h). */
static inline void keep_freed_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);
  mallopt(M_TOP_PAD, 16 << 20);
}

/* Finds bytes among others (memmem, which string.h shows under _GNU_SOURCE alone); NULL where they are not. */
void *memmem(const void *bytes, size_t count, const void *wanted, size_t wanted_count);
static inline const void *find_bytes(const void *bytes, size_t count, const void *wanted, size_t wanted_count) {
  return memmem(bytes, count, wanted, wanted_count);
}

/* Makes a file that has no name and lives in memory, closed in any program that this one starts (memfd_create). Its descriptor, or -1 with errno. */
static inline int make_memory_file(const char *label) { return (int)syscall(SYS_memfd_create, label, 1u /* MFD_CLOEXEC */); }
