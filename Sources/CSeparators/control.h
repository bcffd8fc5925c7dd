// Adds up the number columns of everyday rows, for the control totals alone: the reader has routines of its own, so that a fault in either shows as a
// difference between the two. It is here, and in C, because Swift cannot turn a comparison of 64 bytes into 64 bits; `ControlCounter` does the same in
// Swift where the processor lacks the instructions, and walks every row that is not everyday.
#ifndef OUTTURN_CONTROL_H
#define OUTTURN_CONTROL_H

#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// What `outturn_control_rows` took.
typedef struct {
  int64_t sums[4];  ///< Counts of 10⁻⁸.
  int64_t rows;     ///< How many rows: 2,048 at most, so that no sum goes past 64 bits.
  int64_t stopped;  ///< The place of the first row that was not taken; the count of bytes when all were.
  int32_t slowly;   ///< Whether that row is one to walk byte by byte.
} outturn_control_taken;

/// Whether this processor can run `outturn_control_rows`.
static inline int outturn_control_usable(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
      && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#else
  return 0;
#endif
}

#if defined(__x86_64__)
/// A number of more than eight digits as a count of 10⁻⁸ under 2⁵², from its end backwards.
///
/// Gives the count of its digits; −1 when it is not a plain number.
static inline int outturn_control_long_number(const uint8_t *bytes, int64_t start, int64_t end, int64_t *result) {
  uint64_t value = 0, unit = 1;
  int digits = 0, decimals = 0, pointed = 0, negative = 0;
  for (int64_t index = end - 1; index >= start; index--) {
    const uint8_t byte = bytes[index], digit = (uint8_t)(byte - '0');
    if (digit <= 9) {
      if (digits >= 18 || negative) return -1;
      value += digit * unit;
      unit *= 10;
      digits++;
    } else if (byte == '.' && !pointed && !negative && digits <= 8) {
      pointed = 1;
      decimals = digits;
    } else if (byte == '-' && !negative && digits > 0) {
      negative = 1;
    } else {
      return -1;
    }
  }
  if (digits == 0) return -1;
  for (; decimals < 8; decimals++) {
    if (value >> 52) return -1;
    value *= 10;
  }
  if (value >> 52) return -1;
  *result = negative ? -(int64_t)value : (int64_t)value;
  return digits;
}
#endif

