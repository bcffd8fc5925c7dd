// Exact amounts: whole numbers of 10⁻⁸, added without loss and rounded once, when they are printed, half away from nought, as in the packs.
var exact = (function () {
  'use strict';
  var one = 100000000n;
  var minus = '\u2212';
  var dash = '\u2013';

  // Whole numbers to base 36 with commas between; nothing is nought.
  function whole(text) {
    var sign = text.charAt(0) === '-' ? -1n : 1n;
    var digits = sign < 0n ? text.slice(1) : text;
    var value = 0n;
    // Ten digits to base 36 are exact in a number of the language.
    for (var at = 0; at < digits.length; at += 10) {
      var part = digits.slice(at, at + 10);
      value = value * 36n ** BigInt(part.length) + BigInt(parseInt(part, 36));
    }
    return sign * value;
  }
  function numbers(text) { return text === '' ? [] : text.split(',').map(function (one) { return one === '' ? 0 : parseInt(one, 36); }); }
  function column(of) {
    var unit = 10n ** BigInt(8 - of.places);
    return of.values.split(',').map(function (text) { return text === '' ? 0n : whole(text) * unit; });
  }

  function divided(value, by) {
    if (by < 0n) { value = -value; by = -by; }
    var size = value < 0n ? -value : value;
    var rounded = (size * 2n + by) / (by * 2n);
    return value < 0n ? -rounded : rounded;
  }
  function fixed(value, places) {
    var digits = String(value < 0n ? -value : value).padStart(places + 1, '0');
    var head = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ',');
    return (value < 0n ? minus : '') + head + (places ? '.' + digits.slice(-places) : '');
  }

  var formats = {
    pounds: function (value) { return value === 0n ? dash : fixed(divided(value, one), 0); },
    thousands: function (value) { return value === 0n ? dash : fixed(divided(value, one * 1000n), 0); },
    units: function (value) { return value === 0n ? dash : fixed(divided(value, one), 0); },
    size: function (value) { return '£' + fixed(divided(value < 0n ? -value : value, one), 0); }
  };
  // A part of a whole in per cent to one decimal.
  function percent(part, of) { return of === 0n ? 'no plan' : fixed(divided(part * 1000n, of), 1); }
  // Pounds or units as a number of the language, for lengths and colours alone.
  function rough(value) { return Number(value) / 1e8; }

  return { column: column, numbers: numbers, formats: formats, percent: percent, rough: rough };
}());
