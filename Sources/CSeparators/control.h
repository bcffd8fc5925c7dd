// Tells which bytes are commas, line ends and quotes, for the control totals alone: the reader has a routine of its own (separators.h), so that a fault
// in either shows as a difference between the two.
#ifndef OUTTURN_CONTROL_H
#define OUTTURN_CONTROL_H

#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// Whether this processor can run `outturn_control_places_wide`.
static inline int outturn_control_wide_usable(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
#else
  return 0;
#endif
}

/// For each of `blocks` stretches of 64 bytes, three words: which of the bytes are commas, which are line ends, which are double quotes; bit i is byte i.
#if defined(__x86_64__)
__attribute__((target("avx512f,avx512bw")))
#endif
static inline void outturn_control_places_wide(const uint8_t *bytes, int64_t blocks, uint64_t *places) {
#if defined(__x86_64__)
  for (int64_t block = 0; block < blocks; block++) {
    const __m512i here = _mm512_loadu_si512((const void *)(bytes + 64 * block));
    places[3 * block] = _mm512_cmpeq_epi8_mask(here, _mm512_set1_epi8(','));
    places[3 * block + 1] = _mm512_cmpeq_epi8_mask(here, _mm512_set1_epi8('\n'));
    places[3 * block + 2] = _mm512_cmpeq_epi8_mask(here, _mm512_set1_epi8('"'));
  }
#else
  (void)bytes; (void)blocks; (void)places;
#endif
}

/// Which of 64 bytes hold one value. With the instructions that every x86-64 has, one load and compare for sixteen bytes.
static inline uint64_t outturn_control_places_of(char value, const uint8_t *bytes) {
#if defined(__x86_64__)
  const __m128i wanted = _mm_set1_epi8(value);
  const uint64_t a = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)bytes), wanted));
  const uint64_t b = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(bytes + 16)), wanted));
  const uint64_t c = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(bytes + 32)), wanted));
  const uint64_t d = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(bytes + 48)), wanted));
  return a | b << 16 | c << 32 | d << 48;
#else
  uint64_t places = 0;
  for (int i = 0; i < 64; i++) places |= (uint64_t)(bytes[i] == (uint8_t)value) << i;
  return places;
#endif
}

/// The same as `outturn_control_places_wide`, on any processor.
static inline void outturn_control_places(const uint8_t *bytes, int64_t blocks, uint64_t *places) {
  for (int64_t block = 0; block < blocks; block++) {
    places[3 * block] = outturn_control_places_of(',', bytes + 64 * block);
    places[3 * block + 1] = outturn_control_places_of('\n', bytes + 64 * block);
    places[3 * block + 2] = outturn_control_places_of('"', bytes + 64 * block);
  }
}

#endif