/// Adds everyday rows from `start`, the start of a row, until one is not: it has not `columns` fields, or a line end within quotes, or one of its last
/// `tail_count` fields has a quote, or is a wanted number of another style.
///
/// `tail` says which sum the k-th field from the end feeds; −1 for none. At least 64 readable bytes follow the last of `count`.
#if defined(__x86_64__)
__attribute__((target("avx512f,avx512bw,avx512vl,avx512cd,pclmul,bmi,bmi2,popcnt,lzcnt")))
#endif
static inline outturn_control_taken outturn_control_rows(
    const uint8_t *bytes, int64_t count, int64_t start, int64_t columns, const int32_t *tail, int64_t tail_count) {
  outturn_control_taken taken = {{0, 0, 0, 0}, 0, start, 1};
#if defined(__x86_64__)
  const __m512i comma = _mm512_set1_epi8(','), newline = _mm512_set1_epi8('\n'), quote = _mm512_set1_epi8('"');
  const __m512i scales = _mm512_set_epi64(10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000);  // by the count of decimals
  const __m256i high_bits = _mm256_set1_epi8((char)0x80);
  __m256i sums = _mm256_setzero_si256();
  int64_t row = start, fields = 1;
  uint64_t inside = 0, commas_before = 0, quotes_before = 0;
  for (int64_t block = start & ~(int64_t)63; block < count; block += 64) {
    const __m512i here = _mm512_loadu_si512((const void *)(bytes + block));
    uint64_t valid = ~(uint64_t)0;
    if (count - block < 64) valid = ((uint64_t)1 << (count - block)) - 1;
    if (block < start) valid &= ~(uint64_t)0 << (start - block);
    const uint64_t commas = _mm512_cmpeq_epi8_mask(here, comma) & valid;
    const uint64_t quotes = _mm512_cmpeq_epi8_mask(here, quote) & valid;
    uint64_t ends = _mm512_cmpeq_epi8_mask(here, newline) & valid;
    uint64_t outside = commas, hidden = 0;
    if (quotes | inside) {
      const uint64_t parity =
          (uint64_t)_mm_cvtsi128_si64(_mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)quotes), _mm_set1_epi8(-1), 0)) ^ inside;
      hidden = ends & parity;
      outside &= ~parity;
      ends &= ~parity;
      inside = (uint64_t)((int64_t)parity >> 63);
    }
    for (;;) {
      const uint64_t below = ends ^ (ends - 1);  // up to the next line end; everything where there is none
      if (hidden & below) goto done;
      fields += __builtin_popcountll(outside & below);
      if (!ends) break;
      const int64_t place = block + __builtin_ctzll(ends);
      int64_t end = place;
      if (end > row && bytes[end - 1] == '\r') end--;
      if (fields != columns || tail_count == 0) goto done;
      // The 64 bytes before the row's end, as far as they are the row's own: the last of them is the highest bit.
      const int64_t back = end - block, length = end - row;
      const uint64_t own = length >= 64 ? ~(uint64_t)0 : length == 0 ? 0 : ~(uint64_t)0 << (64 - length);
      uint64_t last_commas, last_quotes;
      if (back > 0) {
        last_commas = commas << (64 - back) | (back == 64 ? 0 : commas_before >> back);
        last_quotes = quotes << (64 - back) | (back == 64 ? 0 : quotes_before >> back);
      } else {
        last_commas = commas_before << -back;
        last_quotes = quotes_before << -back;
      }
      last_commas &= own;
      last_quotes &= own;
      int64_t froms[4] = {end, end, end, end}, tos[4] = {end, end, end, end};
      int64_t to = end, from = end;
      for (int64_t k = 0; k < tail_count; k++) {
        if (last_commas) {
          const uint64_t distance = (uint64_t)__builtin_clzll(last_commas);
          last_commas &= ~(0x8000000000000000u >> distance);
          from = end - (int64_t)distance;
        } else {
          // Further back than 64 bytes, or the row's first.
          if (to < row) goto done;
          for (from = to; from > row && bytes[from - 1] != ','; from--) {
            if (bytes[from - 1] == '"') goto done;
          }
        }
        const int32_t sum = tail[k];
        if (sum >= 0) {
          froms[sum] = from;
          tos[sum] = to;
        }
        to = from - 1;
      }
      const int64_t tail_length = end - from;
      if (tail_length > 0 && (tail_length >= 64 ? last_quotes : last_quotes >> (64 - tail_length))) goto done;
      int64_t sizes[4];
      uint32_t minus = 0, filled = 0;
      int64_t longest = 0;
      for (int k = 0; k < 4; k++) {
        if (tos[k] < 8) goto done;  // eight bytes are read up to a number's end
        const int64_t size = tos[k] - froms[k];
        const uint32_t negative = size > 0 && bytes[froms[k]] == '-';
        minus |= negative << k;
        filled |= (uint32_t)(size > 0) << k;
        sizes[k] = size - negative;
        longest = sizes[k] > longest ? sizes[k] : longest;
      }
      __m256i values;
      if (filled == 0) goto done;
      if (longest > 8) {
        int64_t each[4] = {0, 0, 0, 0};
        for (int k = 0; k < 4; k++) {
          if (tos[k] > froms[k] && outturn_control_long_number(bytes, froms[k], tos[k], &each[k]) < 0) goto done;
        }
        values = _mm256_loadu_si256((const __m256i *)(const void *)each);
      } else {
        int64_t words[4];
        for (int k = 0; k < 4; k++) __builtin_memcpy(&words[k], bytes + tos[k] - 8, 8);
        const __m256i size = _mm256_loadu_si256((const __m256i *)(const void *)sizes);
        // The last eight bytes of each as digits, what stands before the number made nought.
        __m256i lanes = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(const void *)words), _mm256_set1_epi8('0'));
        lanes = _mm256_and_si256(
            lanes, _mm256_sllv_epi64(_mm256_set1_epi64x(-1), _mm256_sub_epi64(_mm256_set1_epi64x(64), _mm256_slli_epi64(size, 3))));
        const __m256i odd = _mm256_and_si256(
            _mm256_or_si256(
                lanes, _mm256_add_epi8(_mm256_andnot_si256(high_bits, lanes), _mm256_set1_epi8(0x76))),
            high_bits);
        const __mmask8 pointed = _mm256_test_epi64_mask(odd, odd);
        // One that is no digit may be the point: what stands before it moves up over it.
        const __m256i low = _mm256_and_si256(odd, _mm256_sub_epi64(_mm256_setzero_si256(), odd));
        const __m256i unit = _mm256_srli_epi64(low, 7), lane = _mm256_sub_epi64(_mm256_slli_epi64(low, 1), unit);
        const __m256i point = _mm256_sub_epi64(_mm256_srli_epi64(low, 2), _mm256_srli_epi64(low, 6));
        const __m256i under = _mm256_sub_epi64(unit, _mm256_set1_epi64x(1));
        const __mmask8 bad = _mm256_cmpneq_epi64_mask(low, odd) | _mm256_cmpneq_epi64_mask(_mm256_and_si256(lanes, lane), point);
        const __m256i moved = _mm256_or_si256(
            _mm256_slli_epi64(_mm256_and_si256(lanes, under), 8), _mm256_andnot_si256(_mm256_or_si256(under, lane), lanes));
        const __m256i digits = _mm256_mask_sub_epi64(size, pointed, size, _mm256_set1_epi64x(1));
        const __mmask8 none = _mm256_testn_epi64_mask(digits, digits);
        if ((bad | (none & filled)) & 15) goto done;
        lanes = _mm256_mask_mov_epi64(lanes, pointed, moved);
        const __m256i decimals = _mm256_maskz_mov_epi64(pointed, _mm256_srli_epi64(_mm256_lzcnt_epi64(low), 3));
        // Neighbours are put together by twos, fours and eights.
        const __m256i twos = _mm256_maddubs_epi16(lanes, _mm256_set1_epi16(0x010A));
        const __m256i fours = _mm256_madd_epi16(twos, _mm256_set1_epi32(0x00010064));
        const __m256i eights = _mm256_add_epi64(_mm256_mul_epu32(fours, _mm256_set1_epi64x(10000)), _mm256_srli_epi64(fours, 32));
        const __m256i scale = _mm512_castsi512_si256(_mm512_permutexvar_epi64(_mm512_castsi256_si512(decimals), scales));
        values = _mm256_mul_epu32(eights, scale);
        const __m256i over = _mm256_srli_epi64(values, 52);
        if (_mm256_test_epi64_mask(over, over)) goto done;
        values = _mm256_mask_sub_epi64(values, (__mmask8)minus, _mm256_setzero_si256(), values);
      }
      sums = _mm256_add_epi64(sums, values);
      row = place + 1;
      fields = 1;
      outside &= ~below;
      ends &= ~below;
      if (++taken.rows == 2048) {
        taken.slowly = 0;
        goto done;
      }
    }
    commas_before = commas;
    quotes_before = quotes;
  }
  taken.slowly = row < count;
done:
  taken.stopped = row;
  _mm256_storeu_si256((__m256i *)(void *)taken.sums, sums);
#else
  (void)bytes; (void)count; (void)columns; (void)tail; (void)tail_count;
#endif
  return taken;
}

/// Which of 64 bytes hold one value: bit i is byte i. With the instructions that every x86-64 has, one load and compare for sixteen bytes.
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

#endif
