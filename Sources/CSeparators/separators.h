// Finds the separators of CSV in one sweep with the widest instructions of the processor at hand. It is here, and in C, because Swift has no way to
// turn a comparison of 64 bytes into 64 bits; `RowTokeniser` does the same in Swift where the processor lacks them, and the tests hold the two together.
#ifndef OUTTURN_SEPARATORS_H
#define OUTTURN_SEPARATORS_H

#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// What `outturn_separators` found.
typedef struct {
  int64_t separators;     ///< Commas and line ends outside quotes.
  int64_t rows;           ///< Line ends outside quotes.
  int64_t last_opening;   ///< The place of the last quote that opened.
  int32_t open;           ///< Whether a quote is open at the end.
  int32_t beyond_ascii;   ///< Whether any byte is outside ASCII.
  int32_t status;         ///< 0: done; 1: not for this routine (quotes where the RFC has none, or a line end within quotes).
} outturn_separators_found;

/// Whether this processor can run `outturn_separators`.
static inline int outturn_separators_usable(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
      && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi2")
      && __builtin_cpu_supports("popcnt");
#else
  return 0;
#endif
}

/// Writes the place of each comma and line end outside quotes to `ends`, and for each row the count of separators up to its line end to `row_ends`.
/// At least 64 readable bytes follow the last, and `ends` has room for 64 more than `count`.
#if defined(__x86_64__)
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,pclmul,bmi,bmi2,popcnt,lzcnt")))
#endif
static inline outturn_separators_found outturn_separators(
    const uint8_t *bytes, int64_t count, uint32_t *ends, uint32_t *row_ends) {
  outturn_separators_found found = {0, 0, 0, 0, 0, 1};
#if defined(__x86_64__)
  const __m512i comma = _mm512_set1_epi8(','), newline = _mm512_set1_epi8('\n'), quote = _mm512_set1_epi8('"');
  const __m512i places = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29,
      28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  const __m128i ones = _mm_set1_epi8(-1);
  uint64_t inside_before = 0, may_open = 1, must_end = 0, high = 0;
  uint32_t *out = ends;
  int64_t rows = 0;
  for (int64_t base = 0; base < count; base += 64) {
    const __m512i block = _mm512_loadu_si512((const void *)(bytes + base));
    uint64_t commas = _mm512_cmpeq_epi8_mask(block, comma);
    uint64_t newlines = _mm512_cmpeq_epi8_mask(block, newline);
    uint64_t quotes = _mm512_cmpeq_epi8_mask(block, quote);
    uint64_t valid = ~(uint64_t)0;
    high |= _mm512_movepi8_mask(block);
    if (count - base < 64) {
      valid = ((uint64_t)1 << (count - base)) - 1;
      commas &= valid;
      newlines &= valid;
      quotes &= valid;
    }
    uint64_t separators = commas | newlines;
    if (quotes | inside_before | must_end) {
      const uint64_t inside =
          (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)quotes), ones, 0)) ^ inside_before;
      if (newlines & inside) return found;
      separators &= ~inside;
      const uint64_t opening = quotes & inside, closing = quotes & ~inside;
      if (opening & ~(((separators | closing) << 1) | may_open)) return found;
      uint64_t trailing = ((closing << 1) | must_end) & ~(separators | opening) & valid;
      while (trailing) {
        if (bytes[base + __builtin_ctzll(trailing)] != '\r') return found;
        trailing &= trailing - 1;
      }
      if (opening) found.last_opening = base + 63 - __builtin_clzll(opening);
      inside_before = (uint64_t)((int64_t)inside >> 63);
      may_open = (separators | closing) >> 63;
      must_end = closing >> 63;
    } else {
      may_open = separators >> 63;
    }
    const int64_t before = out - ends;
    while (newlines) {
      row_ends[rows++] = (uint32_t)(before + __builtin_popcountll(separators & (newlines ^ (newlines - 1))));
      newlines &= newlines - 1;
    }
    const int total = __builtin_popcountll(separators);
    const __m512i packed = _mm512_maskz_compress_epi8(separators, places);
    const __m512i from = _mm512_set1_epi32((int)base);
    _mm512_storeu_si512((void *)out, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed)), from));
    if (total > 16) {
      _mm512_storeu_si512((void *)(out + 16), _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 1)), from));
      if (total > 32) {
        _mm512_storeu_si512((void *)(out + 32), _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 2)), from));
        _mm512_storeu_si512((void *)(out + 48), _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 3)), from));
      }
    }
    out += total;
  }
  found.separators = out - ends;
  found.rows = rows;
  found.open = inside_before != 0;
  found.beyond_ascii = high != 0;
  found.status = 0;
#else
  (void)bytes; (void)count; (void)ends; (void)row_ends;
#endif
  return found;
}

#endif
