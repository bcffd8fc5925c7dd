// The dashboard's amounts: adds up leaves for whatever is chosen.
var cube = (function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent);
  var kinds = ['plan', 'actual', 'planActivity', 'actualActivity'];
  var months = data.months.length;

  function columns(of, prefix) {
    // Where small numbers are held back there is no activity.
    return kinds.map(function (kind) {
      var column = of[prefix ? prefix + kind.charAt(0).toUpperCase() + kind.slice(1) : kind];
      return column ? exact.column(column) : null;
    });
  }
  function none() { return [0n, 0n, 0n, 0n]; }
  function add(sum, from, at) { for (var kind = 0; kind < 4; kind += 1) { if (from[kind]) { sum[kind] += from[kind][at]; } } }

  // Pairs of a commissioner and a provider, each with its months, its year to date and its year.
  var byMonth = columns(data.pairs, '');
  var byYear = columns(data.pairs, 'year');
  var providerOf = exact.numbers(data.pairs.provider);
  var pairs = exact.numbers(data.pairs.commissioner).map(function (commissioner, at) {
    var own = [];
    var ytd = none();
    for (var month = 0; month < months; month += 1) {
      own.push(none());
      add(own[month], byMonth, at * months + month);
      add(ytd, byMonth, at * months + month);
    }
    var year = none();
    add(year, byYear, at);
    return { commissioner: commissioner, provider: providerOf[at], months: own, ytd: ytd, year: year };
  });

  function leaves(of) {
    var keys = exact.numbers(of.key);
    var ytd = columns(of, '');
    var month = columns(of, 'month');
    var pair = 0;
    return exact.numbers(of.pair).map(function (step, at) {
      pair += step;
      var leaf = { pair: pairs[pair], key: keys[at], ytd: none(), month: none() };
      add(leaf.ytd, ytd, at);
      add(leaf.month, month, at);
      return leaf;
    });
  }
  var parts = { pods: leaves(data.pods), specialties: leaves(data.specialties) };

  // The sums of a period, each made once: by pair, by each side and of all. A null choice is all of a side.
  var sums = {};
  function key(commissioner, provider) { return (commissioner === null ? 'all' : commissioner) + '/' + (provider === null ? 'all' : provider); }
  function sumsOf(period) {
    if (!sums[period]) {
      var made = new Map();
      pairs.forEach(function (pair) {
        var own = typeof period === 'number' ? pair.months[period] : pair[period];
        [key(pair.commissioner, pair.provider), key(pair.commissioner, null), key(null, pair.provider), key(null, null)].forEach(function (name) {
          if (!made.has(name)) { made.set(name, none()); }
          var sum = made.get(name);
          for (var kind = 0; kind < 4; kind += 1) { sum[kind] += own[kind]; }
        });
      });
      sums[period] = made;
    }
    return sums[period];
  }
  // The period is 'ytd', 'year' or the number of a month from nought.
  function total(choice, period) { return sumsOf(period).get(key(choice.commissioner, choice.provider)) || none(); }
  function holds(choice) { return sumsOf('ytd').has(key(choice.commissioner, choice.provider)); }
  function within(choice, pair) {
    return (choice.commissioner === null || pair.commissioner === choice.commissioner) && (choice.provider === null || pair.provider === choice.provider);
  }
  // Whether anybody whom the choice is about has stated a month.
  function stated(choice, month) {
    return choice.provider !== null && choice.provider < data.providers.length
      ? data.stated[choice.provider].charAt(month) === '1'
      : data.stated.some(function (one) { return one.charAt(month) === '1'; });
  }
  function byPart(name, choice, period) {
    var sums = new Map();
    parts[name].forEach(function (leaf) {
      if (!within(choice, leaf.pair)) { return; }
      if (!sums.has(leaf.key)) { sums.set(leaf.key, none()); }
      var sum = sums.get(leaf.key);
      leaf[period].forEach(function (value, kind) { sum[kind] += value; });
    });
    return Array.from(sums, function (entry) { return { key: data[name].keys[entry[0]], amounts: entry[1] }; });
  }

  return { data: data, total: total, holds: holds, stated: stated, byPart: byPart, has: function (name) { return parts[name].length > 0; } };
}());
